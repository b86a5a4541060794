//! What was spent on each day of this computer, by kind of text.

use rusqlite::{Connection, params};

use crate::error::Result;

pub fn add(connection: &Connection, day_at: i64, kind: &str, messages: i64, parts: i64, micros: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO spending (day_at, kind, messages, parts, micros) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (day_at, kind) DO UPDATE
             SET messages = messages + excluded.messages, parts = parts + excluded.parts, micros = micros + excluded.micros",
        )?
        .execute(params![day_at, kind, messages, parts, micros])?;
    Ok(())
}

/// Micro-units spent since `day_at`.
pub fn since(connection: &Connection, day_at: i64) -> Result<i64> {
    let micros = connection
        .prepare_cached("SELECT coalesce(sum(micros), 0) FROM spending WHERE day_at >= ?")?
        .query_row([day_at], |row| row.get(0))?;
    Ok(micros)
}

/// Automatic texts to one fan on one day.
pub fn automatic_to(connection: &Connection, fan_id: i64, day_at: i64) -> Result<i64> {
    use rusqlite::OptionalExtension;
    let count = connection
        .prepare_cached("SELECT automatic FROM fan_days WHERE fan_id = ? AND day_at = ?")?
        .query_row(params![fan_id, day_at], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

pub fn count_automatic(connection: &Connection, fan_id: i64, day_at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fan_days (fan_id, day_at, automatic) VALUES (?, ?, 1)
             ON CONFLICT (fan_id, day_at) DO UPDATE SET automatic = automatic + 1",
        )?
        .execute(params![fan_id, day_at])?;
    Ok(())
}
