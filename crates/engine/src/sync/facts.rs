//! What the rules have to know of a fan, read from the store: only what one of them asks for.

use rusqlite::Connection;

use super::decide::{Basis, Context};
use super::guard;
use crate::domain::{FanFact, PhoneNumber, Sender};
use crate::error::Result;
use crate::rules::{AfterUpdate, Asked, Circumstance, Fan, Text, may_act};
use crate::store::fans::FanRow;
use crate::store::{messages, outbox, rules, spending, tags};

/// How long a question waits for its answer.
const QUESTION_MS: i64 = 24 * 3_600_000;

/// The text that the facts are for.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The text's id; for a trial, one behind every other.
    pub id: i64,
    /// Texts from this fan beside this one.
    pub others: u64,
}

impl Place {
    /// Of a text that is stored.
    pub fn of(row: &FanRow, id: i64) -> Self {
        Self { id, others: row.from_fan.saturating_sub(1) }
    }

    /// Of a text that somebody only tries.
    pub fn behind_all(row: &FanRow) -> Self {
        Self { id: i64::MAX, others: row.from_fan }
    }
}

/// What the card and the number say.
pub fn of_card(row: &FanRow, line: &PhoneNumber) -> Fan {
    let on_card = [(FanFact::Name, &row.name), (FanFact::City, &row.city), (FanFact::Birthday, &row.birthday)];
    Fan {
        opted_out: row.opted_out_at.is_some(),
        suppressed: row.suppressed,
        opt_out_review: row.opt_out_review,
        blocked: row.blocked,
        care: row.care,
        city: row.city.clone(),
        known: on_card.into_iter().filter_map(|(fact, value)| value.as_ref().map(|_| fact)).collect(),
        reply_loop: guard::loop_reason(row),
        ..of_number(&row.number, line)
    }
}

/// What a number alone says.
pub fn of_number(number: &str, line: &PhoneNumber) -> Fan {
    Fan {
        is_phone: matches!(PhoneNumber::parse_sender(number), Sender::Fan(_)),
        is_line: number == line.as_str(),
        ..Fan::default()
    }
}

/// Everything that the rules could ask about the sender of a text.
pub fn of_fan(
    connection: &Connection,
    context: &Context,
    basis: &Basis,
    row: &FanRow,
    place: Place,
    text: &Text<'_>,
) -> Result<Fan> {
    let mut fan = of_card(row, &context.number);
    fan.range_held = guard::range_reason(connection, &row.number)?;
    fan.asked = asked(connection, row, place.id, text.at)?;
    if !may_act(&basis.setup, text, &basis.rules) {
        return Ok(fan);
    }
    let needs = basis.needs;
    // In a flood most texts are their fan's first: nothing was said, done or counted before.
    if place.others > 0 {
        fan.texted_before = needs.history && messages::has_earlier_from_fan(connection, row.id, place.id)?;
        fan.runs = rules::runs_before(connection, row.id, i64::MAX)?;
        if needs.replies {
            let automatic = spending::automatic_to(connection, row.id, context.day_start)?;
            fan.at_daily_cap = automatic >= basis.fan_daily_cap;
        }
    } else {
        fan.at_daily_cap = basis.fan_daily_cap <= 0;
    }
    if needs.tags {
        fan.tags = tags::of_fan(connection, row.id)?;
    }
    if needs.update {
        fan.update = after_update(connection, row, place.id)?;
    }
    if needs.replies {
        fan.texted_elsewhere = row.elsewhere > 0;
        if let Some(window) = basis.setup.person_takes_over_ms {
            fan.person_at = person_at(connection, row, text.at - window, i64::MAX)?;
            // What a person wrote and still waits to leave counts as written.
            if fan.person_at.is_none() && outbox::has_personal_waiting(connection, row.id)? {
                fan.person_at = Some(text.at);
            }
        }
    }
    Ok(fan)
}

/// When a person last wrote to a fan, not before a moment, and not after a text.
pub fn person_at(connection: &Connection, row: &FanRow, since: i64, before_id: i64) -> Result<Option<i64>> {
    if row.personal == 0 && row.elsewhere == 0 {
        return Ok(None);
    }
    let id = messages::last_by_person(connection, row.id, messages::first_id_at(since.max(0)), before_id)?;
    Ok(id.map(messages::at_of))
}

/// The update that a text is the first one after.
pub fn after_update(connection: &Connection, row: &FanRow, id: i64) -> Result<Option<AfterUpdate>> {
    if row.updates == 0 {
        return Ok(None);
    }
    let update = messages::update_before(connection, row.id, id)?;
    Ok(update
        .map(|(message, update)| AfterUpdate { id: update.map(|id| id.to_string()), at: messages::at_of(message) }))
}

/// The question that a text may answer: it was sent, and not more than a day before.
pub fn asked(connection: &Connection, row: &FanRow, id: i64, at: i64) -> Result<Option<Asked>> {
    let (Some(fact), Some(queued)) = (row.asked.as_deref().and_then(FanFact::from_name), row.asked_row) else {
        return Ok(None);
    };
    let Some(question) = messages::of_outbox_row(connection, queued)? else { return Ok(None) };
    if question >= id || at - messages::at_of(question) > QUESTION_MS {
        return Ok(None);
    }
    let is_next = !messages::has_from_fan_between(connection, row.id, question, id)?;
    Ok(Some(Asked { fact, circumstance: circumstance(&row.number, is_next) }))
}

/// How an answer is read that comes from a number.
pub fn circumstance(number: &str, is_next: bool) -> Circumstance {
    Circumstance { is_next, month_first: number.starts_with("+1") }
}

/// Whether a question of this moment still waits at another one.
pub fn still_waits(asked_at: i64, at: i64) -> bool {
    (0..=QUESTION_MS).contains(&(at - asked_at))
}
