//! The one thread that writes. Jobs that wait together are committed together.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use rusqlite::Connection;
use tokio::sync::oneshot;
use tracing::trace_span;

use super::Durability;
use super::connection::{Database, Use};
use super::error::after_opening;
use crate::error::{Error, ErrorCode, Result};

/// Most jobs in one commit: enough to share a disk flush, few enough to answer soon.
const MOST_JOBS: usize = 64;

/// Tells a caller how its job ended, once the commit has succeeded or failed.
type Finish = Box<dyn FnOnce(Result<()>) + Send>;

/// Runs inside the shared transaction, or hears why there is none.
type Work = Box<dyn FnOnce(Result<&Connection>, Undo) -> Ran + Send>;

/// How a job that fails is undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Undo {
    /// The first one of a transaction: with the transaction, which begins anew for those after it.
    Transaction,
    /// One behind others: by itself. Inside a savepoint SQLite keeps every page as it was, in one list, and walks through
    /// it after each statement that touches two tables or indexes: a large job would take the square of its size.
    Savepoint,
}

/// A job that has run, and how.
struct Ran {
    failed: Option<Error>,
    finish: Finish,
}

enum Job {
    Write(Durability, Work),
    DataVersion(oneshot::Sender<Result<i64>>),
    EmptyLog(oneshot::Sender<Result<bool>>),
}

/// How many jobs wait for the writer: a long one ends early when somebody else wants to write.
#[derive(Debug, Clone, Default)]
pub struct Waiting(Arc<AtomicUsize>);

impl Waiting {
    #[must_use]
    pub fn any(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

pub struct Writer {
    jobs: Option<Sender<Job>>,
    waiting: Waiting,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    pub fn start(database: Database, connection: Connection) -> Result<Self> {
        let (jobs, queue) = channel();
        let waiting = Waiting::default();
        let counted = waiting.clone();
        let thread = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || work(&database, connection, &queue, &counted))
            .map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "no thread"))?;
        Ok(Self { jobs: Some(jobs), waiting, thread: Some(thread) })
    }

    pub fn waiting(&self) -> Waiting {
        self.waiting.clone()
    }

    pub async fn run<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let (answer, wait) = oneshot::channel();
        let job = Job::Write(durability, Box::new(move |connection, undo| run_alone(connection, undo, work, answer)));
        self.send(job)?;
        wait.await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    pub async fn data_version(&self) -> Result<i64> {
        let (answer, wait) = oneshot::channel();
        self.send(Job::DataVersion(answer))?;
        wait.await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    pub async fn empty_log(&self) -> Result<bool> {
        let (answer, wait) = oneshot::channel();
        self.send(Job::EmptyLog(answer))?;
        wait.await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    fn send(&self, job: Job) -> Result<()> {
        let jobs = self.jobs.as_ref().ok_or(ErrorCode::Stopped)?;
        self.waiting.0.fetch_add(1, Ordering::Relaxed);
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
fn run_alone<T, F>(connection: Result<&Connection>, undo: Undo, work: F, answer: oneshot::Sender<Result<T>>) -> Ran
where
    T: Send + 'static,
    F: FnOnce(&Connection) -> Result<T>,
{
    let result = connection.and_then(|connection| undoable(connection, undo, work)).map_err(after_opening);
    let failed = result.as_ref().err().cloned();
    let finish = Box::new(move |committed: Result<()>| {
        let result = committed.and(result);
        // The caller may have gone; its work is stored all the same.
        answer.send(result).ok();
    });
    Ran { failed, finish }
}

fn undoable<T>(connection: &Connection, undo: Undo, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    if undo == Undo::Savepoint {
        control(connection, "SAVEPOINT job")?;
    }
    let result = work(connection);
    if connection.is_autocommit() {
        // A failing disk ends the whole transaction: there is nothing left to go back to.
        return Err(result.err().unwrap_or_else(ended_by_the_disk));
    }
    if result.is_err() {
        let back = match undo {
            Undo::Transaction => control(connection, "ROLLBACK").and_then(|()| control(connection, "BEGIN IMMEDIATE")),
            Undo::Savepoint => control(connection, "ROLLBACK TO job").and_then(|()| control(connection, "RELEASE job")),
        };
        if back.is_err() && !connection.is_autocommit() {
            // Half a job must not be committed with the others.
            connection.execute_batch("ROLLBACK").ok();
        }
        return result;
    }
    if undo == Undo::Savepoint {
        control(connection, "RELEASE job")?;
    }
    result
}

/// A statement that every commit needs is read once.
fn control(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}

fn ended_by_the_disk() -> Error {
    Error::new(ErrorCode::StoreFailed).with("detail", "transaction")
}

fn work(database: &Database, mut connection: Connection, queue: &Receiver<Job>, waiting: &Waiting) {
    while let Ok(first) = queue.recv() {
        let mut batch = vec![first];
        batch.extend(queue.try_iter().take(MOST_JOBS - 1));
        waiting.0.fetch_sub(batch.len(), Ordering::Relaxed);
        if commit(&connection, batch).is_err_and(|error| error.code == ErrorCode::DatabaseDamaged) {
            database.renew(&mut connection, Use::Write);
        }
    }
    // The last process to close folds the write-ahead log into the file.
    if let Err(error) = connection.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)") {
        tracing::warn!(code = ?error.sqlite_error_code(), "the write-ahead log stays");
    }
}

/// Runs waiting jobs; gives why they were not stored.
fn commit(connection: &Connection, batch: Vec<Job>) -> Result<()> {
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
            Job::EmptyLog(answer) => {
                // The answer's first column says whether somebody stood in the way.
                let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
                answer.send(emptied.map(|busy| busy == 0).map_err(Error::from)).ok();
            }
        }
    }
    if writes.is_empty() {
        return Ok(());
    }
    if !connection.is_autocommit() {
        // What an earlier commit could not undo is undone once the disk is back.
        connection.execute_batch("ROLLBACK").ok();
    }
    let level = if synced { "PRAGMA synchronous = FULL" } else { "PRAGMA synchronous = NORMAL" };
    // Works while it is read, so it is read each time.
    let begun = connection.execute_batch(level).and_then(|()| control(connection, "BEGIN IMMEDIATE"));
    // A transaction that could not begin, or that a failing disk ended, is each job's own failure.
    let mut open = begun.map_err(Error::from).map_err(after_opening);
    let mut finishes: Vec<Finish> = Vec::new();
    let mut damaged = Ok(());
    for (place, run) in writes.into_iter().enumerate() {
        let undo = if place == 0 { Undo::Transaction } else { Undo::Savepoint };
        let ran = run(open.clone().map(|()| connection), undo);
        finishes.push(ran.finish);
        if let Some(error) = ran.failed.iter().find(|error| error.code == ErrorCode::DatabaseDamaged) {
            damaged = Err(error.clone());
        }
        if open.is_ok() && connection.is_autocommit() {
            // A job after this one would be committed by itself, and those before it are undone.
            open = Err(ran.failed.unwrap_or_else(ended_by_the_disk));
        }
    }
    let commit = || control(connection, "COMMIT").map_err(Error::from).map_err(after_opening);
    let span = trace_span!("commits").entered();
    let result = open.and_then(|()| commit());
    drop(span);
    if result.is_err() && !connection.is_autocommit() && connection.execute_batch("ROLLBACK").is_err() {
        tracing::error!("a failed commit could not be rolled back");
    }
    for finish in finishes {
        finish(result.clone());
    }
    result.and(damaged)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Database, Waiting, Writer, work};
    use crate::error::{Error, ErrorCode};
    use crate::store::Durability;

    async fn count(writer: &Writer) -> i64 {
        let counted = writer.run(Durability::Synced, |connection| {
            Ok(connection.query_row("SELECT count(*) FROM kept", [], |row| row.get(0))?)
        });
        counted.await.expect("the store works")
    }

    /// If this fails a disk that breaks off one commit leaves half of its jobs stored and told as lost, or the other
    /// way round.
    #[tokio::test]
    async fn a_transaction_that_the_disk_ends_takes_all_its_jobs_with_it() {
        let connection = Connection::open_in_memory().expect("open");
        connection.execute_batch("CREATE TABLE kept (value INTEGER) STRICT").expect("a table");
        let (jobs, queue) = std::sync::mpsc::channel();
        let writer = Writer { jobs: Some(jobs), waiting: Waiting::default(), thread: None };
        let waiting = writer.waiting();
        let keep = |value: i64| {
            writer.run(Durability::Synced, move |connection| {
                connection.execute("INSERT INTO kept VALUES (?)", [value])?;
                Ok(())
            })
        };
        // What SQLite does by itself when a write fails: the transaction is over before the job is.
        let breaks = writer.run(Durability::Synced, |connection| -> Result<(), Error> {
            connection.execute_batch("ROLLBACK")?;
            Err(ErrorCode::DiskFull.into())
        });
        // All of them wait before the writer begins, and so share one commit.
        let asked = async { tokio::join!(keep(1), breaks, keep(2)) };
        let (asked, ()) = tokio::join!(asked, async {
            tokio::task::yield_now().await;
            let nowhere = Database { path: "".into(), key: "".into() };
            std::thread::spawn(move || work(&nowhere, connection, &queue, &waiting));
        });
        for ended in [asked.0, asked.1, asked.2] {
            assert_eq!(ended.expect_err("nothing is stored").code, ErrorCode::DiskFull);
        }
        assert_eq!(count(&writer).await, 0);
        keep(3).await.expect("the next commit works");
        assert_eq!(count(&writer).await, 1);
    }

    /// If this fails a command that is refused stores half of what it did, or takes those of others with it.
    #[tokio::test]
    async fn a_job_that_fails_is_undone_alone_wherever_it_stands() {
        let connection = Connection::open_in_memory().expect("open");
        connection.execute_batch("CREATE TABLE kept (value INTEGER) STRICT").expect("a table");
        let (jobs, queue) = std::sync::mpsc::channel();
        let writer = Writer { jobs: Some(jobs), waiting: Waiting::default(), thread: None };
        let waiting = writer.waiting();
        let insert = |value: i64, ends: Result<(), Error>| {
            writer.run(Durability::Synced, move |connection| {
                connection.execute("INSERT INTO kept VALUES (?)", [value])?;
                ends
            })
        };
        let refused = || Err(Error::new(ErrorCode::BadParams));
        let asked =
            async { tokio::join!(insert(1, refused()), insert(2, Ok(())), insert(3, refused()), insert(4, Ok(()))) };
        let (asked, ()) = tokio::join!(asked, async {
            tokio::task::yield_now().await;
            assert!(waiting.any(), "four wait");
            let nowhere = Database { path: "".into(), key: "".into() };
            let counted = waiting.clone();
            std::thread::spawn(move || work(&nowhere, connection, &queue, &counted));
        });
        assert_eq!(asked.0.expect_err("refused").code, ErrorCode::BadParams);
        assert_eq!(asked.2.expect_err("refused").code, ErrorCode::BadParams);
        asked.1.expect("stored");
        asked.3.expect("stored");
        assert_eq!(count(&writer).await, 2);
        assert!(!waiting.any(), "nobody waits any more");
    }
}
