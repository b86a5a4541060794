// @vitest-environment node
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Window } from 'happy-dom';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EventBatch } from './generated/bindings';
import { CommandError } from './host';
import { httpHost } from './http';

const WEBSOCKET = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

let server: Server;
let origin = '';
const sockets: Socket[] = [];

/** One short text frame, as RFC 6455 writes it. */
function frame(text: string): Buffer {
  const body = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, body.length]), body]);
}

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, params } = JSON.parse(body) as { method: string; params: unknown };
      const known = method === 'segments.count' && request.url === '/rpc';
      response.writeHead(known ? 200 : 400, { 'content-type': 'application/json' });
      response.end(JSON.stringify(known ? { echo: params } : { code: 'opted_out', params: { id: '7' } }));
    });
  });
  server.on('upgrade', (request, socket: Socket) => {
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key'] ?? ''}${WEBSOCKET}`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    sockets.push(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  // Node 20 has no WebSocket of its own.
  vi.stubGlobal('WebSocket', new Window({ url: origin }).WebSocket);
});

afterAll(() => {
  vi.unstubAllGlobals();
  for (const socket of sockets) socket.destroy();
  server.close();
});

describe('the host over HTTP', () => {
  it('carries a command and its result', async () => {
    const params = { text: 'héllo 🎂' };
    await expect(httpHost(origin).call('segments.count', params)).resolves.toEqual({ echo: params });
  });

  it('turns a refusal into its code: else no screen can say why', async () => {
    const refusal = httpHost(origin).call('messages.send', {});
    await expect(refusal).rejects.toMatchObject({ code: 'opted_out', params: { id: '7' } });
    await expect(refusal).rejects.toBeInstanceOf(CommandError);
  });

  it('says that the engine is gone when nothing answers', async () => {
    await expect(httpHost('http://127.0.0.1:9').call('status.get', {})).rejects.toMatchObject({
      code: 'stopped',
    });
  });

  it('hears events, and asks for a reload after a connection was lost', async () => {
    const heard: EventBatch[] = [];
    const end = httpHost(origin).onEvents((batch) => heard.push(batch));
    await vi.waitFor(() => expect(sockets.length).toBe(1));
    const batch = { events: [{ kind: 'inbox.changed', ids: ['7'] }], overflow: false };
    sockets[0]?.write(frame(JSON.stringify(batch)));
    await vi.waitFor(() => expect(heard).toEqual([batch]));
    sockets[0]?.destroy();
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ events: [], overflow: true }), { timeout: 5000 });
    end();
  });
});
