//! Everything that runs on a line while this process is its sender.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::error::Result;
use crate::line::{Line, cannot_work};
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

impl Running {
    /// Starts to look, decide and send. The caller holds the line's sender lock and gives it here.
    pub fn start(line: &Arc<Line>, lock: std::fs::File) -> Self {
        let stop = CancellationToken::new();
        let mut parts = JoinSet::new();
        line.set_sends_here(true);
        parts.spawn(looking(Arc::clone(line), stop.clone()));
        parts.spawn(sending(Arc::clone(line), stop.clone()));
        parts.spawn(doubting(Arc::clone(line), stop.clone()));
        parts.spawn(updating(Arc::clone(line), stop.clone()));
        parts.spawn(erasing(Arc::clone(line), stop.clone()));
        parts.spawn(pricing(Arc::clone(line), stop.clone()));
        parts.spawn(watching(Arc::clone(line), stop.clone()));
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
        self.line.set_sends_here(false);
    }
}

async fn looking(line: Arc<Line>, stop: CancellationToken) {
    sync::run(&line, stop).await;
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
