import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import { call, type ThreadItem } from '../../ipc';
import { go } from '../../state/route.svelte';
import { toast } from '../../state/toasts.svelte';
import { showDraft } from './drafts.svelte';

/** Takes a text back that has not left. Its words stand in the composer again, in its conversation. */
export async function takeBack(lineId: string, item: ThreadItem): Promise<boolean> {
  if (item.outbox_id === null) return false;
  try {
    const { fan_id: fanId, text } = await call('messages.take_back', { id: item.outbox_id });
    showDraft(lineId, fanId, text);
    go({ screen: 'inbox', fanId });
    return true;
  } catch (cause) {
    toast(errorText(cause), { tone: 'danger' });
    return false;
  }
}

/** Says that a text is about to leave, for as long as it can be stopped. */
export function offerUndo(item: ThreadItem, name: string, undo: () => unknown): void {
  const ms = (item.undo_until ?? 0) - Date.now();
  if (ms > 0) toast(t('composer.leaving', { name }), { undo, ms });
}
