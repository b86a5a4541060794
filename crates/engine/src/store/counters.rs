//! Small numbers that must survive a restart.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Sequence that keeps ids of texts in one millisecond apart.
pub const MESSAGE_SEQUENCE: &str = "message_sequence";
/// Fans' texts stored.
pub const INBOUND: &str = "inbound";
/// 0 while the master switch for automatic answers is off.
pub const AUTO_REPLIES: &str = "auto_replies";
pub const AUTO_REPLIES_AT: &str = "auto_replies_at";
/// When the owner said that the answers which waited until then shall go.
pub const ANSWERS_RELEASED_AT: &str = "answers_released_at";
/// The provider's clock minus ours, in milliseconds.
pub const SKEW_MS: &str = "skew_ms";
/// Rows that left since the database was made, by the provider's acceptance.
pub const SENT: &str = "sent";

pub fn get(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let value = connection
        .prepare_cached("SELECT value FROM counters WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// The provider's clock, which dates the texts, at our moment `now`.
pub fn provider_time(connection: &Connection, now: i64) -> Result<i64> {
    Ok(now + get(connection, SKEW_MS)?.unwrap_or(0))
}

pub fn set(connection: &Connection, name: &str, value: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

pub fn add(connection: &Connection, name: &str, by: i64) -> Result<i64> {
    let value = connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET value = value + excluded.value RETURNING value",
        )?
        .query_row(params![name, by], |row| row.get(0))?;
    Ok(value)
}
