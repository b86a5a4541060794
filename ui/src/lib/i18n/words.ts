import { CommandError, type Why } from '../ipc';
import { platform } from '../platform';
import { isKey, t, tDynamic, type Key } from './index';
import { formattingLocale } from './locale.svelte';

/** What fills sentences on every machine: `{device}` and `{store}`, in the words of its system. */
export function places(): { device: string; store: string } {
  return { device: t(`device.${platform()}`), store: t(`store.${platform()}`) };
}

/** A refusal in words that say what to do. */
export function errorText(cause: unknown): string {
  const error = CommandError.from(cause);
  return tidy(tDynamic(`error.${error.code}`, { ...places(), ...error.params }));
}

/**
 * The reason behind a decision or a state, as the second half of a sentence. A carrier's code is explained where it
 * is known; a reason that this version has no words for shows its code.
 */
export function whyText(why: Why): string {
  const carrier = `carrier.${why.params['code'] ?? ''}`;
  if (isKey(carrier)) return t(carrier as Key & `carrier.${string}`);
  const key = `why.${why.code}`;
  return isKey(key)
    ? tidy(tDynamic(key, { ...places(), ...why.params, ...ruleOf(why) }))
    : String(why.code).replaceAll('_', ' ');
}

function ruleOf({ params }: Why): { rule?: string } {
  return params['rule'] === undefined ? {} : { rule: ruleName(params['rule']) };
}

/** The name of the rule that every line begins with, as the engine gives it: until somebody renames it, ours. */
const FIRST_RULE = 'Welcome';

/** How a rule is called on screen. */
export function ruleName(name: string): string {
  return name === FIRST_RULE ? t('rule.welcome') : name;
}

/** The same with a capital, to stand alone. */
export function whySentence(why: Why): string {
  const text = whyText(why);
  return text.charAt(0).toLocaleUpperCase(formattingLocale()) + text.slice(1);
}

/** A parameter that the engine left out leaves no gap. */
function tidy(text: string): string {
  return text
    .replace(/ +([).,])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}
