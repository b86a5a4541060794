//! The search index over all texts.

use rusqlite::{Connection, params};
use tracing::trace_span;

use super::{messages, search_text};
use crate::error::Result;
use crate::store::fans::FanRow;

/// Texts that become findable together, at the end of what stores them. The index keeps what is new in memory only until
/// another statement could be undone, and then writes a piece of its own: between other statements each text would.
#[derive(Debug, Default)]
pub struct Batch {
    texts: Vec<(i64, String)>,
}

impl Batch {
    pub fn add(&mut self, message_id: i64, body: &str) {
        let tokens = search_text::tokens(body);
        if !tokens.is_empty() {
            self.texts.push((message_id, tokens));
        }
    }

    pub fn write(mut self, connection: &Connection) -> Result<()> {
        let _span = trace_span!("search").entered();
        // An id below the one before it would begin a new piece as well.
        self.texts.sort_unstable_by_key(|(id, _)| *id);
        let mut statement = connection.prepare_cached("INSERT INTO message_search (rowid, tokens) VALUES (?, ?)")?;
        for (id, tokens) in &self.texts {
            statement.execute(params![id, tokens])?;
        }
        Ok(())
    }
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

/// Texts that are looked into before the index is asked for whole beginnings.
const LOOKS: u32 = 200;

/// The newest texts with the words, where they are frequent among those with the first letters of the last one.
///
/// For a long beginning SQLite gathers every text with any word that begins so, and then takes the newest. For a short
/// one it has them in order. `None` when the newest of them hold too few.
fn among_wider(connection: &Connection, words: &str, before: i64, limit: u32) -> Result<Option<Vec<i64>>> {
    let (Some(wider), Some(wanted)) = (search_text::wider_query(words), search_text::Wanted::of(words)) else {
        return Ok(None);
    };
    let mut candidates = connection.prepare_cached(FIND)?;
    let mut candidates = candidates.query(params![wider, before, LOOKS])?;
    let mut text = connection.prepare_cached("SELECT body FROM messages WHERE id = ?")?;
    let (mut looks, mut found) = (0, Vec::new());
    while let Some(row) = candidates.next()? {
        let id: i64 = row.get(0)?;
        let mut rows = text.query([id])?;
        if let Some(row) = rows.next()?
            && wanted.is_in(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)
        {
            found.push(id);
        }
        if found.len() == limit as usize {
            return Ok(Some(found));
        }
        looks += 1;
    }
    // The last of them was seen: there are no others.
    Ok((looks < LOOKS).then_some(found))
}

const FIND: &str =
    "SELECT rowid FROM message_search WHERE message_search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?";

/// Ids of texts with all the words, newest first, before the text `before`.
pub fn find(connection: &Connection, words: &str, before: i64, limit: u32) -> Result<Vec<i64>> {
    if let Some(found) = among_wider(connection, words, before, limit)? {
        return Ok(found);
    }
    let Some(query) = search_text::query(words) else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(FIND)?;
    let ids = statement.query_map(params![query, before, limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::{Batch, FIND, LOOKS, find};
    use crate::store::{migrate_for_tests, search_text};

    /// Texts that were looked for by the shorter way would be missing, or older ones would stand for them.
    #[test]
    fn both_ways_find_the_same() {
        let connection = migrate_for_tests();
        let words = ["love", "lovely", "low", "lovage", "see", "seed", "concert", "concept", "❤️", "東京", "conifer"];
        connection.execute("INSERT INTO fans (number) VALUES ('+12125550142')", []).expect("a fan");
        let mut findable = Batch::default();
        for id in 1..=i64::from(LOOKS) * 4 {
            // Rare and frequent words, and stretches in which one of them is missing.
            let first = words[usize::try_from(id * id % 7).expect("a place")];
            let second = words[usize::try_from(id / 90 % 11).expect("a place")];
            let body = format!("{first} {second}");
            connection
                .execute(
                    "INSERT INTO messages (id, fan_id, provider_id, outbound, kind, body, status, stored_at)
                     VALUES (?1, 1, randomblob(16), 0, 'fan', ?2, 'received', 0)",
                    rusqlite::params![id, body],
                )
                .expect("a text");
            findable.add(id, &body);
        }
        findable.write(&connection).expect("indexed");
        let mut whole = connection.prepare(FIND).expect("a query");
        let asked = words.iter().map(ToString::to_string);
        let asked = asked.chain(["lov", "love see", "see con", "conc", "seed lovel", "quibel"].map(str::to_owned));
        for words in asked {
            for (before, limit) in [(i64::MAX, 50), (i64::MAX, 500), (300, 50), (40, 10)] {
                let query = search_text::query(&words).expect("words");
                let expected: Vec<i64> = whole
                    .query_map(rusqlite::params![query, before, limit], |row| row.get(0))
                    .expect("found")
                    .collect::<Result<_, _>>()
                    .expect("ids");
                let found = find(&connection, &words, before, limit).expect("found");
                assert_eq!(found, expected, "{words:?} before {before}, {limit} of them");
            }
        }
    }
}
