import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conversation, fan, text } from '../../../test/data';
import { MemoryHost } from '../../../test/host';
import { one, press, show, type } from '../../../test/mount';
import type { Fan } from '../../ipc';
import { go, route } from '../../state/route.svelte';
import Inbox from './Inbox.svelte';

const host = new MemoryHost();
const HOSTILE = '<b>ليان</b>';

let fans: Record<string, Partial<Fan>> = {};
let hide: () => void;

beforeEach(async () => {
  fans = { '1': {}, '2': { name: HOSTILE }, '3': { opted_out_at: 1_750_000_000_000 } };
  host.answers['inbox.list'] = () => ({
    items: Object.entries(fans).map(([id, change], index) =>
      conversation(id, { name: change.name ?? `Fan ${id}`, last_at: 9_000 - index }),
    ),
    next: null,
  });
  host.answers['thread.list'] = ({ fan_id: id }) => ({
    fan: fan(String(id), fans[String(id)]),
    items: [text(`m${String(id)}`, 1_000)],
    next: null,
  });
  host.answers['thread.mark'] = ({ fan_id: id }) => conversation(String(id));
  host.answers['segments.count'] = () => ({
    encoding: 'GSM-7',
    units: 2,
    parts: 1,
    room: 158,
    forced_by: null,
  });
  host.answers['messages.send'] = ({ text: body, client_id: client }) =>
    text('o9', 2_000, { voice: 'personal', body: String(body), state: 'waiting', client_id: String(client) });
  go({ screen: 'inbox', fanId: null });
  hide = show(Inbox, {});
  await settled(() => expect(document.querySelectorAll('[role=option]').length).toBe(3));
});

afterEach(() => hide());

async function settled(check: () => void) {
  await vi.waitFor(() => {
    flushSync();
    check();
  });
}

const heading = () => document.querySelector('header h2')?.textContent;

describe('the inbox', () => {
  it('lets a person answer one fan after the other without the mouse, each text to its own fan', async () => {
    press(document.body, 'j');
    await settled(() => expect(heading()).toBe('Fan 1'));
    press(document.body, 'r');
    await settled(() => expect(document.activeElement).toBe(one('.composer textarea')));
    type(one<HTMLTextAreaElement>('.composer textarea'), 'hi');
    press(one('.composer textarea'), 'Enter', { ctrlKey: true });
    await settled(() => expect(heading()).toBe(HOSTILE));
    expect(host.asked.find(({ method }) => method === 'messages.send')?.params).toMatchObject({
      fan_id: '1',
      text: 'hi',
    });
    expect(document.activeElement, 'the focus stays in the composer').toBe(one('.composer textarea'));
    expect(one<HTMLTextAreaElement>('.composer textarea').value).toBe('');
  });

  it('keeps the composer when a slow conversation is left and opened again', async () => {
    press(document.body, 'j');
    await settled(() => expect(heading()).toBe('Fan 1'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    host.answers['thread.list'] = () => new Promise(() => undefined);
    for (const key of ['j', 'k', 'r']) press(document.body, key);
    vi.advanceTimersByTime(1000);
    vi.useRealTimers();
    await settled(() => expect(document.activeElement).toBe(one('.composer textarea')));
    expect(heading()).toBe('Fan 1');
  });

  it('never treats a name as markup, in the list or above the conversation', async () => {
    go({ screen: 'inbox', fanId: '2' });
    await settled(() => expect(heading()).toBe(HOSTILE));
    expect(document.querySelector('.row b, header b')).toBeNull();
  });

  it('has no composer for a fan who stopped the texts', async () => {
    go({ screen: 'inbox', fanId: '3' });
    await settled(() => expect(one('.silenced').textContent).toContain('stopped your texts'));
    expect(document.querySelector('.composer')).toBeNull();
  });

  it('goes back to the list on Escape, and says so when a conversation is gone', async () => {
    host.answers['thread.list'] = () => {
      throw Object.assign(new Error(), { code: 'not_found', params: {} });
    };
    go({ screen: 'inbox', fanId: '99' });
    await settled(() => expect(one('section [role=alert]').textContent).toContain('not here any more'));
    press(document.body, 'Escape');
    await settled(() => expect(route.current).toEqual({ screen: 'inbox', fanId: null }));
  });
});
