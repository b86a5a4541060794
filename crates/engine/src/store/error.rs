//! What SQLite's refusals mean to a person.

use rusqlite::ffi::{ErrorCode as Sqlite, SQLITE_IOERR_SHMSIZE};

use crate::error::{Error, ErrorCode};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            // A value of another type than the column's: our own mistake, named without the value.
            return Self::new(ErrorCode::StoreFailed).with("detail", kind(&error));
        };
        let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
        // The index of the write-ahead log grows by a write of its own, which has no code for a full disk.
        if code == Sqlite::DiskFull || extended == SQLITE_IOERR_SHMSIZE {
            Self::new(ErrorCode::DiskFull)
        } else if code == Sqlite::ReadOnly || code == Sqlite::PermissionDenied || code == Sqlite::CannotOpen {
            Self::new(ErrorCode::ReadOnly)
        } else if code == Sqlite::NotADatabase {
            Self::new(ErrorCode::DatabaseKeyWrong)
        } else if code == Sqlite::DatabaseCorrupt {
            Self::new(ErrorCode::DatabaseDamaged)
        } else {
            tracing::warn!(?code, extended, "the database refused a statement");
            Self::new(ErrorCode::StoreFailed).with("detail", format!("sqlite {extended}"))
        }
    }
}

/// Once a database is open its key is known to be right: a page that does not open is damaged, or was read badly.
pub fn after_opening(error: Error) -> Error {
    if error.code == ErrorCode::DatabaseKeyWrong { ErrorCode::DatabaseDamaged.into() } else { error }
}

/// What the disk refused, in words that name what to do.
pub fn disk(error: &std::io::Error) -> Error {
    use std::io::ErrorKind;
    let kind = error.kind();
    if matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) {
        ErrorCode::ReadOnly.into()
    } else if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
        ErrorCode::DiskFull.into()
    } else {
        Error::new(ErrorCode::StoreFailed).with("detail", kind)
    }
}

fn kind(error: &rusqlite::Error) -> &'static str {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { "no row" } else { "type" }
}
