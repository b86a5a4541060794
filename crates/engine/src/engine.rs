//! The composition root: opens a data folder, starts what runs on its selected line, and stops it.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::{Mutex, broadcast};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::api::views::{EventBatch, RunReport};
use crate::clock::Clock;
use crate::domain::{Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::event::Events;
use crate::line::{Line, Live, SyncPhase, cannot_work, store_error, store_problem};
use crate::lines::{Current, Lines, PracticeStarter, lock_for_sending};
use crate::outbox::{self, Moment};
use crate::provider::{Pages, Replay};
use crate::scheduler::Running;
use crate::secrets::SecretStore;
use crate::store::{Durability, broadcasts, counters, erasures, messages, outbox as outbox_rows, sync_state, tallies};
use crate::sync::{self, Depth};

/// Where everything is kept.
#[derive(Debug, Clone)]
pub struct Config {
    /// Holds `lines/<id>/` and `practice/`. Made when missing.
    pub data_dir: PathBuf,
}

/// What the engine is built from.
pub struct Parts {
    pub clock: Arc<dyn Clock>,
    pub secrets: Arc<dyn SecretStore>,
    /// How to start the practice carrier; absent where there is none.
    pub practice: Option<PracticeStarter>,
}

impl std::fmt::Debug for Parts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Parts").finish_non_exhaustive()
    }
}

/// When `run` ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// A complete sync found nothing new and nothing falls due within a minute.
    Idle,
    For(Duration),
    /// Only by `stop`.
    Stopped,
}

/// Fanline without a window. Clones share it.
#[derive(Clone)]
pub struct Engine {
    lines: Arc<Lines>,
    supervisor: Arc<Mutex<Option<Supervisor>>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").finish_non_exhaustive()
    }
}

struct Supervisor {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

/// Between tries to become the sender of a line that another process answers on.
const LOCK_RETRY: Duration = Duration::from_secs(2);
/// Between questions whether a bounded run may end.
const IDLE_CHECK: Duration = Duration::from_millis(100);
/// Rows that fall due within this time keep a run going.
const IDLE_HORIZON_MS: i64 = 60_000;
/// Failures for this long end a run that waits for idleness.
const MOST_FAILING_MS: i64 = 30_000;
/// The same for a store that refuses: whoever started the run has to free the disk.
const MOST_FAILING_STORE_MS: i64 = 10_000;

impl Engine {
    /// Opens a data folder and the line that was selected last. A line that cannot be opened does not fail this:
    /// commands on it say why.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn open(config: Config, parts: Parts) -> Result<Self> {
        let lines = Lines::new(config.data_dir, parts.clock, parts.secrets, Events::start(), parts.practice);
        lines.open_selected().await?;
        Ok(Self { lines: Arc::new(lines), supervisor: Arc::new(Mutex::new(None)) })
    }

    /// Runs a command of the table.
    ///
    /// # Errors
    /// `unknown_command`, `bad_params`, or what the command refuses.
    pub async fn call(&self, name: &str, params: Value) -> Result<Value> {
        crate::api::call(&self.lines, name, params).await
    }

    /// The selected line.
    pub(crate) fn line(&self) -> Result<Arc<Line>> {
        self.lines.current()
    }

    /// Batches of events from here on; read them with [`crate::event::next`].
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<EventBatch> {
        self.lines.events().subscribe()
    }

    /// Answers and sends on the selected line, and on any line selected later, until `shutdown`. While another
    /// process answers on it, the line says so and this one waits for its turn.
    pub async fn start(&self) {
        let mut supervisor = self.supervisor.lock().await;
        if supervisor.is_none() {
            let stop = CancellationToken::new();
            let task = tokio::spawn(supervise(Arc::clone(&self.lines), stop.clone()));
            *supervisor = Some(Supervisor { stop, task });
        }
    }

    /// Finishes the requests under way and stops. Safe to call twice.
    pub async fn shutdown(&self) {
        let supervisor = self.supervisor.lock().await.take();
        if let Some(supervisor) = supervisor {
            supervisor.stop.cancel();
            supervisor.task.await.ok();
        }
    }

    /// Stops, and closes the database: a process may end when nobody uses it any more. Commands that come later are
    /// refused with `stopped`.
    pub async fn close(&self) {
        self.shutdown().await;
        self.lines.close().await;
    }

    /// Gives the practice line a past, by the way that every text comes in: `pages` is what its provider lists. The
    /// line is the selected one then. Gives how many texts are new.
    ///
    /// # Errors
    /// `practice_unavailable`, `line_in_use`, a page that cannot be read, or what the store refuses.
    pub async fn import_practice(&self, pages: impl FnOnce(&str) -> Pages) -> Result<u64> {
        let line = self.lines.practice().await?;
        let lock = lock_for_sending(&line.dir)?;
        let carrier = line.provider();
        line.set_provider(Arc::new(Replay::of(pages(line.number.as_str()))));
        let walked = sync::complete(&line, Depth::Deep).await;
        line.set_provider(carrier);
        // Its own texts are no other computer's.
        let now = line.now();
        line.store
            .write(Durability::Synced, move |connection| {
                let provider_now = counters::provider_time(connection, now)?;
                counters::set(connection, counters::ANSWER_HERE_AT, provider_now)
            })
            .await?;
        drop(lock);
        let walked = walked?;
        Ok(walked.new_inbound + walked.new_outbound)
    }

    /// Syncs, answers and sends on the selected line until the given end, or until `stop`.
    ///
    /// # Errors
    /// `no_line`, `line_in_use`; for `Until::Idle` also `key_refused` and lasting failures to reach the provider.
    pub async fn run(&self, until: Until, stop: CancellationToken) -> Result<RunReport> {
        let line = self.line()?;
        let lock = lock_for_sending(&line.dir)?;
        line.compare_epochs().await?;
        let before = totals(&line).await?;
        let running = Running::start(&line, lock);
        let ended = tokio::select! {
            ended = wait_for(&line, until) => ended,
            () = stop.cancelled() => Ok(()),
        };
        running.stop().await;
        ended?;
        let after = totals(&line).await?;
        let moment = outbox::moment(&line);
        let (states, next) = line
            .store
            .read(move |connection| Ok((tallies::states(connection)?, outbox::next_due(connection, moment)?)))
            .await?;
        let count = |state: &str| states.get(state).copied().unwrap_or(0);
        Ok(RunReport {
            inbound: after.0 - before.0,
            sent: after.1 - before.1,
            waiting: count("queued"),
            unknown: count("unknown"),
            next_at: next.at,
        })
    }
}

/// Fans' texts stored and texts accepted since the database was made.
async fn totals(line: &Line) -> Result<(u64, u64)> {
    line.store
        .read(|connection| {
            let count = |name| -> Result<u64> {
                let value = counters::get(connection, name)?.unwrap_or(0);
                Ok(u64::try_from(value).unwrap_or(0))
            };
            Ok((count(counters::INBOUND)?, count(counters::SENT)?))
        })
        .await
}

async fn wait_for(line: &Line, until: Until) -> Result<()> {
    match until {
        Until::For(duration) => {
            tokio::time::sleep(duration).await;
            Ok(())
        }
        Until::Stopped => std::future::pending().await,
        Until::Idle => idle(line).await,
    }
}

/// Waits until a complete look that began after the last busy moment found nothing new.
async fn idle(line: &Line) -> Result<()> {
    let mut busy_at = line.now();
    let mut failing_since = None;
    let mut store_failing_since = None;
    loop {
        tokio::time::sleep(IDLE_CHECK).await;
        let now = line.now();
        let asked = busy(line, outbox::moment(line)).await;
        let live = line.live();
        if let Some(error) = store_refusal(asked.as_ref().err(), &live)? {
            // What cannot be stored now may be in a moment: everything is tried again until then.
            let since = *store_failing_since.get_or_insert(now);
            if now - since > MOST_FAILING_STORE_MS {
                return Err(error);
            }
            busy_at = now;
            continue;
        }
        store_failing_since = None;
        if asked? {
            busy_at = now;
            // The next look is not waited for while there is something to send.
            line.send.notify_one();
        }
        match (live.sync, live.hearing_problem.or(live.import_problem)) {
            (SyncPhase::KeyRefused, Some(why)) => return Err(refused(ErrorCode::KeyRefused, &why)),
            (_, Some(why)) => {
                let since = *failing_since.get_or_insert(now);
                if now - since > MOST_FAILING_MS {
                    return Err(refused(lasting(why.code), &why));
                }
            }
            _ => failing_since = None,
        }
        // A look that was under way while something was still to send may have missed its echo.
        if live.quiet_at.is_some_and(|quiet| quiet > busy_at + IDLE_CHECK_MS) {
            return Ok(());
        }
        if live.sync == SyncPhase::Synced && live.quiet_at.is_none_or(|quiet| quiet <= busy_at + IDLE_CHECK_MS) {
            line.look.notify_one();
        }
    }
}

const IDLE_CHECK_MS: i64 = 200;

/// Why the store refuses, by the question just asked or by what the line's parts met.
///
/// # Errors
/// An error of the question that is not the store's.
fn store_refusal(asked: Option<&Error>, live: &Live) -> Result<Option<Error>> {
    match asked {
        Some(error) if store_problem(error).is_some() => return Ok(Some(error.clone())),
        Some(error) => return Err(error.clone()),
        None => {}
    }
    Ok(live.sending_problem.iter().chain(&live.hearing_problem).find_map(store_error))
}

fn refused(code: ErrorCode, why: &Why) -> Error {
    Error { code, params: why.params.clone() }
}

fn lasting(code: WhyCode) -> ErrorCode {
    if code == WhyCode::Offline {
        ErrorCode::Offline
    } else if code == WhyCode::NotTheProvider {
        ErrorCode::NotTheProvider
    } else if code == WhyCode::NotTrusted {
        ErrorCode::NotTrusted
    } else {
        ErrorCode::ProviderError
    }
}

/// Whether something is under way or falls due soon.
async fn busy(line: &Line, moment: Moment) -> Result<bool> {
    line.store
        .read(move |connection| {
            let horizon = moment.now + IDLE_HORIZON_MS;
            let queued = outbox::next_due(connection, moment)?.at.is_some_and(|at| at <= horizon);
            let erasing = erasures::next_due(connection)?.is_some_and(|at| at <= horizon);
            let doubtful = outbox_rows::next_look(connection)?.is_some_and(|(_, quiet)| quiet <= horizon);
            // An update whose last text has an outcome is about to be done.
            let mut ending = false;
            for update in broadcasts::in_states(connection, &["sending"])? {
                ending |= tallies::open_of_broadcast(connection, update.id)? == 0;
            }
            let reading = sync_state::missing(connection)?.is_some() || messages::holds_any(connection)?;
            Ok(queued || doubtful || erasing || ending || reading || outbox_rows::count_sending(connection)? > 0)
        })
        .await
}

/// Keeps the selected line running, whichever it is.
async fn supervise(lines: Arc<Lines>, stop: CancellationToken) {
    let mut selection = lines.watch();
    let mut running: Option<(String, Running)> = None;
    while !stop.is_cancelled() {
        let Current { line, .. } = selection.borrow_and_update().clone();
        let wanted = line.as_ref().map(|line| line.id.clone());
        if running.as_ref().map(|(id, _)| id) != wanted.as_ref()
            && let Some((_, old)) = running.take()
        {
            old.stop().await;
        }
        if let (None, Some(line)) = (&running, line) {
            running = begin(&line).await.map(|running| (line.id.clone(), running));
        } else if running.is_none() {
            lines.open_again().await;
        }
        tokio::select! {
            changed = selection.changed() => if changed.is_err() { break },
            () = tokio::time::sleep(LOCK_RETRY), if running.is_none() => {}
            () = stop.cancelled() => {}
        }
    }
    if let Some((_, running)) = running {
        running.stop().await;
    }
}

async fn begin(line: &Arc<Line>) -> Option<Running> {
    let locked = match lock_for_sending(&line.dir) {
        // Whoever may send looks first whether it is an old copy that would.
        Ok(lock) => line.compare_epochs().await.map(|_| lock),
        Err(error) => Err(error),
    };
    match locked {
        Ok(lock) => {
            line.set_live(|live| live.sending_problem = None);
            Some(Running::start(line, lock))
        }
        Err(error) => {
            let why = if error.code == ErrorCode::LineInUse { WhyCode::LineInUse.into() } else { cannot_work(&error) };
            line.set_live(|live| live.sending_problem = Some(why));
            None
        }
    }
}
