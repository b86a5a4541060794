import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import type { Params } from '../../ipc';
import { toast } from '../../state/toasts.svelte';
import { nameOf } from './names';
import type { ThreadState } from './thread.svelte';

/** What a person does to the open conversation, by button or by key. A refusal becomes a toast. */
export class ThreadActions {
  constructor(private readonly thread: ThreadState) {}

  set(change: Omit<Params<'fans.set'>, 'id'>): Promise<boolean> {
    return attempt(() => this.thread.set(change));
  }

  toggleVip(): Promise<boolean> {
    return this.set({ vip: !this.thread.fan?.vip });
  }

  toggleFlag(): Promise<boolean> {
    return this.set({ flagged: !this.thread.fan?.flagged });
  }

  /** Blocks at once and offers the way back. */
  async toggleBlock(): Promise<void> {
    const fan = this.thread.fan;
    if (!fan) return;
    const blocked = !fan.blocked;
    if (!(await this.set({ blocked }))) return;
    toast(t(blocked ? 'fan.blocked' : 'fan.unblocked', { name: nameOf(fan) }), {
      undo: () => this.set({ blocked: !blocked }),
    });
  }

  async markUnread(): Promise<void> {
    this.thread.keepUnread = true;
    if (await attempt(() => this.thread.mark(false))) toast(t('thread.markedUnread'));
  }

  /** What is on screen before somebody's eyes counts as read. */
  async markSeen(): Promise<void> {
    const { fan, keepUnread } = this.thread;
    if (fan && fan.unread > 0 && !keepUnread) await attempt(() => this.thread.mark(true));
  }
}

async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (cause) {
    toast(errorText(cause), { tone: 'danger' });
    return false;
  }
}
