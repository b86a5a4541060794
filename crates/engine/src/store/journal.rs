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

/// What entries are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Replies,
    Updates,
    Fans,
    /// Whatever is about none of the others.
    Line,
}

impl Area {
    fn condition(area: Option<Self>) -> &'static str {
        const REPLIES: &str = "(what GLOB 'rule_*' OR what = 'auto_replies')";
        const UPDATES: &str = "what GLOB 'update_*'";
        const FANS: &str =
            "(what GLOB 'fan_*' OR what GLOB 'fans_*' OR what GLOB 'suppression*' OR what GLOB 'consent_*')";
        const LINE: &str = "NOT (what GLOB 'rule_*' OR what = 'auto_replies' OR what GLOB 'update_*' OR what GLOB 'fan_*' \
                            OR what GLOB 'fans_*' OR what GLOB 'suppression*' OR what GLOB 'consent_*')";
        match area {
            None => "1",
            Some(Self::Replies) => REPLIES,
            Some(Self::Updates) => UPDATES,
            Some(Self::Fans) => FANS,
            Some(Self::Line) => LINE,
        }
    }
}

#[derive(Debug, Clone)]
pub struct Entry {
    pub id: i64,
    pub at: i64,
    pub who: String,
    pub what: String,
    pub params: serde_json::Value,
}

/// Entries before an id, newest first.
pub fn list(connection: &Connection, area: Option<Area>, before: i64, limit: u32) -> Result<Vec<Entry>> {
    let condition = Area::condition(area);
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, at, who, what, params FROM journal WHERE id < ? AND {condition} ORDER BY id DESC LIMIT ?"
    ))?;
    let read = |row: &rusqlite::Row<'_>| {
        let params: String = row.get(4)?;
        Ok(Entry {
            id: row.get(0)?,
            at: row.get(1)?,
            who: row.get(2)?,
            what: row.get(3)?,
            params: serde_json::from_str(&params).unwrap_or_default(),
        })
    };
    let entries = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(entries)
}
