import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { conversation, lineStatus } from '../../../test/data';
import { useHost, type Conversation, type DeskRequest, type EventBatch } from '../../ipc';
import { setLook } from '../../state/look.svelte';
import { followClosing, followTexts, isBusy, sayTray } from './desk.svelte';

let inbox: Conversation[] = [];
let asked: DeskRequest[] = [];
let hear: (batch: EventBatch) => void = () => undefined;
let close: () => void = () => undefined;
let looking = false;

const LATER = 4_000_000_000_000;
const changed: EventBatch = { events: [{ kind: 'inbox.changed', ids: [] }], overflow: false };

useHost({
  call: () => Promise.resolve({ items: inbox, next: null }),
  openLink: () => Promise.resolve(),
  onEvents: (listener) => {
    hear = listener;
    return () => undefined;
  },
  onNavigate: () => () => undefined,
  desk: (request) => {
    asked.push(request);
    return Promise.resolve(null);
  },
  onHidden: (listener) => {
    close = listener;
    return () => undefined;
  },
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(document, 'hasFocus').mockImplementation(() => looking);
  [inbox, asked, looking] = [[], [], false];
  setLook({ notify: true, discreet: false });
  localStorage.removeItem('fanline.told');
});

afterEach(() => vi.useRealTimers());

async function told(rows: Conversation[]): Promise<DeskRequest[]> {
  const stop = followTexts();
  inbox = rows;
  hear(changed);
  await vi.advanceTimersByTimeAsync(0);
  stop();
  return asked;
}

const fresh = (id: string, change: Partial<Conversation>) =>
  conversation(id, { unread: 1, last_at: LATER, ...change });

describe('the desktop around the window', () => {
  it('tells of a text that needs a person, and leads to it: else a VIP waits until somebody looks', async () => {
    expect(await told([fresh('7', { vip: true, name: 'Ana', preview: 'are you there' })])).toEqual([
      { do: 'notify', title: 'Ana', body: 'are you there', route: 'inbox/7' },
    ]);
  });

  it('is silent about everything else: else a flood is a flood of notifications', async () => {
    const rows = [
      fresh('1', {}),
      fresh('2', { vip: true, blocked: true }),
      fresh('3', { question: true, unread: 0 }),
      fresh('4', { care: true, last_at: 1_000 }),
      fresh('5', { vip: true, preview_voice: 'personal' }),
    ];
    expect(await told(rows)).toEqual([]);
    looking = true;
    expect(await told([fresh('6', { vip: true })])).toEqual([]);
    looking = false;
    setLook({ notify: false });
    expect(await told([fresh('6', { vip: true })])).toEqual([]);
  });

  it('tells of several fans at once, and only once', async () => {
    const stop = followTexts();
    inbox = [fresh('1', { question: true, name: 'Ana' }), fresh('2', { care: true, name: 'Bo' })];
    hear(changed);
    await vi.advanceTimersByTimeAsync(0);
    hear(changed);
    await vi.advanceTimersByTimeAsync(60_000);
    stop();
    expect(asked).toEqual([{ do: 'notify', title: '2 fans wrote to you', body: 'Ana, Bo', route: 'inbox' }]);
  });

  it('names nobody in discreet mode: whoever sees the screen would read it', async () => {
    setLook({ discreet: true });
    const [notice] = await told([fresh('1', { vip: true, name: 'Ana', preview: 'secret' })]);
    expect(JSON.stringify(notice)).not.toMatch(/Ana|secret|555/);
  });

  it('says once that a closed window works on', () => {
    followClosing();
    close();
    close();
    expect(asked.map((request) => request.do)).toEqual(['notify']);
  });

  it('is kept awake by what sleep would interrupt, and by nothing else', () => {
    expect(isBusy(lineStatus())).toBe(false);
    expect(isBusy(lineStatus({ waiting: { broadcast: 3 } }))).toBe(true);
    expect(isBusy(lineStatus({ texts_last_minute: 100 }))).toBe(true);
    expect(isBusy(lineStatus({ updates_running: 1 }))).toBe(true);
  });

  it('shows counts in the tray, in the words of the window', () => {
    sayTray(lineStatus({ unread: 12, waiting: { personal: 1, broadcast: 2 } }));
    expect(asked[0]).toMatchObject({
      words: { counts: '12 unread conversations · 3 waiting', quit: 'Quit Fanline' },
    });
  });
});
