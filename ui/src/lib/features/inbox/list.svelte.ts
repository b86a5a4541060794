import { call, CommandError, type Conversation, type InboxFilter } from '../../ipc';
import { Resource } from '../../state/resource.svelte';

/** Rows asked for at a time. */
export const PAGE = 100;

interface FirstPage {
  items: Conversation[];
  next: string | null;
}

/**
 * The conversations on screen. What happens at the provider updates a row where it stands; rows that would appear or
 * move wait in `fresh` until somebody asks for them, so that nothing jumps under the pointer.
 */
export class ConversationList {
  rows = $state.raw<Conversation[]>([]);
  filter = $state<InboxFilter>('all');
  /** How many conversations have something newer than what is shown; `freshMore` when there may be even more. */
  fresh = $state(0);
  freshMore = $state(false);
  moreError = $state.raw<CommandError | undefined>();

  readonly first = new Resource<FirstPage>(() => call('inbox.list', { filter: this.filter, limit: PAGE }));

  #next: string | null = null;
  #newest = 0;
  #loadingMore = false;
  #generation = 0;

  /** Shows the newest rows, from the top. */
  load = async (): Promise<void> => {
    await this.first.load();
    this.show();
  };

  /**
   * Looks for what is new. `still` keeps every row in its place; otherwise, while nobody points at the list, the new
   * order is shown at once.
   */
  refresh = async (still: () => boolean): Promise<void> => {
    await this.first.load();
    const page = this.first.data;
    if (!page) return;
    if (this.rows.length === 0 || !still()) {
      this.show();
      return;
    }
    const byId = new Map(page.items.map((row) => [row.id, row]));
    this.rows = this.rows.map((row) => byId.get(row.id) ?? row);
    const newer = page.items.filter((row) => row.last_at > this.#newest).length;
    this.fresh = newer;
    this.freshMore = newer === page.items.length && page.next !== null;
  };

  /** Puts the newest known rows on screen. */
  show = (): void => {
    const page = this.first.data;
    if (!page) return;
    this.#generation += 1;
    this.rows = page.items;
    this.#next = page.next;
    this.#newest = page.items[0]?.last_at ?? 0;
    this.fresh = 0;
    this.freshMore = false;
    this.moreError = undefined;
  };

  /** Adds the rows after the last one. */
  more = async (): Promise<void> => {
    if (this.#next === null || this.#loadingMore || this.moreError) return;
    this.#loadingMore = true;
    const generation = this.#generation;
    try {
      const page = await call('inbox.list', { filter: this.filter, cursor: this.#next, limit: PAGE });
      if (generation !== this.#generation) return;
      const known = new Set(this.rows.map((row) => row.id));
      this.rows = [...this.rows, ...page.items.filter((row) => !known.has(row.id))];
      this.#next = page.next;
    } catch (cause) {
      this.moreError = CommandError.from(cause);
    } finally {
      this.#loadingMore = false;
    }
  };

  retryMore = (): void => {
    this.moreError = undefined;
    void this.more();
  };

  setFilter(filter: InboxFilter): void {
    if (filter === this.filter) return;
    this.filter = filter;
    this.#generation += 1;
    this.#next = null;
    this.rows = [];
    this.first.data = undefined;
    void this.load();
  }

  /** Changes a row where it stands. */
  patch(id: string, change: Partial<Conversation>): void {
    this.rows = this.rows.map((row) => (row.id === id ? { ...row, ...change } : row));
  }

  /** Takes rows out: they belong somewhere else. */
  drop(ids: readonly string[]): void {
    if (ids.length > 0) this.rows = this.rows.filter((row) => !ids.includes(row.id));
  }

  /** The conversation `steps` below (or above) this one; the first when this one is not in the list. */
  neighbour(id: string | null, steps: number): string | undefined {
    const at = this.rows.findIndex((row) => row.id === id);
    if (at < 0) return steps > 0 ? this.rows[0]?.id : undefined;
    return this.rows[at + steps]?.id;
  }
}
