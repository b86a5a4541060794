import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { FoundFan } from '../../ipc';
import { toasts, undo } from '../../state/toasts.svelte';
import { find, stand, Stage } from '../../../test/stage';
import { press, type } from '../../../test/mount';
import Fans from './Fans.svelte';
import { reverse } from './list.svelte';

const stage = new Stage();

function fan(id: string, more: Partial<FoundFan> = {}): FoundFan {
  return {
    id,
    number: '+13055550119',
    name: `Fan ${id}`,
    city: null,
    tags: [],
    preview: 'hello',
    preview_voice: 'fan',
    first_at: 1_000,
    last_at: 2_000,
    from_fan: 1,
    personal: 0,
    vip: false,
    flagged: false,
    blocked: false,
    opted_out: false,
    suppressed: false,
    ...more,
  };
}

beforeEach(() => {
  stage.asked.length = 0;
  toasts.shown = [];
  // The page has no layout here: every row is in view.
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 400 });
  stage.give({
    'fans.find': () => ({ items: [fan('1'), fan('2', { name: '<b>x</b>', tags: ['tour'] })], next: null }),
    'fans.count': () => ({ matched: 4118 }),
    'fans.groups': () => ({ tags: [{ name: 'tour', fans: 2 }], cities: [{ name: 'Rome', fans: 1 }] }),
    'fans.change': ({ ids }) => ({ changed: ids?.length ?? 4118, ids: ids ?? null }),
  });
});

async function page() {
  const root = stand(Fans, {});
  await vi.waitFor(() => expect(root.querySelectorAll('[aria-rowindex]')).toHaveLength(3));
  return { root, rows: find(root, '[role=grid]') };
}

function button(root: ParentNode, words: string): HTMLButtonElement {
  const found = [...root.querySelectorAll('button')].find((one) => one.textContent.includes(words));
  if (!found) throw new Error(`no button says ${words}`);
  return found;
}

describe('Fans', () => {
  it('selects with the keys and tags who is selected, and the tag can be taken off again', async () => {
    const { root, rows } = await page();
    rows.focus();
    flushSync();
    press(rows, ' ');
    press(rows, 'ArrowDown', { shiftKey: true });
    expect(find(root, '.bulk b').textContent).toBe('2 selected');
    button(root, 'Tag').click();
    flushSync();
    const field = find<HTMLInputElement>(root, 'dialog input');
    type(field, 'Leeds');
    press(field, 'Enter');
    button(find(root, 'dialog'), 'Save').click();
    await vi.waitFor(() => expect(stage.params('fans.change')).toHaveLength(1));
    expect(stage.params('fans.change')[0]).toMatchObject({ ids: ['1', '2'], add_tags: ['Leeds'] });
    await vi.waitFor(() => expect(toasts.shown).toHaveLength(1));
    const [told] = toasts.shown;
    if (told) undo(told);
    await vi.waitFor(() =>
      expect(stage.params('fans.change')[1]).toMatchObject({ ids: ['1', '2'], remove_tags: ['Leeds'] }),
    );
  });

  it('blocks everybody who matches only after a question, by the filter and not by the rows on screen', async () => {
    const { root, rows } = await page();
    rows.focus();
    press(rows, 'a', { ctrlKey: true });
    expect(find(root, '.bulk b').textContent).toBe('4,118 selected');
    button(root, 'Block').click();
    flushSync();
    expect(stage.params('fans.change'), 'nothing before the answer').toEqual([]);
    button(find(root, 'dialog'), 'Block').click();
    await vi.waitFor(() => expect(stage.params('fans.change')).toHaveLength(1));
    expect(stage.params('fans.change')[0]).toMatchObject({
      ids: null,
      filter: { show: 'everyone', tags: [], city: null, search: null },
      blocked: true,
    });
  });

  it('selects nobody out of sight: another filter ends the selection', async () => {
    const { root, rows } = await page();
    rows.focus();
    press(rows, ' ');
    const city = find<HTMLSelectElement>(
      root,
      '.sentence label select, .sentence span:nth-of-type(2) select',
    );
    city.selectedIndex = 1;
    city.dispatchEvent(new Event('change', { bubbles: true }));
    await vi.waitFor(() => expect(root.querySelector('.bulk')).toBeNull());
    await vi.waitFor(() =>
      expect(stage.params('fans.find').at(-1)).toMatchObject({ filter: { city: 'Rome' } }),
    );
  });

  it('sorts by a column, and the other way round by the next press', async () => {
    const { root } = await page();
    button(root, 'Name').click();
    await vi.waitFor(() =>
      expect(stage.params('fans.find').at(-1)).toMatchObject({ sort: 'name', ascending: true }),
    );
    button(root, 'Name').click();
    await vi.waitFor(() =>
      expect(stage.params('fans.find').at(-1)).toMatchObject({ sort: 'name', ascending: false }),
    );
    expect(find(root, '[aria-sort]').getAttribute('aria-sort')).toBe('descending');
  });

  it('keeps the rows in place when texts come in, and shows them when asked', async () => {
    const { root } = await page();
    const before = stage.params('fans.find').length;
    stage.changed('inbox.changed');
    await vi.waitFor(() => button(root, 'Show what is new'));
    expect(stage.params('fans.find')).toHaveLength(before);
    button(root, 'Show what is new').click();
    await vi.waitFor(() => expect(stage.params('fans.find').length).toBeGreaterThan(before));
  });

  it('shows hostile names as names', async () => {
    const { root } = await page();
    expect(root.textContent).toContain('<b>x</b>');
  });

  it('takes back exactly what was done', () => {
    expect(reverse({ vip: true }, ['1'])).toMatchObject({
      ids: ['1'],
      vip: false,
      blocked: null,
      add_tags: [],
    });
    expect(reverse({ add_tags: ['a'], remove_tags: ['b'] }, ['1'])).toMatchObject({
      add_tags: ['b'],
      remove_tags: ['a'],
    });
  });
});
