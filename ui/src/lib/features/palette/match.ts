/** Letters without case and accents, so that "zoe" finds Zoë. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/**
 * How well words fit what is typed: 0 not at all, the more the better. Each typed word must begin a word, or at least
 * lie in one; the beginning of the whole counts most.
 */
export function score(typed: string, words: string): number {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return 1;
  const text = fold(words);
  let sum = 0;
  for (const word of wanted) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const begins = new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'u').test(
      text,
    );
    sum += at === 0 ? 4 : begins ? 3 : 1;
  }
  return sum / wanted.length;
}

/** The digits of what is typed, when it looks like a number and not like words. */
export function digitsOf(typed: string): string | undefined {
  const digits = typed.replace(/[\s().+-]/g, '');
  return /^\d{3,15}$/.test(digits) ? digits : undefined;
}
