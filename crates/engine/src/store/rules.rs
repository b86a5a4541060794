//! The rules that answer automatically.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;

#[derive(Debug, Clone)]
pub struct RuleRow {
    pub id: i64,
    pub key: String,
    pub name: String,
    pub text: String,
    pub on: bool,
    /// Provider time from which texts count.
    pub enabled_at: Option<i64>,
    /// Texts stored before this moment of this computer never count.
    pub enabled_here_at: Option<i64>,
    pub once_per_fan: bool,
}

const COLUMNS: &str = "id, key, name, text, is_on, enabled_at, enabled_here_at, once_per_fan";

fn read(row: &Row<'_>) -> rusqlite::Result<RuleRow> {
    Ok(RuleRow {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        text: row.get(3)?,
        on: row.get(4)?,
        enabled_at: row.get(5)?,
        enabled_here_at: row.get(6)?,
        once_per_fan: row.get(7)?,
    })
}

pub fn list(connection: &Connection) -> Result<Vec<RuleRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM rules ORDER BY position, id"))?;
    let rows = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// By id, or by key for scripts.
pub fn find(connection: &Connection, id_or_key: &str) -> Result<Option<RuleRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM rules WHERE key = ?1 OR CAST(id AS TEXT) = ?1"))?
        .query_row([id_or_key], read)
        .optional()?;
    Ok(row)
}

pub fn add(connection: &Connection, key: &str, name: &str, trigger: &str, text: &str) -> Result<()> {
    connection.execute(
        "INSERT INTO rules (key, position, name, trigger, text)
         VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM rules), ?2, ?3, ?4)",
        params![key, name, trigger, text],
    )?;
    Ok(())
}

pub fn set_text(connection: &Connection, id: i64, text: &str) -> Result<()> {
    connection.execute("UPDATE rules SET text = ? WHERE id = ?", params![text, id])?;
    Ok(())
}

pub fn switch_on(connection: &Connection, id: i64, provider_at: i64, here_at: i64) -> Result<()> {
    connection.execute(
        "UPDATE rules SET is_on = 1, enabled_at = ?, enabled_here_at = ? WHERE id = ? AND is_on = 0",
        params![provider_at, here_at, id],
    )?;
    Ok(())
}

pub fn switch_off(connection: &Connection, id: i64) -> Result<()> {
    connection.execute("UPDATE rules SET is_on = 0 WHERE id = ?", [id])?;
    Ok(())
}

pub fn count_on(connection: &Connection) -> Result<u64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM rules WHERE is_on = 1")?.query_row([], |row| row.get(0))?)
}

/// Answers queued or sent since `since`, and in all.
pub fn answers(connection: &Connection, id: i64, since: i64) -> Result<(u64, u64)> {
    let counts = connection
        .prepare_cached(
            "SELECT coalesce(sum(created_at >= ?2), 0), count(*) FROM outbox WHERE rule_id = ?1 AND state != 'cancelled'",
        )?
        .query_row(params![id, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts)
}
