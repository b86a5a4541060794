//! Counts that the schema's triggers keep with each change, so that showing them reads a handful of rows.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, ToSql};

use crate::error::Result;

/// Which fans are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tally {
    Fans,
    Unread,
    Care,
}

impl Tally {
    fn name(self) -> &'static str {
        match self {
            Self::Fans => "fans",
            Self::Unread => "unread",
            Self::Care => "care",
        }
    }
}

pub fn fans(connection: &Connection, tally: Tally) -> Result<u64> {
    let fans = connection
        .prepare_cached("SELECT fans FROM tallies WHERE name = ?")?
        .query_row([tally.name()], |row| row.get(0))
        .optional()?;
    Ok(fans.unwrap_or(0))
}

const QUARTER_MS: i64 = 900_000;

/// Fans' texts since a moment of the provider's time, taken down to its quarter of an hour.
pub fn inbound_since(connection: &Connection, at: i64) -> Result<u64> {
    let texts = connection
        .prepare_cached("SELECT coalesce(sum(texts), 0) FROM inbound_tallies WHERE quarter >= ?")?
        .query_row([at.div_euclid(QUARTER_MS)], |row| row.get(0))?;
    Ok(texts)
}

/// Rows of the outbox by state.
pub fn states(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    grouped(connection, "SELECT state, texts FROM outbox_tallies", &[])
}

/// Rows of one update by state.
pub fn states_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<BTreeMap<String, u64>> {
    grouped(connection, "SELECT state, texts FROM outbox_tallies WHERE broadcast_id = ?", &[&broadcast_id])
}

/// Rows of an update that may still change.
pub fn open_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<u64> {
    let states = states_of_broadcast(connection, broadcast_id)?;
    Ok(["queued", "sending", "unknown"].iter().filter_map(|state| states.get(*state)).sum())
}

/// Rows that still have to go, by kind.
pub fn waiting_by_kind(connection: &Connection) -> Result<BTreeMap<String, u64>> {
    grouped(connection, "SELECT kind, texts FROM outbox_tallies WHERE state IN ('queued', 'sending', 'unknown')", &[])
}

fn grouped(connection: &Connection, sql: &str, params: &[&dyn ToSql]) -> Result<BTreeMap<String, u64>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut sums = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let texts: u64 = row.get(1)?;
        if texts > 0 {
            *sums.entry(row.get(0)?).or_insert(0) += texts;
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rusqlite::Connection;

    use super::{Tally, fans, inbound_since, states, states_of_broadcast, waiting_by_kind};

    fn store() -> Connection {
        let mut connection = Connection::open_in_memory().expect("open");
        crate::store::migrate::run(&mut connection).expect("migrate");
        connection
    }

    fn counted(connection: &Connection, sql: &str) -> BTreeMap<String, u64> {
        let mut statement = connection.prepare(sql).expect("a query");
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("its rows");
        rows.collect::<Result<_, _>>().expect("read")
    }

    fn count(connection: &Connection, sql: &str) -> u64 {
        connection.query_row(sql, [], |row| row.get(0)).expect("a count")
    }

    /// After any changes in any order, a bar that says twelve must mean twelve.
    #[test]
    fn tallies_are_the_truth_after_a_mess() {
        let connection = store();
        let mut dice = 7_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        let run = |sql: String| connection.execute_batch(&sql).expect("a change");
        run("INSERT INTO broadcasts (text, audience, created_at) VALUES ('a', 'everyone', 0), ('b', 'everyone', 0)"
            .into());
        let states_of = ["queued", "sending", "sent", "unknown", "parked", "cancelled", "delivered"];
        for turn in 0..4_000_u64 {
            let (fan, row) = (roll(60), roll(400));
            match roll(9) {
                0 => run(format!(
                    "INSERT INTO fans (number, unread, care) VALUES ('+1{turn}', {}, {})",
                    roll(2),
                    roll(2)
                )),
                1 => run(format!("UPDATE fans SET unread = {}, care = {} WHERE id = {fan}", roll(3), roll(2))),
                2 => run(format!("UPDATE fans SET unread = 0 WHERE id % 7 = {}", roll(7))),
                3 => run(format!(
                    "INSERT INTO messages (id, fan_id, provider_id, outbound, kind, body, status, stored_at)
                     SELECT {} << 20 | {turn}, id, CAST('m{turn}' AS BLOB), {}, 'fan', '', '', 0 FROM fans WHERE id = {fan}",
                    roll(8_000_000),
                    roll(2)
                )),
                4 => run(format!("DELETE FROM messages WHERE fan_id = {fan} AND outbound = {}", roll(2))),
                5 | 6 => run(format!(
                    "INSERT INTO outbox (fan_id, body, parts, kind, lane, created_at, broadcast_id)
                     SELECT id, '', 1, '{}', 1, 0, {} FROM fans WHERE id = {fan} ON CONFLICT DO NOTHING",
                    ["personal", "auto_reply"][usize::try_from(roll(2)).expect("small")],
                    ["NULL", "1", "2"][usize::try_from(roll(3)).expect("small")]
                )),
                7 => {
                    let state = states_of[usize::try_from(roll(7)).expect("small")];
                    run(format!("UPDATE outbox SET state = '{state}' WHERE id % 50 = {}", row % 50));
                }
                _ => run(format!(
                    "SAVEPOINT job; DELETE FROM outbox WHERE id = {row}; ROLLBACK TO job; RELEASE job; DELETE FROM outbox WHERE id = {}",
                    roll(400)
                )),
            }
        }
        let fan_count = |condition: &str| count(&connection, &format!("SELECT count(*) FROM fans WHERE {condition}"));
        assert!(fan_count("1") > 100 && count(&connection, "SELECT count(*) FROM outbox") > 100, "a mess indeed");
        assert_eq!(fans(&connection, Tally::Fans).expect("fans"), fan_count("1"));
        assert_eq!(fans(&connection, Tally::Unread).expect("unread"), fan_count("unread > 0"));
        assert_eq!(fans(&connection, Tally::Care).expect("care"), fan_count("care = 1"));
        for at in [0, 900_000, 4_500_000] {
            let truth = format!("SELECT count(*) FROM messages WHERE outbound = 0 AND id >= {at} << 20");
            assert_eq!(inbound_since(&connection, at).expect("texts"), count(&connection, &truth));
        }
        let all = "SELECT state, count(*) FROM outbox GROUP BY 1";
        assert_eq!(states(&connection).expect("states"), counted(&connection, all));
        let second = "SELECT state, count(*) FROM outbox WHERE broadcast_id = 2 GROUP BY 1";
        assert_eq!(states_of_broadcast(&connection, 2).expect("states"), counted(&connection, second));
        let waiting = "SELECT kind, count(*) FROM outbox WHERE state IN ('queued', 'sending', 'unknown') GROUP BY 1";
        assert_eq!(waiting_by_kind(&connection).expect("kinds"), counted(&connection, waiting));
    }
}
