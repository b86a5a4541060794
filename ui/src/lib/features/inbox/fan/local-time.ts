import { formattingLocale } from '../../../i18n/locale.svelte';

/** Zones that lie further apart say nothing of a fan's hour. */
const WIDEST_MS = 5 * 3_600_000;

/** What the clocks show where a fan may live: the earliest and the latest, the same where all agree. */
export function localTimes(zones: readonly string[], now: number): { from: string; to: string } | undefined {
  const clocks = zones
    .map((zone) => ({ zone, wall: wallClock(zone, now) }))
    .filter(({ wall }) => !Number.isNaN(wall));
  const first = clocks.reduce<(typeof clocks)[number] | undefined>(
    (least, clock) => (least && least.wall <= clock.wall ? least : clock),
    undefined,
  );
  const last = clocks.reduce<(typeof clocks)[number] | undefined>(
    (most, clock) => (most && most.wall >= clock.wall ? most : clock),
    undefined,
  );
  if (!first || !last || last.wall - first.wall > WIDEST_MS) return undefined;
  return { from: shown(first.zone, now), to: shown(last.zone, now) };
}

/** The date and time on the wall, as if they were UTC: later clocks are larger. */
function wallClock(zone: string, now: number): number {
  try {
    // Swedish dates are written like ISO's.
    return Date.parse(`${new Date(now).toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T')}Z`);
  } catch {
    // This system knows fewer zones than the engine.
    return NaN;
  }
}

function shown(zone: string, now: number): string {
  return new Intl.DateTimeFormat(formattingLocale(), {
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(now);
}
