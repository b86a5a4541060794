//! The rules look at stored texts: what they ask for is queued in the transaction that records their reason.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::guard::{self, Seen};
use super::reaction::reacts_to_ours;
use crate::domain::setting::Settings;
use crate::domain::{OutboxKind, PhoneNumber, Sender, Why, count_segments};
use crate::error::Result;
use crate::rules::{self, Decision, Fan, Outcome, Rule, Setup, Text};
use crate::store::fans::{self, FanRow};
use crate::store::messages::{self, MessageRow};
use crate::store::outbox::{self, NewRow};
use crate::store::{counters, rules as rule_rows, settings, spending, suppressions};

/// Texts that the rules look at in one transaction.
const CHUNK: u32 = 500;

/// What holds for every decision of one transaction.
#[derive(Debug, Clone)]
pub struct Context {
    pub number: PhoneNumber,
    pub now: i64,
    pub day_start: i64,
}

/// Builds the context of a line at this moment.
#[must_use]
pub fn context(number: &PhoneNumber, now: i64, day_start: i64) -> Context {
    Context { number: number.clone(), now, day_start }
}

/// Lets the rules look at the next texts; gives the fans concerned and whether more wait.
pub fn pending(connection: &Connection, context: &Context) -> Result<(BTreeSet<i64>, bool)> {
    let waiting = messages::undecided(connection, CHUNK)?;
    let more = waiting.len() == CHUNK as usize;
    let setup = setup(connection, context)?;
    guard::tidy(connection, setup.0.now)?;
    let mut fans = BTreeSet::new();
    for message in &waiting {
        decide(connection, context, &setup, message)?;
        fans.insert(message.fan_id);
    }
    Ok((fans, more))
}

fn setup(connection: &Connection, context: &Context) -> Result<(Setup, Settings)> {
    let settings = Settings::load(|name| settings::get(connection, name))?;
    let auto_replies = counters::get(connection, counters::AUTO_REPLIES)? != Some(0);
    let now = counters::provider_time(connection, context.now)?;
    Ok((Setup { now, auto_replies, catch_up_ms: settings.catch_up_ms }, settings))
}

fn decide(connection: &Connection, context: &Context, setup: &(Setup, Settings), message: &MessageRow) -> Result<()> {
    let (setup, settings) = setup;
    let Some(mut row) = fans::get(connection, message.fan_id)? else { return Ok(()) };
    let texted_before = messages::has_earlier_from_fan(connection, row.id, message.id)?;
    if setup.now - messages::at_of(message.id) <= setup.catch_up_ms {
        let seen = Seen { fan: &row, message, texted_before, now: context.now };
        if let Some(kind) = guard::watch(connection, seen)? {
            row.loop_kind = Some(kind.to_owned());
        }
    }
    let fan = fan(connection, context, settings, &row, texted_before)?;
    let text = Text {
        body: &message.body,
        at: messages::at_of(message.id),
        stored_at: message.stored_at,
        reacts_to_ours: reacts_to_ours(connection, row.id, &message.body)?,
    };
    let rules = rules_for(connection, Some(row.id))?;
    let decision = rules::evaluate(setup, &fan, &text, &rules);
    apply(connection, context, &row, message, &decision, &rules)
}

fn fan(
    connection: &Connection,
    context: &Context,
    settings: &Settings,
    row: &FanRow,
    texted_before: bool,
) -> Result<Fan> {
    let automatic = spending::automatic_to(connection, row.id, context.day_start)?;
    Ok(Fan {
        is_phone: matches!(PhoneNumber::parse_sender(&row.number), Sender::Fan(_)),
        is_line: row.number == context.number.as_str(),
        texted_before,
        opted_out: row.opted_out_at.is_some(),
        suppressed: row.suppressed,
        opt_out_review: row.opt_out_review,
        blocked: row.blocked,
        care: row.care,
        texted_elsewhere: row.elsewhere > 0,
        at_daily_cap: automatic >= settings.fan_daily_cap,
        reply_loop: guard::loop_reason(row),
        range_held: guard::range_reason(connection, &row.number)?,
    })
}

/// The rules, and whether each has answered this fan. Nobody yet, for a number that never texted.
fn rules_for(connection: &Connection, fan_id: Option<i64>) -> Result<Vec<Rule>> {
    let mut rules = Vec::new();
    for row in rule_rows::list(connection)? {
        let answered = match fan_id {
            Some(fan_id) => outbox::rule_answered(connection, row.id, fan_id, ONCE)?,
            None => false,
        };
        rules.push(Rule {
            id: row.id,
            name: row.name,
            text: row.text,
            on: row.on,
            enabled_at: row.enabled_at,
            enabled_here_at: row.enabled_here_at,
            once_per_fan: row.once_per_fan,
            answered,
        });
    }
    Ok(rules)
}

/// The window of a rule that answers a fan once and never again.
const ONCE: &str = "";

fn apply(
    connection: &Connection,
    context: &Context,
    row: &FanRow,
    message: &MessageRow,
    decision: &Decision,
    rules: &[Rule],
) -> Result<()> {
    let mut kind = None;
    match &decision.outcome {
        Outcome::Reaction => {
            kind = Some("reaction");
            fans::set_unread(connection, row.id, row.unread.saturating_sub(1))?;
        }
        Outcome::Care => fans::set_care(connection, row.id, true)?,
        Outcome::Answer(place) => {
            if let Some(rule) = rules.get(*place) {
                answer(connection, context, row, message, rule)?;
            }
        }
        // STOP and START counted when the text was stored; HELP is the provider's to answer.
        Outcome::Stop | Outcome::Start | Outcome::Help | Outcome::Review | Outcome::Nothing => {}
    }
    guard::hold(connection, &decision.why, message.id)?;
    let why = serde_json::to_string(&decision.why).unwrap_or_default();
    messages::decide(connection, message.id, kind, &why)
}

fn answer(connection: &Connection, context: &Context, row: &FanRow, message: &MessageRow, rule: &Rule) -> Result<()> {
    let queued = outbox::insert(
        connection,
        &NewRow {
            fan_id: row.id,
            body: &rule.text,
            parts: count_segments(&rule.text).parts,
            kind: OutboxKind::AutoReply,
            created_at: context.now,
            rule: Some((rule.id, ONCE)),
            client_id: None,
            answers: Some(message.id),
        },
    )?;
    if queued.is_some() {
        spending::count_automatic(connection, row.id, context.day_start)?;
    }
    Ok(())
}

/// What would happen if this text came from this number at this moment. Stores and sends nothing.
pub fn try_text(
    connection: &Connection,
    context: &Context,
    from: &PhoneNumber,
    body: &str,
) -> Result<(Decision, Option<String>)> {
    let (setup, settings) = setup(connection, context)?;
    let row = fans::by_number(connection, from.as_str())?;
    let fan = match &row {
        Some(row) => self::fan(connection, context, &settings, row, row.from_fan > 0)?,
        None => Fan {
            is_phone: matches!(PhoneNumber::parse_sender(from.as_str()), Sender::Fan(_)),
            is_line: from == &context.number,
            suppressed: suppressions::find(connection, from.as_str())?.is_some(),
            ..Fan::default()
        },
    };
    let reacts_to_ours = match &row {
        Some(row) => reacts_to_ours(connection, row.id, body)?,
        None => false,
    };
    let text = Text { body, at: setup.now, stored_at: context.now, reacts_to_ours };
    let rules = rules_for(connection, row.as_ref().map(|row| row.id))?;
    let decision = rules::evaluate(&setup, &fan, &text, &rules);
    let reply = match decision.outcome {
        Outcome::Answer(place) => rules.get(place).map(|rule| rule.text.clone()),
        Outcome::Reaction
        | Outcome::Stop
        | Outcome::Start
        | Outcome::Help
        | Outcome::Review
        | Outcome::Care
        | Outcome::Nothing => None,
    };
    Ok((decision, reply))
}

/// The reason as it is stored with a text.
#[must_use]
pub fn read_why(stored: Option<&str>) -> Option<Why> {
    stored.and_then(|why| serde_json::from_str(why).ok())
}
