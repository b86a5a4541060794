import { call, type Segments } from '../ipc';

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
