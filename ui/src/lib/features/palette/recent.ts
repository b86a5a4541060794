const KEY = 'fanline.recent';
const MOST = 12;

/** What was chosen lately, newest first: ids only, no name and no number. */
export function recent(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  const ids = [id, ...recent().filter((other) => other !== id)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // A storage that is full or forbidden remembers nothing.
  }
}
