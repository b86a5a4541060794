import { call, type Status } from '../ipc';
import { watch } from './events';
import { Resource } from './resource.svelte';

/** The state of the line, as every screen shows it. One for the whole window. */
export const status = new Resource<Status>(() => call('status.get'));

/** Keeps `status` fresh for as long as the window lives. */
export function followStatus(): () => void {
  void status.load();
  return watch(
    [
      'status.changed',
      'line.changed',
      'rules.changed',
      'updates.changed',
      'inbox.changed',
      'settings.changed',
    ],
    status.load,
  );
}
