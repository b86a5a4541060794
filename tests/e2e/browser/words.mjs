// The words of the window, as they are written in its sources.

import { readdirSync, readFileSync } from 'node:fs';
import { fromUi } from './stage.mjs';

const ts = fromUi('typescript');
const I18N = new URL('../../../ui/src/lib/i18n/', import.meta.url);

/** Every message of a language by key. */
async function load(language) {
  const folder = new URL(`${language}/`, I18N);
  const messages = {};
  for (const file of readdirSync(folder).filter((name) => name !== 'index.ts')) {
    const { outputText } = ts.transpileModule(readFileSync(new URL(file, folder), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ESNext },
    });
    const module = await import(`data:text/javascript,${encodeURIComponent(outputText)}`);
    for (const group of Object.values(module)) Object.assign(messages, group);
  }
  return messages;
}

const forms = (message) => (typeof message === 'string' ? [message] : Object.values(message));

const [en, it] = [await load('en'), await load('it')];

/** English messages that are not the same in Italian, as patterns of a whole text. */
const ENGLISH = Object.entries(en).flatMap(([key, message]) => {
  const italian = new Set(forms(it[key] ?? ''));
  return forms(message)
    .filter((form) => !italian.has(form) && /[a-z]{3}/i.test(form.replace(/\{\w+\}/g, '')))
    .map((form) => ({ key, pattern: patternOf(form) }));
});

function patternOf(form) {
  const pieces = form.replaceAll('**', '').split(/\{(\w+)\}/);
  const literal = (piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // `n` is a count; anything may stand for the others.
  const written = pieces.map((piece, at) =>
    at % 2 === 0 ? literal(piece) : piece === 'n' ? '[\\d.,\\s]+' : '.+',
  );
  return new RegExp(`^${written.join('')}$`, 's');
}

/** Texts that are still English, or the name of a message in the place of its words. */
export function englishOn(words) {
  return words.flatMap((word) => {
    if (Object.hasOwn(en, word)) return [`${word} (a key)`];
    const left = ENGLISH.find(({ pattern }) => pattern.test(word));
    return left ? [`${word} (${left.key})`] : [];
  });
}
