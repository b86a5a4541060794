//! The last day once more: what the rules, as they are, would have done with the texts that came. Stores and sends
//! nothing; what a rule would have said or noted counts for the texts after it.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::Connection;

use super::decide::{self, Basis, Context};
use super::facts;
use crate::clock::day_start_ms;
use crate::domain::{FanFact, Rule, Why, WhyCode};
use crate::error::Result;
use crate::rules::{self, Asked, Decision, Fan, Outcome, Setup, Text};
use crate::store::fans::{self, FanRow};
use crate::store::messages::{self, MessageRow};
use crate::store::{consent, opt_state, outbox, rules as rule_rows, tags};

/// Texts read at once.
const CHUNK: u32 = 1_000;

/// Which texts, and which part of them to show.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    /// From this moment of the provider's time…
    pub since: i64,
    /// …to before this one.
    pub until: i64,
    /// Texts behind this id are shown, so many of them.
    pub after: i64,
    pub limit: usize,
}

/// What would have happened.
#[derive(Debug, Default)]
pub struct Replay {
    pub texts: u64,
    /// For each rule that acted: texts that it answered, and texts on which it did something else.
    pub by_rule: BTreeMap<i64, (u64, u64)>,
    pub items: Vec<Replayed>,
    /// There are texts behind the last one shown.
    pub more: bool,
}

/// One text and what would have become of it.
#[derive(Debug)]
pub struct Replayed {
    pub message: MessageRow,
    pub number: String,
    pub name: Option<String>,
    pub reply: Option<String>,
    pub rule: Option<String>,
    pub why: Why,
}

/// Runs the rules over the texts of a span, in their order.
pub fn replay(connection: &Connection, context: &Context, span: Span) -> Result<Replay> {
    let mut basis = Basis::read(connection, context)?;
    // As if the rules had been on all along, whenever that was.
    for ready in &mut basis.rules {
        ready.rule.enabled_at = ready.rule.enabled_at.map(|_| i64::MIN);
        ready.rule.enabled_here_at = ready.rule.enabled_here_at.map(|_| i64::MIN);
    }
    let first_id = messages::first_id_at(span.since);
    let mut scene = Scene {
        connection,
        context,
        basis: &basis,
        since: span.since,
        first_id,
        in_care: messages::fans_in_care_since(connection, first_id)?,
        fans: HashMap::new(),
    };
    let mut replay = Replay::default();
    let (mut last, end) = (first_id - 1, messages::first_id_at(span.until));
    loop {
        let texts = messages::from_fans_after(connection, last, CHUNK)?;
        let Some(newest) = texts.last() else { return Ok(replay) };
        last = newest.id;
        for message in texts {
            if message.id >= end {
                return Ok(replay);
            }
            scene.text(&mut replay, message, span)?;
        }
    }
}

struct Scene<'a> {
    connection: &'a Connection,
    context: &'a Context,
    basis: &'a Basis,
    since: i64,
    first_id: i64,
    /// Fans whom a text of the span put into the care tray: they were not in it before.
    in_care: HashSet<i64>,
    fans: HashMap<i64, Actor>,
}

/// A fan as the replay knows them: as they were when it began, and what happened since.
struct Actor {
    row: FanRow,
    fan: Fan,
    /// Automatic texts by the first moment of their day.
    automatic: HashMap<i64, i64>,
    question: Option<Question>,
}

/// A question that a rule would have asked.
#[derive(Clone, Copy)]
struct Question {
    fact: FanFact,
    at: i64,
    /// The fan has said something since.
    passed: bool,
}

impl Scene<'_> {
    fn text(&mut self, replay: &mut Replay, message: MessageRow, span: Span) -> Result<()> {
        let at = messages::at_of(message.id);
        let mut actor = match self.fans.remove(&message.fan_id) {
            Some(actor) => actor,
            None => match fans::get(self.connection, message.fan_id)? {
                Some(row) => self.enter(row)?,
                None => return Ok(()),
            },
        };
        let text =
            Text { body: &message.body, at, stored_at: message.stored_at, reacts_to_ours: message.kind == "reaction" };
        let setup = Setup { now: at, auto_replies: true, ..self.basis.setup.clone() };
        self.learn(&mut actor, &message, at)?;
        let decision = rules::evaluate(&setup, &actor.fan, &text, &self.basis.rules);
        self.happen(&mut actor, &message, at, &decision);
        replay.texts += 1;
        for rule in self.basis.acting(&decision) {
            let counts = replay.by_rule.entry(rule.id).or_default();
            if rule.replies() {
                counts.0 += 1;
            } else {
                counts.1 += 1;
            }
        }
        if message.id > span.after {
            if replay.items.len() < span.limit {
                let rule = self.basis.answering(&decision);
                replay.items.push(Replayed {
                    number: actor.row.number.clone(),
                    name: actor.row.name.clone(),
                    reply: rule.map(|rule| decide::reply(rule, &actor.row)),
                    rule: rule.map(|rule| rule.name.clone()),
                    why: decision.why,
                    message: message.clone(),
                });
            } else {
                replay.more = true;
            }
        }
        self.fans.insert(message.fan_id, actor);
        Ok(())
    }

    /// A fan as they were when the span began.
    fn enter(&self, mut row: FanRow) -> Result<Actor> {
        let (connection, first_id) = (self.connection, self.first_id);
        let since = |from: Option<i64>| from.is_some_and(|id| id >= first_id);
        for (from, value) in
            [(row.name_from, &mut row.name), (row.city_from, &mut row.city), (row.birthday_from, &mut row.birthday)]
        {
            if since(from) {
                *value = None;
            }
        }
        let mut fan = facts::of_card(&row, &self.context.number);
        if row.opt_changed_at >= self.since {
            fan.opted_out = opt_state::was_out(connection, row.id, self.since)?;
        }
        fan.opt_out_review = row.opt_out_review && !consent::asked_since(connection, row.id, self.since)?;
        fan.care = row.care && !self.in_care.contains(&row.id);
        fan.tags = tags::before(connection, row.id, first_id)?;
        fan.runs = rule_rows::runs_before(connection, row.id, first_id)?;
        Ok(Actor { row, fan, automatic: HashMap::new(), question: None })
    }

    /// What is to be known of the fan at the moment of one text.
    fn learn(&self, actor: &mut Actor, message: &MessageRow, at: i64) -> Result<()> {
        let (connection, needs, row) = (self.connection, self.basis.needs, &actor.row);
        if needs.history {
            actor.fan.texted_before = messages::has_earlier_from_fan(connection, row.id, message.id)?;
        }
        if needs.update {
            actor.fan.update = facts::after_update(connection, row, message.id)?;
        }
        if needs.replies {
            actor.fan.texted_elsewhere =
                row.elsewhere > 0 && messages::has_elsewhere_before(connection, row.id, message.id)?;
            if let Some(window) = self.basis.setup.person_takes_over_ms {
                actor.fan.person_at = facts::person_at(connection, row, at - window, message.id)?;
            }
            actor.fan.at_daily_cap = self.automatic(actor, at)? >= self.basis.fan_daily_cap;
        }
        // The guards are no rules: what they held then is held again.
        let guarded = decide::read_why(message.why.as_deref());
        let said = |codes: &[WhyCode]| guarded.clone().filter(|why| codes.contains(&why.code));
        actor.fan.reply_loop = said(&[WhyCode::ReplyLoop]);
        actor.fan.range_held = said(&[WhyCode::RangePaused, WhyCode::RangeBlocked]);
        actor.fan.asked = match actor.question {
            Some(question) => {
                let circumstance = facts::circumstance(&actor.row.number, !question.passed);
                facts::still_waits(question.at, at).then_some(Asked { fact: question.fact, circumstance })
            }
            None => self.asked_before(&actor.row, message, at)?,
        };
        Ok(())
    }

    /// A question that was asked before the span began.
    fn asked_before(&self, row: &FanRow, message: &MessageRow, at: i64) -> Result<Option<Asked>> {
        let question = match row.asked_row {
            Some(queued) => messages::of_outbox_row(self.connection, queued)?,
            None => None,
        };
        if question.is_none_or(|question| question >= self.first_id) {
            return Ok(None);
        }
        facts::asked(self.connection, row, message.id, at)
    }

    fn automatic(&self, actor: &mut Actor, at: i64) -> Result<i64> {
        let day = day_start_ms(at, &self.context.zone);
        match actor.automatic.entry(day) {
            Entry::Occupied(count) => Ok(*count.get()),
            Entry::Vacant(vacant) => {
                let first = messages::first_id_at(day);
                let before = outbox::automatic_before(self.connection, actor.row.id, first, self.first_id)?;
                Ok(*vacant.insert(before))
            }
        }
    }

    /// What the decision would have changed.
    fn happen(&self, actor: &mut Actor, message: &MessageRow, at: i64, decision: &Decision) {
        let fan = &mut actor.fan;
        if decision.outcome != Outcome::Reaction
            && let Some(question) = actor.question.as_mut().filter(|question| question.at <= at)
        {
            question.passed = true;
        }
        match &decision.outcome {
            Outcome::Stop => (fan.opted_out, fan.opt_out_review) = (true, false),
            Outcome::Start => (fan.opted_out, fan.opt_out_review) = (false, false),
            Outcome::Review => fan.opt_out_review |= !fan.opted_out,
            Outcome::Care => fan.care = true,
            Outcome::Keep { fact, value } => {
                fan.known.push(*fact);
                match fact {
                    FanFact::Name => actor.row.name = Some(value.clone()),
                    FanFact::City => (fan.city, actor.row.city) = (Some(value.clone()), Some(value.clone())),
                    FanFact::Birthday => actor.row.birthday = Some(value.clone()),
                }
            }
            Outcome::Reaction | Outcome::Help | Outcome::Answer(_) | Outcome::Nothing => {}
        }
        for rule in self.basis.acting(decision) {
            self.act(actor, message, at, rule);
        }
    }

    fn act(&self, actor: &mut Actor, message: &MessageRow, at: i64, rule: &Rule) {
        let fan = &mut actor.fan;
        fan.runs.retain(|(id, _)| *id != rule.id);
        fan.runs.push((rule.id, at));
        for tag in rule.actions.tags.iter().filter(|tag| !fan.tags.contains(tag)).cloned().collect::<Vec<_>>() {
            fan.tags.push(tag);
        }
        if !rule.replies() {
            return;
        }
        *actor.automatic.entry(day_start_ms(at, &self.context.zone)).or_default() += 1;
        if let Some(fact) = rule.actions.ask {
            // The question leaves when the rule lets it; what the fan says before is no answer.
            let question = at + decide::delay_ms(rule, message.id).max(1);
            actor.question = Some(Question { fact, at: question, passed: false });
        }
    }
}
