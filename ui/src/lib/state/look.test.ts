import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadLook, look, setLook, shownPhone, stepTextSize } from './look.svelte';

const root = document.documentElement;

beforeEach(() => {
  localStorage.clear();
  loadLook();
});
afterEach(() => {
  localStorage.clear();
  loadLook();
});

describe('the look', () => {
  it('comes back at the next start: nobody sets it twice', () => {
    setLook({ theme: 'dark', textSize: 150, letters: false });
    root.removeAttribute('data-theme');
    root.style.fontSize = '';
    loadLook();
    expect(root.dataset['theme']).toBe('dark');
    expect(root.style.fontSize).toBe('150%');
    expect(look.letters).toBe(false);
    setLook({ theme: 'system' });
    expect(root.dataset['theme'], 'the system decides again').toBeUndefined();
  });

  it('is plain when what was stored makes no sense: the window must open', () => {
    for (const nonsense of ['{', 'null', '[]', '{"theme":"pink","textSize":900,"discreet":"yes"}']) {
      localStorage.setItem('fanline.look', nonsense);
      loadLook();
      expect([look.theme, look.textSize, look.discreet, look.letters], nonsense).toEqual([
        'system',
        100,
        false,
        true,
      ]);
    }
  });

  it('grows the text up to twice its size, and no further', () => {
    for (let step = 0; step < 9; step += 1) stepTextSize(1);
    expect(look.textSize).toBe(200);
    for (let step = 0; step < 9; step += 1) stepTextSize(-1);
    expect(look.textSize).toBe(100);
  });

  it('hides numbers from whoever else looks, but for two digits', () => {
    expect(shownPhone('+14155550132')).toBe('+1 415 555 0132');
    setLook({ discreet: true });
    expect(shownPhone('+14155550132')).toBe('+• ••• ••• ••32');
    expect(root.hasAttribute('data-discreet')).toBe(true);
  });
});
