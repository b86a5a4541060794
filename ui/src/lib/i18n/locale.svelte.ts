/** Languages that the window speaks. Adding one: a folder here, a line in `index.ts`. */
export const LOCALES = ['en', 'de', 'es', 'fr', 'it', 'pt'] as const;
export type Locale = (typeof LOCALES)[number];

/** Languages call themselves what they are called there: whoever reads no other one finds theirs. */
export const LOCALE_NAMES: Record<Locale, string> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  fr: 'Français',
  it: 'Italiano',
  pt: 'Português',
};

const KEY = 'fanline.locale';

let current = $state.raw<Locale>('en');

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

/** The language that a person chose on this computer, or that of the system. */
export function chosenLocale(): Locale | 'system' {
  const stored = localStorage.getItem(KEY) ?? '';
  return isLocale(stored) ? stored : 'system';
}

/** Keeps the choice for the next start. */
export function keepLocale(choice: Locale | 'system'): void {
  try {
    if (choice === 'system') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // A full or forbidden storage: the choice holds until the window closes.
  }
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
