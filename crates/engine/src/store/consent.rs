//! The consent ledger: append-only, with the fan's exact words.

use rusqlite::{Connection, Row, params};

use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    TextedFirst,
    Stop,
    Start,
    /// A YES from somebody who was out by what was known then.
    Yes,
    /// Asked to be left alone in other words.
    Review,
    /// The provider says that the fan opted out there.
    ProviderOptOut,
    /// A person or an import put the number on the list of those that get no texts.
    Suppressed,
    /// A person took it off, naming why.
    Released,
    /// A person ended a STOP, for a new consent.
    StopLifted,
    /// Consent that did not come as a text.
    Given,
    /// Withdrawn otherwise than by a text.
    Withdrawn,
}

impl Consent {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TextedFirst => "texted_first",
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Yes => "yes",
            Self::Review => "review",
            Self::ProviderOptOut => "provider_21610",
            Self::Suppressed => "suppressed",
            Self::Released => "released",
            Self::StopLifted => "stop_lifted",
            Self::Given => "given",
            Self::Withdrawn => "withdrawn",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentRow {
    pub id: i64,
    pub at: i64,
    pub what: String,
    pub message_id: Option<i64>,
    pub wording: Option<String>,
    pub source: Option<String>,
    pub recorded_at: i64,
}

/// Records what a fan's text says.
pub fn record(
    connection: &Connection,
    fan_id: i64,
    at: i64,
    what: Consent,
    message_id: Option<i64>,
    wording: Option<&str>,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO consent (fan_id, at, what, message_id, wording, recorded_at) VALUES (?, ?, ?, ?, ?, ?)",
        )?
        .execute(params![fan_id, at, what.as_str(), message_id, wording, at])?;
    Ok(())
}

/// Something that was said otherwise than in a text.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    pub what: Consent,
    /// When it was said, and when it was written down here.
    pub at: i64,
    pub recorded_at: i64,
    pub source: &'a str,
    pub wording: Option<&'a str>,
}

pub fn record_told(connection: &Connection, fan_id: i64, told: &Told<'_>) -> Result<i64> {
    let id = connection
        .prepare_cached(
            "INSERT INTO consent (fan_id, at, what, wording, source, recorded_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )?
        .query_row(
            params![fan_id, told.at, told.what.as_str(), told.wording, told.source, told.recorded_at],
            |row| row.get(0),
        )?;
    Ok(id)
}

/// A page of a fan's ledger before the entry `before`, newest first.
pub fn of_fan(connection: &Connection, fan_id: i64, before: i64, limit: u32) -> Result<Vec<ConsentRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, at, what, message_id, wording, source, recorded_at FROM consent
         WHERE fan_id = ? AND id < ? ORDER BY id DESC LIMIT ?",
    )?;
    let rows = statement.query_map(params![fan_id, before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ConsentRow> {
    Ok(ConsentRow {
        id: row.get(0)?,
        at: row.get(1)?,
        what: row.get(2)?,
        message_id: row.get(3)?,
        wording: row.get(4)?,
        source: row.get(5)?,
        recorded_at: row.get(6)?,
    })
}

/// Whether a text is in the ledger as this.
pub fn has(connection: &Connection, fan_id: i64, what: Consent, message_id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM consent WHERE fan_id = ? AND what = ? AND message_id = ?)")?
        .query_row(params![fan_id, what.as_str(), message_id], |row| row.get(0))?;
    Ok(found)
}

/// Whether the fan asked to be left alone in other words since a moment.
pub fn asked_since(connection: &Connection, fan_id: i64, at: i64) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM consent WHERE fan_id = ? AND at >= ? AND what = 'review')")?
        .query_row([fan_id, at], |row| row.get(0))?;
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{Consent, of_fan, record};
    use crate::store::{fans, migrate};

    /// Whoever could change the ledger could invent a consent, or lose a STOP before a court asks for it.
    #[test]
    fn the_ledger_only_grows() {
        let mut connection = rusqlite::Connection::open_in_memory().expect("open");
        migrate::run(&mut connection).expect("migrate");
        let fan = fans::ensure(&connection, "+12025550101").expect("a fan");
        record(&connection, fan.id, 5, Consent::Stop, None, Some("STOP")).expect("an entry");
        for sql in ["UPDATE consent SET what = 'start'", "DELETE FROM consent", "DELETE FROM consent WHERE fan_id = 1"]
        {
            let refused = connection.execute(sql, []).expect_err(sql);
            assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
        }
        assert_eq!(of_fan(&connection, fan.id, i64::MAX, 10).expect("a page").len(), 1);
    }
}
