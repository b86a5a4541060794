import { call, type Conversation, type Page, type SearchHit } from '../../ipc';
import { Resource } from '../../state/resource.svelte';

const PAGE = 40;
const MOST_FANS = 8;
/** Characters shown before the first word that was found. */
const LEAD = 32;

/** Texts that hold some words. A newer question drops the answer to an older one. */
export class WordSearch {
  hits = $state.raw<SearchHit[]>([]);
  /** Fans whose name, city or number holds the words. */
  fans = $state.raw<Conversation[]>([]);
  next = $state.raw<string | null>(null);
  loadingMore = $state(false);
  /** The words that `hits` answer. */
  asked = $state('');

  readonly page = new Resource<Page<SearchHit>>(() =>
    call('search.messages', { words: this.asked, limit: PAGE }),
  );

  ask(words: string): void {
    this.asked = words;
    void this.run();
  }

  run = async (): Promise<void> => {
    const words = this.asked;
    // Fans that cannot be read are no reason to hide the texts.
    const fans = call('search.fans', { words, limit: MOST_FANS }).catch(() => ({ items: [] }));
    await this.page.load();
    const found = (await fans).items;
    if (words === this.asked) this.fans = found;
    if (words !== this.asked || !this.page.data) return;
    this.hits = this.page.data.items;
    this.next = this.page.data.next;
  };

  more = async (): Promise<void> => {
    if (this.next === null || this.loadingMore) return;
    this.loadingMore = true;
    const words = this.asked;
    try {
      const page = await call('search.messages', { words, cursor: this.next, limit: PAGE });
      if (words !== this.asked) return;
      const known = new Set(this.hits.map((hit) => hit.id));
      this.hits = [...this.hits, ...page.items.filter((hit) => !known.has(hit.id))];
      this.next = page.next;
    } finally {
      this.loadingMore = false;
    }
  };
}

/** A text around the first place where it holds the words, in pieces; what was found is told apart. */
export function excerpt(body: string, words: string): { text: string; found: boolean }[] {
  const wanted = words
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const flat = body.replace(/\s+/g, ' ');
  if (wanted.length === 0) return [{ text: flat, found: false }];
  const finder = new RegExp(`(${wanted.join('|')})`, 'giu');
  const at = flat.search(finder);
  // Cut between words, never inside an emoji or a letter with its accent.
  const cut = at > LEAD ? flat.lastIndexOf(' ', at - LEAD / 2) + 1 : 0;
  const text = cut > 0 ? `… ${flat.slice(cut)}` : flat;
  return text
    .split(finder)
    .map((piece, index) => ({ text: piece, found: index % 2 === 1 }))
    .filter(({ text: piece }) => piece !== '');
}
