import { afterEach, describe, expect, it } from 'vitest';
import { loadLocale } from '../../i18n';
import {
  durationSeconds,
  halfHours,
  parseAmount,
  parseNumber,
  parseWindow,
  sameDuration,
  writeWindow,
  writtenNumber,
} from './values';

afterEach(() => loadLocale('en'));

describe('what people type into a setting', () => {
  it('means the same amount with a comma and with a point: else a cap is a hundred times too high', () => {
    for (const text of ['2500', '2,500', '2.500', '2 500', '2’500', '2.500,00', '2,500.00'])
      expect(parseNumber(text), text).toBe(2500);
    for (const text of ['12.5', '12,5', '12,50', ' 12.50 ']) expect(parseAmount(text), text).toBe('12.50');
    expect(parseAmount('$ 50')).toBe('50');
    expect(parseAmount('€0,005')).toBe('0.01');
    expect(parseNumber('1,234,567')).toBe(1_234_567);
    expect(parseNumber('.5')).toBe(0.5);
  });

  it('is not guessed when it is no number', () => {
    for (const text of ['', 'fifty', '5o', '-3', '1e9', '1,2,3', '..', '12.34.5'])
      expect(parseNumber(text), text).toBeUndefined();
  });

  it('is shown as the reader writes it', async () => {
    expect(writtenNumber('2500.00')).toBe('2,500');
    expect(writtenNumber('12.50')).toBe('12.50');
    expect(writtenNumber('0.1', 1)).toBe('0.1');
    await loadLocale('it');
    expect(writtenNumber('12.50')).toBe('12,50');
    expect(parseAmount(writtenNumber('12.50')), 'what is shown can be saved again').toBe('12.50');
  });
});

describe('times of a setting', () => {
  it('are compared by length, not by how they are written', () => {
    expect(durationSeconds('500ms')).toBe(0.5);
    expect(sameDuration('60m', '1h')).toBe(true);
    expect(sameDuration('60m', '12h')).toBe(false);
    expect(durationSeconds('soon')).toBeUndefined();
  });

  it('survive the clock: what was read is written the same', () => {
    for (const window of ['09:00-20:00', '00:00-24:00', '08:15-21:45']) {
      const read = parseWindow(window);
      expect(read && writeWindow(read.open, read.close)).toBe(window);
    }
    expect(parseWindow('off')).toBeUndefined();
  });

  it('offer every half hour, and the odd one that somebody chose elsewhere', () => {
    expect(halfHours(30, 120, 75)).toEqual([30, 60, 75, 90, 120]);
  });
});
