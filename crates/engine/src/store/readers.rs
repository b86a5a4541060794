//! A few connections that only read.

use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;

use super::connection::{Database, Use};
use super::error::after_opening;
use crate::error::{ErrorCode, Result};

const READERS: usize = 3;

pub struct Readers {
    idle: Mutex<Idle>,
    returned: Condvar,
    database: Database,
}

/// Connections that wait for work, the one that was used last on top: its cache is the warmest.
struct Idle {
    connections: Vec<Connection>,
    /// Connections that may still be opened. The first page is shown by one.
    unopened: usize,
}

impl Readers {
    pub fn open(database: Database) -> Result<Self> {
        let idle = Idle { connections: vec![database.open(Use::ReadMost)?], unopened: READERS - 1 };
        Ok(Self { idle: Mutex::new(idle), returned: Condvar::new(), database })
    }

    /// Lends a connection, waiting for one if all are busy. The connection returns even if `work` panics.
    pub fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut lent = Lent { readers: self, connection: Some(self.take().map_err(after_opening)?) };
        // One transaction, so that a view made of several queries is of one moment.
        let result = lent.transaction(work).map_err(after_opening);
        if let (Err(error), Some(connection)) = (&result, &mut lent.connection)
            && error.code == ErrorCode::DatabaseDamaged
        {
            self.database.renew(connection, Use::Read);
        }
        result
    }

    fn take(&self) -> Result<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(connection) = idle.connections.pop() {
                return Ok(connection);
            }
            if idle.unopened > 0 {
                idle.unopened -= 1;
                drop(idle);
                return self.database.open(Use::Read).inspect_err(|_| {
                    self.idle.lock().unwrap_or_else(PoisonError::into_inner).unopened += 1;
                    self.returned.notify_one();
                });
            }
            idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn transaction<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let Some(connection) = &self.connection else { return Err(ErrorCode::Stopped.into()) };
        let transaction = connection.unchecked_transaction()?;
        let result = work(&transaction);
        // Why the reading failed tells more than that its end failed, too.
        transaction.rollback().or_else(|error| if result.is_ok() { Err(error) } else { Ok(()) })?;
        result
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).connections.push(connection);
            self.readers.returned.notify_one();
        }
    }
}
