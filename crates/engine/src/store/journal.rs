//! Who changed what, written in the transaction of the change.

use rusqlite::{Connection, params};

use crate::error::Result;

/// `details` are codes and ids, never a body or a secret.
pub fn write(connection: &Connection, at: i64, who: &str, what: &str, details: &serde_json::Value) -> Result<()> {
    connection.prepare_cached("INSERT INTO journal (at, who, what, params) VALUES (?, ?, ?, ?)")?.execute(params![
        at,
        who,
        what,
        details.to_string()
    ])?;
    Ok(())
}

/// Who did `what` last.
pub fn last_who(connection: &Connection, what: &str) -> Result<Option<String>> {
    use rusqlite::OptionalExtension;
    let who = connection
        .prepare_cached("SELECT who FROM journal WHERE what = ? ORDER BY id DESC LIMIT 1")?
        .query_row([what], |row| row.get(0))
        .optional()?;
    Ok(who)
}
