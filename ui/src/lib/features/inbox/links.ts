/** A stretch of a text; `url` where it reads like the address of a page. */
export interface Piece {
  text: string;
  url?: string;
}

// Ends at spaces, quotes, brackets of tags, and signs that turn the direction of writing.
const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'“”«»\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/giu;
/** A sentence ends behind an address more often than an address with such a sign. */
const BEHIND = /[.,;:!?…)\]}]+$/u;

/** A text in pieces, so that addresses can be pressed. Together they are the text again, sign by sign. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(BEHIND, '');
    const url = addressOf(shown);
    if (url === undefined) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: shown, url });
    from = match.index + shown.length;
  }
  if (from < text.length || found.length === 0) found.push({ text: text.slice(from) });
  return found;
}

/** The whole address, in plain letters: a host that only looks like another one shows its real name. */
function addressOf(shown: string): string | undefined {
  try {
    const url = new URL(/^www\./iu.test(shown) ? `https://${shown}` : shown);
    // A name before the host is there to deceive: it looks like the host.
    if (url.username !== '' || url.password !== '' || !url.hostname.includes('.')) return undefined;
    return /^https?:$/u.test(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
