import { call, type MoneyView, type Segments } from '../../ipc';

const TYPING_MS = 120;

/** Characters of the longest text that a provider takes; the engine refuses more. */
export const LONGEST = 1600;

let pricePerPart = $state.raw<MoneyView | undefined>();
let asked = false;

/** What one part costs on this line, once known. */
export function partPrice(): MoneyView | undefined {
  return pricePerPart;
}

/** Learns the price of a part from the engine's estimate. It stays the same, so once is enough. */
async function learnPrice(text: string): Promise<void> {
  if (asked) return;
  asked = true;
  try {
    pricePerPart = (await call('updates.preview', { text, audience: 'everyone' })).price_per_part;
  } catch {
    // Without a price the counter says the parts alone; the next text asks again.
    asked = false;
  }
}

/** Counts the parts of a text while it is typed. */
export class PartCount {
  segments = $state.raw<Segments | undefined>();

  #typing: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  follow(text: string): void {
    clearTimeout(this.#typing);
    this.#asked = text;
    if (text.trim() === '') {
      this.segments = undefined;
      return;
    }
    this.#typing = setTimeout(() => void this.#count(text), TYPING_MS);
  }

  async #count(text: string): Promise<void> {
    void learnPrice(text);
    try {
      const counted = await call('segments.count', { text });
      if (text === this.#asked) this.segments = counted;
    } catch {
      this.segments = undefined;
    }
  }
}
