//! How far each direction of the provider's list is known.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Every text up to this provider time is stored; `None` before the first complete walk.
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
