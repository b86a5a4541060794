//! Where time comes from. Everything that waits or stamps asks here, so that tests can move it.

use std::fmt::Debug;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

pub use jiff::tz::TimeZone;

/// Wall-clock time in UTC milliseconds.
pub trait Clock: Send + Sync + Debug {
    fn now_ms(&self) -> i64;
    /// The zone whose midnight ends a day of spending.
    fn zone(&self) -> TimeZone;
}

/// The computer's own clock.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where time comes in")]
    fn now_ms(&self) -> i64 {
        jiff::Timestamp::now().as_millisecond()
    }

    fn zone(&self) -> TimeZone {
        TimeZone::system()
    }
}

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct ManualClock {
    now_ms: AtomicI64,
}

impl ManualClock {
    #[must_use]
    pub fn at(now_ms: i64) -> Self {
        Self { now_ms: AtomicI64::new(now_ms) }
    }

    pub fn advance(&self, by: Duration) {
        let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
        self.now_ms.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::SeqCst)
    }

    fn zone(&self) -> TimeZone {
        TimeZone::UTC
    }
}

/// The first millisecond of the day that contains `now_ms` in `zone`.
#[must_use]
pub fn day_start_ms(now_ms: i64, zone: &TimeZone) -> i64 {
    let Ok(timestamp) = jiff::Timestamp::from_millisecond(now_ms) else { return 0 };
    match timestamp.to_zoned_datetime(zone.clone()).start_of_day() {
        Ok(start) => start.timestamp().as_millisecond(),
        Err(_) => now_ms - now_ms.rem_euclid(86_400_000),
    }
}

/// The first millisecond of the month that contains `now_ms` in `zone`.
#[must_use]
pub fn month_start_ms(now_ms: i64, zone: &TimeZone) -> i64 {
    let Ok(timestamp) = jiff::Timestamp::from_millisecond(now_ms) else { return 0 };
    let first = timestamp.to_zoned_datetime(zone.clone()).first_of_month().and_then(|first| first.start_of_day());
    match first {
        Ok(start) => start.timestamp().as_millisecond(),
        Err(_) => day_start_ms(now_ms, zone),
    }
}

/// The first millisecond of the day after the one that contains `now_ms` in `zone`: 23, 24 or 25 hours after its own.
#[must_use]
pub fn next_day_start_ms(now_ms: i64, zone: &TimeZone) -> i64 {
    let Ok(timestamp) = jiff::Timestamp::from_millisecond(now_ms) else { return now_ms };
    let next = timestamp.to_zoned_datetime(zone.clone()).tomorrow().and_then(|day| day.start_of_day());
    next.map_or(day_start_ms(now_ms, zone) + 86_400_000, |start| start.timestamp().as_millisecond())
}

/// The first millisecond of the month after the one that contains `now_ms` in `zone`.
#[must_use]
pub fn next_month_start_ms(now_ms: i64, zone: &TimeZone) -> i64 {
    let Ok(timestamp) = jiff::Timestamp::from_millisecond(now_ms) else { return now_ms };
    let last = timestamp.to_zoned_datetime(zone.clone()).last_of_month();
    let next = last.and_then(|day| day.tomorrow()).and_then(|day| day.start_of_day());
    next.map_or_else(|_| next_day_start_ms(now_ms, zone), |start| start.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::{TimeZone, next_day_start_ms, next_month_start_ms};

    /// A cap would be renewed an hour early or late on the day the clocks change, or never at the end of a year.
    #[test]
    fn days_and_months_end_where_people_say() {
        let rome = TimeZone::get("Europe/Rome").expect("the zones come with the program");
        let ms = |text: &str| text.parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
        assert_eq!(next_day_start_ms(ms("2026-10-24T22:30:00Z"), &rome), ms("2026-10-25T23:00:00Z"), "25 hours");
        assert_eq!(next_day_start_ms(ms("2026-06-01T10:00:00Z"), &rome), ms("2026-06-01T22:00:00Z"));
        assert_eq!(next_month_start_ms(ms("2026-12-31T22:59:59Z"), &rome), ms("2026-12-31T23:00:00Z"));
        assert_eq!(next_month_start_ms(ms("2026-02-03T10:00:00Z"), &rome), ms("2026-02-28T23:00:00Z"));
    }
}
