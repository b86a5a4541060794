/** Words begun and not sent, by fan, for as long as the window lives: looking elsewhere loses nothing. */
const words = new Map<string, string>();

export function draftOf(fanId: string): string {
  return words.get(fanId) ?? '';
}

export function keepDraft(fanId: string, text: string): void {
  if (text === '') words.delete(fanId);
  else words.set(fanId, text);
}
