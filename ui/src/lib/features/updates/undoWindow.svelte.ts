import { call } from '../../ipc';

const UNITS: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** Seconds of a duration such as `30s` or `2m`; undefined for anything else. */
export function secondsOf(duration: string): number | undefined {
  const [, count, unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(duration.trim()) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 1);
}

/** How long an update can be taken back, in seconds, as the line is set. */
export class UndoWindow {
  seconds = $state<number | undefined>();

  load = async (): Promise<void> => {
    try {
      this.seconds = secondsOf((await call('settings.get', { key: 'undo_window' })).value);
    } catch {
      // The sentence about it is left out then.
      this.seconds = undefined;
    }
  };
}
