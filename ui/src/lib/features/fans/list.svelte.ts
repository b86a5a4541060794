import { SvelteSet } from 'svelte/reactivity';
import {
  call,
  CommandError,
  type ChangeFans,
  type FanFilter,
  type FansChanged,
  type FanSort,
  type FoundFan,
} from '../../ipc';
import { Resource } from '../../state/resource.svelte';

/** Rows asked for at a time. */
export const PAGE = 100;
const TYPING_MS = 200;

const EVERYONE: FanFilter = { show: 'everyone', tags: [], city: null, search: null };

/** Orders in which the first press on a column begins with the smallest. */
const RISING: readonly FanSort[] = ['name'];

/** The fans on screen: their order, their filter, and who is selected. */
export class FanList {
  rows = $state.raw<FoundFan[]>([]);
  filter = $state.raw<FanFilter>(EVERYONE);
  sort = $state<FanSort>('last');
  ascending = $state(false);
  matched = $state<number | undefined>();
  /** Texts came in since: what is shown may have another order. */
  stale = $state(false);
  moreError = $state.raw<CommandError | undefined>();
  readonly selected = new SvelteSet<string>();
  /** Everybody whom the filter finds, on screen or not. */
  everybody = $state(false);

  readonly first = new Resource(() => call('fans.find', { ...this.#question(), cursor: null, limit: PAGE }));

  #next: string | null = null;
  #generation = 0;
  #loadingMore = false;
  #typing: ReturnType<typeof setTimeout> | undefined;

  readonly filtered = $derived(JSON.stringify(this.filter) !== JSON.stringify(EVERYONE));
  /** How many are selected. */
  readonly count = $derived(this.everybody ? (this.matched ?? this.rows.length) : this.selected.size);

  #question() {
    return { filter: this.filter, sort: this.sort, ascending: this.ascending };
  }

  load = async (): Promise<void> => {
    const generation = ++this.#generation;
    this.stale = false;
    await this.first.load();
    const page = this.first.data;
    if (!page || generation !== this.#generation) return;
    this.rows = page.items;
    this.#next = page.next;
    this.moreError = undefined;
    try {
      const { matched } = await call('fans.count', { filter: this.filter });
      if (generation === this.#generation) this.matched = matched;
    } catch {
      // The rows are there; the figure beside them is an aid.
    }
  };

  more = async (): Promise<void> => {
    if (this.#next === null || this.#loadingMore || this.moreError) return;
    this.#loadingMore = true;
    const generation = this.#generation;
    try {
      const page = await call('fans.find', { ...this.#question(), cursor: this.#next, limit: PAGE });
      if (generation !== this.#generation) return;
      const known = new Set(this.rows.map(({ id }) => id));
      this.rows = [...this.rows, ...page.items.filter(({ id }) => !known.has(id))];
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

  /** Sorts by a column; by the same one again, the other way round. */
  order(sort: FanSort): void {
    this.ascending = sort === this.sort ? !this.ascending : RISING.includes(sort);
    this.sort = sort;
    void this.load();
  }

  /** Whoever is selected may be out of sight under another filter: nobody stays selected unseen. */
  narrow(change: Partial<FanFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.clear();
    this.matched = undefined;
    void this.load();
  }

  search(words: string): void {
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.narrow({ search: words.trim() === '' ? null : words }), TYPING_MS);
  }

  stop(): void {
    clearTimeout(this.#typing);
  }

  isSelected(id: string): boolean {
    return this.everybody || this.selected.has(id);
  }

  toggle(id: string): void {
    if (this.everybody) {
      this.everybody = false;
      for (const row of this.rows) this.selected.add(row.id);
    }
    if (!this.selected.delete(id)) this.selected.add(id);
  }

  selectAll(): void {
    this.everybody = true;
    this.selected.clear();
  }

  clear(): void {
    this.everybody = false;
    this.selected.clear();
  }

  /** Changes everybody who is selected, and shows it where they stand. */
  async change(parts: Omit<Partial<ChangeFans>, 'ids' | 'filter'>): Promise<FansChanged> {
    const who = this.everybody ? { filter: this.filter } : { ids: [...this.selected] };
    const changed = await call('fans.change', changeOf({ ...who, ...parts }));
    await this.load();
    return changed;
  }
}

/** A whole change, made of what of it matters. */
export function changeOf(parts: Partial<ChangeFans>): ChangeFans {
  return { ids: null, filter: null, add_tags: [], remove_tags: [], vip: null, blocked: null, ...parts };
}

/** What takes a change back. */
export function reverse(parts: Omit<Partial<ChangeFans>, 'ids' | 'filter'>, ids: string[]): ChangeFans {
  return changeOf({
    ids,
    add_tags: parts.remove_tags ?? [],
    remove_tags: parts.add_tags ?? [],
    vip: parts.vip === undefined || parts.vip === null ? null : !parts.vip,
    blocked: parts.blocked === undefined || parts.blocked === null ? null : !parts.blocked,
  });
}
