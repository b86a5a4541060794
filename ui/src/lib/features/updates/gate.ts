/** How an update is confirmed: the more people it reaches, the slower. */

/** From here on, the button must be held. */
export const HOLD_FROM = 100;
/** From here on, the number of fans must be typed as well. */
export const TYPE_FROM = 1000;

export type Gate = 'closed' | 'press' | 'hold' | 'type';

/** What somebody must do before an update reaches `recipients` fans. */
export function gateFor(recipients: number): Gate {
  if (recipients <= 0) return 'closed';
  if (recipients < HOLD_FROM) return 'press';
  return recipients < TYPE_FROM ? 'hold' : 'type';
}

/** First code points of the decimal digits that people may type: Arabic, Persian, Devanagari, fullwidth. */
const ZEROS = [0x660, 0x6f0, 0x966, 0xff10];

function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x30 && code <= 0x39) return character;
  for (const zero of ZEROS) if (code >= zero && code <= zero + 9) return String(code - zero);
  return '';
}

/** Whether the typed text is exactly this number, in any digits and with any grouping. */
export function typedMatches(typed: string, recipients: number): boolean {
  // Signs and letters are not grouping: "-246" or "246k" was not meant as 246.
  if (!/^[\p{Nd}\s.,'’٬_\u200e\u200f\u061c]+$/u.test(typed)) return false;
  return [...typed].map(digit).join('') === String(recipients);
}
