//! What is left of erased fans: a keyed hash of the number, and whether they wanted texts.

use rusqlite::{Connection, OptionalExtension, params};

use super::number_hash;
use crate::domain::PhoneNumber;
use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasedRow {
    pub at: i64,
    /// Texts of theirs up to this provider time are not stored again.
    pub until_at: i64,
    /// They had said STOP, or were on the list of numbers that get no texts.
    pub opted_out_at: Option<i64>,
    pub erasure_id: i64,
}

/// What is known of a number that belonged to an erased fan.
pub fn find(connection: &Connection, number: &str) -> Result<Option<ErasedRow>> {
    // Nearly every line has erased nobody: then no hash is worked out for the texts of a million fans.
    let any: bool =
        connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM erased)")?.query_row([], |row| row.get(0))?;
    if !any {
        return Ok(None);
    }
    let row = connection
        .prepare_cached("SELECT at, until_at, opted_out_at, erasure_id FROM erased WHERE hash = ?")?
        .query_row([number_hash::of(connection, number)?], |row| {
            Ok(ErasedRow { at: row.get(0)?, until_at: row.get(1)?, opted_out_at: row.get(2)?, erasure_id: row.get(3)? })
        })
        .optional()?;
    Ok(row)
}

pub fn put(connection: &Connection, number: &str, row: ErasedRow) -> Result<()> {
    let hash = number_hash::of(connection, number)?;
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO erased (hash, at, until_at, opted_out_at, erasure_id) VALUES (?, ?, ?, ?, ?)",
        )?
        .execute(params![hash, row.at, row.until_at, row.opted_out_at, row.erasure_id])?;
    Ok(())
}

/// What the list calls an erased number: its hash in hex digits.
pub fn name(connection: &Connection, number: &PhoneNumber) -> Result<String> {
    let hash = number_hash::of(connection, number.as_str())?;
    Ok(hash.iter().map(|byte| format!("{byte:02X}")).collect())
}

/// Forgets that the number was ever here; gives whether it was.
pub fn remove(connection: &Connection, number: &str) -> Result<bool> {
    let hash = number_hash::of(connection, number)?;
    Ok(connection.prepare_cached("DELETE FROM erased WHERE hash = ?")?.execute([hash])? > 0)
}
