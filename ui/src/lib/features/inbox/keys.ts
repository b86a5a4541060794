import { inDialog, isCommandKey, isPlainKey } from '../../keyboard';
import { look } from '../../state/look.svelte';

/** What the keys of the inbox do. */
export interface InboxActions {
  step(steps: number): void;
  write(): void;
  unread(): void;
  vip(): void;
  flag(): void;
  card(): void;
  /** Done with the chosen ones, or the open one. */
  done(): void;
  tag(): void;
  /** Chooses the row that the keys stand on. */
  choose(): void;
  /** Chooses on, row by row. */
  extend(steps: number): void;
  chooseAll(): void;
  escape(): void;
  search(): void;
}

/** Keys of the inbox. Single letters work only while no field has the focus and no dialog is open. */
export function inboxKeys(actions: InboxActions): (event: KeyboardEvent) => void {
  const single: Record<string, () => void> = {
    j: () => actions.step(1),
    k: () => actions.step(-1),
    r: () => actions.write(),
    u: () => actions.unread(),
    v: () => actions.vip(),
    f: () => actions.flag(),
    i: () => actions.card(),
    e: () => actions.done(),
    t: () => actions.tag(),
    x: () => actions.choose(),
    escape: () => actions.escape(),
  };
  const inList: Record<string, () => void> = {
    arrowdown: () => actions.step(1),
    arrowup: () => actions.step(-1),
    enter: () => actions.write(),
  };
  return (event) => {
    const name = event.key.toLowerCase();
    if (event.defaultPrevented || inDialog()) return;
    let act: (() => void) | undefined;
    if (isCommandKey(event)) {
      if (name === 'f') act = actions.search;
      else if (name === 'a' && isListOrNothing(event.target)) act = actions.chooseAll;
    } else if (event.shiftKey && (name === 'arrowdown' || name === 'arrowup')) {
      if (isPlainKey(event) && isListOrNothing(event.target))
        act = () => actions.extend(name === 'arrowdown' ? 1 : -1);
    } else if (isPlainKey(event)) {
      act = name.length > 1 || look.letters ? single[name] : undefined;
      act ??= isListOrNothing(event.target) ? inList[name] : undefined;
    }
    if (!act) return;
    event.preventDefault();
    act();
  };
}

/** Arrows and Return belong to a button or a scroller that has the focus. */
function isListOrNothing(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement) || target === document.body || target.matches('[role="listbox"]');
}
