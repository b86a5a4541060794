import { formatPhone } from '../../format';

/** How a fan is called in a sentence. */
export function nameOf(fan: { name: string | null; number: string }): string {
  return fan.name ?? formatPhone(fan.number);
}
