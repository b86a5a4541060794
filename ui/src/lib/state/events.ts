import { host, type EventBatch } from '../ipc';

/** Kinds of the engine's events. */
export type Kind =
  | 'line.changed'
  | 'inbox.changed'
  | 'thread.changed'
  | 'media.changed'
  | 'rules.changed'
  | 'updates.changed'
  | 'status.changed'
  | 'settings.changed'
  | 'suppressions.changed';

interface Watcher {
  kinds: ReadonlySet<string>;
  id: string | undefined;
  notify: () => void;
}

const watchers = new Set<Watcher>();
let listening = false;

/** Shortest time between two reloads that events ask for. */
export const RELOAD_MS = 250;

/**
 * Calls `reload` after events of these kinds, at once the first time, then at most every {@link RELOAD_MS} and never
 * while one is still running. With `id`, only for events that name it, or nothing in particular. Events that were
 * lost count as all of them. Ends with the function returned.
 */
export function watch(kinds: Kind[], reload: () => unknown, id?: string): () => void {
  if (!listening) {
    listening = true;
    host().onEvents(deliver);
  }
  const paced = pace(reload);
  const watcher: Watcher = { kinds: new Set(kinds), id, notify: paced.ask };
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    paced.stop();
  };
}

function deliver({ events, overflow }: EventBatch): void {
  for (const watcher of [...watchers]) {
    const meant = events.some(
      ({ kind, ids }) =>
        watcher.kinds.has(kind) && (watcher.id === undefined || ids.length === 0 || ids.includes(watcher.id)),
    );
    if (overflow || meant) watcher.notify();
  }
}

/** Many askings, few runs: one at a time, a pause between two, and always one more after the last asking. */
export function pace(run: () => unknown, pauseMs = RELOAD_MS): { ask: () => void; stop: () => void } {
  let busy = false;
  let asked = false;
  let stopped = false;
  let pause: ReturnType<typeof setTimeout> | undefined;
  const start = async () => {
    busy = true;
    asked = false;
    try {
      await run();
    } catch {
      // The run shows its own failure; the next event tries again.
    }
    if (stopped) return;
    pause = setTimeout(() => {
      busy = false;
      if (asked) void start();
    }, pauseMs);
  };
  return {
    ask() {
      asked = true;
      if (!busy && !stopped) void start();
    },
    stop() {
      stopped = true;
      clearTimeout(pause);
    },
  };
}
