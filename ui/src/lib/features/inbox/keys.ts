import { hasModifier } from '../../platform';

/** What the keys of the inbox do. */
export interface InboxActions {
  step(steps: number): void;
  write(): void;
  unread(): void;
  vip(): void;
  flag(): void;
  card(): void;
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
    escape: () => actions.escape(),
  };
  const inList: Record<string, () => void> = {
    arrowdown: () => actions.step(1),
    arrowup: () => actions.step(-1),
    enter: () => actions.write(),
  };
  return (event) => {
    const name = event.key.toLowerCase();
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
    let act: (() => void) | undefined;
    if (hasModifier(event) && !event.shiftKey && !event.altKey)
      act = name === 'f' ? actions.search : undefined;
    else if (!event.ctrlKey && !event.metaKey && !event.altKey && !isField(event.target)) {
      act = single[name] ?? (isListOrNothing(event.target) ? inList[name] : undefined);
    }
    if (!act) return;
    event.preventDefault();
    act();
  };
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  );
}

/** Arrows and Return belong to a button or a scroller that has the focus. */
function isListOrNothing(target: EventTarget | null): boolean {
  return !(target instanceof HTMLElement) || target === document.body || target.matches('[role="listbox"]');
}
