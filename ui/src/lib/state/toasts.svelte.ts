/** A short word about what just happened, with a way back where there is one. */
export interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  undo?: (() => unknown) | undefined;
  undoLabel?: string | undefined;
  ms: number;
}

const PLAIN_MS = 6000;
const AT_ONCE = 3;

let last = 0;

export const toasts = $state<{ shown: Toast[] }>({ shown: [] });

/** Shows a toast, for six seconds unless told. The same words do not pile up; the newest three stay. */
export function toast(text: string, more: Partial<Omit<Toast, 'id' | 'text'>> = {}): number {
  const id = ++last;
  const others = toasts.shown.filter((other) => other.text !== text);
  toasts.shown = [...others, { id, text, tone: 'plain' as const, ms: PLAIN_MS, ...more }].slice(-AT_ONCE);
  return id;
}

/** Takes back what a toast tells of. */
export function undo(item: Toast): void {
  dismiss(item.id);
  void item.undo?.();
}

/** Takes back what the newest toast with a way back tells of; gives whether there was one. */
export function undoLast(): boolean {
  const last = toasts.shown.findLast((item) => item.undo);
  if (last) undo(last);
  return last !== undefined;
}

export function dismiss(id: number): void {
  toasts.shown = toasts.shown.filter((other) => other.id !== id);
}
