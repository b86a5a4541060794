import { t } from '../../i18n';
import { errorText } from '../../i18n/words';
import { call, type Status } from '../../ipc';
import { go } from '../../state/route.svelte';
import { status } from '../../state/status.svelte';
import { toast } from '../../state/toasts.svelte';

const UNDO_MS = 30_000;

/** How many fans waited, while the window asks whether to answer them. */
export const waiting = $state<{ count: number | undefined }>({ count: undefined });

/** Off acts at once and asks for nothing; a toast leads back for half a minute. */
export async function pauseAutoReplies(): Promise<void> {
  if (await set(false)) {
    toast(t('auto.paused'), { ms: UNDO_MS, undo: () => set(true, true) });
  }
}

/** On asks first when fans waited meanwhile. With no reply on it switches the first one on, and says what that does. */
export async function resumeAutoReplies(current: Status): Promise<void> {
  if (current.auto_replies_held > 0) {
    waiting.count = current.auto_replies_held;
    return;
  }
  if (!(await set(true)) || current.rules_on > 0) return;
  if (status.data?.auto_replies) {
    toast(t('auto.begun'));
  } else {
    go({ screen: 'replies' });
    toast(t('auto.noneOn'));
  }
}

/** The answer to the question that `waiting` asks. */
export async function answerWaiting(answer: boolean): Promise<void> {
  waiting.count = undefined;
  if (await set(true, answer)) toast(t('auto.resumed'));
}

async function set(on: boolean, answer?: boolean): Promise<boolean> {
  try {
    status.put(await call('auto_replies.set', { on, answer_waiting: answer ?? null }));
    return true;
  } catch (cause) {
    toast(errorText(cause), { tone: 'danger' });
    return false;
  }
}
