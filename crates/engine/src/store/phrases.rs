//! Saved phrases: words that a person puts into texts again and again.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;

#[derive(Debug, Clone)]
pub struct PhraseRow {
    pub id: i64,
    pub text: String,
}

fn read(row: &Row<'_>) -> rusqlite::Result<PhraseRow> {
    Ok(PhraseRow { id: row.get(0)?, text: row.get(1)? })
}

/// All phrases, the last used first.
pub fn list(connection: &Connection) -> Result<Vec<PhraseRow>> {
    let mut statement = connection.prepare_cached("SELECT id, text FROM phrases ORDER BY used_at DESC, id DESC")?;
    let rows = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<PhraseRow>> {
    let row =
        connection.prepare_cached("SELECT id, text FROM phrases WHERE id = ?")?.query_row([id], read).optional()?;
    Ok(row)
}

/// Keeps a phrase; the same words are kept once. Gives its id.
pub fn add(connection: &Connection, text: &str, at: i64) -> Result<i64> {
    let id = connection
        .prepare_cached(
            "INSERT INTO phrases (text, used_at) VALUES (?, ?)
             ON CONFLICT (text) DO UPDATE SET used_at = max(used_at, excluded.used_at) RETURNING id",
        )?
        .query_row(params![text, at], |row| row.get(0))?;
    Ok(id)
}

/// Rewords a phrase. `false` when another one says the same.
pub fn set_text(connection: &Connection, id: i64, text: &str) -> Result<bool> {
    let changed =
        connection.prepare_cached("UPDATE OR IGNORE phrases SET text = ? WHERE id = ?")?.execute(params![text, id])?;
    Ok(changed > 0)
}

pub fn used(connection: &Connection, id: i64, at: i64) -> Result<()> {
    connection.prepare_cached("UPDATE phrases SET used_at = ? WHERE id = ?")?.execute([at, id])?;
    Ok(())
}

pub fn remove(connection: &Connection, id: i64) -> Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM phrases WHERE id = ?")?.execute([id])? > 0)
}
