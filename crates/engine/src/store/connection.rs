//! Opening one connection: the key, and the settings that make the store safe.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};
use secrecy::{ExposeSecret, SecretString};

use crate::error::{Error, ErrorCode, Result};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Write,
    Read,
    /// The reader that nearly everything is read with.
    ReadMost,
    /// Copies the whole database, which is not reading to SQLite.
    Copy,
}

/// A database file and what opens it.
#[derive(Clone)]
pub struct Database {
    pub path: PathBuf,
    pub key: SecretString,
}

impl Database {
    pub fn open(&self, purpose: Use) -> Result<Connection> {
        open(&self.path, &self.key, purpose)
    }

    /// A connection that met damage keeps seeing it, even where it was one failed read: a fresh one looks again.
    pub fn renew(&self, connection: &mut Connection, purpose: Use) {
        match self.open(purpose) {
            Ok(fresh) => *connection = fresh,
            Err(error) => tracing::warn!(code = error.code.as_str(), "the database does not open anew"),
        }
    }
}

/// How long one process waits for another that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

fn open(path: &Path, key: &SecretString, purpose: Use) -> Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if purpose == Use::Write {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let connection = Connection::open_with_flags(path, flags)?;
    // Without this SQLCipher writes to stderr on a wrong key.
    connection.execute_batch("PRAGMA cipher_log_level = NONE")?;
    unlock(&connection, key)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA wal_autocheckpoint = 16000;",
    )?;
    match purpose {
        // New texts land all over the indexes: the writer keeps as much of them as the program's memory allows.
        Use::Write => connection.execute_batch("PRAGMA cache_size = -65536; PRAGMA synchronous = FULL")?,
        Use::ReadMost => connection.execute_batch("PRAGMA cache_size = -24576; PRAGMA query_only = ON")?,
        Use::Read => connection.execute_batch("PRAGMA cache_size = -6144; PRAGMA query_only = ON")?,
        Use::Copy => {}
    }
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// How each page proves that it is whole: processors have instructions for this hash, and none for SQLCipher's own choice,
/// with which every page that is read or written takes nearly twice the time. As a default, because a copy takes it too.
const CIPHER: &str = "PRAGMA cipher_default_hmac_algorithm = HMAC_SHA256";

fn unlock(connection: &Connection, key: &SecretString) -> Result<()> {
    let digits = key.expose_secret();
    if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::new(ErrorCode::DatabaseKeyWrong));
    }
    let raw = SecretString::from(format!("x'{digits}'"));
    connection.execute_batch(CIPHER)?;
    connection.pragma_update(None, "key", raw.expose_secret())?;
    // The key is only tried when the first page is read.
    connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    Ok(())
}
