import { CommandError } from '../ipc';

const PATIENCE_MS = 300;

/**
 * Something asked from the engine, with the states a screen shows: `slow` (show a skeleton), `data`, `error`.
 * A newer question wins over an older answer; a failed reload keeps the data that is there.
 */
export class Resource<T> {
  data = $state.raw<T | undefined>();
  error = $state.raw<CommandError | undefined>();
  /** The first answer is taking longer than a blink. */
  slow = $state(false);
  loading = $state(false);

  #asked = 0;

  constructor(private readonly ask: () => Promise<T>) {}

  /** Asks again and shows the answer. Never rejects: a refusal is in `error`. */
  load = async (): Promise<void> => {
    const mine = ++this.#asked;
    this.loading = true;
    const patience = setTimeout(() => {
      if (mine === this.#asked) this.slow = this.data === undefined;
    }, PATIENCE_MS);
    try {
      const data = await this.ask();
      if (mine !== this.#asked) return;
      this.data = data;
      this.error = undefined;
    } catch (cause) {
      if (mine === this.#asked) this.error = CommandError.from(cause);
    } finally {
      clearTimeout(patience);
      if (mine === this.#asked) {
        this.loading = false;
        this.slow = false;
      }
    }
  };

  /** Puts what a command returned in place, over any answer still on its way. */
  put(data: T): void {
    this.#asked += 1;
    this.data = data;
    this.error = undefined;
    this.loading = false;
    this.slow = false;
  }
}
