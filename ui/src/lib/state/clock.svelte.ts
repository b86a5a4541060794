/** The present second, for words such as "2 s ago" and for countdowns. */
let now = $state(Date.now());
let users = 0;
let timer: ReturnType<typeof setInterval> | undefined;

export const clock = {
  /** UTC milliseconds, at most a second old while something follows. */
  get now() {
    return now;
  },
};

/** Lets the clock run for as long as a component needs it: `$effect(() => followClock())`. */
export function followClock(): () => void {
  now = Date.now();
  users += 1;
  timer ??= setInterval(() => (now = Date.now()), 1000);
  return () => {
    users -= 1;
    if (users > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
