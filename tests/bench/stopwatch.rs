//! Wall-clock time of what is measured.

use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures the time that people wait")]
    pub fn start() -> Self {
        Self(Instant::now())
    }

    pub fn elapsed(self) -> Duration {
        self.0.elapsed()
    }

    pub fn seconds(self) -> f64 {
        self.elapsed().as_secs_f64()
    }
}

/// Time on a processor, in seconds, which a busy machine hardly changes. 0 on systems that do not tell.
#[derive(Debug, Clone, Copy, Default)]
pub struct Processor(f64);

impl Processor {
    /// Of this process until now.
    pub fn of_process() -> Self {
        let threads = std::fs::read_dir("/proc/self/task").into_iter().flatten().flatten();
        Self(threads.map(|thread| spent(&thread.path().join("schedstat"))).sum())
    }

    /// Of this thread until now.
    pub fn of_thread() -> Self {
        Self(spent(std::path::Path::new("/proc/thread-self/schedstat")))
    }

    pub fn since(self, before: Self) -> f64 {
        self.0 - before.0
    }
}

/// The first number is nanoseconds on a processor.
fn spent(schedstat: &std::path::Path) -> f64 {
    let text = std::fs::read_to_string(schedstat).unwrap_or_default();
    text.split(' ').next().and_then(|spent| spent.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// The time that most of many repetitions took at the longest.
#[derive(Debug, Default)]
pub struct Samples(Vec<Duration>);

impl Samples {
    pub fn add(&mut self, sample: Duration) {
        self.0.push(sample);
    }

    /// In milliseconds; `share` from 0 to 1.
    pub fn quantile_ms(&mut self, share: f64) -> f64 {
        self.0.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list of a few thousand"
        )]
        let place = ((self.0.len() as f64 * share).ceil() as usize).saturating_sub(1);
        self.0.get(place).map_or(0.0, |sample| sample.as_secs_f64() * 1_000.0)
    }
}
