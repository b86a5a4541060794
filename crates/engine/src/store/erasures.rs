//! The erasing of fans, step by step, and what the provider still has to delete.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::ProviderId;
use crate::error::Result;

#[derive(Debug, Clone)]
pub struct ErasureRow {
    pub id: i64,
    /// `None` when nothing on this computer knows the fan any more.
    pub fan_id: Option<i64>,
    /// Kept until the provider has deleted everything.
    pub number: Option<String>,
    /// `waiting`, `here`, `index`, `provider`, `done`
    pub state: String,
    pub requested_at: i64,
    pub erased_at: Option<i64>,
    pub until_at: Option<i64>,
    pub done_at: Option<i64>,
    /// JSON: rows by table.
    pub counts: String,
    pub reads: u32,
    pub attempts: u32,
    pub next_at: i64,
    /// JSON: a reason.
    pub problem: Option<String>,
}

const COLUMNS: &str = "id, fan_id, number, state, requested_at, erased_at, until_at, done_at, counts, reads, attempts, \
     next_at, problem";

fn read(row: &Row<'_>) -> rusqlite::Result<ErasureRow> {
    Ok(ErasureRow {
        id: row.get(0)?,
        fan_id: row.get(1)?,
        number: row.get(2)?,
        state: row.get(3)?,
        requested_at: row.get(4)?,
        erased_at: row.get(5)?,
        until_at: row.get(6)?,
        done_at: row.get(7)?,
        counts: row.get(8)?,
        reads: row.get(9)?,
        attempts: row.get(10)?,
        next_at: row.get(11)?,
        problem: row.get(12)?,
    })
}

/// Asks for a fan to be erased; one that is asked for already stays the one.
pub fn request(connection: &Connection, fan_id: i64, number: &str, now: i64) -> Result<i64> {
    let known = connection
        .prepare_cached("SELECT id FROM erasures WHERE fan_id = ? AND state != 'done'")?
        .query_row([fan_id], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok(id);
    }
    let id = connection
        .prepare_cached(
            "INSERT INTO erasures (fan_id, number, state, requested_at) VALUES (?, ?, 'waiting', ?) RETURNING id",
        )?
        .query_row(params![fan_id, number, now], |row| row.get(0))?;
    Ok(id)
}

/// Whether a fan is being erased.
pub fn is_asked_for(connection: &Connection, fan_id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM erasures WHERE fan_id = ? AND state != 'done')")?
        .query_row([fan_id], |row| row.get(0))?;
    Ok(found)
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<ErasureRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM erasures WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

pub fn list(connection: &Connection, before: i64, limit: u32) -> Result<Vec<ErasureRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM erasures WHERE id < ? ORDER BY id DESC LIMIT ?"))?;
    let rows = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Erasings with something to do at `now`.
pub fn due(connection: &Connection, now: i64) -> Result<Vec<ErasureRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM erasures WHERE state != 'done' AND next_at <= ? ORDER BY id"
    ))?;
    let rows = statement.query_map([now], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// When something is to be done next; what waits for the outcome of a text in doubt has no such moment.
pub fn next_due(connection: &Connection) -> Result<Option<i64>> {
    let next = connection
        .prepare_cached("SELECT min(next_at) FROM erasures WHERE state NOT IN ('waiting', 'done')")?
        .query_row([], |row| row.get(0))?;
    Ok(next)
}

/// Writes an erasing back.
pub fn put(connection: &Connection, row: &ErasureRow) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE erasures SET fan_id = ?, number = ?, state = ?, erased_at = ?, until_at = ?, done_at = ?, counts = ?,
                reads = ?, attempts = ?, next_at = ?, problem = ? WHERE id = ?",
        )?
        .execute(params![
            row.fan_id,
            row.number,
            row.state,
            row.erased_at,
            row.until_at,
            row.done_at,
            row.counts,
            row.reads,
            row.attempts,
            row.next_at,
            row.problem,
            row.id,
        ])?;
    Ok(())
}

/// The provider has to delete every text of a fan that is stored here.
pub fn queue_of_fan(connection: &Connection, erasure_id: i64, fan_id: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO provider_deletions (provider_id, erasure_id, media)
             SELECT provider_id, ?1, media FROM messages WHERE fan_id = ?2
             UNION SELECT provider_id, ?1, 0 FROM outbox WHERE fan_id = ?2 AND provider_id IS NOT NULL
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![erasure_id, fan_id])?;
    Ok(())
}

/// One more text that the provider has to delete; gives whether it was not known.
pub fn queue(connection: &Connection, erasure_id: i64, id: &ProviderId, media: u32) -> Result<bool> {
    let added = connection
        .prepare_cached(
            "INSERT INTO provider_deletions (provider_id, erasure_id, media) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![id.to_blob(), erasure_id, media])?;
    if added > 0 {
        connection
            .prepare_cached(
                "UPDATE erasures SET state = 'provider', done_at = NULL, next_at = 0 WHERE id = ? AND state = 'done'",
            )?
            .execute([erasure_id])?;
    }
    Ok(added > 0)
}

/// A text that the provider has to delete.
#[derive(Debug, Clone)]
pub struct Deletion {
    pub provider_id: ProviderId,
    pub media: u32,
    pub attempts: u32,
}

/// Texts to delete at `now`.
pub fn deletions(connection: &Connection, erasure_id: i64, now: i64, limit: u32) -> Result<Vec<Deletion>> {
    let mut statement = connection.prepare_cached(
        "SELECT provider_id, media, attempts FROM provider_deletions
         WHERE erasure_id = ? AND deleted = 0 AND next_at <= ? ORDER BY next_at LIMIT ?",
    )?;
    let rows = statement
        .query_map(params![erasure_id, now, limit], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let known = rows.into_iter().filter_map(|(id, media, attempts)| {
        Some(Deletion { provider_id: ProviderId::from_blob(&id)?, media, attempts })
    });
    Ok(known.collect())
}

pub fn deleted(connection: &Connection, id: &ProviderId, pictures: u32) -> Result<()> {
    connection
        .prepare_cached("UPDATE provider_deletions SET deleted = 1, pictures = ? WHERE provider_id = ?")?
        .execute(params![pictures, id.to_blob()])?;
    Ok(())
}

pub fn try_again(connection: &Connection, id: &ProviderId, attempts: u32, next_at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE provider_deletions SET attempts = ?, next_at = ? WHERE provider_id = ?")?
        .execute(params![attempts, next_at, id.to_blob()])?;
    Ok(())
}

/// How far the provider is with one fan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Progress {
    pub texts: u64,
    pub deleted: u64,
    pub pictures: u64,
    /// When the next one that is left is tried.
    pub next_at: Option<i64>,
}

pub fn progress(connection: &Connection, erasure_id: i64) -> Result<Progress> {
    let progress = connection
        .prepare_cached(
            "SELECT count(*), coalesce(sum(deleted), 0), coalesce(sum(pictures), 0), min(iif(deleted, NULL, next_at))
             FROM provider_deletions WHERE erasure_id = ?",
        )?
        .query_row([erasure_id], |row| {
            Ok(Progress { texts: row.get(0)?, deleted: row.get(1)?, pictures: row.get(2)?, next_at: row.get(3)? })
        })?;
    Ok(progress)
}
