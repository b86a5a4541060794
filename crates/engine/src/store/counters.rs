//! Small numbers that must survive a restart.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Sequence that keeps ids of texts in one millisecond apart.
pub const MESSAGE_SEQUENCE: &str = "message_sequence";
/// Fans' texts stored.
pub const INBOUND: &str = "inbound";
/// 0 while the master switch for automatic answers is off.
pub const AUTO_REPLIES: &str = "auto_replies";
pub const AUTO_REPLIES_AT: &str = "auto_replies_at";
/// When the owner said that the answers which waited until then shall go.
pub const ANSWERS_RELEASED_AT: &str = "answers_released_at";
/// The provider's clock minus ours, in milliseconds.
pub const SKEW_MS: &str = "skew_ms";
/// When that difference was measured, by our clock.
pub const SKEW_AT: &str = "skew_at";
/// Rows that left since the database was made, by the provider's acceptance.
pub const SENT: &str = "sent";

/// How far the line has come; also kept outside of the database, so that an old copy is noticed.
pub const EPOCH: &str = "epoch";
/// When an old copy of the database was opened.
pub const RESTORED_AT: &str = "restored_at";
/// Somebody has written the recovery key down.
pub const RECOVERY_KEY_KEPT: &str = "recovery_key_kept";
/// The newest text, in the provider's time, that something else sent from this number.
pub const ELSEWHERE_AT: &str = "elsewhere_at";
/// Texts from elsewhere up to this moment, in the provider's time, are no reason to keep automatic answers off.
pub const ANSWER_HERE_AT: &str = "answer_here_at";
/// Why Fanline itself switched automatic answers off; absent or 0 when it did not.
pub const AUTO_REPLIES_HELD: &str = "auto_replies_held";
pub const HELD_RESTORED: i64 = 1;
pub const HELD_ELSEWHERE: i64 = 2;

/// Switches automatic answers off until a person says otherwise.
pub fn hold_auto_replies(connection: &Connection, now: i64, why: i64) -> Result<()> {
    set(connection, AUTO_REPLIES, 0)?;
    set(connection, AUTO_REPLIES_AT, now)?;
    set(connection, AUTO_REPLIES_HELD, why)
}

pub fn get(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let value = connection
        .prepare_cached("SELECT value FROM counters WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(value)
}

/// The provider's clock, which dates the texts, at our moment `now`.
pub fn provider_time(connection: &Connection, now: i64) -> Result<i64> {
    Ok(now + get(connection, SKEW_MS)?.unwrap_or(0))
}

/// How long a measured difference outlives a smaller one.
const SKEW_LASTS_MS: i64 = 10 * 60_000;
/// A fall by more than this is a clock that was set, not a slow answer.
const SKEW_JUMP_MS: i64 = 5_000;

/// Takes a measured difference of the clocks in. Each is the true one or less, by up to a second of the provider's
/// date and by the way back: the largest of the last minutes is the nearest, and with it the provider's time never
/// seems to go back between two texts that have no date.
pub fn measure_skew(connection: &Connection, skew_ms: i64, now: i64) -> Result<()> {
    let held = get(connection, SKEW_MS)?.zip(get(connection, SKEW_AT)?);
    let stays = held.is_some_and(|(held_ms, at)| {
        let fresh = (0..SKEW_LASTS_MS).contains(&(now - at));
        fresh && (skew_ms..skew_ms + SKEW_JUMP_MS).contains(&held_ms)
    });
    if stays {
        return Ok(());
    }
    set(connection, SKEW_MS, skew_ms)?;
    set(connection, SKEW_AT, now)
}

pub fn set(connection: &Connection, name: &str, value: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}

/// Sets a number unless it is higher already.
pub fn raise(connection: &Connection, name: &str, value: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
        )?
        .execute(params![name, value])?;
    Ok(())
}

pub fn add(connection: &Connection, name: &str, by: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO counters (name, value) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
        )?
        .execute(params![name, by])?;
    Ok(())
}

/// Counts one further; gives the count.
pub fn next(connection: &Connection, name: &str) -> Result<i64> {
    advance(connection, name, 1)
}

/// Counts further; gives the count. Without RETURNING, which makes a table of its own for each call: thirty times the
/// work.
pub fn advance(connection: &Connection, name: &str, by: i64) -> Result<i64> {
    add(connection, name, by)?;
    Ok(get(connection, name)?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{SKEW_MS, get, measure_skew};

    fn held(measured: &[(i64, i64)]) -> i64 {
        let connection = Connection::open_in_memory().expect("a database in memory");
        connection
            .execute_batch("CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL)")
            .expect("an empty table");
        for (skew_ms, now) in measured {
            measure_skew(&connection, *skew_ms, *now).expect("the table takes it");
        }
        get(&connection, SKEW_MS).expect("a table to read").expect("a measured difference")
    }

    /// Of two undated texts the later one must not seem older: its STOP would not count.
    #[test]
    fn the_nearest_measurement_holds() {
        assert_eq!(held(&[(3_600_000, 0), (3_599_100, 700)]), 3_600_000);
        assert_eq!(held(&[(3_599_100, 0), (3_600_000, 700)]), 3_600_000);
    }

    /// A clock that somebody sets, or that drifts, must not date texts wrongly for ever.
    #[test]
    fn a_clock_that_was_set_is_believed() {
        assert_eq!(held(&[(3_600_000, 0), (-200, 700)]), -200);
        assert_eq!(held(&[(900, 0), (100, 600_000)]), 100);
        assert_eq!(held(&[(900, 0), (100, -60_000)]), 100);
    }
}
