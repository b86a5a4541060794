import { flushSync } from 'svelte';
import { describe, expect, it, vi } from 'vitest';
import { one, show } from '../../test/mount';
import { toast, toasts } from '../state/toasts.svelte';
import Bubble from './Bubble.svelte';
import Say from './Say.svelte';
import Switch from './Switch.svelte';
import Toasts from './Toasts.svelte';

describe('parts', () => {
  it('show what fans write as text only: markup in a text does nothing', () => {
    const hide = show(Bubble, { voice: 'fan', text: '<img src=x onerror=alert(1)>{name}' });
    expect(document.querySelector('img')).toBeNull();
    expect(one('.bubble').textContent).toBe('<img src=x onerror=alert(1)>{name}');
    expect(one('.bubble').getAttribute('dir'), 'a text in another script runs its own way').toBe('auto');
    hide();
  });

  it('isolate a name inside a sentence, and never take it for markup', () => {
    const hide = show(Say, { key: 'composer.blocked', values: { name: '**<i>ليان' } });
    expect(one('bdi').textContent).toBe('**<i>ليان');
    expect(document.querySelector('i')).toBeNull();
    hide();
  });

  it('a switch stays where it was until the engine agrees: it never shows what is not so', () => {
    const onchange = vi.fn();
    const hide = show(Switch, { on: false, onchange, label: 'x' });
    const input = one<HTMLInputElement>('input');
    input.checked = true;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    flushSync();
    expect(onchange).toHaveBeenCalledWith(true);
    expect(input.checked).toBe(false);
    hide();
  });

  it('a toast offers the way back, once, and leaves by itself', async () => {
    vi.useFakeTimers();
    const hide = show(Toasts, {});
    const undo = vi.fn();
    toast('Blocked', { undo });
    flushSync();
    one<HTMLButtonElement>('.toast button').click();
    flushSync();
    expect(undo).toHaveBeenCalledTimes(1);
    expect(toasts.shown).toEqual([]);
    toast('Saved', { ms: 1000 });
    toast('Saved', { ms: 1000 });
    flushSync();
    expect(toasts.shown.length, 'the same words do not pile up').toBe(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(toasts.shown).toEqual([]);
    hide();
    vi.useRealTimers();
  });
});
