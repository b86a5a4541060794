import type { Key } from './i18n';
import { hasModifier, platform } from './platform';

/** Keys that do the same thing, as they are written on this system: `⌘K`, `J`. */
export interface Shortcut {
  keys: readonly string[];
  does: Key;
}

/** `mod` stands for Command or Ctrl, `shift` for itself. */
export function keyName(key: string): string {
  const mac = platform() === 'mac';
  return key
    .split('+')
    .map((part) => {
      if (part === 'mod') return mac ? '⌘' : 'Ctrl';
      if (part === 'shift') return mac ? '⇧' : 'Shift';
      return part === 'plus' ? '+' : part;
    })
    .join(mac ? '' : ' ');
}

/** What the keys do, by where they do it. */
export const SHORTCUTS: readonly { title: Key; items: readonly Shortcut[] }[] = [
  {
    title: 'keys.everywhere',
    items: [
      { keys: ['mod+K'], does: 'keys.palette' },
      { keys: ['mod+1', 'mod+2', 'mod+3', 'mod+4', 'mod+5'], does: 'keys.screens' },
      { keys: ['mod+N'], does: 'keys.newUpdate' },
      { keys: ['F6', 'shift+F6'], does: 'keys.panes' },
      { keys: ['mod+shift+A'], does: 'keys.autoReplies' },
      { keys: ['mod+shift+D'], does: 'keys.discreet' },
      { keys: ['mod+plus', 'mod+−', 'mod+0'], does: 'keys.textSize' },
      { keys: ['mod+Z'], does: 'keys.undo' },
      { keys: ['Esc'], does: 'keys.close' },
      { keys: ['?'], does: 'keys.help' },
    ],
  },
  {
    title: 'keys.inbox',
    items: [
      { keys: ['J', 'K', '↓', '↑'], does: 'keys.step' },
      { keys: ['R', '↩'], does: 'keys.write' },
      { keys: ['U'], does: 'thread.unread' },
      { keys: ['V'], does: 'thread.vip' },
      { keys: ['F'], does: 'thread.flag' },
      { keys: ['I'], does: 'thread.card' },
      { keys: ['E'], does: 'thread.done' },
      { keys: ['T'], does: 'bulk.tag' },
      { keys: ['X', 'shift+↓', 'shift+↑'], does: 'bulk.choose' },
      { keys: ['mod+F'], does: 'keys.search' },
    ],
  },
  {
    title: 'keys.writing',
    items: [
      { keys: ['↩'], does: 'composer.send' },
      { keys: ['mod+↩'], does: 'composer.sendNext' },
      { keys: ['shift+↩'], does: 'keys.newLine' },
      { keys: ['/'], does: 'insert.phrase' },
      { keys: ['{'], does: 'insert.field' },
      { keys: ['mod+S'], does: 'keys.saveReply' },
    ],
  },
];

/** The target takes letters itself. */
export function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** A dialog is open, which has keys of its own. */
export function inDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** A key that may act here: no field has the focus and no modifier is held. Letters may be switched off beyond that. */
export function isPlainKey(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target);
}

/** The main modifier and nothing else but, where asked for, Shift. */
export function isCommandKey(event: KeyboardEvent, shift = false): boolean {
  return hasModifier(event) && event.shiftKey === shift && !event.altKey;
}
