//! The search index over all texts.

use rusqlite::{Connection, params};
use tracing::trace_span;

use super::{messages, search_text};
use crate::error::Result;
use crate::store::fans::FanRow;

pub fn add(connection: &Connection, message_id: i64, body: &str) -> Result<()> {
    let _span = trace_span!("search").entered();
    let tokens = search_text::tokens(body);
    if tokens.is_empty() {
        return Ok(());
    }
    connection
        .prepare_cached("INSERT INTO message_search (rowid, tokens) VALUES (?, ?)")?
        .execute(params![message_id, tokens])?;
    Ok(())
}

/// A conversation with more texts than this is searched through the index: its texts lie all over the file.
const LONG_CONVERSATION: u64 = 1_000;

/// Ids of the texts between a fan and the line with all the words, newest first, before the text `before`.
pub fn find_with(connection: &Connection, fan: &FanRow, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    if fan.texts() > LONG_CONVERSATION {
        through_index(connection, fan.id, words, before, limit)
    } else {
        through_texts(connection, fan.id, words, before, limit)
    }
}

fn through_texts(connection: &Connection, fan_id: i64, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    let Some(wanted) = search_text::Wanted::of(words) else { return Ok(Vec::new()) };
    let mut statement =
        connection.prepare_cached("SELECT id, body FROM messages WHERE fan_id = ? AND id < ? ORDER BY id DESC")?;
    let mut rows = statement.query(params![fan_id, before])?;
    let mut found = Vec::new();
    while found.len() < limit as usize
        && let Some(row) = rows.next()?
    {
        let body = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        if wanted.is_in(body) {
            found.push(row.get(0)?);
        }
    }
    Ok(found)
}

/// Follows the hits and the conversation side by side, both from the newest text on.
fn through_index(connection: &Connection, fan_id: i64, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    let Some(query) = search_text::query(words) else { return Ok(Vec::new()) };
    let ids = messages::ids_of_fan(connection, fan_id, before)?;
    let Some(oldest) = ids.last() else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? AND rowid >= ? ORDER BY rowid DESC",
    )?;
    let mut hits = statement.query(params![query, before, oldest])?;
    let (mut found, mut place) = (Vec::new(), 0);
    while found.len() < limit as usize
        && let Some(row) = hits.next()?
    {
        let hit: i64 = row.get(0)?;
        while ids.get(place).is_some_and(|id| *id > hit) {
            place += 1;
        }
        if ids.get(place) == Some(&hit) {
            found.push(hit);
        }
    }
    Ok(found)
}

/// Takes a text out of the index. Its words are gone from the file only after the index was merged.
pub fn remove(connection: &Connection, message_id: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM message_search WHERE rowid = ?")?.execute([message_id])?;
    Ok(())
}

/// One bounded step of rewriting the index without what was taken out of it; gives whether there is more to do.
pub fn merge(connection: &Connection, begin: bool) -> Result<bool> {
    // SQLite's own measure of whether a step found work: at least two rows of its tables changed.
    let before = connection.total_changes();
    let pages = if begin { -MERGE_PAGES } else { MERGE_PAGES };
    connection
        .prepare_cached("INSERT INTO message_search (message_search, rank) VALUES ('merge', ?)")?
        .execute([pages])?;
    Ok(connection.total_changes() - before >= 2)
}

/// Pages of the index that one step rewrites.
const MERGE_PAGES: i64 = 500;

/// Ids of texts with all the words, newest first, before the text `before`.
pub fn find(connection: &Connection, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    let Some(query) = search_text::query(words) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
    )?;
    let ids = statement.query_map(params![query, before, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}
