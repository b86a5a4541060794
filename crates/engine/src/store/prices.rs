//! What a part of a text costs by country: the provider's list, the owner's correction, and what was billed.
//!
//! The owner's price wins, then the list, then the dearest bill. All are in the line's currency: prices of another are
//! not kept.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::line;
use crate::domain::country;
use crate::domain::price::{Way, assumed};
use crate::error::Result;

#[derive(Debug, Clone)]
pub struct PriceRow {
    pub country: String,
    pub way: String,
    pub listed_micros: Option<i64>,
    pub edited_micros: Option<i64>,
    pub billed_micros: Option<i64>,
    pub fetched_at: Option<i64>,
}

const COLUMNS: &str = "country, way, listed_micros, edited_micros, billed_micros, fetched_at";

fn read(row: &Row<'_>) -> rusqlite::Result<PriceRow> {
    Ok(PriceRow {
        country: row.get(0)?,
        way: row.get(1)?,
        listed_micros: row.get(2)?,
        edited_micros: row.get(3)?,
        billed_micros: row.get(4)?,
        fetched_at: row.get(5)?,
    })
}

/// What one part is taken to cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartPrice {
    pub micros: i64,
    /// Said by the owner, the provider or a bill, or shipped; else the highest that is plausible.
    pub known: bool,
}

/// The price of a part to or from a number, or the first digits of one.
pub fn per_part(connection: &Connection, number: &str, way: Way) -> Result<PartPrice> {
    in_country(connection, country::of(number).map(|country| country.iso), way)
}

/// The price of a part to or from a country.
pub fn in_country(connection: &Connection, iso: Option<&str>, way: Way) -> Result<PartPrice> {
    if let Some(micros) = said(connection, iso.unwrap_or_default(), way)? {
        return Ok(PartPrice { micros, known: true });
    }
    let (micros, known) = assumed(iso, way, &line::currency(connection)?);
    Ok(PartPrice { micros, known })
}

/// The price that somebody said: the owner, the provider's list, or a bill.
pub fn said(connection: &Connection, iso: &str, way: Way) -> Result<Option<i64>> {
    let said = connection
        .prepare_cached(
            "SELECT coalesce(edited_micros, listed_micros, billed_micros) FROM prices WHERE country = ? AND way = ?",
        )?
        .query_row([iso, way.as_str()], |row| row.get::<_, Option<i64>>(0))
        .optional()?;
    Ok(said.flatten())
}

/// What a text of so many parts to a fan is taken to cost.
pub fn to_fan(connection: &Connection, fan_id: i64, parts: u32) -> Result<i64> {
    let number: Option<String> = connection
        .prepare_cached("SELECT number FROM fans WHERE id = ?")?
        .query_row([fan_id], |row| row.get(0))
        .optional()?;
    let price = per_part(connection, number.as_deref().unwrap_or_default(), Way::ToFan)?;
    Ok(price.micros.saturating_mul(i64::from(parts)))
}

/// Somebody's number is in this country: its prices are asked for.
pub fn want(connection: &Connection, number: &str) -> Result<()> {
    let Some(country) = country::of(number) else { return Ok(()) };
    connection
        .prepare_cached(
            "INSERT INTO prices (country, way) VALUES (?1, 'sms_out'), (?1, 'sms_in') ON CONFLICT DO NOTHING",
        )?
        .execute([country.iso])?;
    Ok(())
}

/// Countries whose prices nobody asked for since `since`.
pub fn wanted(connection: &Connection, since: i64) -> Result<Vec<String>> {
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT country FROM prices WHERE coalesce(tried_at, 0) < ? ORDER BY country")?;
    let rows = statement.query_map([since], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The provider was asked for a country's prices and gave none.
pub fn tried(connection: &Connection, iso: &str, at: i64) -> Result<()> {
    connection.prepare_cached("UPDATE prices SET tried_at = ? WHERE country = ?")?.execute(params![at, iso])?;
    Ok(())
}

/// A price of the provider's list; `None` when it lists none.
pub fn set_listed(connection: &Connection, iso: &str, way: Way, micros: Option<i64>, at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO prices (country, way, listed_micros, fetched_at, tried_at) VALUES (?1, ?2, ?3, ?4, ?4)
             ON CONFLICT (country, way) DO UPDATE
             SET listed_micros = excluded.listed_micros, fetched_at = excluded.fetched_at, tried_at = excluded.tried_at",
        )?
        .execute(params![iso, way.as_str(), micros, at])?;
    Ok(())
}

/// The owner's price, or `None` to go by the list again.
pub fn set_edited(connection: &Connection, iso: &str, way: Way, micros: Option<i64>) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO prices (country, way, edited_micros) VALUES (?, ?, ?)
             ON CONFLICT (country, way) DO UPDATE SET edited_micros = excluded.edited_micros",
        )?
        .execute(params![iso, way.as_str(), micros])?;
    Ok(())
}

/// What a part was billed: the dearest is kept, for a provider that shows no list.
pub fn billed(connection: &Connection, number: &str, way: Way, micros: i64) -> Result<()> {
    let Some(country) = country::of(number) else { return Ok(()) };
    connection
        .prepare_cached(
            "INSERT INTO prices (country, way, billed_micros) VALUES (?1, ?2, ?3)
             ON CONFLICT (country, way) DO UPDATE SET billed_micros = ?3 WHERE coalesce(billed_micros, 0) < ?3",
        )?
        .execute(params![country.iso, way.as_str(), micros])?;
    Ok(())
}

/// Another currency holds: what was said in the one before says nothing any more.
pub fn forget(connection: &Connection) -> Result<()> {
    connection.execute(
        "UPDATE prices SET listed_micros = NULL, edited_micros = NULL, billed_micros = NULL, fetched_at = NULL, tried_at = NULL",
        [],
    )?;
    Ok(())
}

/// When the provider's list for a country was read.
pub fn fetched_at(connection: &Connection, iso: &str) -> Result<Option<i64>> {
    let at = connection
        .prepare_cached("SELECT max(fetched_at) FROM prices WHERE country = ?")?
        .query_row([iso], |row| row.get(0))?;
    Ok(at)
}

pub fn list(connection: &Connection) -> Result<Vec<PriceRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM prices ORDER BY country, way"))?;
    let rows = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Way, billed, per_part, set_edited, set_listed, want, wanted};

    /// The owner's price would be overwritten by the next list, or never be taken back.
    #[test]
    fn the_owners_price_wins_until_it_is_taken_back() {
        let mut connection = Connection::open_in_memory().expect("open");
        crate::store::migrate::run(&mut connection).expect("migrate");
        let fan = "+33639980123";
        let price = || {
            let price = per_part(&connection, fan, Way::ToFan).expect("a price");
            (price.micros, price.known)
        };
        assert_eq!(price(), (400_000, false));
        want(&connection, fan).expect("want");
        assert_eq!(wanted(&connection, 1).expect("wanted"), ["FR"]);
        billed(&connection, fan, Way::ToFan, 70_000).expect("bill");
        billed(&connection, fan, Way::ToFan, 60_000).expect("bill");
        assert_eq!(price(), (70_000, true), "the dearest bill");
        set_listed(&connection, "FR", Way::ToFan, Some(80_000), 5).expect("list");
        assert_eq!(price(), (80_000, true));
        set_edited(&connection, "FR", Way::ToFan, Some(50_000)).expect("edit");
        set_listed(&connection, "FR", Way::ToFan, Some(90_000), 6).expect("list");
        assert_eq!(price(), (50_000, true), "a later list does not undo the owner");
        set_edited(&connection, "FR", Way::ToFan, None).expect("reset");
        assert_eq!(price(), (90_000, true));
    }
}
