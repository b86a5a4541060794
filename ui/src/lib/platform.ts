export type Platform = 'mac' | 'windows' | 'linux';

/** The system that the window runs on, for its words and its keys. */
export function platform(): Platform {
  const agent = navigator.userAgent;
  if (/Mac/.test(agent)) return 'mac';
  return /Windows/.test(agent) ? 'windows' : 'linux';
}

/** How a shortcut with the main modifier is written here: `⌘F` or `Ctrl F`. */
export function shortcut(key: string): string {
  return platform() === 'mac' ? `⌘${key}` : `Ctrl ${key}`;
}

/** The main modifier of this system is held. */
export function hasModifier(event: Pick<KeyboardEvent, 'metaKey' | 'ctrlKey'>): boolean {
  return platform() === 'mac' ? event.metaKey : event.ctrlKey;
}
