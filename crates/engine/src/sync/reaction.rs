//! Whether a fan's text is a phone's reaction to one of ours.

use rusqlite::Connection;

use crate::compliance;
use crate::error::Result;
use crate::store::messages;

/// Texts to a fan that a reaction may quote.
const QUOTABLE: u32 = 50;

/// The text of ours that a fan's text reacts to. The wording proves nothing by itself: what it quotes must be one of our
/// newest texts to this fan.
pub fn reacted_to(connection: &Connection, fan_id: i64, body: &str) -> Result<Option<i64>> {
    let Some(reaction) = compliance::parse_reaction(body) else { return Ok(None) };
    let recent = messages::recent_to_fan(connection, fan_id, QUOTABLE)?;
    Ok(recent.into_iter().find(|(_, ours)| reaction.matches(ours)).map(|(id, _)| id))
}

/// Whether a fan's text reacts to one of ours.
pub fn reacts_to_ours(connection: &Connection, fan_id: i64, body: &str) -> Result<bool> {
    Ok(reacted_to(connection, fan_id, body)?.is_some())
}
