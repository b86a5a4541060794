import { formatDate, formatDuration } from '../../format';
import { t } from '../../i18n';
import { formattingLocale } from '../../i18n/locale.svelte';
import type { Conditions, Day, Repeat, RuleView, Timing, Trigger } from '../../ipc';

export interface Choice<V extends string = string> {
  value: V;
  label: string;
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

export const TRIGGERS: readonly Trigger['kind'][] = [
  'first_text',
  'keywords',
  'any_text',
  'outside_hours',
  'reply_to_update',
];

/** A trigger of this kind, with what it begins with. */
export function triggerOf(kind: Trigger['kind']): Trigger {
  switch (kind) {
    case 'keywords':
      return { kind, keywords: [] };
    case 'outside_hours':
      return { kind, hours: '09:00-23:00' };
    case 'reply_to_update':
      return { kind, within_s: DAY, update_id: null };
    default:
      return { kind };
  }
}

export const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `Mon`, as this reader writes it. */
export function dayName(day: Day, form: 'short' | 'long' = 'short'): string {
  // The 5th of January 1970 was a Monday.
  const at = (4 + DAYS.indexOf(day)) * DAY * 1000;
  return new Intl.DateTimeFormat(formattingLocale(), { weekday: form, timeZone: 'UTC' }).format(at);
}

/** Steps of a length of time, with the value that is set among them. */
function lengths(steps: readonly number[], also: number): number[] {
  return [...new Set([...steps, also])].sort((one, other) => one - other);
}

export function withinChoices(now: number): Choice[] {
  return lengths([HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY], now).map((seconds) => ({
    value: String(seconds),
    label: t('replies.within', { time: formatDuration(seconds) }),
  }));
}

export function repeatChoices(now: Repeat): Choice[] {
  const set = now.kind === 'cooldown' ? now.seconds : DAY;
  return [
    { value: 'once', label: t('replies.once') },
    ...lengths([HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY], set).map((seconds) => ({
      value: String(seconds),
      label: t('replies.cooldown', { time: formatDuration(seconds) }),
    })),
    { value: 'always', label: t('replies.everyTime') },
  ];
}

export const repeatValue = (repeat: Repeat) =>
  repeat.kind === 'cooldown' ? String(repeat.seconds) : repeat.kind;

export function repeatOf(value: string): Repeat {
  if (value === 'once' || value === 'always') return { kind: value };
  return { kind: 'cooldown', seconds: Number(value) };
}

const DELAYS = ['0-0', '20-90', '60-300', '300-900', '900-3600'];

export const delayValue = ({ delay_from_s: from, delay_to_s: to }: Timing) => `${String(from)}-${String(to)}`;

export function delayOf(value: string): Pick<Timing, 'delay_from_s' | 'delay_to_s'> {
  const [from = 0, to = 0] = value.split('-').map(Number);
  return { delay_from_s: from, delay_to_s: to };
}

export function delayChoices(now: string): Choice[] {
  return [...new Set([...DELAYS, now])].map((value) => {
    const { delay_from_s: from, delay_to_s: to } = delayOf(value);
    if (to === 0) return { value, label: t('replies.delay.none') };
    if (from === to) return { value, label: t('replies.delay.one', { time: formatDuration(to) }) };
    return {
      value,
      label: t('replies.delay.range', { from: formatDuration(from), to: formatDuration(to) }),
    };
  });
}

export function catchUpChoices(now: number | null): Choice[] {
  const line = { value: '', label: t('replies.catchUp.line') };
  return [
    line,
    ...lengths([15 * MINUTE, HOUR, 12 * HOUR, DAY, 3 * DAY], now ?? HOUR).map((seconds) => ({
      value: String(seconds),
      label: t('replies.catchUp.upTo', { time: formatDuration(seconds) }),
    })),
  ];
}

/** What each part of a condition holds when it does not matter. */
const NEUTRAL: Conditions = { fan: null, has_tags: [], lacks_tags: [], cities: [], hours: null, days: [] };

export type Condition = keyof Conditions;
export const CONDITIONS = Object.keys(NEUTRAL) as Condition[];

export function isSet(conditions: Conditions, part: Condition): boolean {
  const value = conditions[part];
  return Array.isArray(value) ? value.length > 0 : value !== null;
}

export function without(conditions: Conditions, part: Condition): Conditions {
  return { ...conditions, [part]: NEUTRAL[part] };
}

/** What a condition starts with when somebody adds it. */
export function begun(conditions: Conditions, part: Condition): Conditions {
  if (part === 'fan') return { ...conditions, fan: 'known' };
  if (part === 'hours') return { ...conditions, hours: '18:00-23:00' };
  if (part === 'days') return { ...conditions, days: ['sat', 'sun'] };
  return conditions;
}

/** What makes a rule look, in a few words for its card. */
export function triggerText({ trigger }: Pick<RuleView, 'trigger'>): string {
  if (trigger.kind === 'keywords' && trigger.keywords.length > 0)
    return new Intl.ListFormat(formattingLocale(), { type: 'disjunction' }).format(trigger.keywords);
  if (trigger.kind === 'outside_hours') {
    return t('replies.card.outside', { hours: trigger.hours.replace('-', '–') });
  }
  return t(`replies.trigger.${trigger.kind}`);
}

/** How often a rule answers, in a few words for its card. */
export function repeatText({ repeat }: Pick<RuleView, 'repeat'>): string {
  if (repeat.kind === 'once') return t('replies.once');
  if (repeat.kind === 'always') return t('replies.everyTime');
  return t('replies.cooldown', { time: formatDuration(repeat.seconds) });
}

/** A moment in the form of the field for it: local, to the minute. */
export function momentField(at: number | null): string {
  if (at === null) return '';
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function momentOf(field: string): number | null {
  const at = field === '' ? NaN : new Date(field).getTime();
  return Number.isNaN(at) ? null : at;
}

/** An update by its day and first words. */
export function updateName({ text, approved_at: at }: { text: string; approved_at: number | null }): string {
  const words = text.length > 40 ? `${text.slice(0, 39).trimEnd()}…` : text;
  return at === null ? words : `${formatDate(at)}: ${words}`;
}
