import { call, CommandError, type Conversation, type SearchHit } from '../../ipc';
import { digitsOf, score } from './match';

/** Conversations that are looked through by name; whoever wrote longer ago is found by what they wrote, or by number. */
const CONVERSATIONS = 500;
const HITS = 20;
const MOST = 8;
const TYPING_MS = 120;
/** A whole number, with its country code, has no fewer digits. */
const WHOLE = 8;

export interface FoundFan {
  id: string;
  number: string;
  name: string | null;
  /** What they wrote, when that was found. */
  text?: string;
}

/** Fans by what is typed: by name, by number, by their words. */
export class FanSearch {
  named = $state.raw<FoundFan[]>([]);
  wrote = $state.raw<FoundFan[]>([]);
  error = $state.raw<CommandError | undefined>();
  searching = $state(false);

  #known: readonly Conversation[] = [];
  #asked = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #typed = '';

  /** Loads who wrote lately. */
  load = async (): Promise<void> => {
    try {
      this.#known = (await call('inbox.list', { filter: 'all', limit: CONVERSATIONS })).items;
      this.ask(this.#typed);
    } catch (cause) {
      this.error = CommandError.from(cause);
    }
  };

  /** Those of some ids that are known, or can be found, in this order. */
  async byIds(ids: readonly string[]): Promise<FoundFan[]> {
    const found = await Promise.all(
      ids.map(async (id) => {
        const known = this.#known.find((one) => one.id === id);
        // Somebody who was erased meanwhile is nobody to go to.
        return known ?? (await call('fans.get', { id }).catch(() => undefined));
      }),
    );
    return found.filter((fan) => fan !== undefined);
  }

  ask(typed: string): void {
    this.#typed = typed;
    clearTimeout(this.#typing);
    const mine = ++this.#asked;
    this.error = undefined;
    this.named = this.#among(typed);
    if (typed.length < 2) {
      this.wrote = [];
      this.searching = false;
      return;
    }
    this.searching = true;
    this.#typing = setTimeout(() => void this.#look(typed, mine), TYPING_MS);
  }

  stop(): void {
    clearTimeout(this.#typing);
    this.#asked += 1;
  }

  #among(typed: string): FoundFan[] {
    if (typed === '') return [];
    const digits = digitsOf(typed);
    return this.#known
      .map((fan) => ({
        fan,
        fits: digits ? (fan.number.includes(digits) ? 1 : 0) : fan.name ? score(typed, fan.name) : 0,
      }))
      .filter(({ fits }) => fits > 0)
      .sort((one, other) => other.fits - one.fits)
      .slice(0, MOST)
      .map(({ fan }) => fan);
  }

  async #look(typed: string, mine: number): Promise<void> {
    try {
      const [number, hits] = await Promise.all([this.#byNumber(typed), this.#byWords(typed)]);
      if (mine !== this.#asked) return;
      if (number && !this.named.some((fan) => fan.id === number.id)) this.named = [number, ...this.named];
      const shown = new Set(this.named.map((fan) => fan.id));
      const wrote = new Map<string, FoundFan>();
      for (const hit of hits) {
        if (shown.has(hit.fan_id) || wrote.has(hit.fan_id)) continue;
        wrote.set(hit.fan_id, { id: hit.fan_id, number: hit.number, name: hit.name, text: hit.body });
      }
      this.wrote = [...wrote.values()].slice(0, MOST);
    } catch (cause) {
      if (mine === this.#asked) this.error = CommandError.from(cause);
    } finally {
      if (mine === this.#asked) this.searching = false;
    }
  }

  async #byNumber(typed: string): Promise<FoundFan | undefined> {
    const digits = digitsOf(typed);
    if (!digits || digits.length < WHOLE) return undefined;
    try {
      return await call('fans.get', { number: `+${digits}` });
    } catch (cause) {
      const { code } = CommandError.from(cause);
      if (code === 'not_found' || code === 'bad_number') return undefined;
      throw cause;
    }
  }

  async #byWords(words: string): Promise<SearchHit[]> {
    return digitsOf(words) ? [] : (await call('search.messages', { words, limit: HITS })).items;
  }
}
