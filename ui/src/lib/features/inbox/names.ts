import { shownPhone } from '../../state/look.svelte';

/** How a fan is called in a sentence. */
export function nameOf(fan: { name: string | null; number: string }): string {
  return fan.name ?? shownPhone(fan.number);
}
