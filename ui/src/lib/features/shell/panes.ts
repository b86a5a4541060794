const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select:not(:disabled), [tabindex="0"]';

/** Where the focus was when a pane was left. */
const left = new WeakMap<Element, HTMLElement>();

function isShown(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/** The parts of the window in the order they are read: the bar, the navigation, the notices, each pane of the sheet. */
function panes(): HTMLElement[] {
  const found = document.querySelectorAll<HTMLElement>(
    '.livebar, nav, .banners, main .pane, .card-place > *',
  );
  return [...found].filter(
    (pane) => isShown(pane) && !pane.parentElement?.closest('.pane') && enter(pane) !== undefined,
  );
}

function enter(pane: HTMLElement): HTMLElement | undefined {
  const before = left.get(pane);
  if (before?.isConnected && isShown(before)) return before;
  return [...pane.querySelectorAll<HTMLElement>(FOCUSABLE)].find(isShown);
}

/** Moves the focus to the next pane (1) or the one before (-1), to where it was there. */
export function stepPane(steps: number): void {
  const all = panes();
  const active = document.activeElement;
  const at = all.findIndex((pane) => pane.contains(active));
  const here = all[at];
  if (here && active instanceof HTMLElement) left.set(here, active);
  const from = at < 0 && steps < 0 ? 0 : at;
  const next = all[(from + steps + all.length) % all.length];
  if (next) enter(next)?.focus();
}
