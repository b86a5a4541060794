import { formatNumber } from '../format';
import type { en } from './en';
import { locale, preferredLocale, setLocale, type Locale } from './locale.svelte';
import type { Message, ParamsOf, Translation } from './messages';

export type Key = keyof typeof en;
export type { Locale } from './locale.svelte';

const languages: Record<Locale, () => Promise<Translation<typeof en>>> = {
  en: async () => (await import('./en')).en,
  de: async () => (await import('./de')).de,
  es: async () => (await import('./es')).es,
  fr: async () => (await import('./fr')).fr,
  it: async () => (await import('./it')).it,
  pt: async () => (await import('./pt')).pt,
};

/** Nothing is said before `loadLocale`: only the reader's language is loaded at the start. */
let words: Partial<Translation<typeof en>> = {};

/** Brings the words of a language, by default the reader's, before anything is shown. */
export async function loadLocale(wanted: Locale = preferredLocale()): Promise<void> {
  words = await languages[wanted]();
  setLocale(wanted);
}

/** The words of a key in the reader's language. */
export function t<K extends Key>(key: K, ...[params]: ParamsOf<(typeof en)[K]>): string {
  return fill(key, params as Values | undefined, isolate);
}

/** Whether a key made of a wire code, such as `error.offline`, has words. */
export function isKey(key: string): key is Key {
  return Object.hasOwn(words, key);
}

/** The words of a key whose parameters come from the wire; what is missing stays empty. */
export function tDynamic(key: Key, params: Values): string {
  return fill(key, params, isolate);
}

export type Values = Readonly<Record<string, string | number>>;

/** A piece of a rich sentence. `value` marks a parameter, which the screen isolates. */
export interface Part {
  text: string;
  strong: boolean;
  value: boolean;
}

/** A sentence in pieces: strong parts are written between `**`, parameters are told apart. */
export function parts<K extends Key>(key: K, params?: Values): Part[] {
  const found: Part[] = [];
  let strong = false;
  for (const piece of form(key, params).split(/(\*\*|\{\w+\})/)) {
    if (piece === '**') strong = !strong;
    else if (piece !== '') {
      const value = piece.startsWith('{');
      found.push({ text: value ? written(params?.[piece.slice(1, -1)]) : piece, strong, value });
    }
  }
  return found;
}

function form(key: Key, params: Values | undefined): string {
  const message: Message | undefined = words[key];
  if (message === undefined) throw new Error(`no words for ${key} in ${locale()}`);
  if (typeof message === 'string') return message;
  const rule = new Intl.PluralRules(locale()).select(Number(params?.n ?? 0));
  return message[rule] ?? message.other;
}

function fill(key: Key, params: Values | undefined, wrap: (text: string) => string): string {
  return form(key, params).replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params?.[name];
    return typeof value === 'number' ? formatNumber(value) : wrap(written(value));
  });
}

function written(value: string | number | undefined): string {
  return typeof value === 'number' ? formatNumber(value) : (value ?? '');
}

/** A name that is written right to left must not turn the sentence around it: isolates, which are never seen. */
function isolate(text: string): string {
  return /[\u0590-\u08ff\ufb1d-\ufefc]|[\ud83a\ud83b]/.test(text) ? `\u2068${text}\u2069` : text;
}
