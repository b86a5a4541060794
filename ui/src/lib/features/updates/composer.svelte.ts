import { call, CommandError, type UpdatePreview, type UpdateView } from '../../ipc';
import { remember } from './confirmed.svelte';

const SAVE_REST_MS = 600;
const PREVIEW_REST_MS = 250;

/** The confirmed number of fans and the one that it is by then. */
export interface CountChange {
  given: number;
  expected: number;
}

/**
 * An update that is being written. The text lives in the line's store as a draft, so it outlives the screen and the
 * window; nothing of it is kept anywhere else.
 */
export class Composer {
  text = $state('');
  /** The person's copy of the number of fans, where the number must be typed. */
  typed = $state('');
  preview = $state.raw<UpdatePreview | undefined>();
  /** The preview is of an older text. */
  stale = $state(true);
  previewError = $state.raw<CommandError | undefined>();
  savedAt = $state<number | undefined>();
  saving = $state(false);
  saveError = $state.raw<CommandError | undefined>();
  sending = $state(false);
  sendError = $state.raw<CommandError | undefined>();
  changed = $state.raw<CountChange | undefined>();
  /** Id of the draft, once there is something to keep. */
  id = $state<string | undefined>();

  #stored = '';
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #previewTimer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();
  #asked = 0;

  /** Goes on with a draft: the given one, or the newest. Words typed before the answer stay. */
  async open(draft?: UpdateView): Promise<void> {
    const found = draft ?? (await newestDraft());
    if (found && this.text === '' && this.id === undefined) {
      this.id = found.id;
      this.text = found.text;
      this.#stored = found.text;
      this.savedAt = found.created_at;
    }
    await this.look();
  }

  type(text: string): void {
    this.text = text;
    this.stale = true;
    this.sendError = undefined;
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save(), SAVE_REST_MS);
    clearTimeout(this.#previewTimer);
    this.#previewTimer = setTimeout(() => void this.look(), PREVIEW_REST_MS);
  }

  /** Stores what is typed, after whatever is still being stored. Never rejects: a refusal is in `saveError`. */
  save(): Promise<void> {
    clearTimeout(this.#saveTimer);
    this.#writing = this.#writing.then(() => this.#store());
    return this.#writing;
  }

  async #store(): Promise<void> {
    const { text, id } = this;
    if (text === this.#stored) return;
    this.saving = true;
    try {
      if (text.trim() !== '') {
        const draft =
          id === undefined
            ? await call('updates.create', { text, audience: 'everyone' })
            : await call('updates.set', { id, text });
        this.id = draft.id;
        this.savedAt = Date.now();
      } else if (id !== undefined) {
        // An emptied draft is not worth keeping, and the engine keeps no empty text.
        await call('updates.cancel', { id });
        this.id = undefined;
        this.savedAt = undefined;
      }
      this.#stored = text;
      this.saveError = undefined;
    } catch (cause) {
      this.saveError = CommandError.from(cause);
    } finally {
      this.saving = false;
    }
  }

  /** Counts who would get it and what it costs, at this moment. */
  look = async (): Promise<void> => {
    clearTimeout(this.#previewTimer);
    const mine = ++this.#asked;
    const { text } = this;
    try {
      const preview = await call('updates.preview', { text, audience: 'everyone' });
      if (mine !== this.#asked) return;
      this.preview = preview;
      this.previewError = undefined;
      this.stale = this.text !== text;
    } catch (cause) {
      if (mine === this.#asked) this.previewError = CommandError.from(cause);
    }
  };

  /** Follows the line, but never moves the number while somebody confirms it. */
  follow = async (): Promise<void> => {
    if (this.typed === '' && !this.sending) await this.look();
  };

  /** Confirms to exactly the number of fans on screen. Gives the update when it is on its way. */
  async send(): Promise<UpdateView | undefined> {
    const { preview } = this;
    if (!preview || this.sending) return undefined;
    this.sending = true;
    this.sendError = undefined;
    this.changed = undefined;
    try {
      await this.save();
      if (this.saveError) throw this.saveError;
      if (this.id === undefined) return undefined;
      const sent = await call('updates.send', {
        id: this.id,
        confirm: preview.recipients,
        as_of: preview.as_of,
        yes: false,
      });
      remember(sent.id, preview.recipients);
      return sent;
    } catch (cause) {
      await this.#refused(CommandError.from(cause), preview.recipients);
      return undefined;
    } finally {
      this.sending = false;
    }
  }

  async #refused(error: CommandError, given: number): Promise<void> {
    this.typed = '';
    await this.look();
    if (error.code === 'count_changed' && this.preview) {
      this.changed = { given, expected: this.preview.recipients };
    } else {
      this.sendError = error;
    }
  }

  async discard(): Promise<void> {
    clearTimeout(this.#saveTimer);
    await this.#writing;
    if (this.id !== undefined) await call('updates.cancel', { id: this.id });
    this.id = undefined;
    this.text = '';
    this.#stored = '';
    this.savedAt = undefined;
    this.stale = true;
    await this.look();
  }

  /** The screen goes: what was typed last is stored. */
  close(): void {
    clearTimeout(this.#previewTimer);
    this.#asked += 1;
    void this.save();
  }
}

async function newestDraft(): Promise<UpdateView | undefined> {
  try {
    const { items } = await call('updates.list');
    return items.find((update) => update.state === 'draft');
  } catch {
    // An empty page to write on is right as well; whatever is wrong shows with the preview.
    return undefined;
  }
}
