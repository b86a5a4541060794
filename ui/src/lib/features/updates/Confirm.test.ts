import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { find, stand, Stage } from '../../../test/stage';
import { type } from '../../../test/mount';
import type { Status } from '../../ipc';
import { status } from '../../state/status.svelte';
import { Composer } from './composer.svelte';
import Confirm from './Confirm.svelte';
import { previewOf, updateOf } from './samples';

const stage = new Stage();

beforeEach(() => {
  stage.give({
    'settings.get': ({ key }) => ({ key, value: '30s', default: '30s', warning: null }),
    'updates.create': ({ text }) => updateOf({ text }),
  });
});

async function page(recipients: number, text = 'Doors at eight') {
  stage.give({ 'updates.preview': () => previewOf(recipients) });
  stage.give({ 'updates.list': () => ({ items: [], next: null }) });
  const composer = new Composer();
  await composer.open();
  if (text) composer.type(text);
  await composer.look();
  const onsend = vi.fn();
  const root = stand(Confirm, { composer, onsend });
  return { composer, onsend, root, button: () => find<HTMLButtonElement>(root, 'button') };
}

describe('Confirm', () => {
  it('opens for 1,000 fans and more only when their number is typed: nobody reaches thousands by habit', async () => {
    const { root, button, onsend } = await page(1000);
    expect(button().disabled, 'before typing').toBe(true);
    const field = find<HTMLInputElement>(root, 'input');
    type(field, '999');
    expect(button().disabled, 'another number').toBe(true);
    type(field, '1,000');
    expect(button().disabled, 'the number').toBe(false);
    expect(button().getAttribute('aria-label'), 'it must be held').toBe('Hold to send');
    type(field, '1,0001');
    expect(button().disabled, 'a slip closes it again').toBe(true);
    expect(onsend).not.toHaveBeenCalled();
  });

  it('asks to hold but not to type from 100: a small crowd needs less', async () => {
    const { root, button } = await page(100);
    expect(root.querySelector('input')).toBeNull();
    expect(button().getAttribute('aria-label')).toBe('Hold to send');
    expect(button().disabled).toBe(false);
  });

  it('is a plain button below 100: a handful of friends takes one press', async () => {
    const { button, onsend } = await page(99);
    expect(button().textContent?.trim()).toBe('Send');
    button().click();
    expect(onsend).toHaveBeenCalledTimes(1);
  });

  it('asks those who cannot hold in a dialog, and sends only on their yes', async () => {
    const { root, button, onsend } = await page(250);
    button().click();
    flushSync();
    expect(onsend, 'a press alone sends nothing').not.toHaveBeenCalled();
    const dialog = find(root, 'dialog');
    expect(dialog.textContent).toContain('Send to 250 fans?');
    find<HTMLButtonElement>(dialog, '.btn.you').click();
    expect(onsend).toHaveBeenCalledTimes(1);
  });

  it('stays shut without a text, without anybody, and while the count is of older words', async () => {
    expect((await page(250, '')).button().disabled, 'no text').toBe(true);
    expect((await page(0)).button().disabled, 'nobody').toBe(true);
    const { composer, button } = await page(250);
    composer.type('Other words');
    flushSync();
    expect(button().disabled, 'not counted yet').toBe(true);
  });

  it('tells both numbers when the count changed: people see why they confirm twice', async () => {
    const { root, composer } = await page(2504);
    composer.changed = { given: 2500, expected: 2504 };
    flushSync();
    const alert = find(root, '[role=alert]');
    expect(alert.textContent).toContain('2,504');
    expect(alert.textContent).toContain('2,500');
  });

  it.each([
    ['offline', 'You’re offline: it goes out when you’re back.'],
    ['key_refused', 'The provider refuses the key: it waits until that is put right.'],
    ['cap_reached', 'Today’s cap is reached: it waits until midnight.'],
  ] as const)(
    'says what happens to an update confirmed while %s: waiting is not failing',
    async (code, words) => {
      status.put({ problem: { code, params: {} } } as Status);
      const { root, button } = await page(250);
      expect(find(root, '.hint').textContent).toBe(words);
      expect(button().disabled, 'it can be confirmed').toBe(false);
    },
  );
});
