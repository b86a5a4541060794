//! How far each direction of the provider's list is known.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Both directions of the list.
pub const DIRECTIONS: [&str; 2] = ["inbound", "outbound"];

/// What is older and still to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct History {
    /// Every text since this provider time is stored.
    pub at: i64,
    /// Texts that were read of it so far.
    pub read: u64,
}

/// Every text up to this provider time is stored, back to where the history is missing; `None` before the first walk
/// has ended.
pub fn frontier(connection: &Connection, direction: &str) -> Result<Option<i64>> {
    let frontier = connection
        .prepare_cached("SELECT frontier_at FROM sync_state WHERE direction = ?")?
        .query_row([direction], |row| row.get(0))
        .optional()?;
    Ok(frontier.flatten())
}

/// A walk has met the frontier: it moves, and never backwards.
pub fn complete(connection: &Connection, direction: &str, frontier_at: i64, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO sync_state (direction, frontier_at, completed_at) VALUES (?, ?, ?)
             ON CONFLICT (direction) DO UPDATE
             SET frontier_at = max(coalesce(frontier_at, 0), excluded.frontier_at), completed_at = excluded.completed_at",
        )?
        .execute(params![direction, frontier_at, now])?;
    Ok(())
}

/// What is still missing of a direction's past. `None` before its first walk, and once the list was exhausted.
pub fn history(connection: &Connection, direction: &str) -> Result<Option<History>> {
    let history = connection
        .prepare_cached("SELECT history_at, history_read FROM sync_state WHERE direction = ?")?
        .query_row([direction], |row| {
            let (at, read) = (row.get::<_, Option<i64>>(0)?, row.get(1)?);
            Ok(at.map(|at| History { at, read }))
        })
        .optional()?;
    Ok(history.flatten())
}

/// The import has read `read` more texts; `at` is where it stands, `None` at the end of the list.
pub fn set_history(connection: &Connection, direction: &str, at: Option<i64>, read: u64) -> Result<()> {
    connection
        .prepare_cached("UPDATE sync_state SET history_at = ?, history_read = history_read + ? WHERE direction = ?")?
        .execute(params![at, read, direction])?;
    Ok(())
}

/// Whether every text of both directions that is older than the frontier is stored.
pub fn knows_the_past(connection: &Connection) -> Result<bool> {
    let known: u64 = connection
        .prepare_cached("SELECT count(*) FROM sync_state WHERE frontier_at IS NOT NULL AND history_at IS NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(known == DIRECTIONS.len() as u64)
}

/// What is missing of both directions together; `None` when nothing is.
pub fn missing(connection: &Connection) -> Result<Option<History>> {
    let (at, read): (Option<i64>, u64) = connection
        .prepare_cached("SELECT max(history_at), coalesce(sum(history_read), 0) FROM sync_state")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(at.map(|at| History { at, read }))
}
