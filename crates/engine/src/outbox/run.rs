//! The send loop: claim, send each text at its moment, record, wait.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::caps::Capped;
use super::claim::{self, Claim, Claimed};
use super::pace::Departures;
use super::record::SendResult;
use super::turn::{self, Turn};
use super::window::Window;
use crate::clock::Clock;
use crate::domain::{Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::line::{Line, cannot_work};
use crate::provider::{Provider, SendError};
use crate::store::{Durability, outbox};

/// Without a ring: changes by other processes, and clocks that jumped.
const LONGEST_WAIT: Duration = Duration::from_secs(1);
/// Between tries while the account is refused.
const ACCOUNT_RETRY_MS: i64 = 30_000;
/// Between tries while the store refuses.
const STORE_RETRY: Duration = Duration::from_secs(2);
/// Tries to store the last outcomes while the program ends.
const LAST_TRIES: u32 = 5;
const LAST_RETRY: Duration = Duration::from_millis(200);

/// Sends until stopped; then waits for the requests that are under way.
///
/// # Errors
/// What the store refuses: without it nothing may be sent.
pub async fn run(line: Arc<Line>, stop: CancellationToken) -> Result<()> {
    let (now, quiet_ms) = (line.now(), line.settings().await?.quiet_period_ms);
    let recovered =
        line.store.write(Durability::Synced, move |connection| outbox::recover(connection, now, quiet_ms)).await?;
    if recovered > 0 {
        tracing::info!(recovered, "texts were under way when the program ended; they are looked for");
    }
    let mut sender = Sender {
        line,
        window: Window::default(),
        hold_until: 0,
        refused: None,
        left: Arc::default(),
        busy: false,
        unrecorded: Vec::new(),
        store_again: None,
    };
    sender.run(stop).await
}

struct Sender {
    line: Arc<Line>,
    window: Window,
    /// Nothing leaves before this moment.
    hold_until: i64,
    /// The provider's reason for refusing the account, and the client that was refused.
    refused: Option<(u32, Arc<dyn Provider>)>,
    left: Arc<Mutex<Departures>>,
    /// The last turn claimed something: there may be more.
    busy: bool,
    /// Outcomes that the store has not taken. Nothing more leaves while there are any.
    unrecorded: Vec<(Claimed, SendResult)>,
    /// The store refused: when it is asked again.
    store_again: Option<Instant>,
}

impl Sender {
    async fn run(&mut self, stop: CancellationToken) -> Result<()> {
        // Tasks of their own: a text must not miss its moment because another one's outcome is being written.
        let mut flights: JoinSet<(Claimed, SendResult)> = JoinSet::new();
        loop {
            let line = Arc::clone(&self.line);
            // Registered before the store is asked, so that a ring in between is not lost.
            let ring = line.send.notified();
            let mut wait = LONGEST_WAIT;
            if let Some(at) = self.store_again.filter(|at| *at > Instant::now()) {
                wait = at - Instant::now();
            } else {
                let problem = line.live().hearing_problem.filter(|why| forbids_sending(why.code));
                let may_claim = problem.is_none() && !stop.is_cancelled();
                match self.turn(may_claim.then_some(flights.len())).await {
                    Ok(claim) => {
                        self.store_again = None;
                        if problem.is_some() {
                            line.set_live(|live| live.sending_problem = problem);
                        } else {
                            wait = self.wait_for(&claim);
                        }
                        let provider = self.line.provider();
                        for claimed in claim.claimed {
                            let (line, left) = (Arc::clone(&self.line), Arc::clone(&self.left));
                            flights.spawn(send(line, Arc::clone(&provider), left, claimed));
                        }
                    }
                    // What could not be committed does not leave.
                    Err(error) => wait = self.store_refused(&error),
                }
            }
            if stop.is_cancelled() && flights.is_empty() {
                return self.last_record().await;
            }
            tokio::select! {
                Some(landed) = flights.join_next() => {
                    self.land(landed.map_err(|panic| broken(&panic))?);
                    while let Some(more) = flights.try_join_next() {
                        self.land(more.map_err(|panic| broken(&panic))?);
                    }
                }
                () = ring => {}
                () = tokio::time::sleep(wait) => {}
                () = stop.cancelled(), if !stop.is_cancelled() => {}
            }
        }
    }

    /// A request has its outcome.
    fn land(&mut self, landed: (Claimed, SendResult)) {
        self.adapt(&landed.1);
        if self.refused.is_some() {
            // Nothing is claimed for a while: said at once, or not before the next try.
            self.say(None);
        }
        self.unrecorded.push(landed);
    }

    /// Says why nothing is sent, and gives the time until the store is asked again.
    fn store_refused(&mut self, error: &Error) -> Duration {
        tracing::error!(code = error.code.as_str(), line = %self.line.id, "the store refuses; nothing is sent");
        self.store_again = Some(Instant::now() + STORE_RETRY);
        self.line.set_live(|live| live.sending_problem = Some(cannot_work(error)));
        STORE_RETRY
    }

    /// The program ends. A few tries for outcomes that are known: without them their texts are in doubt at the next
    /// start, and looked for.
    async fn last_record(&mut self) -> Result<()> {
        for _ in 0..LAST_TRIES {
            if self.record().await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(LAST_RETRY).await;
        }
        self.record().await
    }

    /// Stores what came back, and claims what leaves next unless nothing may: `in_flight` is `None` then.
    async fn turn(&mut self, in_flight: Option<usize>) -> Result<Claim> {
        let now = self.line.now();
        if self.refused.as_ref().is_some_and(|(_, refused)| !Arc::ptr_eq(refused, &self.line.provider())) {
            // Another key: it may be tried at once.
            self.refused = None;
            self.hold_until = now;
        }
        let in_flight = in_flight.filter(|flights| now >= self.hold_until && *flights < self.window.size());
        let Some(in_flight) = in_flight else {
            self.record().await?;
            return Ok(Claim { next_at: (now < self.hold_until).then_some(self.hold_until), ..Claim::default() });
        };
        let room = u32::try_from(self.window.size() - in_flight).unwrap_or(1);
        let moment = claim::moment(&self.line);
        if self.unrecorded.is_empty() && !self.busy {
            // An idle line asks a reader and leaves the writer alone.
            let due = self.line.store.read(move |connection| claim::next_due(connection, moment)).await?;
            if due.at.is_none_or(|next| next > now) {
                self.say(due.capped.as_ref());
                return Ok(Claim { next_at: due.at, ..Claim::default() });
            }
        }
        let turn = Turn::of(&self.line, self.unrecorded.clone()).with_room(moment, room);
        let claim = match turn::turn(&self.line, turn).await {
            Ok(claim) => claim,
            Err(error) => {
                // What came back is stored even where nothing can be claimed.
                self.record().await?;
                return Err(error);
            }
        };
        self.recorded();
        self.busy = !claim.claimed.is_empty();
        if !claim.settled.is_empty() {
            self.line.conversations_changed(claim.settled.iter().copied());
        }
        self.say(claim.capped.as_ref());
        Ok(claim)
    }

    fn wait_for(&self, claim: &Claim) -> Duration {
        let now = self.line.now();
        let next = claim.next_at.unwrap_or(i64::MAX).max(self.hold_until);
        // A row that is due has no room yet: a landing request rings first.
        let ms = u64::try_from(next.saturating_sub(now)).unwrap_or(0).max(5);
        Duration::from_millis(ms).min(LONGEST_WAIT)
    }

    /// Stores the outcomes that wait for it. They stay in memory until it has them.
    async fn record(&mut self) -> Result<()> {
        if self.unrecorded.is_empty() {
            return Ok(());
        }
        turn::turn(&self.line, Turn::of(&self.line, self.unrecorded.clone())).await?;
        self.recorded();
        Ok(())
    }

    /// The store has all outcomes.
    fn recorded(&mut self) {
        let landed = std::mem::take(&mut self.unrecorded);
        self.line.conversations_changed(landed.iter().map(|(claimed, _)| claimed.row.fan_id));
        if landed.iter().any(|(claimed, _)| claimed.row.broadcast_id.is_some()) {
            self.line.updates_changed();
        }
    }

    /// Follows the provider: slower after 429, stopped while the account is refused.
    fn adapt(&mut self, result: &SendResult) {
        let now = self.line.now();
        match result {
            Ok(_) => {
                self.refused = None;
                self.window.clean();
            }
            Err(SendError::Transient { retry_after, .. }) => {
                self.window.strained();
                let wait = retry_after.map_or(500, |after| i64::try_from(after.as_millis()).unwrap_or(60_000));
                self.hold_until = self.hold_until.max(now + wait);
            }
            Err(SendError::AccountStopped { code }) => {
                self.refused = Some((*code, self.line.provider()));
                self.window.probe();
                self.hold_until = now + ACCOUNT_RETRY_MS;
            }
            Err(SendError::Unknown) => self.window.strained(),
            Err(SendError::Permanent { .. }) => self.refused = None,
        }
    }

    /// Keeps the banner true.
    fn say(&self, capped: Option<&Capped>) {
        let problem = match (&self.refused, capped) {
            (Some((code, _)), _) => Some(Why::new(WhyCode::AccountStopped).with("code", code)),
            (None, capped) => capped.map(Capped::why),
        };
        self.line.set_live(|live| live.sending_problem = problem);
    }
}

/// Whoever cannot read what fans wrote does not know who may be texted; and where something else answers in place of
/// the provider, each text that leaves is in doubt for hours.
fn forbids_sending(code: WhyCode) -> bool {
    matches!(code, WhyCode::DatabaseDamaged | WhyCode::NotTheProvider | WhyCode::NotTrusted)
}

/// A request ended by a panic: the loop begins anew, and what was under way is looked for.
fn broken(panic: &JoinError) -> Error {
    tracing::error!(panicked = panic.is_panic(), "a request has no outcome");
    ErrorCode::Stopped.into()
}

/// Sends one text at its moment.
async fn send(
    line: Arc<Line>,
    provider: Arc<dyn Provider>,
    left: Arc<Mutex<Departures>>,
    claimed: Claimed,
) -> (Claimed, SendResult) {
    let early_us = claimed.at_us - now_us(&*line.clock);
    if let Ok(early_us) = u64::try_from(early_us) {
        tokio::time::sleep(Duration::from_micros(early_us)).await;
    }
    let departures = || left.lock().unwrap_or_else(PoisonError::into_inner);
    let departure = loop {
        let asked = departures().leave(Instant::now(), claimed.most_a_second);
        match asked {
            Ok(departure) => break departure,
            Err(free) => tokio::time::sleep_until(free).await,
        }
    };
    let result = provider.create(&line.number, &claimed.to, &claimed.row.body).await;
    departures().landed(departure, Instant::now());
    if let Err(error) = &result {
        tracing::info!(row = claimed.row.id, ?error, "a text was not accepted");
    }
    (claimed, result)
}

fn now_us(clock: &dyn Clock) -> i64 {
    clock.now_ms() * 1_000
}
