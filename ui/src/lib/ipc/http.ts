import type { EventBatch } from './generated/bindings';
import { CommandError, type Host } from './host';

const LOST: EventBatch = { events: [], overflow: true };
const RETRY_MS = 1000;

/**
 * The same table over plain HTTP, for tests in a browser: `POST /rpc {method, params}` gives the result, or with a
 * status of 400 and above `{code, params}`; a WebSocket on `/events` carries one batch in each frame.
 */
export function httpHost(origin: string): Host {
  return {
    async call(method, params) {
      let response: Response;
      try {
        response = await fetch(new URL('/rpc', origin), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ method, params }),
        });
      } catch {
        throw new CommandError('stopped');
      }
      const body: unknown = await response.json().catch(() => null);
      if (!response.ok) throw CommandError.from(body);
      return body;
    },
    onEvents(listener) {
      let socket: WebSocket | undefined;
      let retry: ReturnType<typeof setTimeout> | undefined;
      let ended = false;
      let lost = false;
      const open = () => {
        const url = new URL('/events', origin);
        url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
        socket = new WebSocket(url);
        // Events between two connections are gone: reload.
        socket.onopen = () => {
          if (lost) listener(LOST);
          lost = false;
        };
        socket.onmessage = ({ data }) => listener(JSON.parse(String(data)) as EventBatch);
        socket.onclose = () => {
          lost = true;
          if (!ended) retry = setTimeout(open, RETRY_MS);
        };
      };
      open();
      return () => {
        ended = true;
        clearTimeout(retry);
        socket?.close();
      };
    },
    onNavigate: () => () => undefined,
    openLink: (url) => {
      window.open(url, '_blank', 'noopener,noreferrer');
      return Promise.resolve();
    },
  };
}
