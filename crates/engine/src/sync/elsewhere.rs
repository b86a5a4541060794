//! Another computer that answers on this number: two that answer each fan are one too many.

use rusqlite::Connection;

use crate::error::Result;
use crate::store::{counters, journal};

const DAY_MS: i64 = 24 * 3_600_000;

/// When sending begins: switches automatic answers off if something else texted from this number within a day, and
/// since a person said to answer here.
pub fn hold(connection: &Connection, now: i64) -> Result<()> {
    let Some(elsewhere_at) = counters::get(connection, counters::ELSEWHERE_AT)? else { return Ok(()) };
    let day_ago = counters::provider_time(connection, now)? - DAY_MS;
    let answer_here_at = counters::get(connection, counters::ANSWER_HERE_AT)?.unwrap_or(0);
    let is_off = counters::get(connection, counters::AUTO_REPLIES)? == Some(0);
    if is_off || elsewhere_at <= day_ago.max(answer_here_at) {
        return Ok(());
    }
    counters::hold_auto_replies(connection, now, counters::HELD_ELSEWHERE)?;
    journal::write(connection, now, "fanline", "answered_elsewhere", &serde_json::json!({}))
}
