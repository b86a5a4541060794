//! The one thread that writes. Jobs that wait together are committed together.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;

use super::Durability;
use crate::error::{Error, ErrorCode, Result};

/// Most jobs in one commit: enough to share a disk flush, few enough to answer soon.
const MOST_JOBS: usize = 64;

/// Tells a caller how its job ended, once the commit has succeeded or failed.
type Finish = Box<dyn FnOnce(Result<()>) + Send>;

/// Runs inside the shared transaction, or hears why there is none.
type Work = Box<dyn FnOnce(Result<&Connection>) -> Finish + Send>;

enum Job {
    Write(Durability, Work),
    DataVersion(oneshot::Sender<Result<i64>>),
}

pub struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(connection: Connection) -> Result<Self> {
        let (jobs, queue) = channel();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || work(&connection, &queue))
            .map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "no thread"))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    pub async fn run<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let (answer, wait) = oneshot::channel();
        let job = Job::Write(durability, Box::new(move |connection| run_alone(connection, work, answer)));
        self.send(job)?;
        wait.await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    pub async fn data_version(&self) -> Result<i64> {
        let (answer, wait) = oneshot::channel();
        self.send(Job::DataVersion(answer))?;
        wait.await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    fn send(&self, job: Job) -> Result<()> {
        let jobs = self.jobs.as_ref().ok_or(ErrorCode::Stopped)?;
        jobs.send(job).map_err(|_| Error::new(ErrorCode::Stopped))
    }
}

impl Drop for Writer {
    /// Finishes what waits, then closes the database.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the store's writer ended by a panic");
        }
    }
}

/// One job inside the shared transaction, undone alone when it fails.
fn run_alone<T, F>(connection: Result<&Connection>, work: F, answer: oneshot::Sender<Result<T>>) -> Finish
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T>,
{
    let result = connection.and_then(|connection| savepoint(connection, work));
    Box::new(move |committed| {
        let result = committed.and(result);
        // The caller may have gone; its work is stored all the same.
        answer.send(result).ok();
    })
}

fn savepoint<T>(connection: &Connection, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    connection.execute_batch("SAVEPOINT job")?;
    let result = work(connection);
    if result.is_err() {
        connection.execute_batch("ROLLBACK TO job")?;
    }
    connection.execute_batch("RELEASE job")?;
    result
}

fn work(connection: &Connection, queue: &Receiver<Job>) {
    while let Ok(first) = queue.recv() {
        let mut batch = vec![first];
        batch.extend(queue.try_iter().take(MOST_JOBS - 1));
        commit(connection, batch);
    }
    // The last process to close folds the write-ahead log into the file.
    if let Err(error) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(code = ?error.sqlite_error_code(), "the write-ahead log stays");
    }
}

fn commit(connection: &Connection, batch: Vec<Job>) {
    let mut writes = Vec::new();
    let mut synced = false;
    for job in batch {
        match job {
            Job::Write(durability, run) => {
                synced |= durability == Durability::Synced;
                writes.push(run);
            }
            Job::DataVersion(answer) => {
                let version = connection.pragma_query_value(None, "data_version", |row| row.get(0));
                answer.send(version.map_err(Error::from)).ok();
            }
        }
    }
    if writes.is_empty() {
        return;
    }
    let level = if synced { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = NORMAL" };
    let begun = connection.execute_batch(level).and_then(|()| connection.execute_batch("BEGIN IMMEDIATE"));
    let begun = begun.map_err(Error::from);
    // A transaction that could not begin is each job's own failure.
    let finishes: Vec<Finish> = writes.into_iter().map(|run| run(begun.clone().map(|()| connection))).collect();
    let result = begun.and_then(|()| connection.execute_batch("COMMIT").map_err(Error::from));
    if result.is_err() && !connection.is_autocommit() && connection.execute_batch("ROLLBACK").is_err() {
        tracing::error!("a failed commit could not be rolled back");
    }
    for finish in finishes {
        finish(result.clone());
    }
}
