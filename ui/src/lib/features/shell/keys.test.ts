import { beforeEach, describe, expect, it } from 'vitest';
import { press } from '../../../test/mount';
import { loadLook, look, setLook } from '../../state/look.svelte';
import { go, route } from '../../state/route.svelte';
import { toast, toasts } from '../../state/toasts.svelte';
import { palette, shortcuts } from '../palette/open.svelte';
import { shellKeys } from './keys';

let ready = true;
const keys = shellKeys(() => ready);
window.addEventListener('keydown', keys);

beforeEach(() => {
  localStorage.clear();
  loadLook();
  ready = true;
  palette.open = false;
  shortcuts.open = false;
  toasts.shown = [];
  document.body.innerHTML = '<button id="b">b</button><input id="i">';
  go({ screen: 'inbox', fanId: null });
});

const on = (id: string) => document.getElementById(id) ?? document.body;

describe('keys of the whole window', () => {
  it('lead to the screens and to something new, but not before a line is open', () => {
    press(on('b'), '5', { ctrlKey: true });
    expect(route.current).toEqual({ screen: 'line', setting: null });
    press(on('i'), 'n', { ctrlKey: true });
    expect(route.current).toEqual({ screen: 'newUpdate' });
    ready = false;
    press(on('b'), '1', { ctrlKey: true });
    press(on('b'), 'k', { ctrlKey: true });
    expect(route.current).toEqual({ screen: 'newUpdate' });
    expect(palette.open).toBe(false);
  });

  it('open the list of keys with one letter: never while somebody writes, never when letters are off', () => {
    press(on('i'), '?', { shiftKey: true });
    expect(shortcuts.open, 'a question mark in a text is one').toBe(false);
    setLook({ letters: false });
    press(on('b'), '?', { shiftKey: true });
    expect(shortcuts.open).toBe(false);
    setLook({ letters: true });
    press(on('b'), '?', { shiftKey: true });
    expect(shortcuts.open).toBe(true);
  });

  it('hide everything at once, in a dialog as well', () => {
    document.body.innerHTML += '<dialog open></dialog>';
    press(on('i'), 'D', { ctrlKey: true, shiftKey: true });
    expect(look.discreet).toBe(true);
    press(on('i'), 'k', { ctrlKey: true });
    expect(palette.open, 'a question is answered first').toBe(false);
  });

  it('take back the newest thing that can be, but a slip in a field is the field’s', () => {
    const undone: string[] = [];
    toast('first', { undo: () => undone.push('first') });
    toast('second', { undo: () => undone.push('second') });
    toast('third');
    press(on('i'), 'z', { ctrlKey: true });
    expect(undone).toEqual([]);
    press(on('b'), 'z', { ctrlKey: true });
    press(on('b'), 'z', { ctrlKey: true });
    press(on('b'), 'z', { ctrlKey: true });
    expect(undone).toEqual(['second', 'first']);
  });

  it('leave what another part of the window has answered', () => {
    const event = new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true, bubbles: true });
    event.preventDefault();
    keys(event);
    expect(palette.open).toBe(false);
  });
});
