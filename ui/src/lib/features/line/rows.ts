import type { Key } from '../../i18n';

type NameOf<K> = K extends `setting.${infer Name}.hint` ? Name : never;

/** Settings that have words: `setting.NAME`, and `setting.NAME.hint` for what it does. */
export type SettingName = NameOf<Key>;

/** How a value is shown and asked for. */
export type Shape =
  /** Texts a second. */
  | { kind: 'pace' }
  /** Money, in the currency of the line; empty is `off`. */
  | { kind: 'amount'; per: 'day' | 'month' | 'part' }
  | { kind: 'count'; most: number; unit: Key }
  /** A choice of usual lengths, `off` among them where it makes sense, and any other. */
  | { kind: 'duration'; steps: readonly string[] }
  | { kind: 'hours' }
  /** Words on one line. */
  | { kind: 'words'; most: number }
  /** A text that fans get; empty brings our own words back. */
  | { kind: 'text'; most: number }
  /** A language that automatic words are written in. */
  | { kind: 'language' }
  | { kind: 'switch'; on: string; off: string }
  /** One of a few values, each with its words: `setting.NAME.VALUE`. */
  | { kind: 'choice'; values: readonly string[] }
  /** Shown as it is: there is one value, or this version knows nothing better. */
  | { kind: 'fixed'; words: Key }
  | { kind: 'raw' };

export interface Row {
  name: SettingName;
  shape: Shape;
}

export interface Group {
  title: Key;
  rows: readonly Row[];
}

/** Every setting of the engine that has words here, by what it is about. One line adds one. */
export const GROUPS = {
  cost: {
    title: 'line.cost',
    rows: [
      { name: 'pace_per_second', shape: { kind: 'pace' } },
      { name: 'daily_cap', shape: { kind: 'amount', per: 'day' } },
      { name: 'monthly_cap', shape: { kind: 'amount', per: 'month' } },
      { name: 'auto_reply_daily_cap', shape: { kind: 'amount', per: 'day' } },
      { name: 'auto_reply_monthly_cap', shape: { kind: 'amount', per: 'month' } },
      { name: 'broadcast_daily_cap', shape: { kind: 'amount', per: 'day' } },
      { name: 'broadcast_monthly_cap', shape: { kind: 'amount', per: 'month' } },
      { name: 'high_cost_above', shape: { kind: 'amount', per: 'part' } },
    ],
  },
  hours: {
    title: 'line.hours',
    rows: [
      { name: 'quiet_hours', shape: { kind: 'hours' } },
      {
        name: 'catch_up',
        shape: { kind: 'duration', steps: ['0s', '15m', '1h', '3h', '12h', '24h', '72h'] },
      },
    ],
  },
  words: {
    title: 'line.words',
    rows: [
      { name: 'sender_name', shape: { kind: 'words', most: 60 } },
      { name: 'help_contact', shape: { kind: 'words', most: 120 } },
      { name: 'locale', shape: { kind: 'language' } },
      { name: 'help_text', shape: { kind: 'text', most: 480 } },
      { name: 'stop_text', shape: { kind: 'text', most: 480 } },
      { name: 'start_text', shape: { kind: 'text', most: 480 } },
    ],
  },
  safety: {
    title: 'line.safety',
    rows: [
      { name: 'fan_daily_cap', shape: { kind: 'count', most: 1000, unit: 'line.aDay' } },
      {
        name: 'person_takes_over',
        shape: { kind: 'duration', steps: ['off', '1h', '3h', '12h', '24h', '72h', '168h'] },
      },
      { name: 'undo_window', shape: { kind: 'duration', steps: ['0s', '10s', '30s', '1m', '5m', '15m'] } },
      { name: 'personal_undo', shape: { kind: 'duration', steps: ['0s', '3s', '5s', '10s', '30s'] } },
      { name: 'update_failure_limit', shape: { kind: 'count', most: 100, unit: 'line.ofHundred' } },
      { name: 'provider_answers_opt_out', shape: { kind: 'choice', values: ['auto', 'yes', 'no'] } },
      { name: 'approval', shape: { kind: 'fixed', words: 'line.approval.off' } },
      { name: 'picture_megabytes', shape: { kind: 'count', most: 25, unit: 'line.megabytes' } },
      { name: 'pictures_megabytes', shape: { kind: 'count', most: 20_000, unit: 'line.megabytes' } },
      { name: 'quiet_period', shape: { kind: 'duration', steps: ['10m', '30m', '60m', '2h', '6h', '24h'] } },
    ],
  },
} as const satisfies Record<string, Group>;

export const NAMED: ReadonlySet<string> = new Set(
  Object.values(GROUPS).flatMap((group) => group.rows.map((row) => row.name)),
);
