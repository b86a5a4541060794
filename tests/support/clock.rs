//! A clock that ticks like the computer's, some time away from it.

use std::sync::atomic::{AtomicI64, Ordering};

use fanline_engine::clock::{Clock, SystemClock};

/// The computer's clock, shifted. The carrier keeps the real time, as a provider does beside a computer that is wrong.
#[derive(Debug, Default)]
pub struct ShiftedClock {
    by_ms: AtomicI64,
}

impl ShiftedClock {
    /// A clock that shows `at_ms` (UTC) at this moment.
    #[must_use]
    pub fn showing(at_ms: i64) -> Self {
        Self { by_ms: AtomicI64::new(at_ms - SystemClock.now_ms()) }
    }

    /// Sets it to `at_ms` (UTC).
    pub fn set(&self, at_ms: i64) {
        self.by_ms.store(at_ms - SystemClock.now_ms(), Ordering::SeqCst);
    }
}

impl Clock for ShiftedClock {
    fn now_ms(&self) -> i64 {
        SystemClock.now_ms() + self.by_ms.load(Ordering::SeqCst)
    }

    fn zone(&self) -> fanline_engine::clock::TimeZone {
        SystemClock.zone()
    }
}
