/** Languages that the window speaks. Adding one: a folder here, a line in `index.ts`. */
export const LOCALES = ['en', 'it'] as const;
export type Locale = (typeof LOCALES)[number];

const KEY = 'fanline.locale';

let current: Locale = 'en';

/** The language of the words on screen. */
export function locale(): Locale {
  return current;
}

/** For `Intl`: the reader's own region where it speaks the same language, so that dates follow local habits. */
export function formattingLocale(): string {
  return navigator.languages.find((tag) => languageOf(tag) === current) ?? current;
}

export function setLocale(next: Locale): void {
  current = next;
  document.documentElement.lang = next;
}

/** What the person chose before, else the first language of the system that is spoken here, else English. */
export function preferredLocale(): Locale {
  return [localStorage.getItem(KEY) ?? '', ...navigator.languages].map(languageOf).find(isLocale) ?? 'en';
}

function languageOf(tag: string): string {
  return tag.toLowerCase().split('-')[0] ?? '';
}

function isLocale(value: string): value is Locale {
  return (LOCALES as readonly string[]).includes(value);
}
