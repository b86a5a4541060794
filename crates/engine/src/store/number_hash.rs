//! Numbers of erased fans, as keyed hashes.

use ring::hmac;
use rusqlite::Connection;

use crate::error::Result;

/// HMAC-SHA256 of a number with the line's own key: the same number is recognised, and nobody can tell which it is.
pub fn of(connection: &Connection, number: &str) -> Result<Vec<u8>> {
    let key: Vec<u8> = connection.prepare_cached("SELECT key FROM number_key")?.query_row([], |row| row.get(0))?;
    let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
    Ok(hmac::sign(&key, number.as_bytes()).as_ref().to_vec())
}
