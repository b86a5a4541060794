//! What the carrier does wrong while it storms.

use std::time::Duration;

use fanline_simulator::FaultPlan;

use super::dice::Dice;

/// About one request in twelve is faulted; what is late is late by less than the quiet period.
#[derive(Debug, Clone, Copy)]
pub struct Weather {
    quiet_ms: u64,
    clock_skew_ms: i64,
}

impl Weather {
    pub fn new(dice: &mut Dice, quiet: Duration) -> Self {
        let clocks = [0, 0, 3_600_000, -3_600_000, 7_400, -7_400];
        let clock_skew_ms = clocks[dice.below(clocks.len())];
        Self { quiet_ms: u64::try_from(quiet.as_millis()).unwrap_or(u64::MAX), clock_skew_ms }
    }

    pub fn storm(self) -> FaultPlan {
        FaultPlan {
            busy: 0.006,
            busy_burst: 3,
            error_before: 0.006,
            error_after: 0.012,
            cut_before: 0.006,
            cut_after: 0.012,
            slow: 0.006,
            late: 0.008,
            // The client waits for a quarter of the quiet period.
            slow_ms: self.quiet_ms * 28 / 100,
            truncated: 0.008,
            portal: 0.004,
            duplicate_rows: 0.03,
            shuffled_rows: 0.03,
            null_dates: 0.004,
            backward_statuses: 0.05,
            unknown_statuses: 0.01,
            late_visible: 0.5,
            late_visible_ms: self.quiet_ms * 47 / 100,
            ..self.calm()
        }
    }

    /// Nothing fails, but the carrier's clock and its way with quotation marks stay.
    pub fn calm(self) -> FaultPlan {
        FaultPlan { clock_skew_ms: self.clock_skew_ms, plain_quotes: true, ..FaultPlan::default() }
    }
}
