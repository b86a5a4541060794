//! Looks at every text before the rules do: does a machine answer our answers, or does somebody pump texts?
//!
//! What is found is stored, so that it holds for the texts after this one and for a trial. Old texts are no traffic:
//! what the rules would not answer because of its age is not looked at.

use rusqlite::Connection;

use crate::domain::price::Way;
use crate::domain::range::{block, costly};
use crate::domain::{Why, WhyCode, country};
use crate::error::Result;
use crate::rules::reply_loop::{self, By, Turn};
use crate::store::fans::{self, FanRow};
use crate::store::guards::{self, GuardRow};
use crate::store::messages::{self, MessageRow};
use crate::store::{journal, outbox, prices};

/// First texts from one block of numbers within ten minutes that no crowd sends.
const PUMPING: u64 = 100;
const MINUTE_MS: i64 = 60_000;

/// What is known about the sender of a text that arrived.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub fan: &'a FanRow,
    pub message: &'a MessageRow,
    pub texted_before: bool,
    /// This computer's time.
    pub now: i64,
    /// A part that is dearer makes a country a costly one.
    pub high_cost_above: Option<i64>,
}

/// Stores what a text gives away; gives what answers there, if that is what it gave away.
pub fn watch(connection: &Connection, seen: Seen<'_>) -> Result<Option<&'static str>> {
    costs(connection, seen)?;
    let Seen { fan, message, now, .. } = seen;
    let Some(kind) = loop_sign(connection, fan, message)? else { return Ok(None) };
    fans::pause_answers(connection, fan.id, kind, now)?;
    outbox::cancel_automatic_of_fan(connection, fan.id, &WhyCode::ReplyLoop.name())?;
    let details = serde_json::json!({ "fan": fan.id.to_string(), "kind": kind });
    journal::write(connection, now, "guard", "answers_paused", &details)?;
    Ok(Some(kind))
}

fn loop_sign(connection: &Connection, fan: &FanRow, message: &MessageRow) -> Result<Option<&'static str>> {
    // Nobody can answer an answer that was never sent.
    if fan.automatic == 0 || fan.loop_kind.is_some() {
        return Ok(None);
    }
    let turns: Vec<Turn> = messages::turns_before(connection, fan.id, message.id, reply_loop::TURNS)?
        .into_iter()
        .map(turn)
        .take_while(|turn| turn.at > fan.loop_lifted_at)
        .collect();
    Ok(reply_loop::sign(&turns, &message.body, messages::at_of(message.id)))
}

fn turn(row: MessageRow) -> Turn {
    let by = match row.kind.as_str() {
        "fan" => By::Fan,
        "auto_reply" | "compliance" => By::Automatic,
        _ => By::Person,
    };
    Turn { at: messages::at_of(row.id), by, body: row.body }
}

fn costs(connection: &Connection, seen: Seen<'_>) -> Result<()> {
    let Seen { fan, message, texted_before, now, high_cost_above } = seen;
    if let Some(range) = costly(&fan.number) {
        trip(connection, range.prefix, range.kind.as_str(), 1, now)?;
    }
    // Only a price that somebody said: where none is known, everybody would look costly.
    if let (Some(most), Some(country)) = (high_cost_above, country::of(&fan.number))
        && prices::said(connection, country.iso, Way::ToFan)?.is_some_and(|price| price > most)
    {
        trip(connection, &format!("+{}", country.prefix), "high_cost", 1, now)?;
    }
    let Some(block) = block(&fan.number).filter(|_| !texted_before) else { return Ok(()) };
    let minute = messages::at_of(message.id).div_euclid(MINUTE_MS);
    let texts = guards::count_first_text(connection, block, minute)?;
    if texts > PUMPING { trip(connection, block, "pumping", texts, now) } else { Ok(()) }
}

fn trip(connection: &Connection, range: &str, kind: &str, texts: u64, now: i64) -> Result<()> {
    if !guards::trip(connection, range, kind, texts, now)? {
        return Ok(());
    }
    // What was queued before the flood was known must not go either.
    outbox::park_range(connection, range, &WhyCode::RangePaused.name())?;
    journal::write(connection, now, "guard", "range_paused", &serde_json::json!({ "kind": kind, "texts": texts }))
}

/// Forgets counts that nothing can be added up over any more.
pub fn tidy(connection: &Connection, provider_now: i64) -> Result<()> {
    guards::forget_first_texts(connection, provider_now.div_euclid(MINUTE_MS) - 2 * guards::MINUTES)
}

/// Why automatic answers to a fan are paused.
pub fn loop_reason(fan: &FanRow) -> Option<Why> {
    fan.loop_kind.as_ref().map(|kind| Why::new(WhyCode::ReplyLoop).with("kind", kind))
}

/// Why automatic answers to a number are held.
pub fn range_reason(connection: &Connection, number: &str) -> Result<Option<Why>> {
    let Some(guard) = guards::of_number(connection, number)? else { return Ok(None) };
    let code = match guard.state.as_str() {
        "paused" => WhyCode::RangePaused,
        "blocked" => WhyCode::RangeBlocked,
        _ => return Ok(None),
    };
    Ok(Some(reason(code, &guard)))
}

fn reason(code: WhyCode, guard: &GuardRow) -> Why {
    Why::new(code).with("range", &guard.range).with("kind", &guard.kind)
}

/// A text that a paused range keeps from being answered waits for the owner's decision.
pub fn hold(connection: &Connection, why: &Why, message_id: i64) -> Result<()> {
    if why.code != WhyCode::RangePaused {
        return Ok(());
    }
    let Some(range) = why.params.get("range") else { return Ok(()) };
    match guards::by_range(connection, range)? {
        Some(guard) => guards::hold(connection, guard.id, message_id),
        None => Ok(()),
    }
}
