import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleView } from '../../ipc';
import { find, stand, Stage } from '../../../test/stage';
import { type } from '../../../test/mount';
import { toasts, undo } from '../../state/toasts.svelte';
import { drafts, NEW } from './drafts.svelte';
import Replies from './Replies.svelte';

const stage = new Stage();
let rule: RuleView;

beforeEach(() => {
  stage.asked.length = 0;
  rule = {
    id: '1',
    key: 'welcome',
    name: 'Welcome',
    trigger: { kind: 'first_text' },
    conditions: { fan: null, has_tags: [], lacks_tags: [], cities: [], hours: null, days: [] },
    actions: { ask: null, tags: [], flag: false, mark_read: false },
    repeat: { kind: 'once' },
    timing: { from_at: null, until_at: null, delay_from_s: 0, delay_to_s: 0, catch_up_s: null },
    text: 'Hello, this is automatic.',
    on: true,
    enabled_at: 1_750_000_000_000,
    today: 3,
    total: 9,
    segments: { encoding: 'GSM-7', units: 25, parts: 1, room: 135, forced_by: null },
    warnings: [],
  };
  stage.give({
    'rules.list': () => ({ items: [{ ...rule }], next: null }),
    'rules.set': ({ text, on }) => (rule = { ...rule, text: text ?? rule.text, on: on ?? rule.on }),
    'segments.count': () => rule.segments,
    'updates.list': () => ({ items: [], next: null }),
  });
});
afterEach(() => {
  for (const id of ['1', NEW]) drafts.discard(id);
  dismissAll();
});

function dismissAll() {
  toasts.shown = [];
}

function press(element: Element, key: string) {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  flushSync();
}

async function page() {
  const root = stand(Replies, {});
  await vi.waitFor(() => find(root, 'textarea'));
  const area = () => find<HTMLTextAreaElement>(root, 'textarea');
  const save = () => find<HTMLButtonElement>(root, '.btn.primary');
  /** An event, and the reload that it asks for. */
  const changed = async () => {
    const before = stage.params('rules.list').length;
    stage.changed('rules.changed', '1');
    await vi.waitFor(() => expect(stage.params('rules.list').length).toBeGreaterThan(before));
    await vi.waitFor(() => expect(find(root, 'li').textContent).toContain(`${rule.today} today`));
    flushSync();
  };
  return { root, area, save, changed };
}

describe('Replies', () => {
  it('keeps what is being typed when the rule is refreshed: an answer to a fan never eats a half-written text', async () => {
    const { area, changed } = await page();
    type(area(), 'Hello, this is auto');
    rule.today = 4;
    await changed();
    expect(area().value).toBe('Hello, this is auto');
    expect(stage.params('rules.set'), 'and fans do not get half a sentence').toEqual([]);
  });

  it('keeps it across screens as well: looking into the inbox loses nothing', async () => {
    const first = await page();
    type(first.area(), 'Still writing');
    const second = await page();
    expect(second.area().value).toBe('Still writing');
  });

  it('shows a text that was changed elsewhere, unless somebody is writing: then it says so', async () => {
    const { root, area, changed } = await page();
    rule = { ...rule, text: 'Changed by a script, automatic.', today: 5 };
    await changed();
    expect(area().value, 'nobody writes').toBe('Changed by a script, automatic.');
    type(area(), 'Mine');
    rule = { ...rule, text: 'Changed once more.', today: 6 };
    await changed();
    expect(area().value, 'somebody writes').toBe('Mine');
    expect(find(root, '[role=alert]').textContent).toContain('changed elsewhere');
  });

  it('saves on request and only then', async () => {
    const { area, save } = await page();
    expect(save().disabled, 'nothing to save').toBe(true);
    type(area(), 'Hi, an automatic hello.');
    expect(save().disabled).toBe(false);
    save().click();
    await vi.waitFor(() =>
      expect(stage.params('rules.set')).toEqual([{ id: '1', text: 'Hi, an automatic hello.' }]),
    );
    await vi.waitFor(() => expect(save().disabled, 'saved').toBe(true));
  });

  it('does not save an empty reply: a fan would get nothing and never again anything', async () => {
    const { area, save } = await page();
    type(area(), '   ');
    expect(save().disabled).toBe(true);
    expect(area().getAttribute('aria-invalid')).toBe('true');
  });

  it('switches a rule with one press, and shows the state that the engine confirmed', async () => {
    const { root } = await page();
    const toggle = () => find<HTMLInputElement>(root, '[role=switch]');
    expect(toggle().checked).toBe(true);
    toggle().click();
    await vi.waitFor(() => expect(stage.params('rules.set')).toEqual([{ id: '1', on: false }]));
    await vi.waitFor(() => expect(toggle().checked).toBe(false));
  });

  it('shows hostile words as words: a rule text is never markup', async () => {
    rule = { ...rule, name: '<img src=x>', text: '<b>bold</b><script>1</script>' };
    const { root, area } = await page();
    expect(area().value).toBe('<b>bold</b><script>1</script>');
    expect(find(root, 'h2').textContent).toBe('<img src=x>');
    expect(root.querySelector('img, script, .bubble b')).toBeNull();
  });

  it('says what a rule is in a sentence, and sends only the parts that were changed', async () => {
    const { root, save } = await page();
    const when = find<HTMLSelectElement>(root, '.sentence select');
    when.selectedIndex = 3;
    when.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
    expect(find(root, '.sentence').textContent).toContain('outside');
    save().click();
    await vi.waitFor(() =>
      expect(stage.params('rules.set')).toEqual([
        { id: '1', trigger: { kind: 'outside_hours', hours: '09:00-23:00' } },
      ]),
    );
  });

  it('does not save a rule that listens for no word: it would never answer', async () => {
    const { root, save } = await page();
    const when = find<HTMLSelectElement>(root, '.sentence select');
    when.selectedIndex = 1;
    when.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
    expect(save().disabled).toBe(true);
    const word = find<HTMLInputElement>(root, '.sentence input');
    type(word, 'tour, dates');
    press(word, 'Enter');
    expect([...root.querySelectorAll('.sentence .word')].map((one) => one.textContent)).toEqual([
      'tour',
      'dates',
    ]);
    expect(save().disabled).toBe(false);
  });

  it('starts a reply from a template and makes it only when it is saved', async () => {
    stage.give({
      'rules.templates': () => ({
        items: [
          {
            id: 'dates',
            trigger: { kind: 'keywords', keywords: ['tour'] },
            conditions: rule.conditions,
            text: 'Soon. (Automatic)',
            actions: rule.actions,
            repeat: { kind: 'cooldown', seconds: 86_400 },
          },
        ],
        next: null,
      }),
      'rules.add': ({ name, trigger, text }) => ({
        ...rule,
        id: '2',
        name: name ?? '',
        trigger: trigger ?? { kind: 'any_text' },
        text: text ?? '',
        on: false,
      }),
    });
    const { root, area, save } = await page();
    find<HTMLButtonElement>(root, '.head .btn').click();
    flushSync();
    await vi.waitFor(() => find(root, '.choice b'));
    find<HTMLButtonElement>(root, '.choice').click();
    await vi.waitFor(() => expect(area().value).toBe('Soon. (Automatic)'));
    expect(stage.params('rules.add'), 'nothing is made yet').toEqual([]);
    save().click();
    await vi.waitFor(() => expect(stage.params('rules.add')).toHaveLength(1));
    expect(stage.params('rules.add')[0]).toMatchObject({
      name: 'Dates',
      on: false,
      text: 'Soon. (Automatic)',
    });
    await vi.waitFor(() => expect(drafts.fresh(), 'what was made is no draft any more').toBeUndefined());
    await vi.waitFor(() => find(root, '[data-rule="2"]'));
  });

  it('moves a reply with the arrow keys, and keeps the focus on it', async () => {
    const other = { ...rule, id: '2', name: 'Other' };
    let order = [rule, other];
    stage.give({
      'rules.list': () => ({ items: order, next: null }),
      'rules.move': () => {
        order = [other, rule];
        return { items: order, next: null };
      },
    });
    const { root } = await page();
    const handle = find<HTMLButtonElement>(root, '[data-rule="1"] .handle');
    handle.focus();
    press(handle, 'ArrowUp');
    expect(stage.params('rules.move'), 'it is the first already').toEqual([]);
    press(handle, 'ArrowDown');
    await vi.waitFor(() => expect(stage.params('rules.move')).toEqual([{ id: '1', place: 2 }]));
    await vi.waitFor(() =>
      expect(
        [...root.querySelectorAll<HTMLElement>('[data-rule]')].map(({ dataset }) => dataset['rule']),
      ).toEqual(['2', '1']),
    );
    await vi.waitFor(() =>
      expect(document.activeElement?.closest<HTMLElement>('[data-rule]')?.dataset['rule']).toBe('1'),
    );
  });

  it('takes a deletion back, on again if it was on: a slip costs no fan their answer', async () => {
    stage.give({ 'rules.delete': () => ({ id: '1' }), 'rules.restore': () => ({ ...rule, on: false }) });
    const { root } = await page();
    find<HTMLButtonElement>(root, '.name .btn').click();
    await vi.waitFor(() => expect(stage.params('rules.delete')).toEqual([{ id: '1' }]));
    await vi.waitFor(() => expect(root.querySelector('[data-rule]')).toBeNull());
    const told = toasts.shown[0];
    expect(told?.text).toContain('Welcome');
    if (told) undo(told);
    await vi.waitFor(() => expect(stage.params('rules.restore')).toEqual([{ id: '1' }]));
    await vi.waitFor(() => expect(stage.params('rules.set')).toEqual([{ id: '1', on: true }]));
    await vi.waitFor(() => find(root, '[data-rule="1"]'));
  });
});
