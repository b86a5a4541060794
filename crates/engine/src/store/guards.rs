//! Ranges of numbers whose automatic answers wait for the owner, and what counts towards pausing one.

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;

#[derive(Debug, Clone)]
pub struct GuardRow {
    pub id: i64,
    pub range: String,
    pub kind: String,
    pub state: String,
    pub texts: u64,
    pub tripped_at: i64,
    pub decided_at: Option<i64>,
}

const COLUMNS: &str = "id, range, kind, state, texts, tripped_at, decided_at";

fn read(row: &Row<'_>) -> rusqlite::Result<GuardRow> {
    Ok(GuardRow {
        id: row.get(0)?,
        range: row.get(1)?,
        kind: row.get(2)?,
        state: row.get(3)?,
        texts: row.get(4)?,
        tripped_at: row.get(5)?,
        decided_at: row.get(6)?,
    })
}

/// Beginnings of a number that can be a range: `+`, and up to all fifteen digits.
const LONGEST: usize = 16;

/// The guard of a number: of all that fit, the longest.
pub fn of_number(connection: &Connection, number: &str) -> Result<Option<GuardRow>> {
    let marks = ["?"; LONGEST - 1].join(", ");
    let beginning = |length: usize| number.get(..length.min(number.len()));
    let row = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM guards WHERE range IN ({marks}) ORDER BY length(range) DESC LIMIT 1"
        ))?
        .query_row(rusqlite::params_from_iter((2..=LONGEST).map(beginning)), read)
        .optional()?;
    Ok(row)
}

/// Whether the owner blocked any range.
pub fn any_blocked(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM guards WHERE state = 'blocked')")?
        .query_row([], |row| row.get(0))?)
}

/// Whether the owner wants no automatic texts to a number.
pub fn is_blocked(connection: &Connection, number: &str) -> Result<bool> {
    Ok(of_number(connection, number)?.is_some_and(|guard| guard.state == "blocked"))
}

/// Records that a range is paused; one that is known keeps its state. Gives whether it is a fresh one.
pub fn trip(connection: &Connection, range: &str, kind: &str, texts: u64, now: i64) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO guards (range, kind, state, texts, tripped_at) VALUES (?, ?, 'paused', ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![range, kind, texts, now])?;
    Ok(changed > 0)
}

pub fn by_range(connection: &Connection, range: &str) -> Result<Option<GuardRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM guards WHERE range = ?"))?
        .query_row([range], read)
        .optional()?;
    Ok(row)
}

/// Newest first, before the guard `before`.
pub fn list(connection: &Connection, before: i64, limit: u32) -> Result<Vec<GuardRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM guards WHERE id < ? ORDER BY id DESC LIMIT ?"))?;
    let rows = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Ranges that wait for the owner.
pub fn count_paused(connection: &Connection) -> Result<u64> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM guards WHERE state = 'paused'")?
        .query_row([], |row| row.get(0))?)
}

/// The owner's decision about a range.
pub fn decide(connection: &Connection, range: &str, state: &str, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO guards (range, kind, state, tripped_at, decided_at) VALUES (?1, 'owner', ?2, ?3, ?3)
             ON CONFLICT (range) DO UPDATE SET state = excluded.state, decided_at = excluded.decided_at",
        )?
        .execute(params![range, state, now])?;
    Ok(())
}

/// A text waits for this guard's decision.
pub fn hold(connection: &Connection, id: i64, message_id: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO guard_holds (guard_id, message_id) VALUES (?, ?) ON CONFLICT DO NOTHING")?
        .execute([id, message_id])?;
    Ok(())
}

pub fn count_holds(connection: &Connection, id: i64) -> Result<u64> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM guard_holds WHERE guard_id = ?")?
        .query_row([id], |row| row.get(0))?)
}

/// The rules look again at every text that waited.
pub fn release_holds(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE messages SET decided = 0, why = NULL WHERE id IN (SELECT message_id FROM guard_holds WHERE guard_id = ?)",
        )?
        .execute([id])?;
    drop_holds(connection, id)
}

/// What waited is not answered.
pub fn drop_holds(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM guard_holds WHERE guard_id = ?")?.execute([id])?;
    Ok(())
}

/// Minutes over which first texts of a block are added up: one more than the ten that are meant, because the first and
/// the last are never whole.
pub const MINUTES: i64 = 11;

/// Counts a first text from a block; gives how many came from it in the minutes up to this one.
pub fn count_first_text(connection: &Connection, block: &str, minute: i64) -> Result<u64> {
    connection
        .prepare_cached(
            "INSERT INTO first_texts (minute, block, texts) VALUES (?, ?, 1)
             ON CONFLICT (minute, block) DO UPDATE SET texts = texts + 1",
        )?
        .execute(params![minute, block])?;
    // One place of the index for each minute; a range would read every block of those minutes.
    let mut statement = connection.prepare_cached("SELECT texts FROM first_texts WHERE minute = ? AND block = ?")?;
    let mut texts = 0;
    for minute in (minute - MINUTES + 1)..=minute {
        texts += statement.query_row(params![minute, block], |row| row.get::<_, u64>(0)).optional()?.unwrap_or(0);
    }
    Ok(texts)
}

/// Minutes that nothing can be added up over any more.
pub fn forget_first_texts(connection: &Connection, before_minute: i64) -> Result<()> {
    connection.prepare_cached("DELETE FROM first_texts WHERE minute < ?")?.execute([before_minute])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{count_first_text, decide, forget_first_texts, of_number, trip};

    fn database() -> Connection {
        let mut connection = Connection::open_in_memory().expect("open");
        crate::store::migrate::run(&mut connection).expect("migrate");
        connection
    }

    /// A block that the owner allowed would stay silent because its country is paused, or the other way round.
    #[test]
    fn the_longest_range_decides() {
        let connection = database();
        trip(&connection, "+1900", "premium", 0, 1).expect("trip");
        decide(&connection, "+19005550", "allowed", 2).expect("decide");
        let state = |number: &str| of_number(&connection, number).expect("read").map(|guard| guard.state);
        assert_eq!(state("+19005550132").as_deref(), Some("allowed"));
        assert_eq!(state("+19005551").as_deref(), Some("paused"));
        assert_eq!(state("+12025550132"), None);
        assert!(!trip(&connection, "+19005550", "pumping", 101, 3).expect("trip"), "the owner's decision stays");
    }

    /// A flood would be noticed too late, or two quiet hours taken for one.
    #[test]
    fn first_texts_are_added_up_over_ten_minutes() {
        let connection = database();
        let count = |minute| count_first_text(&connection, "+12025550", minute).expect("count");
        assert_eq!((count(100), count(100), count(105), count(110)), (1, 2, 3, 4));
        assert_eq!(count_first_text(&connection, "+12025551", 110).expect("count"), 1, "another block");
        assert_eq!(count(111), 3, "minute 100 is too long ago");
        forget_first_texts(&connection, 111).expect("forget");
        assert_eq!(count(111), 2);
    }
}
