//! Hours of regions that a person changed.

use rusqlite::{Connection, params};

use crate::error::Result;

/// A region and its opening, closing and Sunday opening, in minutes of the day.
pub type Changed = (String, u32, u32, u32);

pub fn list(connection: &Connection) -> Result<Vec<Changed>> {
    let mut statement =
        connection.prepare_cached("SELECT region, opens, closes, sunday_opens FROM quiet_hours ORDER BY region")?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn set(connection: &Connection, (region, opens, closes, sunday_opens): &Changed) -> Result<()> {
    connection.execute(
        "INSERT OR REPLACE INTO quiet_hours (region, opens, closes, sunday_opens) VALUES (?, ?, ?, ?)",
        params![region, opens, closes, sunday_opens],
    )?;
    Ok(())
}

/// One region as it came, or all of them.
pub fn reset(connection: &Connection, region: Option<&str>) -> Result<()> {
    connection.execute("DELETE FROM quiet_hours WHERE ?1 IS NULL OR region = ?1", params![region])?;
    Ok(())
}
