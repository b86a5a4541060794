import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import type { Why } from '../ipc';
import { de as german } from './de';
import { en } from './en';
import { es as spanish } from './es';
import { fr as french } from './fr';
import { pt as portuguese } from './pt';
import { isKey, loadLocale, parts, t, tDynamic } from './index';
import { it as italian } from './it';
import { LOCALES } from './locale.svelte';
import type { Message, Translation } from './messages';
import { errorText, ruleName, whySentence, whyText } from './words';

const bindings = readFileSync('src/lib/ipc/generated/bindings.ts', 'utf8');

/** The members of a union of strings in the generated types. */
function union(name: string): string[] {
  const [, body = ''] = new RegExp(`export type ${name} = ([^;]+);`).exec(bindings) ?? [];
  return [...body.matchAll(/"([a-z_]+)"/g)].map(([, code]) => code ?? '');
}

const languages: Record<string, Translation<typeof en>> = {
  de: german,
  es: spanish,
  fr: french,
  it: italian,
  pt: portuguese,
};

/** The sentences that a message may become. */
function said(message: Message): string[] {
  return typeof message === 'string' ? [message] : Object.values(message);
}

function placeholders(message: Message): string[] {
  const text = said(message).join(' ');
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();
}

afterEach(() => loadLocale('en'));

describe('words', () => {
  it('exist for every error and every reason of the engine: else somebody reads a code', () => {
    const codes = union('ErrorCode');
    const reasons = union('WhyCode');
    expect(codes.length, 'the bindings list the errors').toBeGreaterThan(30);
    expect(reasons.length, 'the bindings list the reasons').toBeGreaterThan(30);
    for (const words of [en, ...Object.values(languages)]) {
      expect(codes.filter((code) => !(`error.${code}` in words))).toEqual([]);
      expect(reasons.filter((code) => !(`why.${code}` in words))).toEqual([]);
    }
  });

  it('are all there in every language: else somebody reads nothing, or words that nobody says', () => {
    expect(Object.keys(languages).sort(), 'every language is looked at').toEqual(
      LOCALES.filter((locale) => locale !== 'en'),
    );
    for (const [language, words] of Object.entries(languages)) {
      expect(Object.keys(words).sort(), language).toEqual(Object.keys(en).sort());
      expect(
        Object.entries(words).flatMap(([key, message]) => (said(message).includes('') ? [key] : [])),
        `${language} leaves nothing blank`,
      ).toEqual([]);
    }
  });

  it('have the same values to fill in in every language: else a sentence has a hole', () => {
    for (const [language, words] of Object.entries(languages)) {
      for (const key of Object.keys(words) as (keyof typeof en)[]) {
        const message = words[key];
        // The count itself may stay unsaid in one language.
        const values = placeholders(message).filter((name) => name !== 'n');
        expect(values, `${key} in ${language}`).toEqual(placeholders(en[key]).filter((name) => name !== 'n'));
        expect(typeof message, `${key} in ${language}`).toBe(typeof en[key]);
      }
    }
  });

  it('have no plural form that their language never uses: nobody would ever read it', () => {
    for (const [language, words] of Object.entries(languages)) {
      const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories as string[];
      for (const [key, message] of Object.entries(words)) {
        if (typeof message === 'string') continue;
        expect(
          Object.keys(message).filter((form) => !known.includes(form)),
          `${key} in ${language}`,
        ).toEqual([]);
      }
    }
  });

  it('follow the count: "1 unread conversation", not "1 unread conversations"', async () => {
    expect(t('nav.unread', { n: 1 })).toBe('1 unread conversation');
    expect(t('nav.unread', { n: 1204 })).toBe('1,204 unread conversations');
    await loadLocale('it');
    expect(t('nav.unread', { n: 1 })).toBe('1 conversazione non letta');
  });

  it('change at once with the language', async () => {
    await loadLocale('es');
    expect(t('common.cancel')).toBe('Cancelar');
    expect(Object.keys(en).every((key) => isKey(key) && tDynamic(key, { n: 2 }) !== '')).toBe(true);
    await loadLocale('en');
    expect(t('common.cancel')).toBe('Cancel');
  });

  it('isolate a name written right to left: else it turns the sentence around it', () => {
    expect(t('composer.label', { name: 'ليان' })).toBe('Reply to \u2068ليان\u2069');
    expect(t('composer.label', { name: 'Beatriz' })).toBe('Reply to Beatriz');
  });

  it('tell strong parts and values apart, so that values stay isolated on screen', () => {
    expect(parts('composer.blocked', { name: '**<b>x' })).toEqual([
      { text: 'You blocked ', strong: true, value: false },
      { text: '**<b>x', strong: true, value: true },
      { text: '.', strong: true, value: false },
      { text: ' Nothing goes out, nothing is answered.', strong: false, value: false },
    ]);
  });

  it('put a refusal into words, without gaps where the engine gave no details', () => {
    const offline = errorText({ code: 'offline', params: { host: 'api.example' } });
    expect(offline).toBe('api.example could not be reached. Check the internet connection and try again.');
    expect(errorText({ code: 'provider_error', params: { status: '503' } })).toContain('(status 503)');
    expect(errorText(new TypeError('x'))).toBe(t('error.stopped'));
  });

  it('name the first rule in the language of the reader, and any other as its owner did', async () => {
    await loadLocale('it');
    expect(ruleName('Welcome')).toBe('Benvenuto');
    expect(ruleName('Merch')).toBe('Merch');
    expect(whyText({ code: 'answered', params: { rule: 'Welcome' } })).toContain('Benvenuto');
  });

  it('explain a carrier code where it is known, and show it where it is not', () => {
    const because = (code: string): Why => ({ code: 'provider_code', params: { code } });
    expect(whyText(because('30003'))).toBe('the phone is off or out of reach');
    expect(whyText(because('39999'))).toBe('the carrier gave code 39999');
    expect(whySentence(because('30003'))).toBe('The phone is off or out of reach');
  });
});
