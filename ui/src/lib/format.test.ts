import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatDuration,
  formatMoney,
  formatPhone,
  formatRowTime,
  formatTotal,
  multiply,
} from './format';
import { setLocale } from './i18n/locale.svelte';

const NOON = new Date(2026, 5, 17, 12, 0).getTime();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

beforeAll(() => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-US', 'it-IT']);
});
afterEach(() => setLocale('en'));

describe('formats', () => {
  it('show a price of a fraction of a cent: else a text seems to cost nothing', () => {
    expect(formatMoney({ amount: '0.0079', currency: 'USD' })).toBe('$0.0079');
    expect(formatMoney({ amount: '348.2', currency: 'USD' })).toBe('$348.20');
    expect(formatMoney({ amount: '2500', currency: 'USD' })).toBe('$2,500');
    setLocale('it');
    expect(formatMoney({ amount: '348.2', currency: 'EUR' })).toBe('348,20\u00a0€');
  });

  it('round a bill to cents, and show none as nothing', () => {
    const total = (amount: string) => formatTotal({ amount, currency: 'USD' });
    expect([total('0.0869'), total('0.474'), total('0.0001'), total('0.00'), total('50.00')]).toEqual([
      '$0.09',
      '$0.47',
      '$0.01',
      '$0',
      '$50',
    ]);
  });

  it('multiply a price without binary dust: three texts cost 0.0237, not 0.023700000000000002', () => {
    expect(multiply({ amount: '0.0079', currency: 'USD' }, 3)).toEqual({ amount: '0.0237', currency: 'USD' });
  });

  it('group numbers as people write them, and leave anything else alone', () => {
    expect(formatPhone('+14155550132')).toBe('+1 415 555 0132');
    expect(formatPhone('+447700900123')).toBe('+44 7700 900123');
    expect(formatPhone('+33639980123')).toBe('+33 639 980 123');
    expect(formatPhone('INFO')).toBe('INFO');
  });

  it('name the day of a row: a text of yesterday must not look like one of today', () => {
    expect(formatRowTime(NOON - HOUR, NOON)).toMatch(/^11:00/);
    expect(formatRowTime(NOON - DAY, NOON)).toBe('Yesterday');
    expect(formatRowTime(NOON - 3 * DAY, NOON)).toBe('Sun');
    expect(formatRowTime(NOON - 40 * DAY, NOON)).toBe('May 8');
    expect(formatDay(NOON, NOON)).toBe('Today');
    setLocale('it');
    expect(formatDay(NOON - DAY, NOON)).toBe('Ieri');
  });

  it('count ages and lengths in units that a person would choose', () => {
    expect(formatAgo(NOON - 2000, NOON)).toBe('2 sec. ago');
    expect(formatAgo(NOON - 3 * HOUR, NOON)).toBe('3 hr. ago');
    expect(formatDuration(42)).toBe('42 sec');
    expect(formatDuration(53 * 60)).toBe('53 min');
    expect(formatDuration(2 * 3600 + 5 * 60)).toBe('2 hr 5 min');
    expect(formatDuration(7199)).toBe('2 hr');
    expect(formatDuration(26 * 3600)).toBe('1 day 2 hr');
  });
});
