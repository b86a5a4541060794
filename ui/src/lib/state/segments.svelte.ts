import { call, type ForcedBy, type Segments } from '../ipc';

const REST_MS = 120;

/** How a text that is being typed would travel. Asked when the typing rests; the last answer stays until then. */
export class SegmentCount {
  data = $state.raw<Segments | undefined>();

  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  ask(text: string): void {
    clearTimeout(this.#timer);
    const mine = ++this.#asked;
    this.#timer = setTimeout(
      async () => {
        try {
          const counted = await call('segments.count', { text });
          if (mine === this.#asked) this.data = counted;
        } catch {
          // The figure is an aid: whoever sends the text meets the refusal there.
        }
      },
      this.#asked === 1 ? 0 : REST_MS,
    );
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
  }
}

/** More kinds of dear characters than this in one text are replaced by the next press. */
const MOST_KINDS = 24;

/**
 * The text with the character that made it dear replaced, and then every other one that has a plain equivalent.
 * Characters without one, such as emoji, stay.
 */
export async function straighten(text: string, first: ForcedBy): Promise<string> {
  let plain = text;
  let forced: ForcedBy | null = first;
  for (let kinds = 0; forced !== null && forced.replacement !== null && kinds < MOST_KINDS; kinds++) {
    plain = plain.replaceAll(forced.character, forced.replacement);
    try {
      forced = (await call('segments.count', { text: plain })).forced_by;
    } catch {
      break;
    }
  }
  return plain;
}
