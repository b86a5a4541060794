//! The tags that fans carry.

use rusqlite::{Connection, params};

use crate::error::Result;

/// A fan's tags, in alphabetical order.
pub fn of_fan(connection: &Connection, fan_id: i64) -> Result<Vec<String>> {
    before(connection, fan_id, i64::MAX)
}

/// The tags that a fan had before a text: those that a person or an earlier text put there.
pub fn before(connection: &Connection, fan_id: i64, message_id: i64) -> Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT tag FROM fan_tags WHERE fan_id = ? AND (message_id IS NULL OR message_id < ?) ORDER BY tag",
    )?;
    let tags = statement.query_map([fan_id, message_id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(tags)
}

/// Puts a tag on a fan, because of a text or by hand; tells whether that was a change. One that is there stays as it is.
pub fn add(connection: &Connection, fan_id: i64, tag: &str, message_id: Option<i64>) -> Result<bool> {
    let added = connection
        .prepare_cached("INSERT INTO fan_tags (fan_id, tag, message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?
        .execute(params![fan_id, tag, message_id])?;
    Ok(added > 0)
}

/// Takes a tag off a fan; tells whether it was there.
pub fn remove(connection: &Connection, fan_id: i64, tag: &str) -> Result<bool> {
    let removed = connection
        .prepare_cached("DELETE FROM fan_tags WHERE fan_id = ? AND tag = ?")?
        .execute(params![fan_id, tag])?;
    Ok(removed > 0)
}

/// Leaves a fan with these tags and no others.
pub fn set(connection: &Connection, fan_id: i64, tags: &[String]) -> Result<()> {
    for gone in of_fan(connection, fan_id)?.iter().filter(|tag| !tags.contains(tag)) {
        remove(connection, fan_id, gone)?;
    }
    tags.iter().try_for_each(|tag| add(connection, fan_id, tag, None).map(drop))
}
