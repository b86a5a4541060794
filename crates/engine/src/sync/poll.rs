//! Looks for texts again and again: often while they arrive, slower when it is quiet, at once when asked.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::walk::{self, Depth, Side};
use crate::domain::{Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::line::{Line, SyncPhase, cannot_work};
use crate::store::messages;

/// Between looks while texts arrive, and when nothing came for a while.
const BUSY: Duration = Duration::from_secs(2);
const QUIET: Duration = Duration::from_secs(10);
/// Looks without news until the line counts as quiet.
const QUIET_AFTER: u32 = 15;
const DEEP_EVERY_MS: i64 = 60_000;
/// Between looks at delivery states while texts are under way.
const STATES_EVERY_MS: i64 = 5_000;
/// Texts under way for longer than this are looked at only by the deep walks.
const FRESH_MS: i64 = 10 * 60_000;
const DAY_MS: i64 = 24 * 3_600_000;
/// After a failure, at most.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// Keeps the store up to date until stopped.
pub async fn run(line: &Line, stop: CancellationToken) {
    let mut poll = Poll { line, quiet_looks: 0, failures: 0, deep_at: 0, states_at: 0 };
    line.set_live(|live| {
        live.sync = SyncPhase::Starting;
        live.since = Some(line.now());
    });
    while !stop.is_cancelled() {
        // Registered before the look, so that a wish during it is not lost.
        let wish = line.look.notified();
        let look = tokio::select! {
            look = poll.look() => look,
            () = stop.cancelled() => break,
        };
        let wait = poll.after(look);
        tokio::select! {
            () = wish => {}
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => break,
        }
    }
    line.set_live(|live| live.sync = SyncPhase::Idle);
}

struct Poll<'a> {
    line: &'a Line,
    quiet_looks: u32,
    failures: u32,
    deep_at: i64,
    states_at: i64,
}

impl Poll<'_> {
    /// One look; gives whether there was news.
    async fn look(&mut self) -> Result<bool> {
        let now = self.line.now();
        let deep = now - self.deep_at >= DEEP_EVERY_MS;
        let depth = if deep { Depth::Deep } else { Depth::Shallow };
        let inbound = walk::side(self.line, Side::FromFans, depth, None).await?;
        let mut news = inbound.new_inbound > 0;
        if deep || now - self.states_at >= STATES_EVERY_MS {
            let since = now - if deep { DAY_MS } else { FRESH_MS };
            let open = self.line.store.read(move |connection| messages::oldest_in_flight(connection, since)).await?;
            if deep || open.is_some() {
                let outbound = walk::side(self.line, Side::ToFans, depth, open).await?;
                news |= outbound.new_outbound > 0;
            }
            self.states_at = now;
        }
        if deep {
            self.deep_at = now;
        }
        Ok(news)
    }

    /// Records how a look ended; gives the time until the next one.
    fn after(&mut self, look: Result<bool>) -> Duration {
        match look {
            Ok(news) => {
                self.failures = 0;
                self.quiet_looks = if news { 0 } else { self.quiet_looks.saturating_add(1) };
                let now = self.line.now();
                self.line.set_live(|live| {
                    live.sync = SyncPhase::Synced;
                    live.since = Some(now);
                    live.read = 0;
                    live.hearing_problem = None;
                    if !news {
                        live.quiet_at = Some(now);
                    }
                });
                if self.quiet_looks < QUIET_AFTER { BUSY } else { QUIET }
            }
            Err(error) => {
                self.failures = self.failures.saturating_add(1);
                tracing::warn!(code = error.code.as_str(), line = %self.line.id, "a look for texts failed");
                self.fail(&error);
                (BUSY * 2_u32.saturating_pow(self.failures.min(5) - 1)).min(LONGEST_WAIT)
            }
        }
    }

    fn fail(&self, error: &Error) {
        let (phase, why) = problem(error);
        let now = self.line.now();
        self.line.set_live(|live| {
            if live.sync != phase {
                live.since = Some(now);
            }
            live.sync = phase;
            live.hearing_problem = Some(why);
        });
    }
}

/// A failed look as a state of the line.
fn problem(error: &Error) -> (SyncPhase, Why) {
    let known = [
        (ErrorCode::Offline, SyncPhase::Offline, WhyCode::Offline),
        (ErrorCode::NotTheProvider, SyncPhase::Offline, WhyCode::NotTheProvider),
        (ErrorCode::KeyRefused, SyncPhase::KeyRefused, WhyCode::KeyRefused),
        (ErrorCode::ProviderError, SyncPhase::ProviderError, WhyCode::ProviderError),
    ]
    .into_iter()
    .find(|(code, ..)| *code == error.code);
    match known {
        Some((_, phase, code)) => (phase, Why { code, params: error.params.clone() }),
        None => (SyncPhase::StoreFailed, cannot_work(error)),
    }
}
