//! The stored pace of the line: when the next text may leave.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// Microseconds of UTC; 0 when nothing ever left.
pub fn next_at_us(connection: &Connection) -> Result<i64> {
    let next = connection.prepare_cached("SELECT next_at_us FROM pace")?.query_row([], |row| row.get(0)).optional()?;
    Ok(next.unwrap_or(0))
}

pub fn set_next_at_us(connection: &Connection, next_at_us: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO pace (only, next_at_us) VALUES (1, ?)")?
        .execute(params![next_at_us])?;
    Ok(())
}
