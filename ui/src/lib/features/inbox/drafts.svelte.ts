/** Words begun and not sent, for as long as the window lives: looking elsewhere loses nothing. */
const words = new Map<string, string>();

/** Ids of fans are the line's own: the same id on another line is somebody else. */
const key = (lineId: string, fanId: string) => `${lineId}/${fanId}`;

export function draftOf(lineId: string, fanId: string): string {
  return words.get(key(lineId, fanId)) ?? '';
}

export function keepDraft(lineId: string, fanId: string, text: string): void {
  if (text === '') words.delete(key(lineId, fanId));
  else words.set(key(lineId, fanId), text);
}
