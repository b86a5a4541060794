//! Looks for texts again and again: often while they arrive, slower when it is quiet, at once when asked.

use std::pin::Pin;
use std::time::Duration;

use tokio::sync::futures::Notified;
use tokio_util::sync::CancellationToken;

use super::walk::{self, Depth, Side};
use crate::domain::{Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::line::{Line, SyncPhase, cannot_work};
use crate::store::{counters, messages};

/// Between looks while texts arrive, and when nothing came for a while.
const BUSY: Duration = Duration::from_secs(2);
const QUIET: Duration = Duration::from_secs(10);
/// Looks without news until the line counts as quiet.
const QUIET_AFTER: u32 = 15;
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
/// The deeper a walk looks behind the frontier, the rarer it is: a text that the provider shows late is found after a
/// part of the time that it was late.
const WALKS: [(Depth, i64); 3] = [(Depth::Near, MINUTE_MS), (Depth::Deep, 5 * MINUTE_MS), (Depth::Day, 60 * MINUTE_MS)];
/// The first walk of a day's depth waits this long after the start: what is new comes first.
const FIRST_DAY_WALK_MS: i64 = MINUTE_MS;
/// Texts under way of this age at most are looked at this often: most arrive within seconds, and those that do not
/// must not make every look read all that came after them.
const STATES: [(i64, i64); 3] = [(MINUTE_MS, 3_000), (10 * MINUTE_MS, MINUTE_MS), (DAY_MS, 15 * MINUTE_MS)];
/// After a failure, at most.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// A rest is slept in parts of this length. The clock going on by much more, or back, within one means that the computer
/// slept, or that its clock was set.
const PART: Duration = Duration::from_secs(1);
const JUMP_MS: i64 = 5_000;

/// Keeps the store up to date until stopped.
pub async fn run(line: &Line, stop: CancellationToken) {
    let mut poll = Poll::new(line);
    line.set_live(|live| {
        live.sync = SyncPhase::Starting;
        live.since = Some(line.now());
    });
    while !stop.is_cancelled() {
        // Registered before the look, so that a wish during it is not lost.
        let mut wish = std::pin::pin!(line.look.notified());
        let look = tokio::select! {
            look = poll.look() => look,
            () = stop.cancelled() => break,
        };
        let wait = poll.after(look);
        tokio::select! {
            () = poll.rest(wait, wish.as_mut()) => {}
            () = stop.cancelled() => break,
        }
    }
    line.set_live(|live| live.sync = SyncPhase::Idle);
}

/// Whether so much time has passed since `at`. A moment that is still to come was noted by another clock.
fn is_due(now: i64, at: i64, every_ms: i64) -> bool {
    !(0..every_ms).contains(&(now - at))
}

struct Poll<'a> {
    line: &'a Line,
    quiet_looks: u32,
    failures: u32,
    /// When each depth, and each age of texts under way, was last looked at.
    walked_at: [i64; WALKS.len()],
    states_at: [i64; STATES.len()],
}

impl<'a> Poll<'a> {
    fn new(line: &'a Line) -> Self {
        let mut poll = Self { line, quiet_looks: 0, failures: 0, walked_at: [0; 3], states_at: [0; 3] };
        poll.forget_looks();
        poll
    }

    /// One look; gives whether there was news.
    async fn look(&mut self) -> Result<bool> {
        let now = self.line.now();
        let due = WALKS.iter().zip(self.walked_at).rposition(|((_, every), at)| is_due(now, at, *every));
        let depth = due.and_then(|place| WALKS.get(place)).map_or(Depth::Shallow, |(depth, _)| *depth);
        let inbound = walk::side(self.line, Side::FromFans, depth, None).await?;
        let ours = self.look_at_ours(now, depth).await?;
        for at in self.walked_at.iter_mut().take(due.map_or(0, |place| place + 1)) {
            *at = now;
        }
        Ok(ours || inbound.new_inbound > 0)
    }

    /// Texts that were sent from elsewhere, and the states of those under way.
    async fn look_at_ours(&mut self, now: i64, depth: Depth) -> Result<bool> {
        let due = STATES.iter().zip(self.states_at).rposition(|((_, every), at)| is_due(now, at, *every));
        let age = due.and_then(|place| STATES.get(place)).map(|(age, _)| *age);
        let open = match age {
            Some(age) => {
                self.line
                    .store
                    .read(move |connection| {
                        messages::oldest_in_flight(connection, counters::provider_time(connection, now)? - age)
                    })
                    .await?
            }
            None => None,
        };
        let news = if depth != Depth::Shallow || open.is_some() {
            walk::side(self.line, Side::ToFans, depth, open).await?.new_outbound > 0
        } else {
            false
        };
        for at in self.states_at.iter_mut().take(due.map_or(0, |place| place + 1)) {
            *at = now;
        }
        Ok(news)
    }

    /// Every depth but the last is due.
    fn forget_looks(&mut self) {
        let now = self.line.now();
        let [near, deep, day] = &mut self.walked_at;
        (*near, *deep) = (0, 0);
        *day = now - 60 * MINUTE_MS + FIRST_DAY_WALK_MS;
        self.states_at = [0; STATES.len()];
    }

    /// Waits for the next look: until somebody wishes one, or the computer wakes up.
    async fn rest(&mut self, wait: Duration, mut wish: Pin<&mut Notified<'_>>) {
        let mut left = wait;
        while !left.is_zero() {
            let (part, before) = (left.min(PART), self.line.now());
            tokio::select! {
                () = wish.as_mut() => return,
                () = tokio::time::sleep(part) => {}
            }
            let passed = self.line.now() - before - i64::try_from(part.as_millis()).unwrap_or(0);
            if passed.abs() > JUMP_MS {
                tracing::info!(line = %self.line.id, passed, "the clock jumped: looking at once");
                self.failures = 0;
                self.quiet_looks = 0;
                self.forget_looks();
                return;
            }
            left -= part;
        }
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
pub fn problem(error: &Error) -> (SyncPhase, Why) {
    let known = [
        (ErrorCode::Offline, SyncPhase::Offline, WhyCode::Offline),
        (ErrorCode::NotTheProvider, SyncPhase::Offline, WhyCode::NotTheProvider),
        (ErrorCode::NotTrusted, SyncPhase::Offline, WhyCode::NotTrusted),
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
