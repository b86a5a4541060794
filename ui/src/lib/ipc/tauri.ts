import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import type { EventBatch } from './generated/bindings';
import { CommandError, type Host } from './host';

/** The desktop window: one Tauri command and two events. */
export function tauriHost(): Host {
  return {
    async call(method, params) {
      try {
        return await invoke('rpc', { method, params });
      } catch (cause) {
        throw CommandError.from(cause);
      }
    },
    desk: (request) => invoke('desk', { request }),
    onHidden: (listener) => subscribe<null>('hidden', listener),
    openLink: (url) => invoke('open_link', { url }),
    onEvents: (listener) => subscribe<EventBatch>('events', listener),
    onNavigate: (listener) => subscribe<{ route: string }>('navigate', ({ route }) => listener(route)),
  };
}

/** `listen` answers later; a subscription ended before that must still end. */
function subscribe<T>(name: string, listener: (payload: T) => void): () => void {
  let ended = false;
  const listening = listen<T>(name, ({ payload }) => {
    if (!ended) listener(payload);
  });
  return () => {
    ended = true;
    void listening.then((unlisten) => unlisten());
  };
}
