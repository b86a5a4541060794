//! The line's settings, as the text that a person set. Absent means the default.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use crate::domain::setting::Settings;
use crate::error::Result;

/// All of them, read at once.
pub fn load(connection: &Connection) -> Result<Settings> {
    let mut statement = connection.prepare_cached("SELECT key, value FROM settings")?;
    let mut stored: HashMap<String, String> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Settings::load(|name| Ok(stored.remove(name)))
}

pub fn get(connection: &Connection, key: &str) -> Result<Option<String>> {
    let value = connection
        .prepare_cached("SELECT value FROM settings WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// Back to the default.
pub fn reset(connection: &Connection, key: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM settings WHERE key = ?")?.execute([key])?;
    Ok(())
}

pub fn set(connection: &Connection, key: &str, value: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![key, value])?;
    Ok(())
}
