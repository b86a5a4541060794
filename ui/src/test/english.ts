import { loadLocale } from '../lib/i18n';

// Tests read English unless they choose another language; those that run without a page read nothing.
if ('document' in globalThis) await loadLocale('en');
