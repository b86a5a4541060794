import { formattingLocale } from '../../i18n/locale.svelte';

/** Minutes of a day. */
export const DAY_MINUTES = 24 * 60;

/** A number as people type it, with either separator and with groups: `2,500`, `12,5`, `1.234,56`. */
export function parseNumber(text: string): number | undefined {
  const given = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (!/^[\d.,]+$/.test(given) || !/\d/.test(given)) return undefined;
  const at = Math.max(given.lastIndexOf('.'), given.lastIndexOf(','));
  if (at < 0) return Number(given);
  const whole = given.slice(0, at);
  const rest = given.slice(at + 1);
  const digits = whole.replace(/[.,]/g, '');
  const alone = digits === whole;
  // Three digits after a separator are a group, but nobody groups a zero, and both kinds together tell which is which.
  const groups = rest.length === 3 && (alone ? digits !== '' && !/^0/.test(digits) : isGrouped(given));
  const number = Number(groups ? digits + rest : `${digits || '0'}.${rest || '0'}`);
  return !groups && /[.,]/.test(whole) && !isGrouped(whole) ? undefined : number;
}

function isGrouped(text: string): boolean {
  return /^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$/.test(text);
}

/** An amount as the engine takes it, `2500` or `12.50`. */
export function parseAmount(text: string): string | undefined {
  const amount = parseNumber(text.replace(/\p{Sc}/gu, ''));
  if (amount === undefined) return undefined;
  return Number.isInteger(amount) ? String(amount) : amount.toFixed(2);
}

/** A number of the engine's, `2500.00`, as this reader writes it in a field: `2,500`. */
export function writtenNumber(value: string, digits = 2): string {
  const number = Number(value);
  const fraction = Number.isInteger(number) ? 0 : digits;
  return new Intl.NumberFormat(formattingLocale(), {
    // Money has two digits or none.
    minimumFractionDigits: digits === 2 ? fraction : 0,
    maximumFractionDigits: fraction,
  }).format(number);
}

/** Seconds of `500ms`, `2s`, `60m`, `12h`. */
export function durationSeconds(value: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d+)(ms|s|m|h)$/.exec(value) ?? [];
  const factor = { ms: 0.001, s: 1, m: 60, h: 3600 }[unit];
  return factor === undefined ? undefined : Number(digits) * factor;
}

/** Two ways to write the same length of time. */
export function sameDuration(one: string, other: string): boolean {
  const seconds = durationSeconds(one);
  return one === other || (seconds !== undefined && seconds === durationSeconds(other));
}

/** The minutes at which texts may go out and at which they stop, of `09:00-20:00`. */
export function parseWindow(value: string): { open: number; close: number } | undefined {
  const [, openHour, openMinute, closeHour, closeMinute] =
    /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(value)?.map(Number) ?? [];
  if (openHour === undefined || openMinute === undefined || closeHour === undefined) return undefined;
  return { open: openHour * 60 + openMinute, close: closeHour * 60 + (closeMinute ?? 0) };
}

export function writeWindow(open: number, close: number): string {
  return `${clockOf(open)}-${clockOf(close)}`;
}

export function clockOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Every half hour between two moments of the day, both included, with one more that may lie in between. */
export function halfHours(from: number, to: number, also: number): number[] {
  const times = new Set([also]);
  for (let minute = Math.ceil(from / 30) * 30; minute <= to; minute += 30) times.add(minute);
  return [...times].sort((one, other) => one - other);
}

/** A time of the day as clocks show it here. */
export function formatClock(minutes: number): string {
  return new Intl.DateTimeFormat(formattingLocale(), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
  }).format(minutes * 60_000);
}
