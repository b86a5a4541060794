//! The line's pace on an absolute schedule: each text has its moment, and lateness never adds up. What leaves late is
//! caught up, but never with more texts in one second than the pace and one.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// Moments for the next texts, in microseconds of UTC.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    next_at_us: i64,
    interval_us: i64,
}

/// A schedule that lags behind the clock by more than this was idle, and starts anew from now: time that was not used
/// is not caught up in a burst.
const IDLE_US: i64 = 1_000_000;
/// How far behind now an idle line's schedule starts, at most: the text that may leave at once.
const LEAST_LAG_US: i64 = 20_000;

impl Schedule {
    /// Continues from the stored moment of the next text.
    #[must_use]
    pub fn resume(stored_next_at_us: i64, now_us: i64, per_second: f64) -> Self {
        let interval_us = interval_us(per_second);
        // A clock that was set back must not silence the line: the next text is at most one interval away
        // beyond what a batch may have reserved.
        let latest = now_us + interval_us.saturating_mul(RESERVED) + 1_000_000;
        let lags = (now_us - IDLE_US..now_us).contains(&stored_next_at_us);
        let earliest = if lags { stored_next_at_us } else { now_us - LEAST_LAG_US.min(interval_us) };
        Self { next_at_us: stored_next_at_us.clamp(earliest, latest.max(earliest)), interval_us }
    }

    /// The moment of the next text; reserves it.
    pub fn reserve(&mut self) -> i64 {
        let at = self.next_at_us;
        self.next_at_us += self.interval_us;
        at
    }

    /// When the next text may leave.
    #[must_use]
    pub fn next_at_us(&self) -> i64 {
        self.next_at_us
    }
}

/// Moments that one batch may have reserved ahead.
const RESERVED: i64 = 16;

/// Between two texts, in microseconds.
#[must_use]
pub fn interval_us(per_second: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a pace between 0.1 and 1,000 gives 1,000 to 10,000,000")]
    let interval = (1_000_000.0 / per_second.clamp(0.1, 1_000.0)).ceil() as i64;
    interval
}

/// Texts that may leave within any one second.
#[must_use]
pub fn most_a_second(per_second: f64) -> usize {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a pace between 0.1 and 1,000")]
    let whole = per_second.clamp(0.1, 1_000.0).floor() as usize;
    whole + 1
}

/// When the newest texts left, and so when they arrived at the latest: lateness that is caught up must not crowd a
/// second, neither here nor at the provider, which counts when texts arrive.
#[derive(Debug, Default)]
pub struct Departures {
    newest: VecDeque<Instant>,
    /// The number of the oldest of them, counted from the first.
    oldest: u64,
    way: Way,
}

const SECOND: Duration = Duration::from_secs(1);

/// A text that may leave, and which one it is.
#[derive(Debug, Clone, Copy)]
pub struct Departure(u64);

impl Departures {
    /// Lets a text leave at `now`.
    ///
    /// # Errors
    /// From when on it may.
    pub fn leave(&mut self, now: Instant, most: usize) -> Result<Departure, Instant> {
        let before = self.newest.len().checked_sub(most).and_then(|place| self.newest.get(place));
        if let Some(free) = before.map(|at| *at + SECOND).filter(|free| *free > now) {
            return Err(free);
        }
        while self.newest.len() > most.max(KEPT) {
            self.newest.pop_front();
            self.oldest += 1;
        }
        self.newest.push_back(now);
        Ok(Departure(self.oldest + self.newest.len() as u64 - 1))
    }

    /// The text's answer came: how much longer than others it took says how late it may have arrived.
    pub fn landed(&mut self, text: Departure, now: Instant) {
        let place = text.0.checked_sub(self.oldest).and_then(|place| usize::try_from(place).ok());
        if let Some(at) = place.and_then(|place| self.newest.get_mut(place)) {
            let least = self.way.least(now - *at);
            *at = (*at).max(now - least);
        }
    }
}

/// Departures that are kept at least: a pace that is raised looks further back.
const KEPT: usize = 1_001;

/// The shortest way there and back, of the last answers but the newest.
#[derive(Debug, Default)]
struct Way {
    /// Nothing until enough were seen: the first texts have to make their connections.
    known: Duration,
    newest: Option<Duration>,
    seen: u32,
}

/// Answers that are enough to know the way.
const ENOUGH: u32 = 32;

impl Way {
    fn least(&mut self, took: Duration) -> Duration {
        let least = self.newest.map_or(took, |least| least.min(took));
        self.newest = Some(least);
        self.seen += 1;
        if self.seen == ENOUGH {
            *self = Self { known: least, ..Self::default() };
        }
        self.known.min(took)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Departures, Schedule, most_a_second};

    /// A disk that stalls for half a second must not make the carrier refuse the texts that were late.
    #[test]
    fn what_is_late_never_crowds_a_second() {
        let (start, most) = (Instant::now(), most_a_second(100.0));
        let mut departures = Departures::default();
        let mut left: Vec<Instant> = Vec::new();
        for text in 0..400_u64 {
            // Nothing could leave for half a second; then everything is late.
            let due = Duration::from_millis(text * 10);
            let mut now = start + if (100..150).contains(&text) { Duration::from_millis(1_500) } else { due };
            let text = loop {
                match departures.leave(now, most) {
                    Ok(text) => break text,
                    Err(free) => now = free,
                }
            };
            // Each answer takes a while, and one in ten comes later because its text was late.
            now += Duration::from_millis(if text.0 % 10 == 0 { 9 } else { 1 });
            departures.landed(text, now);
            left.push(now);
        }
        left.sort_unstable();
        for (place, first) in left.iter().enumerate() {
            let within = left[place..].iter().take_while(|at| **at < *first + Duration::from_secs(1)).count();
            assert!(within <= 101, "{within} in a second");
        }
        assert!(left[399] < start + Duration::from_millis(4_010), "and all of it is caught up");
    }

    /// A moment that passed while a commit took long is not lost: at a thousand a second that would cost a twentieth.
    #[test]
    fn a_short_lag_is_caught_up() {
        let mut schedule = Schedule::resume(NOW - 300_000, NOW, 1_000.0);
        assert_eq!(schedule.reserve(), NOW - 300_000);
    }

    const NOW: i64 = 1_700_000_000_000_000;

    /// No second may hold more texts than the pace and one, or the carrier answers 429.
    #[test]
    fn never_above_the_pace() {
        for pace in [0.5, 1.0, 3.0, 100.0, 333.0, 1_000.0] {
            let mut schedule = Schedule::resume(0, NOW, pace);
            let moments: Vec<i64> = (0..5_000).map(|_| schedule.reserve()).collect();
            for (place, first) in moments.iter().enumerate() {
                let within = moments[place..].iter().take_while(|at| **at < first + 1_000_000).count();
                assert!(within as f64 <= pace + 1.0, "{within} in a second at {pace}");
            }
        }
    }

    /// A restart must not hand out a second's worth of texts anew.
    #[test]
    fn a_restart_keeps_the_pace() {
        let mut before = Schedule::resume(0, NOW, 2.0);
        let last = (0..4).map(|_| before.reserve()).last().expect("four moments");
        let mut after = Schedule::resume(before.next_at_us(), NOW, 2.0);
        assert_eq!(after.reserve() - last, 500_000);
    }

    /// After a quiet hour texts leave at the pace, not in a burst.
    #[test]
    fn idle_time_is_not_caught_up() {
        let mut schedule = Schedule::resume(NOW - 3_600_000_000, NOW, 10.0);
        let first = schedule.reserve();
        assert!(NOW - first <= 20_000, "the first may leave at once, no earlier");
        assert_eq!(schedule.reserve() - first, 100_000);
    }

    /// A computer whose clock was set back an hour must not stay silent for an hour.
    #[test]
    fn a_clock_set_back_does_not_silence_the_line() {
        let schedule = Schedule::resume(NOW + 3_600_000_000, NOW, 10.0);
        assert!(schedule.next_at_us() <= NOW + 3_000_000);
    }
}
