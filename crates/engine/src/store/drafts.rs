//! Words begun to a fan and not sent: they survive the end of the program.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

pub fn get(connection: &Connection, fan_id: i64) -> Result<Option<String>> {
    let text = connection
        .prepare_cached("SELECT text FROM drafts WHERE fan_id = ?")?
        .query_row([fan_id], |row| row.get(0))
        .optional()?;
    Ok(text)
}

/// Keeps the words; none take the draft away.
pub fn set(connection: &Connection, fan_id: i64, text: &str, at: i64) -> Result<()> {
    if text.is_empty() {
        connection.prepare_cached("DELETE FROM drafts WHERE fan_id = ?")?.execute([fan_id])?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO drafts (fan_id, text, at) VALUES (?, ?, ?)
             ON CONFLICT (fan_id) DO UPDATE SET text = excluded.text, at = excluded.at",
        )?
        .execute(params![fan_id, text, at])?;
    Ok(())
}
