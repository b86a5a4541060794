import { formatDuration, formatMoney, formatNumber } from '../../format';
import { isKey, t, tDynamic } from '../../i18n';
import { formattingLocale } from '../../i18n/locale.svelte';
import { errorText } from '../../i18n/words';
import type { CommandError } from '../../ipc';
import type { Shape } from './rows';
import { durationSeconds, formatClock, parseWindow, writtenNumber } from './values';

/** A value in the words of the screen, for its default. */
export function valueText(name: string, shape: Shape, value: string, currency: string): string {
  switch (shape.kind) {
    case 'pace':
      return t('line.paceOf', { pace: writtenNumber(value, 1) });
    case 'amount':
      return value === 'off' ? t('line.noCap') : formatMoney({ amount: value, currency });
    case 'count':
      return formatNumber(Number(value));
    case 'duration':
      return durationText(value);
    case 'hours': {
      const window = parseWindow(value);
      if (!window) return t('line.noQuiet');
      return t('line.quietOf', { from: formatClock(window.close), to: formatClock(window.open) });
    }
    case 'language':
      return languageName(value);
    case 'switch':
      return value === shape.on ? t('line.on') : t('line.off');
    case 'text':
      return t('line.ownWords');
    case 'choice':
      return choiceText(name, value);
    case 'words':
    case 'fixed':
    case 'raw':
      return value;
  }
}

/** One value of a choice; one that this version has no words for is shown as it is. */
export function choiceText(name: string, value: string): string {
  const key = `setting.${name}.${value}`;
  return isKey(key) ? tDynamic(key, {}) : value;
}

export function durationText(value: string): string {
  if (value === 'off') return t('line.off');
  const seconds = durationSeconds(value);
  if (seconds === undefined) return value;
  return seconds === 0 ? t('line.none') : formatDuration(Math.max(1, seconds));
}

export function languageName(tag: string): string {
  const name = new Intl.DisplayNames(formattingLocale(), { type: 'language' }).of(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(formattingLocale()) + name.slice(1);
}

/** What is wrong with a value, and what would be right. */
export function wrongText(shape: Shape): string {
  switch (shape.kind) {
    case 'pace':
      return t('line.wrong.pace');
    case 'amount':
      return t('line.wrong.amount', { example: writtenNumber('12.50') });
    case 'count':
      return t('line.wrong.count', { most: shape.most });
    case 'text':
    case 'words':
      return t('line.wrong.words', { most: shape.most });
    case 'duration':
      return t('line.wrong.duration');
    default:
      return t('line.wrong.other');
  }
}

/** A refusal of the engine beside the value that it is about. */
export function refusalText(shape: Shape, refusal: CommandError): string {
  return refusal.code === 'bad_setting' && shape.kind !== 'raw' ? wrongText(shape) : errorText(refusal);
}

/** Where a currency's sign stands in this reader's language. */
export function currencySign(currency: string): { sign: string; before: boolean } {
  const parts = new Intl.NumberFormat(formattingLocale(), {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(1);
  const at = parts.findIndex((part) => part.type === 'currency');
  return {
    sign: parts[at]?.value ?? currency,
    before: at < parts.findIndex((part) => part.type === 'integer'),
  };
}

/** A region of the table of hours: `US`, `US-FL`, or `*` for whatever has no row. */
export function regionName(id: string): string {
  if (id === '*') return t('regions.elsewhere');
  const [country = '', part] = id.split('-');
  const name = /^[A-Z]{2}$/.test(country)
    ? new Intl.DisplayNames(formattingLocale(), { type: 'region' }).of(country)
    : country;
  return part === undefined ? (name ?? country) : `${name ?? country}, ${part}`;
}
