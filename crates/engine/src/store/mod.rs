//! The encrypted database of one line: one writer, a few readers, one file per table.

mod backup;
mod connection;
mod error;
mod migrate;
mod readers;
mod writer;

pub mod broadcasts;
pub mod confirmations;
pub mod consent;
pub mod counters;
pub mod drafts;
pub mod erase;
pub mod erased;
pub mod erasures;
pub mod fan_list;
pub mod fans;
pub mod guards;
pub mod journal;
pub mod line;
pub mod media;
pub mod messages;
mod number_hash;
pub mod opt_state;
pub mod outbox;
pub mod pace;
pub mod phrases;
pub mod prices;
pub mod quiet_hours;
pub mod rules;
pub mod search;
pub mod search_text;
pub mod settings;
pub mod spending;
pub mod suppressions;
pub mod sync_state;
pub mod tags;
pub mod tallies;
#[cfg(test)]
mod unique;

use std::path::Path;
use std::sync::Arc;

use rusqlite::Connection;
use secrecy::SecretString;

pub use backup::{Backup, EXPORTS_FOLDER, REPLACED_FOLDER, backups, check};
use connection::{Database, Use};
pub use error::disk;
pub use writer::Waiting;

use crate::error::{Error, ErrorCode, Result};

/// How sure a commit is when it returns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives a crash of the program; what it holds can be fetched again after a power cut.
    Fetchable,
    /// On the disk before anything else happens.
    Synced,
}

/// The database of one line.
#[derive(Clone)]
pub struct Store {
    writer: Arc<writer::Writer>,
    readers: Arc<readers::Readers>,
    database: Database,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Store")
    }
}

impl Store {
    /// Opens or creates the database at `path` with a raw key of 64 hex digits. Blocks for a few milliseconds.
    ///
    /// # Errors
    /// `database_key_wrong`, `database_newer`, `database_damaged`, and what the disk refuses.
    pub fn open(path: &Path, key: &SecretString) -> Result<Self> {
        let database = Database { path: path.to_owned(), key: key.clone() };
        let mut connection = database.open(Use::Write)?;
        migrate::run(&mut connection)?;
        let readers = Arc::new(readers::Readers::open(database.clone())?);
        Ok(Self { writer: Arc::new(writer::Writer::start(database.clone(), connection)?), readers, database })
    }

    /// Runs `work` in a transaction on the writer. Waiting jobs share one commit; a failing one is undone alone.
    ///
    /// # Errors
    /// What `work` returns, or what the disk refuses; then nothing of it is stored.
    pub async fn write<T, F>(&self, durability: Durability, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        self.writer.run(durability, work).await
    }

    /// Who waits for the writer, to be asked from within a long job.
    #[must_use]
    pub fn waiting(&self) -> Waiting {
        self.writer.waiting()
    }

    /// Runs `work` on a reader, away from the asynchronous threads.
    ///
    /// # Errors
    /// What `work` returns.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T> + Send + 'static,
    {
        let readers = Arc::clone(&self.readers);
        tokio::task::spawn_blocking(move || readers.with(work)).await.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    /// Folds the write-ahead log into the file and empties it: what was deleted is in neither then. Gives whether
    /// nobody who reads stood in the way.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn empty_log(&self) -> Result<bool> {
        self.writer.empty_log().await
    }

    /// Copies the database into its folder's backups, as it is at this moment, beside everything else.
    ///
    /// # Errors
    /// What the disk refuses; then nothing of the copy is left.
    pub async fn back_up(&self, at: i64) -> Result<Backup> {
        let database = self.database.clone();
        let made = tokio::task::spawn_blocking(move || backup::make(&database, at)).await;
        made.map_err(|_| Error::new(ErrorCode::Stopped))?
    }

    /// Removes the copies beside the database, and what restores replaced. Gives how many files went.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn forget_copies(&self) -> Result<u64> {
        let dir = self.database.path.parent().unwrap_or(Path::new(".")).to_owned();
        let removed = tokio::task::spawn_blocking(move || backup::forget(&dir)).await;
        removed.map_err(|_| Error::new(ErrorCode::Stopped))?.map_err(|error| error::disk(&error))
    }

    /// When the newest copy beside the database was made, if there is one that can be seen.
    pub async fn backed_up_at(&self) -> Option<i64> {
        let dir = self.database.path.parent().unwrap_or(Path::new(".")).to_owned();
        let found = tokio::task::spawn_blocking(move || backups(&dir)).await.ok()?.ok()?;
        found.first().map(|newest| newest.at)
    }

    /// A number that changes when another process has written.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn data_version(&self) -> Result<i64> {
        self.writer.data_version().await
    }
}

/// A store in memory, for tests of what is written into one.
#[cfg(test)]
pub fn migrate_for_tests() -> Connection {
    let mut connection = Connection::open_in_memory().expect("memory");
    migrate::run(&mut connection).expect("the schema");
    connection
}
