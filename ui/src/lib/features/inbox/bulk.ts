import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import { call, type Conversation, type Params } from '../../ipc';
import { toast } from '../../state/toasts.svelte';
import type { ConversationList } from './list.svelte';

/** What a person does to one or many conversations of the list. Each can be taken back. */
export class ListActions {
  constructor(private readonly list: ConversationList) {}

  read(ids: string[]): Promise<boolean> {
    return this.#change({ fan_ids: ids, read: true }, (n) => t('bulk.wasRead', { n }));
  }

  /** Done with them, or, where all of them are done with, back into the inbox. */
  done(ids: string[]): Promise<boolean> {
    const rows = this.list.rows.filter((row) => ids.includes(row.id));
    const archived = rows.length === 0 || rows.some((row) => !row.archived);
    return this.#change({ fan_ids: ids, archived }, (n) =>
      t(archived ? 'bulk.wasDone' : 'bulk.wasBack', { n }),
    );
  }

  tag(ids: string[], tag: string): Promise<boolean> {
    return this.#change({ fan_ids: ids, add_tag: tag }, (n) => t('bulk.wasTagged', { n, tag }));
  }

  block(ids: string[]): Promise<boolean> {
    return this.#change({ fan_ids: ids, blocked: true }, (n) => t('bulk.wasBlocked', { n }));
  }

  async #change(change: Params<'inbox.change'>, words: (n: number) => string): Promise<boolean> {
    try {
      const { before, after } = await call('inbox.change', change);
      this.#show(after);
      if (after.length === 0) toast(t('bulk.nothing'));
      else toast(words(after.length), { undo: () => this.#undo(change, before) });
      return true;
    } catch (cause) {
      toast(errorText(cause), { tone: 'danger' });
      return false;
    }
  }

  async #undo(change: Params<'inbox.change'>, before: Conversation[]): Promise<void> {
    const ids = before.map(({ id }) => id);
    const unread = before.filter((row) => row.unread > 0).map(({ id }) => id);
    try {
      if (typeof change.archived === 'boolean')
        await call('inbox.change', { fan_ids: ids, archived: !change.archived });
      if (typeof change.blocked === 'boolean')
        await call('inbox.change', { fan_ids: ids, blocked: !change.blocked });
      if (typeof change.add_tag === 'string')
        await call('inbox.change', { fan_ids: ids, remove_tag: change.add_tag });
      if (unread.length > 0 && (change.archived === true || change.read === true))
        await call('inbox.change', { fan_ids: unread, read: false });
    } catch (cause) {
      toast(errorText(cause), { tone: 'danger' });
    }
    await this.list.load();
  }

  /** What a row shows changes where it stands; one that does not belong into the list leaves it. */
  #show(after: Conversation[]): void {
    // VIPs, for example, are listed whether or not one is done with them.
    const parts = ['all', 'unread', 'questions', 'archived'].includes(this.list.filter);
    const wanted = this.list.filter === 'archived';
    const gone = after.filter((row) => parts && row.archived !== wanted).map(({ id }) => id);
    for (const row of after) this.list.patch(row.id, row);
    this.list.drop(gone);
  }
}
