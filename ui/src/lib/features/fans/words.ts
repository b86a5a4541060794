import type { FoundFan } from '../../ipc';

/** Why texts do not go to a fan, where they do not. */
export function stateOf(fan: FoundFan): 'fans.blocked' | 'fans.stopped' | 'fans.suppressed' | undefined {
  if (fan.blocked) return 'fans.blocked';
  if (fan.opted_out) return 'fans.stopped';
  return fan.suppressed ? 'fans.suppressed' : undefined;
}
