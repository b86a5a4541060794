import { SvelteMap } from 'svelte/reactivity';
import type { UpdateView } from '../../ipc';

/** What was confirmed in this window, by update: the list of fans itself is made only after the undo window. */
const confirmed = new SvelteMap<string, number>();

export function remember(id: string, recipients: number): void {
  confirmed.set(id, recipients);
}

/** How many fans an update reaches: its list as far as it is made, or what was confirmed. */
export function recipientsOf(update: Pick<UpdateView, 'id' | 'state' | 'recipients'>): number {
  const waiting = update.state === 'undo' || update.state === 'expanding';
  return waiting ? Math.max(update.recipients, confirmed.get(update.id) ?? 0) : update.recipients;
}
