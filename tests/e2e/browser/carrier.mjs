// The carrier's own controls: what a test lets happen out there, and what it finds there afterwards.

import { eventually } from './expect.mjs';
import { rpc, task } from './stage.mjs';

/** The carrier of the practice line. */
export async function practiceCarrier() {
  const response = await fetch(`${task.url}/carrier`);
  if (!response.ok) throw new Error('no practice carrier runs');
  return carrierAt(await response.json());
}

/** A carrier by its address and control token. */
export function carrierAt({ base_url, control_token, number }) {
  async function control(method, path, body) {
    const response = await fetch(`${base_url}/_control${path}`, {
      method,
      headers: { authorization: `Bearer ${control_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the carrier refused ${path}: ${response.status}`);
    return response.json();
  }
  const ledger = async () => (await control('GET', '/ledger?limit=10000')).items;
  return {
    number,
    rest: () => control('POST', '/fans/stop'),
    /** A fan's text, as if it arrived at this moment. */
    text: (from, body, more = {}) => control('POST', '/texts', { from, body, ...more }),
    ledger,
    /** Waits until the line has read every text, and sent whatever it had to send. */
    heard: () =>
      eventually('the line has nothing left to do', async () => {
        const status = await rpc('status.get');
        const texts = (await ledger()).filter(({ direction }) => direction === 'inbound').length;
        const waiting = Object.values(status.waiting).reduce((sum, count) => sum + count, 0);
        return status.inbound >= texts && waiting === 0;
      }),
    /** Texts that left the line over the provider's API, oldest first. */
    sent: async () => (await ledger()).filter((entry) => entry.origin === 'api'),
    duplicates: () => control('GET', '/duplicates'),
  };
}

/** How often each value of a field occurs. */
export function tally(entries, field) {
  const counts = new Map();
  for (const entry of entries) counts.set(entry[field], (counts.get(entry[field]) ?? 0) + 1);
  return counts;
}
