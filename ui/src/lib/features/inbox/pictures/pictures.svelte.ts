import { errorText, whyText } from '../../../i18n/words';
import { call, type MediaOfMessage, type MediaView } from '../../../ipc';

/** The pictures of one text, as far as they are here. */
export class PicturesState {
  items = $state.raw<MediaView[]>([]);
  /** The provider is being asked, or was not yet. */
  asking = $state(true);
  /** Why it could not be asked. */
  failure = $state<string>();

  constructor(private readonly messageId: string) {}

  /** Reads from the provider what is missing. */
  ask = async (): Promise<void> => {
    this.asking = true;
    this.failure = undefined;
    try {
      this.take(await call('media.fetch', { message_id: this.messageId }));
    } catch (cause) {
      this.failure = errorText(cause);
    } finally {
      this.asking = false;
    }
  };

  /** Looks again at what is here. */
  read = async (): Promise<void> => {
    try {
      this.items = (await call('media.list', { message_id: this.messageId })).items;
    } catch {
      // Whoever asks the provider shows what is wrong.
    }
  };

  private take(found: MediaOfMessage): void {
    this.items = found.items;
    this.failure = found.problem ? whyText(found.problem) : undefined;
  }
}
