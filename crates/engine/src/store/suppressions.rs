//! Numbers that must never get a text, whether or not a fan has one.
//!
//! The list has three sources and no copies: this table (somebody asked by e-mail, an import), `fans.opted_out_at`
//! (the fan's own STOP), and `erased` (of whom only a hash is left).

use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Result;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionRow {
    pub id: i64,
    pub number: String,
    pub source: String,
    pub note: String,
    pub at: i64,
}

/// Adds a number; `None` when it is there already.
pub fn add(connection: &Connection, number: &str, source: &str, note: &str, at: i64) -> Result<Option<i64>> {
    let id = connection
        .prepare_cached(
            "INSERT INTO suppressions (number, source, note, at) VALUES (?, ?, ?, ?)
             ON CONFLICT DO NOTHING RETURNING id",
        )?
        .query_row(params![number, source, note, at], |row| row.get(0))
        .optional()?;
    Ok(id)
}

pub fn find(connection: &Connection, number: &str) -> Result<Option<SuppressionRow>> {
    let row = connection
        .prepare_cached("SELECT id, number, source, note, at FROM suppressions WHERE number = ?")?
        .query_row([number], |row| {
            Ok(SuppressionRow {
                id: row.get(0)?,
                number: row.get(1)?,
                source: row.get(2)?,
                note: row.get(3)?,
                at: row.get(4)?,
            })
        })
        .optional()?;
    Ok(row)
}

pub fn remove(connection: &Connection, number: &str) -> Result<bool> {
    Ok(connection.prepare_cached("DELETE FROM suppressions WHERE number = ?")?.execute([number])? > 0)
}

/// Who or what keeps a number from getting texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Entered by a person or an import.
    Entered,
    /// The fan's own STOP.
    Stop,
    /// An erased fan, of whom only a hash is left.
    Erased,
}

impl Kind {
    fn from_rank(rank: i64) -> Self {
        match rank {
            0 => Self::Entered,
            1 => Self::Stop,
            _ => Self::Erased,
        }
    }
}

/// One line of the whole list.
#[derive(Debug, Clone)]
pub struct Listed {
    pub kind: Kind,
    /// Names the line within its kind: a row, a fan, or a hash.
    pub key: String,
    /// `None` for erased fans.
    pub number: Option<String>,
    pub source: String,
    pub note: String,
    pub at: i64,
    pub fan_id: Option<i64>,
}

/// The place of a line in the list: newest first, then by kind and key.
#[derive(Debug, Clone)]
pub struct Place {
    pub at: i64,
    pub rank: i64,
    pub key: String,
}

impl Listed {
    #[must_use]
    pub fn place(&self) -> Place {
        let rank = match self.kind {
            Kind::Entered => 0,
            Kind::Stop => 1,
            Kind::Erased => 2,
        };
        Place { at: self.at, rank, key: self.key.clone() }
    }
}

/// The three sources as one list. A number with an entry and a STOP is told once, by its STOP.
const ALL: &str = "
    SELECT suppressions.at AS at, 0 AS rank, CAST(suppressions.id AS TEXT) AS key, suppressions.number AS number,
           source, note, fans.id AS fan_id
      FROM suppressions LEFT JOIN fans ON fans.number = suppressions.number
     WHERE fans.opted_out_at IS NULL
    UNION ALL
    SELECT opted_out_at, 1, CAST(id AS TEXT), number, '', '', id FROM fans WHERE opted_out_at IS NOT NULL
    UNION ALL
    SELECT at, 2, hex(hash), NULL, '', '', NULL FROM erased";

fn read(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        at: row.get(0)?,
        kind: Kind::from_rank(row.get(1)?),
        key: row.get(2)?,
        number: row.get(3)?,
        source: row.get(4)?,
        note: row.get(5)?,
        fan_id: row.get(6)?,
    })
}

/// A page of the list, newest first. `search` finds parts of numbers, sources and notes, and `hash` one erased fan.
pub fn list(
    connection: &Connection,
    search: &str,
    hash: &str,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<Listed>> {
    let start = Place { at: i64::MAX, rank: -1, key: String::new() };
    let after = after.unwrap_or(&start);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT at, rank, key, number, source, note, fan_id FROM ({ALL})
          WHERE (at < ?1 OR (at = ?1 AND (rank > ?2 OR (rank = ?2 AND key > ?3))))
            AND (?4 = '' OR instr(coalesce(number, ''), ?4) OR instr(lower(source), lower(?4)) OR instr(lower(note), lower(?4))
                 OR (rank = 2 AND key = ?6))
          ORDER BY at DESC, rank, key LIMIT ?5"
    ))?;
    let rows = statement
        .query_map(params![after.at, after.rank, after.key, search, limit, hash], read)?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}
