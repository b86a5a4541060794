import {
  call,
  CommandError,
  type Conversation,
  type Fan,
  type Params,
  type Thread,
  type ThreadItem,
} from '../../ipc';
import { Resource } from '../../state/resource.svelte';

const PAGE = 60;

/** A text on its way from the composer to the engine, or one that the engine refused. */
export interface Draft {
  clientId: string;
  text: string;
  at: number;
  refused: CommandError | undefined;
}

/** One conversation on screen: the texts, the fan, and what is being sent. */
export class ThreadState {
  items = $state.raw<ThreadItem[]>([]);
  fan = $state.raw<Fan | undefined>();
  next = $state.raw<string | null>(null);
  drafts = $state.raw<Draft[]>([]);
  loadingOlder = $state(false);
  /** Words begun in an earlier run of the program, once known. */
  stored = $state<string | null>(null);
  /** Time zones in which the fan may live. */
  zones = $state.raw<string[]>([]);
  /** Somebody asked to keep it unread: reading on does not mark it. */
  keepUnread = $state(false);

  readonly newest: Resource<Thread>;

  constructor(
    readonly fanId: string,
    /** Told about each change that a row of the list shows too. */
    private readonly changed: (change: Partial<Conversation>) => void,
  ) {
    this.newest = new Resource(() => call('thread.list', { fan_id: fanId, limit: PAGE }));
  }

  /** Reads the newest texts and keeps older ones that are on screen. */
  load = async (): Promise<void> => {
    await this.newest.load();
    const page = this.newest.data;
    if (!page) return;
    const merged = mergeNewest(this.items, page.items);
    if (merged.kept === 0) this.next = page.next;
    this.items = merged.items;
    this.fan = page.fan;
    this.stored = page.draft ?? '';
    this.zones = page.zones ?? [];
    const arrived = new Set(page.items.map((item) => item.client_id));
    this.drafts = this.drafts.filter((draft) => !arrived.has(draft.clientId));
  };

  older = async (): Promise<void> => {
    if (this.next === null || this.loadingOlder) return;
    this.loadingOlder = true;
    try {
      const page = await call('thread.list', { fan_id: this.fanId, cursor: this.next, limit: PAGE });
      const known = new Set(this.items.map((item) => item.id));
      this.items = [...page.items.filter((item) => !known.has(item.id)), ...this.items];
      this.next = page.next;
    } finally {
      this.loadingOlder = false;
    }
  };

  /**
   * Sends a text and shows it at once. The same client id never sends twice, so a refused one may be tried again.
   * Gives the text when it was taken.
   */
  async send(text: string, clientId: string = crypto.randomUUID()): Promise<ThreadItem | undefined> {
    const draft: Draft = { clientId, text, at: Date.now(), refused: undefined };
    this.drafts = [...this.drafts.filter((other) => other.clientId !== clientId), draft];
    try {
      const item = await call('messages.send', {
        fan_id: this.fanId,
        text,
        client_id: clientId,
        undoable: true,
      });
      this.drop(clientId);
      this.put(item);
      this.changed({ preview: item.body, preview_voice: item.voice, preview_media: 0, question: false });
      return item;
    } catch (cause) {
      const refused = CommandError.from(cause);
      this.drafts = this.drafts.map((other) => (other.clientId === clientId ? { ...other, refused } : other));
      return undefined;
    }
  }

  drop(clientId: string): void {
    this.drafts = this.drafts.filter((draft) => draft.clientId !== clientId);
  }

  async retry(outboxId: string): Promise<void> {
    this.put(await call('outbox.retry', { id: outboxId }), outboxId);
  }

  async cancel(outboxId: string): Promise<void> {
    this.put(await call('outbox.drop', { id: outboxId }), outboxId);
  }

  /** A text of one's own was taken back: it is no part of the conversation. */
  forget(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  async mark(read: boolean): Promise<void> {
    const row = await call('thread.mark', { fan_id: this.fanId, read });
    if (this.fan) this.fan = { ...this.fan, unread: row.unread };
    this.changed(row);
  }

  async set(change: Omit<Params<'fans.set'>, 'id'>): Promise<Fan> {
    const fan = await call('fans.set', { ...change, id: this.fanId });
    this.fan = fan;
    const { name, vip, flagged, blocked, care } = fan;
    this.changed({ name, vip, flagged, blocked, care });
    return fan;
  }

  private put(item: ThreadItem, outboxId?: string): void {
    const at = this.items.findIndex(
      (other) => other.id === item.id || (outboxId !== undefined && other.outbox_id === outboxId),
    );
    this.items = at < 0 ? [...this.items, item] : this.items.with(at, item);
  }
}

/**
 * The newest page over what is on screen. Older texts stay when the page joins them; where it does not, texts in
 * between are unknown, so the page stands alone. `kept` counts what stayed.
 */
export function mergeNewest(shown: ThreadItem[], page: ThreadItem[]): { items: ThreadItem[]; kept: number } {
  const ids = new Set(page.map((item) => item.id));
  const joins = shown.some((item) => ids.has(item.id));
  const from = page[0]?.at;
  if (!joins || from === undefined) return { items: page, kept: 0 };
  const older = shown.filter((item) => !ids.has(item.id) && item.at < from);
  return { items: [...older, ...page], kept: older.length };
}
