//! The search index over all texts.

use rusqlite::{Connection, params};

use super::search_text;
use crate::error::Result;

pub fn add(connection: &Connection, message_id: i64, body: &str) -> Result<()> {
    let tokens = search_text::tokens(body);
    if tokens.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO message_search (rowid, tokens) VALUES (?, ?)")?
        .execute(params![message_id, tokens])?;
    Ok(())
}

/// Ids of texts with all the words, newest first, before the text `before`.
pub fn find(connection: &Connection, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    let Some(query) = search_text::query(words) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
    )?;
    let ids = statement.query_map(params![query, before, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}
