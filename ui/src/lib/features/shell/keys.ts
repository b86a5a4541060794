import { inDialog, isCommandKey, isField, isPlainKey } from '../../keyboard';
import { look, setLook, stepTextSize } from '../../state/look.svelte';
import { go, route, type Route } from '../../state/route.svelte';
import { toasts, undoLast } from '../../state/toasts.svelte';
import { palette, shortcuts } from '../palette/open.svelte';
import { stepPane } from './panes';

/** In the order of the navigation. */
const SCREENS: readonly Route[] = [
  { screen: 'inbox', fanId: null },
  { screen: 'replies' },
  { screen: 'updates' },
  { screen: 'fans' },
  { screen: 'line', setting: null },
];

/** Keys that do the same on every screen. `ready` tells whether a line is open, which the screens are about. */
export function shellKeys(ready: () => boolean): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const act = ofLook(event) ?? (ready() ? ofWindow(event) : undefined);
    if (!act) return;
    event.preventDefault();
    act();
  };
}

/** How the window looks can be changed at any time, in a dialog as well. */
function ofLook(event: KeyboardEvent): (() => void) | undefined {
  if (isCommandKey(event, true) && event.key.toLowerCase() === 'd')
    return () => setLook({ discreet: !look.discreet });
  // The plus lies on a key with or without Shift, by the layout.
  if (isCommandKey(event) || isCommandKey(event, true)) {
    if (event.key === '+' || event.key === '=') return () => stepTextSize(1);
    if (event.key === '-') return () => stepTextSize(-1);
    if (event.key === '0') return () => setLook({ textSize: 100 });
  }
  return undefined;
}

function ofWindow(event: KeyboardEvent): (() => void) | undefined {
  if (isCommandKey(event) && event.key.toLowerCase() === 'k' && (palette.open || !inDialog()))
    return () => (palette.open = !palette.open);
  if (inDialog()) return undefined;
  if (event.key === 'F6' && !event.ctrlKey && !event.metaKey && !event.altKey)
    return () => stepPane(event.shiftKey ? -1 : 1);
  if (event.key === '?' && isPlainKey(event) && look.letters) return () => (shortcuts.open = true);
  if (!isCommandKey(event)) return undefined;
  if (event.key.toLowerCase() === 'z' && !isField(event.target)) {
    return toasts.shown.some((toast) => toast.undo) ? undoLast : undefined;
  }
  const screen = SCREENS[Number(event.key) - 1];
  if (screen) return () => go(screen);
  // What is new on the screen of replies is a reply.
  if (event.key.toLowerCase() === 'n' && route.current.screen !== 'replies')
    return () => go({ screen: 'newUpdate' });
  return undefined;
}
