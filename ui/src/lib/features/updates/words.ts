import { formatDateTime, formatMoney, formatTime, sameDay } from '../../format';
import { isKey, t } from '../../i18n';
import { whyText } from '../../i18n/words';
import type { MoneyView, UpdateView } from '../../ipc';

/** Why some fans are left out. */
export function excludedText(reason: string): string {
  const key = `excluded.${reason}`;
  return isKey(key)
    ? t(key as 'excluded.opted_out')
    : t('excluded.other', { code: reason.replaceAll('_', ' ') });
}

/** Why an update rests. */
export function pausedText(update: Pick<UpdateView, 'reason'>): string {
  const { reason } = update;
  if (reason === null) return t('updates.paused.by_hand');
  const key = `updates.paused.${reason.code}`;
  return isKey(key)
    ? t(key as 'updates.paused.by_hand')
    : t('updates.paused.other', { why: whyText(reason) });
}

/** Where an update stands, in one line. */
export function stateText(update: UpdateView): string {
  switch (update.state) {
    case 'draft':
      return t('updates.drafts');
    case 'undo':
      return t('updates.state.undoPlain');
    case 'expanding':
      return t('updates.state.expanding');
    case 'sending':
      return t('updates.state.sending', {
        time: update.approved_at === null ? '' : moment(update.approved_at),
      });
    case 'paused':
      return t('updates.state.paused');
    case 'done':
      return t('updates.state.done', {
        when: moment(update.finished_at ?? update.approved_at ?? update.created_at),
      });
    case 'cancelled':
      return update.finished_at === null
        ? t('updates.cancelled')
        : t('updates.state.cancelled', { when: moment(update.finished_at) });
  }
}

/** `18:45` today, else with the date. */
export function moment(at: number, now = Date.now()): string {
  return sameDay(at, now) ? formatTime(at) : formatDateTime(at, now);
}

/** What many texts cost together: in whole cents, unless that would say nothing. */
export function costText(cost: MoneyView): string {
  const amount = Number(cost.amount);
  return formatMoney(amount < 0.01 ? cost : { ...cost, amount: amount.toFixed(2) });
}
