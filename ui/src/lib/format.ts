import { formattingLocale } from './i18n/locale.svelte';
import type { MoneyView } from './ipc/generated/bindings';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAY_MS = DAY * 1000;

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

/** Making a formatter costs more than using it. */
function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  make: (tag: string) => T,
  name: string,
): T {
  const tag = formattingLocale();
  const key = `${tag} ${name}`;
  const known = cache.get(key) as T | undefined;
  if (known) return known;
  const made = make(tag);
  cache.set(key, made);
  return made;
}

function number(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached((tag) => new Intl.NumberFormat(tag, options), `n ${name}`);
}

function date(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached((tag) => new Intl.DateTimeFormat(tag, options), `d ${name}`);
}

/** `38,112` */
export function formatNumber(value: number): string {
  return number('plain', {}).format(value);
}

/** `252K`, for places where a long figure does not fit. */
export function formatCompact(value: number): string {
  return number('compact', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** `12 MB`, `480 kB`: decimal units, as stores and phones count. */
export function formatBytes(bytes: number): string {
  const [unit, size] = bytes >= 999_500 ? ['megabyte', 1_000_000] : (['kilobyte', 1_000] as const);
  const digits = bytes < 10_000_000 ? 1 : 0;
  const options = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits } as const;
  return number(`${unit} ${String(digits)}`, options).format(bytes / size);
}

/** `14%` of a ratio between 0 and 1. */
export function formatPercent(ratio: number): string {
  return number('percent', { style: 'percent', maximumFractionDigits: 0 }).format(ratio);
}

/** `$348.20`, `$2,500`; below a unit with as many digits as say something, `$0.0079`. */
export function formatMoney(money: MoneyView): string {
  const amount = Number(money.amount);
  const small = amount !== 0 && Math.abs(amount) < 1;
  const options: Intl.NumberFormatOptions = {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
  };
  if (Number.isInteger(amount))
    Object.assign(options, { minimumFractionDigits: 0, maximumFractionDigits: 0 });
  if (small) Object.assign(options, { minimumFractionDigits: 2, maximumFractionDigits: 4 });
  return number(`${money.currency} ${String(small)} ${String(Number.isInteger(amount))}`, options).format(
    amount,
  );
}

/** A sum as a bill shows it: whole cents, and never nothing for something. */
export function formatTotal(money: MoneyView): string {
  const cents = Math.round(Number(money.amount) * 100);
  const least = Number(money.amount) > 0 ? Math.max(cents, 1) : cents;
  return formatMoney({ amount: (least / 100).toFixed(2), currency: money.currency });
}

/** A price times a count, without the rounding of binary fractions. */
export function multiply(money: MoneyView, times: number): MoneyView {
  const [, decimals = ''] = money.amount.split('.');
  return { amount: (Number(money.amount) * times).toFixed(decimals.length), currency: money.currency };
}

/** `18:43` */
export function formatTime(at: number): string {
  return date('time', { hour: 'numeric', minute: '2-digit' }).format(at);
}

/** `14 June, 09:12`, with the year when it is another one. */
export function formatDateTime(at: number, now = Date.now()): string {
  const year = sameYear(at, now) ? {} : { year: 'numeric' as const };
  const style = { day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit', ...year } as const;
  return date(`moment ${String('year' in year)}`, style).format(at);
}

/** `14 June`, with the year when it is another one. */
export function formatDate(at: number, now = Date.now()): string {
  return sameYear(at, now)
    ? date('date', { day: 'numeric', month: 'long' }).format(at)
    : date('date year', { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** The line between two days of a conversation: `Today`, `Yesterday`, `Friday, 4 July`. */
export function formatDay(at: number, now = Date.now()): string {
  const days = daysBetween(at, now);
  if (days === 0 || days === 1) return capital(relative().format(-days, 'day'));
  return sameYear(at, now)
    ? date('day', { weekday: 'long', day: 'numeric', month: 'long' }).format(at)
    : date('day year', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** The time in a list row: `18:43` today, then `Yesterday`, `Fri`, `4 Jul`, `04/07/25`. */
export function formatRowTime(at: number, now = Date.now()): string {
  const days = daysBetween(at, now);
  if (days <= 0) return formatTime(at);
  if (days === 1) return capital(relative().format(-1, 'day'));
  if (days < 7) return capital(date('weekday', { weekday: 'short' }).format(at));
  if (sameYear(at, now)) return date('short', { day: 'numeric', month: 'short' }).format(at);
  return date('shortest', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(at);
}

/** `2 sec. ago`, `5 min. ago` */
export function formatAgo(at: number, now = Date.now()): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < MINUTE) return relative().format(-seconds, 'second');
  if (seconds < HOUR) return relative().format(-Math.floor(seconds / MINUTE), 'minute');
  if (seconds < DAY) return relative().format(-Math.floor(seconds / HOUR), 'hour');
  return relative().format(-Math.floor(seconds / DAY), 'day');
}

/** How long something takes, in its two largest units: `53 min`, `2 hr 5 min`. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) return unit(whole, 'second');
  if (whole < HOUR) return unit(Math.round(whole / MINUTE), 'minute');
  const [big, small, size] =
    whole < DAY ? (['hour', 'minute', HOUR] as const) : (['day', 'hour', DAY] as const);
  const step = size === HOUR ? MINUTE : HOUR;
  const steps = Math.round(whole / step);
  const rest = steps % (size / step);
  const first = unit(Math.floor((steps * step) / size), big);
  return rest === 0 ? first : `${first} ${unit(rest, small)}`;
}

/** Two moments fall on the same day of the calendar here. */
export function sameDay(one: number, other: number): boolean {
  return daysBetween(one, other) === 0;
}

const TWO_DIGITS = /^\+(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** A number as people write it, `+1 415 555 0132`. Only E.164 is grouped; anything else stays as it is. */
export function formatPhone(e164: string): string {
  if (!/^\+\d{7,15}$/.test(e164)) return e164;
  const code = /^\+[17]/.test(e164) ? 2 : TWO_DIGITS.test(e164) ? 3 : 4;
  const rest = e164.slice(code);
  const country = e164.slice(0, code);
  if (country === '+44' && rest.length === 10) return [country, rest.slice(0, 4), rest.slice(4)].join(' ');
  const groups = rest.length === 10 ? [rest.slice(0, 3), rest.slice(3, 6), rest.slice(6)] : inThrees(rest);
  return [country, ...groups].join(' ');
}

/** Threes from the start; one digit never stands alone at the end. */
function inThrees(digits: string): string[] {
  const groups = digits.match(/\d{1,3}/g) ?? [];
  const last = groups.at(-1);
  if (last?.length === 1 && groups.length > 1) groups.splice(-2, 2, `${groups.at(-2) ?? ''}${last}`);
  return groups;
}

function unit(value: number, name: string): string {
  return number(`unit ${name}`, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
}

function relative(): Intl.RelativeTimeFormat {
  return cached((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto', style: 'short' }), 'relative');
}

function sameYear(one: number, other: number): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

function daysBetween(earlier: number, later: number): number {
  // Summer time makes days of 23 and 25 hours: rounding absorbs it.
  return Math.round((new Date(later).setHours(0, 0, 0, 0) - new Date(earlier).setHours(0, 0, 0, 0)) / DAY_MS);
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(formattingLocale()) + text.slice(1);
}
