import type { UpdateView } from '../../ipc';

/** Where the texts of an update stand. */
export interface Tally {
  delivered: number;
  /** The provider has it; the phone did not confirm yet. */
  onTheWay: number;
  failed: number;
  /** No clear answer; looked for before anything is sent again. */
  unknown: number;
  /** Waits for a person. */
  parked: number;
  /** Has not left. */
  waiting: number;
  cancelled: number;
}

export function tallyOf(update: Pick<UpdateView, 'states'>): Tally {
  const count = (...names: string[]): number =>
    names.reduce((sum, name) => sum + (update.states[name] ?? 0), 0);
  return {
    delivered: count('delivered'),
    onTheWay: count('sent', 'sending'),
    failed: count('undelivered', 'failed'),
    unknown: count('unknown'),
    parked: count('parked'),
    waiting: count('queued', 'retry_at', 'retry'),
    cancelled: count('cancelled'),
  };
}

/** A count's share of all recipients as a CSS percentage. Small shares stay visible. */
export function share(count: number, recipients: number): string {
  if (count <= 0 || recipients <= 0) return '0%';
  const percent = Math.min(100, (count / recipients) * 100);
  return `${Math.max(percent, 0.3).toFixed(2)}%`;
}

/** Whole percent of the recipients for whom it is settled that the text left; 100 only when all did. */
export function percentSent(update: Pick<UpdateView, 'sent' | 'recipients'>): number {
  if (update.recipients <= 0) return 0;
  return Math.min(100, Math.floor((update.sent / update.recipients) * 100));
}

/** Share of delivered texts among those with an outcome, 0 to 1; null before the first outcome. */
export function deliveredShare(update: Pick<UpdateView, 'states'>): number | null {
  const tally = tallyOf(update);
  const settled = tally.delivered + tally.failed;
  return settled === 0 ? null : tally.delivered / settled;
}

/** Whether the update still has something to do. */
export function isRunning(update: Pick<UpdateView, 'state'>): boolean {
  return ['undo', 'expanding', 'sending', 'paused'].includes(update.state);
}

/** How many fans a cancelled update would not reach any more. */
export function restOf(update: Pick<UpdateView, 'sent' | 'recipients' | 'states'>): number {
  const settled = ['failed', 'unknown', 'parked', 'cancelled'].reduce(
    (sum, name) => sum + (update.states[name] ?? 0),
    update.sent,
  );
  return Math.max(0, update.recipients - settled);
}
