//! A few connections that only read.

use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};

use rusqlite::Connection;
use secrecy::SecretString;

use super::connection::{self, Use};
use crate::error::Result;

const READERS: usize = 3;

pub struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Readers {
    pub fn open(path: &Path, key: &SecretString) -> Result<Self> {
        let idle = (0..READERS).map(|_| connection::open(path, key, Use::Read)).collect::<Result<Vec<_>>>()?;
        Ok(Self { idle: Mutex::new(idle), returned: Condvar::new() })
    }

    /// Lends a connection, waiting for one if all are busy. The connection returns even if `work` panics.
    pub fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = loop {
            match idle.pop() {
                Some(connection) => break connection,
                None => idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner),
            }
        };
        drop(idle);
        let lent = Lent { readers: self, connection: Some(connection) };
        // One transaction, so that a view made of several queries is of one moment.
        lent.transaction(work)
    }
}

struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Lent<'_> {
    fn transaction<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let Some(connection) = &self.connection else { return Err(crate::error::ErrorCode::Stopped.into()) };
        let transaction = connection.unchecked_transaction()?;
        let result = work(&transaction);
        transaction.rollback()?;
        result
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
            self.readers.returned.notify_one();
        }
    }
}
