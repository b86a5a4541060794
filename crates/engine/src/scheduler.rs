//! Everything that runs on a line while this process is its sender.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::error::Result;
use crate::line::{Line, cannot_work};
use crate::store::counters;
use crate::{broadcast, erasure, outbox, sync};

/// The running parts of one line. Dropping it does not stop them: `stop` does, and waits.
#[derive(Debug)]
pub struct Running {
    line: Arc<Line>,
    stop: CancellationToken,
    parts: JoinSet<()>,
    /// Held by the operating system until this process lets go or dies.
    _lock: std::fs::File,
}

/// Between questions whether another process has written.
const WATCH_EVERY: Duration = Duration::from_secs(1);
/// While texts leave, copies that are older than this are noticed even after a crash.
const AGE_EVERY: Duration = Duration::from_secs(300);
const BACKUP_EVERY_MS: i64 = 24 * 3_600_000;
const BACKUP_CHECK: Duration = Duration::from_secs(600);

impl Running {
    /// Starts to look, decide and send. The caller holds the line's sender lock and gives it here.
    pub fn start(line: &Arc<Line>, lock: std::fs::File) -> Self {
        let stop = CancellationToken::new();
        let mut parts = JoinSet::new();
        line.set_knows_ours(false);
        line.set_sends_here(true);
        parts.spawn(looking(Arc::clone(line), stop.clone()));
        parts.spawn(importing(Arc::clone(line), stop.clone()));
        parts.spawn(asking(Arc::clone(line), stop.clone()));
        parts.spawn(sending(Arc::clone(line), stop.clone()));
        parts.spawn(doubting(Arc::clone(line), stop.clone()));
        parts.spawn(updating(Arc::clone(line), stop.clone()));
        parts.spawn(erasing(Arc::clone(line), stop.clone()));
        parts.spawn(pricing(Arc::clone(line), stop.clone()));
        parts.spawn(watching(Arc::clone(line), stop.clone()));
        parts.spawn(aging(Arc::clone(line), stop.clone()));
        parts.spawn(backing_up(Arc::clone(line), stop.clone()));
        Self { line: Arc::clone(line), stop, parts, _lock: lock }
    }

    /// Lets what is under way finish, then gives the line free.
    pub async fn stop(mut self) {
        self.stop.cancel();
        while let Some(ended) = self.parts.join_next().await {
            if ended.is_err() {
                tracing::error!(line = %self.line.id, "a part of the line ended by a panic");
            }
        }
        // A copy made before this moment is an old one.
        if let Err(error) = self.line.advance_epoch().await {
            tracing::warn!(code = error.code.as_str(), line = %self.line.id, "the epoch stays as it was");
        }
        self.line.set_sends_here(false);
    }
}

async fn looking(line: Arc<Line>, stop: CancellationToken) {
    sync::run(&line, stop).await;
}

async fn importing(line: Arc<Line>, stop: CancellationToken) {
    sync::history::run(&line, stop).await;
}

async fn asking(line: Arc<Line>, stop: CancellationToken) {
    sync::past::run(&line, stop).await;
}

async fn sending(line: Arc<Line>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let ended = outbox::run(Arc::clone(&line), stop.clone()).await;
        after(&line, ended, &stop).await;
    }
}

async fn doubting(line: Arc<Line>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let ended = outbox::look_for_doubtful(&line, stop.clone()).await;
        after(&line, ended, &stop).await;
    }
}

async fn updating(line: Arc<Line>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let ended = broadcast::run(&line, stop.clone()).await;
        after(&line, ended, &stop).await;
    }
}

async fn erasing(line: Arc<Line>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let ended = erasure::run(&line, stop.clone()).await;
        after(&line, ended, &stop).await;
    }
}

async fn pricing(line: Arc<Line>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let ended = sync::prices::run(&line, stop.clone()).await;
        after(&line, ended, &stop).await;
    }
}

/// A store that refuses (a full disk) is said on the banner and tried again a little later.
async fn after(line: &Line, ended: Result<()>, stop: &CancellationToken) {
    let Err(error) = ended else { return };
    tracing::error!(code = error.code.as_str(), line = %line.id, "a part of the line stopped and starts again");
    line.set_live(|live| live.sending_problem = Some(cannot_work(&error)));
    tokio::select! {
        () = tokio::time::sleep(Duration::from_secs(5)) => {}
        () = stop.cancelled() => {}
    }
}

/// Texts that have left make every copy of the database from before an old one.
async fn aging(line: Arc<Line>, stop: CancellationToken) {
    let sent = async || line.store.read(|connection| counters::get(connection, counters::SENT)).await.ok().flatten();
    let mut seen = sent().await;
    loop {
        tokio::select! {
            () = tokio::time::sleep(AGE_EVERY) => {}
            () = stop.cancelled() => return,
        }
        let sent = sent().await;
        if sent != seen && line.advance_epoch().await.is_ok() {
            seen = sent;
        }
    }
}

/// Copies the database once a day.
async fn backing_up(line: Arc<Line>, stop: CancellationToken) {
    while !line.row().practice {
        let last = line.store.backed_up_at().await.unwrap_or(line.row().added_at);
        if line.now() - last >= BACKUP_EVERY_MS {
            match line.store.back_up(line.now()).await {
                Ok(_) => drop(line.advance_epoch().await),
                Err(error) => tracing::warn!(code = error.code.as_str(), line = %line.id, "no backup was made"),
            }
        }
        tokio::select! {
            () = tokio::time::sleep(BACKUP_CHECK) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Notices what other processes write: a command beside the window queues a text.
async fn watching(line: Arc<Line>, stop: CancellationToken) {
    let mut seen = None;
    loop {
        tokio::select! {
            () = tokio::time::sleep(WATCH_EVERY) => {}
            () = stop.cancelled() => return,
        }
        let Ok(version) = line.store.data_version().await else { continue };
        if seen.is_some_and(|seen| seen != version) {
            line.send.notify_one();
            line.everything_changed();
        }
        seen = Some(version);
    }
}
