//! The rules look at stored texts: what they ask for is queued in the transaction that records their reason.

use std::collections::BTreeSet;

use rusqlite::Connection;
use tracing::trace_span;

use super::facts::{self, Place};
use super::guard::{self, Seen};
use super::reaction::{reacted_to, reacts_to_ours};
use crate::clock::TimeZone;
use crate::domain::setting::Settings;
use crate::domain::{OutboxKind, PhoneNumber, Repeat, Rule, Why, WhyCode, count_segments, template};
use crate::error::Result;
use crate::line::Line;
use crate::rules::{self, Decision, Fan, Needs, Outcome, ReadyRule, Setup, Text};
use crate::store::fans::{self, FanRow};
use crate::store::messages::{self, MessageRow};
use crate::store::outbox::{self, NewRow};
use crate::store::{confirmations, counters, rules as rule_rows, settings, spending, suppressions, sync_state, tags};

/// Texts that the rules look at in one transaction.
const CHUNK: u32 = 500;

/// The line and the moment of a transaction.
#[derive(Debug, Clone)]
pub struct Context {
    pub number: PhoneNumber,
    pub now: i64,
    pub day_start: i64,
    pub zone: TimeZone,
}

/// Builds the context of a line at this moment.
#[must_use]
pub fn context(line: &Line) -> Context {
    Context { number: line.number.clone(), now: line.now(), day_start: line.day_start(), zone: line.clock.zone() }
}

/// What holds for every text of a transaction, read once.
#[derive(Debug)]
pub struct Basis {
    pub setup: Setup,
    pub fan_daily_cap: i64,
    /// A part that is dearer makes a country a costly one.
    pub high_cost_above: Option<i64>,
    pub rules: Vec<ReadyRule>,
    pub needs: Needs,
}

impl Basis {
    pub fn read(connection: &Connection, context: &Context) -> Result<Self> {
        let settings = Settings::load(|name| settings::get(connection, name))?;
        let setup = Setup {
            now: counters::provider_time(connection, context.now)?,
            auto_replies: counters::get(connection, counters::AUTO_REPLIES)? != Some(0),
            catch_up_ms: settings.catch_up_ms,
            person_takes_over_ms: settings.person_takes_over_ms,
            zone: context.zone.clone(),
        };
        let rules: Vec<ReadyRule> = rule_rows::list(connection)?.into_iter().map(ReadyRule::from).collect();
        Ok(Self {
            setup,
            fan_daily_cap: settings.fan_daily_cap,
            high_cost_above: settings.high_cost_above_micros,
            needs: Needs::of(&rules),
            rules,
        })
    }

    /// The rules that a decision lets act, in their order.
    pub fn acting<'a>(&'a self, decision: &'a Decision) -> impl Iterator<Item = &'a Rule> {
        decision.acting().filter_map(|place| self.rules.get(place)).map(|ready| &ready.rule)
    }

    /// The rule that a decision answers with.
    pub fn answering(&self, decision: &Decision) -> Option<&Rule> {
        decision.answering().and_then(|place| self.rules.get(place)).map(|ready| &ready.rule)
    }
}

/// Lets the rules look at the next texts; gives the fans concerned and whether more wait.
pub fn pending(connection: &Connection, context: &Context) -> Result<(BTreeSet<i64>, bool)> {
    let _span = trace_span!("rules").entered();
    let waiting = messages::undecided(connection, CHUNK)?;
    let mut fans = BTreeSet::new();
    if waiting.is_empty() {
        return Ok((fans, false));
    }
    let basis = Basis::read(connection, context)?;
    guard::tidy(connection, basis.setup.now)?;
    let asks_from = asks_from(connection, context, &basis)?;
    for message in &waiting {
        if waits_for_the_past(connection, message, asks_from)? {
            messages::hold(connection, message.id)?;
            continue;
        }
        decide(connection, context, &basis, message)?;
        fans.insert(message.fan_id);
    }
    Ok((fans, waiting.len() == CHUNK as usize))
}

/// Lets the rules look at every text that waits for them, in one transaction.
pub fn all(connection: &Connection, context: &Context) -> Result<BTreeSet<i64>> {
    let mut all = BTreeSet::new();
    loop {
        let (fans, more) = pending(connection, context)?;
        all.extend(fans);
        if !more {
            return Ok(all);
        }
    }
}

/// The provider time from which a text may still be answered by a rule; `None` with no rule on.
pub fn answerable_from(connection: &Connection, now: i64) -> Result<Option<i64>> {
    let settings = Settings::load(|name| settings::get(connection, name))?;
    let oldest = counters::provider_time(connection, now)? - settings.catch_up_ms;
    Ok(rule_rows::earliest_enabled(connection)?.map(|enabled_at| enabled_at.max(oldest)))
}

/// From when on a text waits until its fan was looked up; `None` where nothing has to be asked.
fn asks_from(connection: &Connection, context: &Context, basis: &Basis) -> Result<Option<i64>> {
    if !basis.setup.auto_replies || sync_state::knows_the_past(connection)? {
        return Ok(None);
    }
    answerable_from(connection, context.now)
}

/// With the history not read yet, nobody is answered before the provider was asked what they wrote earlier.
fn waits_for_the_past(connection: &Connection, message: &MessageRow, asks_from: Option<i64>) -> Result<bool> {
    let answerable = asks_from.is_some_and(|from| messages::at_of(message.id) >= from);
    Ok(answerable && !fans::past_known(connection, message.fan_id)?)
}

fn decide(connection: &Connection, context: &Context, basis: &Basis, message: &MessageRow) -> Result<()> {
    let Some(mut row) = fans::get(connection, message.fan_id)? else { return Ok(()) };
    let place = Place::of(&row, message.id);
    let at = messages::at_of(message.id);
    if basis.setup.now - at <= basis.setup.catch_up_ms {
        let texted_before = place.others > 0 && messages::has_earlier_from_fan(connection, row.id, message.id)?;
        let high_cost_above = basis.high_cost_above;
        let seen = Seen { fan: &row, message, texted_before, now: context.now, high_cost_above };
        if let Some(kind) = guard::watch(connection, seen)? {
            row.loop_kind = Some(kind.to_owned());
        }
    }
    let text = Text {
        body: &message.body,
        at,
        stored_at: message.stored_at,
        reacts_to_ours: reacts_to_ours(connection, row.id, &message.body)?,
    };
    let fan = facts::of_fan(connection, context, basis, &row, place, &text)?;
    let mut decision = rules::evaluate(&basis.setup, &fan, &text, &basis.rules);
    if decision.outcome == Outcome::Help && was_helped(connection, &row, message)? {
        decision.why = WhyCode::HelpAnswered.into();
    }
    apply(connection, context, basis, &row, message, &decision)
}

/// Whether another text of the same day has the fan's one answer to HELP.
fn was_helped(connection: &Connection, row: &FanRow, message: &MessageRow) -> Result<bool> {
    let name = confirmations::help_of_day(row.id, messages::at_of(message.id));
    Ok(outbox::by_client_id(connection, &name)?.is_some_and(|helped| helped.answers != Some(message.id)))
}

fn apply(
    connection: &Connection,
    context: &Context,
    basis: &Basis,
    row: &FanRow,
    message: &MessageRow,
    decision: &Decision,
) -> Result<()> {
    let mut kind = None;
    match &decision.outcome {
        Outcome::Reaction => {
            kind = Some("reaction");
            fans::read_one(connection, row.id)?;
            fans::set_preview_kind(connection, row.id, message.id, "reaction")?;
            if let Some(ours) = reacted_to(connection, row.id, &message.body)? {
                messages::set_reaction(connection, message.id, ours)?;
            }
        }
        Outcome::Care => fans::set_care(connection, row.id, true)?,
        Outcome::Keep { fact, value } => fans::keep_fact(connection, row.id, *fact, value, message.id)?,
        // STOP and START counted when the text was stored; HELP is the provider's to answer.
        Outcome::Stop | Outcome::Start | Outcome::Help | Outcome::Review | Outcome::Answer(_) | Outcome::Nothing => {}
    }
    for rule in basis.acting(decision) {
        act(connection, row, message, rule)?;
    }
    if let Some(rule) = basis.answering(decision) {
        answer(connection, context, basis, row, message, rule)?;
    }
    guard::hold(connection, &decision.why, message.id)?;
    let why = serde_json::to_string(&decision.why).unwrap_or_default();
    messages::decide(connection, message.id, kind, &why)
}

/// What a rule does beside its reply.
fn act(connection: &Connection, row: &FanRow, message: &MessageRow, rule: &Rule) -> Result<()> {
    rule_rows::ran(connection, row.id, rule.id, message.id)?;
    for tag in &rule.actions.tags {
        tags::add(connection, row.id, tag, Some(message.id))?;
    }
    if rule.actions.flag {
        fans::set_flagged(connection, row.id)?;
    }
    if rule.actions.mark_read {
        fans::read_one(connection, row.id)?;
    }
    Ok(())
}

fn answer(
    connection: &Connection,
    context: &Context,
    basis: &Basis,
    row: &FanRow,
    message: &MessageRow,
    rule: &Rule,
) -> Result<()> {
    let body = reply(rule, row);
    let came_at = messages::at_of(message.id) - (basis.setup.now - context.now);
    let delay_ms = delay_ms(rule, message.id);
    let queued = outbox::insert(
        connection,
        &NewRow {
            fan_id: row.id,
            body: &body,
            parts: count_segments(&body).parts,
            kind: OutboxKind::AutoReply,
            created_at: context.now,
            delayed_until: if delay_ms > 0 { came_at + delay_ms } else { 0 },
            rule: Some((rule.id, &window(rule, message.id))),
            client_id: None,
            answers: Some(message.id),
        },
    )?;
    if let Some(queued) = queued {
        spending::count_automatic(connection, row.id, context.day_start)?;
        if let Some(fact) = rule.actions.ask {
            fans::set_asked(connection, row.id, fact, queued)?;
        }
    }
    Ok(())
}

/// What a fan reads: a rule's reply with its merge fields filled.
pub fn reply(rule: &Rule, row: &FanRow) -> String {
    template::fill(&rule.text, row.values()).into_owned()
}

/// The window in which a rule answers a fan at most once: for ever, or for one text.
fn window(rule: &Rule, message_id: i64) -> String {
    match rule.repeat {
        Repeat::Once => String::new(),
        Repeat::Cooldown { .. } | Repeat::Always => message_id.to_string(),
    }
}

/// How long after its text a reply leaves: anywhere in the rule's range, always the same for one text.
pub fn delay_ms(rule: &Rule, message_id: i64) -> i64 {
    let (from, to) = (rule.timing.delay_from_s.max(0) * 1_000, rule.timing.delay_to_s.max(0) * 1_000);
    let range = (to - from).max(0) + 1;
    from + i64::try_from(scatter(message_id.unsigned_abs()) % range.unsigned_abs()).unwrap_or(0)
}

/// Spreads neighbouring numbers evenly (the finalizer of SplitMix64; Steele, Lea and Flood, 2014).
fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// What would happen to a text.
#[derive(Debug)]
pub struct Trial {
    pub decision: Decision,
    /// The text that would be sent.
    pub reply: Option<String>,
    /// The rule that would answer.
    pub rule: Option<String>,
}

/// What would happen if this text came from this number at this moment. Stores and sends nothing.
pub fn try_text(connection: &Connection, context: &Context, from: &PhoneNumber, body: &str) -> Result<Trial> {
    let basis = Basis::read(connection, context)?;
    let row = fans::by_number(connection, from.as_str())?;
    let reacts_to_ours = match &row {
        Some(row) => reacts_to_ours(connection, row.id, body)?,
        None => false,
    };
    let text = Text { body, at: basis.setup.now, stored_at: context.now, reacts_to_ours };
    let fan = match &row {
        Some(row) => facts::of_fan(connection, context, &basis, row, Place::behind_all(row), &text)?,
        None => {
            let suppressed = suppressions::find(connection, from.as_str())?.is_some();
            Fan { suppressed, ..facts::of_number(from.as_str(), &context.number) }
        }
    };
    let decision = rules::evaluate(&basis.setup, &fan, &text, &basis.rules);
    let rule = basis.answering(&decision);
    let reply = rule.map(|rule| match &row {
        Some(row) => reply(rule, row),
        None => template::fill(&rule.text, template::Values::default()).into_owned(),
    });
    Ok(Trial { reply, rule: rule.map(|rule| rule.name.clone()), decision })
}

/// The reason as it is stored with a text.
#[must_use]
pub fn read_why(stored: Option<&str>) -> Option<Why> {
    stored.and_then(|why| serde_json::from_str(why).ok())
}
