//! Pictures and other files of texts.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::ProviderId;
use crate::error::Result;

/// Everything of a file but its bytes.
#[derive(Debug, Clone)]
pub struct MediaRow {
    pub id: i64,
    pub provider_id: String,
    pub kind: String,
    pub state: String,
    pub bytes: Option<u64>,
    pub reason: Option<String>,
}

const COLUMNS: &str = "id, provider_id, kind, state, bytes, reason";

fn read(row: &Row<'_>) -> rusqlite::Result<MediaRow> {
    Ok(MediaRow {
        id: row.get(0)?,
        provider_id: row.get(1)?,
        kind: row.get(2)?,
        state: row.get(3)?,
        bytes: row.get(4)?,
        reason: row.get(5)?,
    })
}

/// The files of a text in the provider's order.
pub fn of_message(connection: &Connection, message_id: i64) -> Result<Vec<MediaRow>> {
    let rows = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM media WHERE message_id = ? ORDER BY id"))?
        .query_map([message_id], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<MediaRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM media WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

/// The bytes of a picture that is kept.
pub fn data(connection: &Connection, id: i64) -> Result<Option<Vec<u8>>> {
    let data = connection
        .prepare_cached("SELECT data FROM media WHERE id = ? AND state = 'fetched'")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(data.flatten())
}

/// The provider's id of a text, and how many files it said the text has.
pub fn source(connection: &Connection, message_id: i64) -> Result<Option<(ProviderId, u32)>> {
    let found = connection
        .prepare_cached("SELECT provider_id, media FROM messages WHERE id = ?")?
        .query_row([message_id], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(id, media)| Some((ProviderId::from_blob(&id)?, media))))
}

/// Texts of a fan with files, newest first.
pub fn messages_of_fan(connection: &Connection, fan_id: i64) -> Result<Vec<i64>> {
    let ids = connection
        .prepare_cached("SELECT id FROM messages WHERE fan_id = ? AND media > 0 ORDER BY id DESC")?
        .query_map([fan_id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Notes a file. Its text may have been erased while the provider was asked.
pub fn add(connection: &Connection, message_id: i64, provider_id: &str, kind: &str, state: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO media (message_id, provider_id, kind, state)
             SELECT ?1, ?2, ?3, ?4 WHERE EXISTS (SELECT 1 FROM messages WHERE id = ?1)
             ON CONFLICT DO NOTHING",
        )?
        .execute(params![message_id, provider_id, kind, state])?;
    Ok(())
}

/// Notes why a file's bytes are not here.
pub fn settle(connection: &Connection, id: i64, state: &str, bytes: Option<u64>, reason: Option<&str>) -> Result<()> {
    // What another look has brought meanwhile stays.
    connection
        .prepare_cached("UPDATE media SET state = ?, bytes = ?, reason = ? WHERE id = ? AND state != 'fetched'")?
        .execute(params![state, bytes, reason, id])?;
    Ok(())
}

/// Keeps a picture, and lets go of those that were read first until all fit into `room` bytes. They can be read again.
pub fn keep(connection: &Connection, id: i64, kind: &str, data: &[u8], at: i64, room: u64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE media SET state = 'fetched', kind = ?, data = ?, bytes = ?, reason = NULL, fetched_at = ?
             WHERE id = ?",
        )?
        .execute(params![kind, data, data.len(), at, id])?;
    let mut taken: u64 = connection
        .prepare_cached("SELECT coalesce(sum(bytes), 0) FROM media WHERE state = 'fetched'")?
        .query_row([], |row| row.get(0))?;
    while taken > room {
        let oldest: Option<(i64, u64)> = connection
            .prepare_cached(
                "SELECT id, bytes FROM media WHERE state = 'fetched' AND id != ? ORDER BY fetched_at, id LIMIT 1",
            )?
            .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((oldest, bytes)) = oldest else { break };
        connection
            .prepare_cached("UPDATE media SET state = 'known', data = NULL, fetched_at = NULL WHERE id = ?")?
            .execute([oldest])?;
        taken = taken.saturating_sub(bytes);
    }
    Ok(())
}
