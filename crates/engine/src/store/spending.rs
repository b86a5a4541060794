//! What was spent on each day of this computer, by kind of text and currency.
//!
//! A text is booked with its estimate when the provider has it, and corrected once by its bill. Both belong to the day
//! on which it was sent or came, so that a day's sum becomes what that day cost. Sums of different currencies are never
//! added: one that is not the line's is kept beside it.

use rusqlite::{Connection, OptionalExtension, params};

use super::line;
use super::outbox::OutboxRow;
use crate::domain::Money;
use crate::error::Result;

/// A part of the books.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sum {
    pub messages: i64,
    pub parts: i64,
    pub micros: i64,
}

/// Kind of a fan's text, which is paid for as well.
pub const INBOUND: &str = "inbound";
/// Kind of a text of this number that was not sent from here.
pub const ELSEWHERE: &str = "elsewhere";

pub fn add(connection: &Connection, day_at: i64, kind: &str, currency: &str, sum: Sum) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO spending (day_at, kind, currency, messages, parts, micros) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (day_at, kind, currency) DO UPDATE
             SET messages = messages + excluded.messages, parts = parts + excluded.parts, micros = micros + excluded.micros",
        )?
        .execute(params![day_at, kind, currency, sum.messages, sum.parts, sum.micros])?;
    Ok(())
}

/// Replaces an estimate by its bill.
pub fn correct(connection: &Connection, day_at: i64, kind: &str, estimate: i64, bill: &Money) -> Result<()> {
    let currency = line::currency(connection)?;
    if bill.currency == currency {
        let difference = Sum { micros: bill.micros - estimate, ..Sum::default() };
        return add(connection, day_at, kind, &currency, difference);
    }
    add(connection, day_at, kind, &currency, Sum { micros: -estimate, ..Sum::default() })?;
    add(connection, day_at, kind, &bill.currency, Sum { micros: bill.micros, ..Sum::default() })
}

/// Books a row of the outbox that the provider has, with the estimate that it left with. Twice books once.
pub fn book_row(connection: &Connection, row: &OutboxRow, day_at: i64) -> Result<()> {
    let booked = connection
        .prepare_cached("UPDATE outbox SET booked_micros = ?, booked_day = ? WHERE id = ? AND booked_micros IS NULL")?
        .execute(params![row.est_micros, day_at, row.id])?;
    if booked == 0 {
        return Ok(());
    }
    let sum = Sum { messages: 1, parts: i64::from(row.parts), micros: row.est_micros };
    add(connection, day_at, &row.kind, &line::currency(connection)?, sum)
}

/// Corrects a booked row by its bill.
pub fn bill_row(connection: &Connection, outbox_id: i64, bill: &Money) -> Result<()> {
    let booked = connection
        .prepare_cached(
            "SELECT kind, booked_day, booked_micros FROM outbox WHERE id = ? AND booked_micros IS NOT NULL",
        )?
        .query_row([outbox_id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))
        .optional()?;
    let Some((kind, day_at, estimate)) = booked else { return Ok(()) };
    correct(connection, day_at, &kind, estimate, bill)?;
    connection
        .prepare_cached("UPDATE outbox SET booked_micros = ? WHERE id = ?")?
        .execute(params![bill.micros, outbox_id])?;
    Ok(())
}

/// What was booked for one row belongs to another: the provider has its text, not that one's.
pub fn hand_over(connection: &Connection, from: i64, to: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET (booked_micros, booked_day) = (SELECT booked_micros, booked_day FROM outbox WHERE id = ?)
             WHERE id = ? AND booked_micros IS NULL",
        )?
        .execute([from, to])?;
    connection
        .prepare_cached("UPDATE outbox SET booked_micros = NULL, booked_day = NULL WHERE id = ?")?
        .execute([from])?;
    Ok(())
}

/// Micro-units of the line's currency spent since `day_at`, on everything.
pub fn since(connection: &Connection, day_at: i64) -> Result<i64> {
    Ok(by_kind(connection, day_at)?.into_iter().map(|(_, micros)| micros).sum())
}

/// Micro-units of the line's currency spent since `day_at`, by kind.
pub fn by_kind(connection: &Connection, day_at: i64) -> Result<Vec<(String, i64)>> {
    let currency = line::currency(connection)?;
    let mut statement = connection
        .prepare_cached("SELECT kind, sum(micros) FROM spending WHERE day_at >= ? AND currency = ? GROUP BY kind")?;
    let rows = statement
        .query_map(params![day_at, currency], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Automatic texts to one fan on one day.
pub fn automatic_to(connection: &Connection, fan_id: i64, day_at: i64) -> Result<i64> {
    let count = connection
        .prepare_cached("SELECT automatic FROM fan_days WHERE fan_id = ? AND day_at = ?")?
        .query_row(params![fan_id, day_at], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

pub fn count_automatic(connection: &Connection, fan_id: i64, day_at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fan_days (fan_id, day_at, automatic) VALUES (?, ?, 1)
             ON CONFLICT (fan_id, day_at) DO UPDATE SET automatic = automatic + 1",
        )?
        .execute(params![fan_id, day_at])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Sum, add, correct, since};
    use crate::domain::Money;

    /// Euros added to dollars would make a sum that means nothing, and a cap that never comes.
    #[test]
    fn a_bill_in_another_currency_is_kept_apart() {
        let mut connection = Connection::open_in_memory().expect("open");
        crate::store::migrate::run(&mut connection).expect("migrate");
        add(&connection, 10, "personal", "USD", Sum { messages: 1, parts: 1, micros: 8_000 }).expect("book");
        correct(&connection, 10, "personal", 8_000, &Money::new(7_500, "USD")).expect("bill");
        assert_eq!(since(&connection, 0).expect("sum"), 7_500);
        add(&connection, 10, "personal", "USD", Sum { messages: 1, parts: 1, micros: 8_000 }).expect("book");
        correct(&connection, 10, "personal", 8_000, &Money::new(90_000, "EUR")).expect("bill");
        assert_eq!(since(&connection, 0).expect("sum"), 7_500, "its estimate is gone, and no euro is counted");
    }
}
