import { SvelteSet } from 'svelte/reactivity';

/** The conversations that somebody chose to change together, and the row that the keys stand on while choosing. */
export class Selection {
  readonly chosen = new SvelteSet<string>();
  cursor = $state<string | null>(null);

  get ids(): string[] {
    return [...this.chosen];
  }

  toggle(id: string): void {
    this.cursor = id;
    if (!this.chosen.delete(id)) this.chosen.add(id);
  }

  /** Chooses every row from the cursor to this one. */
  reach(rows: readonly { id: string }[], id: string): void {
    const to = rows.findIndex((row) => row.id === id);
    const from = rows.findIndex((row) => row.id === this.cursor);
    if (to < 0) return;
    const [first, last] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
    for (const row of rows.slice(first, last + 1)) this.chosen.add(row.id);
    this.cursor = id;
  }

  /** Chooses the row that the keys stand on, or `open`, and the next one. */
  extend(rows: readonly { id: string }[], open: string | null, steps: number): void {
    const at = rows.findIndex((row) => row.id === (this.cursor ?? open));
    const from = rows[at];
    if (from) this.chosen.add(from.id);
    const to = rows[Math.max(0, Math.min(rows.length - 1, at + steps))];
    if (!to) return;
    this.chosen.add(to.id);
    this.cursor = to.id;
  }

  all(rows: readonly { id: string }[]): void {
    for (const row of rows) this.chosen.add(row.id);
  }

  clear(): void {
    this.chosen.clear();
    this.cursor = null;
  }
}
