import { beforeEach, describe, expect, it } from 'vitest';
import { conversation } from '../../../test/data';
import { MemoryHost } from '../../../test/host';
import type { Conversation } from '../../ipc';
import { ConversationList, PAGE } from './list.svelte';

const host = new MemoryHost();

/** All conversations, newest first. */
let all: Conversation[] = [];

beforeEach(() => {
  all = Array.from({ length: 250 }, (_, index) => conversation(String(index), { last_at: 10_000 - index }));
  host.answers['inbox.list'] = ({ filter, cursor, limit }) => {
    if (filter !== 'all') return { items: [], next: null };
    const from = Number(cursor ?? 0);
    const to = from + Number(limit);
    return { items: all.slice(from, to), next: to < all.length ? String(to) : null };
  };
});

const ids = (list: ConversationList) => list.rows.map((row) => row.id);

function arrive(count: number) {
  for (let text = 0; text < count; text += 1) {
    const [last] = all.splice(-1);
    all.unshift(conversation(last?.id ?? '', { last_at: 20_000 + text, preview: 'new', unread: 1 }));
  }
}

describe('the list of conversations', () => {
  it('does not jump: rows keep their places while somebody points at them, and new ones wait', async () => {
    const list = new ConversationList();
    await list.load();
    const before = ids(list);
    arrive(84);
    await list.refresh(() => true);
    expect(ids(list)).toEqual(before);
    expect(list.fresh, 'the button says how many wait').toBe(84);
    expect(list.freshMore).toBe(false);
    list.show();
    expect(ids(list)[0]).toBe(all[0]?.id);
    expect(list.fresh).toBe(0);
  });

  it('updates a row where it stands', async () => {
    const list = new ConversationList();
    await list.load();
    all[3] = conversation('3', { last_at: 9_997, vip: true, preview: 'edited' });
    await list.refresh(() => true);
    expect(list.rows[3]).toMatchObject({ id: '3', vip: true, preview: 'edited' });
    expect(list.fresh).toBe(0);
  });

  it('shows what is new at once when nobody points at it', async () => {
    const list = new ConversationList();
    await list.load();
    arrive(2);
    await list.refresh(() => false);
    expect(ids(list)[0]).toBe(all[0]?.id);
  });

  it('says "more than" when a flood is larger than what was read', async () => {
    const list = new ConversationList();
    await list.load();
    arrive(150);
    await list.refresh(() => true);
    expect([list.fresh, list.freshMore]).toEqual([PAGE, true]);
  });

  it('reads on to the last row, each conversation once, also while others move up', async () => {
    const list = new ConversationList();
    await list.load();
    arrive(10);
    await list.more();
    await list.more();
    await list.more();
    expect(new Set(ids(list)).size).toBe(ids(list).length);
    // The ten that moved up stand behind the button, not in the list twice.
    expect(ids(list).length).toBe(240);
  });

  it('drops an answer for another filter that comes late', async () => {
    const list = new ConversationList();
    await list.load();
    const late = list.more();
    list.setFilter('vip');
    await late;
    expect(ids(list), 'fans of the first filter are not shown as VIPs').toEqual([]);
  });

  it('knows the conversation after the open one, for "Send and next"', async () => {
    const list = new ConversationList();
    await list.load();
    expect(list.neighbour('4', 1)).toBe('5');
    expect(list.neighbour('0', -1)).toBeUndefined();
    expect(list.neighbour(null, 1)).toBe('0');
  });
});
