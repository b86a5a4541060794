import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { find, stand } from '../../test/stage';
import HoldButton from './HoldButton.svelte';

const HOLD_MS = 1500;

function button(more: { disabled?: boolean; busy?: boolean } = {}) {
  const onhold = vi.fn();
  const onpress = vi.fn();
  const page = stand(HoldButton, {
    label: 'Hold to send',
    hint: 'Keep holding',
    busyLabel: 'Sending',
    onhold,
    onpress,
    ...more,
  });
  const element = find<HTMLButtonElement>(page, 'button');
  const fire = (event: Event) => {
    element.dispatchEvent(event);
    flushSync();
  };
  return { element, fire, onhold, onpress };
}

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more });
const letGo = (key: string) => new KeyboardEvent('keyup', { key, bubbles: true, cancelable: true });
const down = (button = 0) => new PointerEvent('pointerdown', { button, bubbles: true });
const up = () => new PointerEvent('pointerup', { bubbles: true });
const click = () => new MouseEvent('click', { bubbles: true });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('HoldButton', () => {
  it('acts once, and only when the hold is over: a quick tap must not text a quarter of a million people', () => {
    const { fire, onhold } = button();
    fire(down());
    vi.advanceTimersByTime(HOLD_MS - 1);
    expect(onhold, 'the hold is not over').not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(onhold, 'the hold is over').toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(HOLD_MS * 3);
    expect(onhold, 'holding on does not send again').toHaveBeenCalledTimes(1);
  });

  it('springs back when let go early and says what to do: a second hold starts from nothing', () => {
    const { element, fire, onhold } = button();
    fire(down());
    expect(element.classList.contains('holding'), 'it fills while held').toBe(true);
    vi.advanceTimersByTime(HOLD_MS - 100);
    fire(up());
    expect(element.classList.contains('holding'), 'it empties').toBe(false);
    expect(element.textContent, 'the hint').toBe('Keep holding');
    fire(down());
    vi.advanceTimersByTime(HOLD_MS - 100);
    expect(onhold, 'two short holds are not one long one').not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(onhold).toHaveBeenCalledTimes(1);
  });

  it.each([' ', 'Enter'])('can be held with the key %j: nobody needs a pointer to send', (key) => {
    const { fire, onhold, onpress } = button();
    fire(press(key));
    vi.advanceTimersByTime(HOLD_MS / 2);
    fire(press(key, { repeat: true }));
    vi.advanceTimersByTime(HOLD_MS / 2);
    expect(onhold, 'a repeating key is one hold').toHaveBeenCalledTimes(1);
    fire(letGo(key));
    expect(onpress, 'a held key is no press').not.toHaveBeenCalled();
  });

  it('lets a key go early: a slip on Return sends nothing', () => {
    const { fire, onhold } = button();
    const event = press('Enter');
    fire(event);
    expect(event.defaultPrevented, 'the browser must not click').toBe(true);
    vi.advanceTimersByTime(HOLD_MS - 1);
    fire(letGo('Enter'));
    vi.advanceTimersByTime(HOLD_MS);
    expect(onhold).not.toHaveBeenCalled();
  });

  it.each([
    ['the pointer slides off', () => new PointerEvent('pointerleave')],
    ['the focus leaves', () => new FocusEvent('blur')],
    ['Escape is pressed', () => press('Escape')],
  ])('stops when %s: a hold that somebody breaks off never completes by itself', (_, event) => {
    const { fire, onhold } = button();
    fire(down());
    vi.advanceTimersByTime(HOLD_MS / 2);
    fire(event());
    vi.advanceTimersByTime(HOLD_MS * 2);
    expect(onhold).not.toHaveBeenCalled();
  });

  it('is a plain button to voice control and screen readers: their press asks in another way', () => {
    const { element, fire, onhold, onpress } = button();
    expect(element.getAttribute('aria-label'), 'the name to say').toBe('Hold to send');
    fire(click());
    expect(onpress).toHaveBeenCalledTimes(1);
    expect(onhold).not.toHaveBeenCalled();
  });

  it('does not take the click after a short pointer press for such a press: a tap must not open the way around', () => {
    const { fire, onpress } = button();
    fire(down());
    fire(up());
    fire(click());
    expect(onpress).not.toHaveBeenCalled();
  });

  it.each([{ disabled: true }, { busy: true }])(
    'does nothing while %o: what is not ready cannot be sent',
    (state) => {
      const { fire, onhold, onpress } = button(state);
      fire(down());
      fire(press(' '));
      vi.advanceTimersByTime(HOLD_MS * 2);
      fire(up());
      fire(letGo(' '));
      expect(onhold).not.toHaveBeenCalled();
      expect(onpress).not.toHaveBeenCalled();
    },
  );
});
