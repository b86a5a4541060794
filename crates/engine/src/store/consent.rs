//! The consent ledger: append-only, with the fan's exact words.

use rusqlite::{Connection, params};

use crate::error::Result;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    TextedFirst,
    Stop,
    Start,
    /// Asked to be left alone in other words.
    Review,
    /// The provider says that the fan opted out there.
    ProviderOptOut,
}

impl Consent {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TextedFirst => "texted_first",
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Review => "review",
            Self::ProviderOptOut => "provider_21610",
        }
    }
}

pub fn record(
    connection: &Connection,
    fan_id: i64,
    at: i64,
    what: Consent,
    message_id: Option<i64>,
    wording: Option<&str>,
) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO consent (fan_id, at, what, message_id, wording) VALUES (?, ?, ?, ?, ?)")?
        .execute(params![fan_id, at, what.as_str(), message_id, wording])?;
    Ok(())
}
