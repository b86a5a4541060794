import { call, CommandError, type Decision } from '../../ipc';

const REST_MS = 250;
const TRIES = 5;

/** A number of the range for fiction that never wrote to this line: what a new fan is. */
async function stranger(): Promise<string> {
  let number = '';
  for (let go = 0; go < TRIES; go++) {
    number = `+120255501${String(Math.floor(Math.random() * 100)).padStart(2, '0')}`;
    try {
      await call('fans.get', { number });
    } catch (cause) {
      if (CommandError.from(cause).code === 'not_found') return number;
      throw cause;
    }
  }
  return number;
}

/** "Try a text": asks what would happen to it when the typing rests. Nothing is sent. */
export class Trial {
  text = $state('');
  as = $state<'stranger' | 'number'>('stranger');
  number = $state('');
  decision = $state.raw<Decision | undefined>();
  error = $state.raw<CommandError | undefined>();

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  #stranger: string | undefined;

  /** Asks again soon. Reads everything that the question is made of, so that an effect can follow it. */
  ask(): void {
    clearTimeout(this.#timer);
    if (this.text.trim() === '' || (this.as === 'number' && this.number.trim() === '')) {
      this.clear();
      return;
    }
    this.#timer = setTimeout(() => void this.run(), REST_MS);
  }

  async run(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.text.trim() === '') return;
    const mine = ++this.#asked;
    const { text, as, number } = this;
    try {
      const from = as === 'number' ? number.replace(/[\s().-]/g, '') : (this.#stranger ??= await stranger());
      const decision = await call('rules.try', { from, text });
      if (mine !== this.#asked) return;
      this.decision = decision;
      this.error = undefined;
    } catch (cause) {
      if (mine === this.#asked) this.error = CommandError.from(cause);
    }
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.decision = undefined;
    this.error = undefined;
  }
}
