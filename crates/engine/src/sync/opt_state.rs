//! A fan's words about being texted: STOP, START, HELP and what means the same.
//!
//! They count the moment they are stored, before any rule looks. Pages come in any order: a word that is older than the
//! last one that counted goes into the ledger, and the state is worked out anew (`store/opt_state.rs`).

use rusqlite::Connection;

use super::ingest::Facts;
use super::reaction::reacts_to_ours;
use crate::compliance::{self, OptOut};
use crate::domain::setting::Settings;
use crate::domain::{Confirmation, OutboxKind, WhyCode, count_segments};
use crate::error::Result;
use crate::store::consent::{self, Consent};
use crate::store::erased::{self, ErasedRow};
use crate::store::fans::{self, FanRow};
use crate::store::opt_state::{self, OptState};
use crate::store::outbox::{self, NewRow};
use crate::store::{confirmations, counters, messages, settings, suppressions};

/// A fan's text, which is stored.
#[derive(Debug, Clone, Copy)]
pub struct Heard<'a> {
    pub id: i64,
    /// The provider's time.
    pub at: i64,
    pub body: &'a str,
}

/// Hears the STOP of an erased fan that the provider still shows. Whoever texted again since has a card that it counts on.
pub fn hear_of_erased(connection: &Connection, number: &str, gone: ErasedRow, at: i64) -> Result<()> {
    erased::put(connection, number, ErasedRow { opted_out_at: Some(at), ..gone })?;
    let Some(fan) = fans::by_number(connection, number)? else { return Ok(()) };
    consent::record(connection, fan.id, at, Consent::Stop, None, None)?;
    if opt_state::settle(connection, fan.id)?.out_at.is_some() {
        outbox::cancel_of_fan(connection, fan.id, &WhyCode::OptedOut.name())?;
    }
    Ok(())
}

/// Hears what a text says about being texted; `fan` is the card before it.
pub fn hear(connection: &Connection, facts: &Facts, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    let said = compliance::classify(heard.body);
    if said == OptOut::None || reacts_to_ours(connection, fan.id, heard.body)? {
        return Ok(());
    }
    match said {
        OptOut::Stop { .. } => stop(connection, facts, fan, heard),
        OptOut::Start => start(connection, facts, fan, heard),
        OptOut::Yes => yes(connection, facts, fan, heard),
        OptOut::Phrase { .. } => phrase(connection, fan, heard),
        OptOut::Help => help(connection, facts, fan, heard),
        OptOut::None => Ok(()),
    }
}

fn stop(connection: &Connection, facts: &Facts, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    record(connection, fan, heard, Consent::Stop)?;
    let late = heard.at < fan.opt_changed_at;
    let until = if late { opt_state::decided_after(connection, fan.id, heard.at)? } else { None };
    let answered = hear_later_yes(connection, fan, heard.at, until)?;
    if late && !answered && until.is_some() {
        // What was said since decides, whatever came before it.
        return Ok(());
    }
    let state = if late || answered {
        opt_state::settle(connection, fan.id)?
    } else {
        let state = OptState::out(heard.at);
        opt_state::set(connection, fan.id, state)?;
        state
    };
    if state.out_at.is_some() {
        outbox::cancel_of_fan(connection, fan.id, &WhyCode::OptedOut.name())?;
        // Whoever is out already has had the one text that says so.
        if fan.opted_out_at.is_none() && is_recent(connection, facts, heard.at)? {
            confirm(connection, facts, fan, heard.id, Confirmation::Stop, &format!("confirm-{}", heard.id))?;
        }
    }
    Ok(())
}

/// A YES that was read before the STOP it follows meant nothing then, and lets the fan back in.
fn hear_later_yes(connection: &Connection, fan: &FanRow, at: i64, until: Option<i64>) -> Result<bool> {
    for later in messages::from_fan_between(connection, fan.id, at + 1, until.unwrap_or(messages::at_of(i64::MAX)))? {
        if compliance::classify(&later.body) == OptOut::Yes {
            let heard = Heard { id: later.id, at: later.at, body: &later.body };
            if !consent::has(connection, fan.id, Consent::Yes, later.id)? {
                record(connection, fan, heard, Consent::Yes)?;
            }
            return Ok(true);
        }
    }
    Ok(false)
}

fn start(connection: &Connection, facts: &Facts, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    record(connection, fan, heard, Consent::Start)?;
    let lifted = lift(connection, fan, heard.at)?;
    let mut back = false;
    if heard.at > fan.opt_changed_at {
        opt_state::let_back(connection, fan.id, heard.at)?;
        back = fan.opted_out_at.is_some();
    } else if opt_state::decided_after(connection, fan.id, heard.at)?.is_none() {
        let state = opt_state::settle(connection, fan.id)?;
        back = fan.opted_out_at.is_some() && state.out_at.is_none();
    }
    if (back || lifted) && is_recent(connection, facts, heard.at)? {
        confirm(connection, facts, fan, heard.id, Confirmation::Start, &format!("confirm-{}", heard.id))?;
    }
    Ok(())
}

/// START is the plainest consent there is: it takes the number off the list of those that get no texts, unless it was
/// entered since.
fn lift(connection: &Connection, fan: &FanRow, at: i64) -> Result<bool> {
    match suppressions::find(connection, &fan.number)? {
        Some(row) if row.at <= at => suppressions::remove(connection, &fan.number),
        Some(_) | None => Ok(false),
    }
}

/// YES means something only from somebody who is out.
fn yes(connection: &Connection, facts: &Facts, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    if heard.at > fan.opt_changed_at {
        if fan.opted_out_at.is_some() {
            record(connection, fan, heard, Consent::Yes)?;
            opt_state::let_back(connection, fan.id, heard.at)?;
            if is_recent(connection, facts, heard.at)? {
                confirm(connection, facts, fan, heard.id, Confirmation::Start, &format!("confirm-{}", heard.id))?;
            }
        }
    } else if opt_state::was_out(connection, fan.id, heard.at)? {
        record(connection, fan, heard, Consent::Yes)?;
        opt_state::settle(connection, fan.id)?;
    }
    Ok(())
}

/// Asked to be left alone in other words: nothing automatic goes until a person has looked.
fn phrase(connection: &Connection, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    record(connection, fan, heard, Consent::Review)?;
    if fan.opted_out_at.is_none() && heard.at >= fan.opt_changed_at {
        opt_state::set(connection, fan.id, OptState { out_at: None, changed_at: fan.opt_changed_at, review: true })?;
        outbox::cancel_unasked_of_fan(connection, fan.id, &WhyCode::OptOutReview.name())?;
    }
    Ok(())
}

/// HELP is always answered, but a fan's texts of one day only once: a machine that asks again and again must not cost.
fn help(connection: &Connection, facts: &Facts, fan: &FanRow, heard: Heard<'_>) -> Result<()> {
    if heard.at < facts.unread_from {
        return Ok(());
    }
    confirm(connection, facts, fan, heard.id, Confirmation::Help, &confirmations::help_of_day(fan.id, heard.at))
}

fn record(connection: &Connection, fan: &FanRow, heard: Heard<'_>, what: Consent) -> Result<()> {
    consent::record(connection, fan.id, heard.at, what, Some(heard.id), Some(heard.body))
}

/// A confirmation belongs to what was just said: who left a year ago, as the history tells, must not hear of it again.
fn is_recent(connection: &Connection, facts: &Facts, at: i64) -> Result<bool> {
    if at < facts.unread_from {
        return Ok(false);
    }
    let catch_up_ms = Settings::load(|name| settings::get(connection, name))?.catch_up_ms;
    Ok(counters::provider_time(connection, facts.now)? - at <= catch_up_ms)
}

/// One confirmation for each client id, and none where the provider sends it.
fn confirm(
    connection: &Connection,
    facts: &Facts,
    fan: &FanRow,
    id: i64,
    confirmation: Confirmation,
    client_id: &str,
) -> Result<()> {
    let settings = Settings::load(|name| settings::get(connection, name))?;
    if settings.provider_answers.unwrap_or(facts.capabilities.answers_opt_out) {
        return Ok(());
    }
    let words = confirmations::text(connection, confirmation)?;
    let words = words.as_str();
    outbox::insert(
        connection,
        &NewRow {
            fan_id: fan.id,
            body: words,
            parts: count_segments(words).parts,
            kind: OutboxKind::Compliance,
            created_at: facts.now,
            delayed_until: 0,
            rule: None,
            client_id: Some(client_id),
            answers: Some(id),
        },
    )?;
    Ok(())
}
