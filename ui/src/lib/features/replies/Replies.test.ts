import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RuleView } from '../../ipc';
import { find, stand, Stage } from '../../../test/stage';
import { type } from '../../../test/mount';
import { drafts } from './drafts.svelte';
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
  });
});
afterEach(() => drafts.discard('1'));

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
});
