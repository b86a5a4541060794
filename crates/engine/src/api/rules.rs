//! Rules: what they are, what they would do, and counting segments.

mod check;
mod templates;

use rusqlite::Connection;

use crate::compliance;
use crate::domain::{FanFact, Rule, Why, WhyCode, count_segments, template, words};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::store::rules as rows;
use crate::store::{Durability, counters, journal, line as line_rows, messages, outbox};
use crate::sync::{self, Span};

pub use self::check::tags as check_tags;
pub use self::templates::list as templates;

use super::inbox::{check_wording, not_found, page_size};
use super::lines::number;
use super::views::{
    AddRule, ById, CountSegments, Decision, DecisionStep, MoveRule, Nothing, Page, Removed, ReplayReport, ReplayTexts,
    ReplayedRule, ReplayedText, RuleParts, RuleView, Segments, SetRule, TryText,
};

const REPLAY_PAGE: u32 = 100;
const DAY_MS: i64 = 24 * 3_600_000;

pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<RuleView>> {
    of(&*lines.current()?).await
}

async fn of(line: &Line) -> Result<Page<RuleView>> {
    let day_start = line.day_start();
    let items = line
        .store
        .read(move |connection| {
            rows::list(connection)?.into_iter().map(|row| view(connection, row, day_start)).collect::<Result<Vec<_>>>()
        })
        .await?;
    Ok(Page { items, next: None })
}

fn view(connection: &Connection, rule: Rule, day_start: i64) -> Result<RuleView> {
    let (today, total) = if rule.replies() {
        rows::answers(connection, rule.id, day_start)?
    } else {
        rows::count_runs(connection, rule.id, counters::provider_time(connection, day_start)?)?
    };
    Ok(RuleView {
        id: rule.id.to_string(),
        segments: count_segments(&template::longest(&rule.text)),
        warnings: warnings(&rule.text),
        key: rule.key,
        name: rule.name,
        trigger: rule.trigger,
        conditions: rule.conditions,
        text: rule.text,
        actions: rule.actions,
        repeat: rule.repeat,
        timing: rule.timing,
        on: rule.on,
        enabled_at: rule.enabled_at,
        today,
        total,
    })
}

/// What the owner should know about an automatic wording.
fn warnings(text: &str) -> Vec<Why> {
    let mut warnings = Vec::new();
    if text.is_empty() {
        return warnings;
    }
    if !compliance::says_automatic(text) {
        warnings.push(WhyCode::NotSaidAutomatic.into());
    }
    if compliance::has_link(text) {
        warnings.push(WhyCode::HasLink.into());
    }
    warnings
}

pub async fn add(lines: &Lines, params: AddRule) -> Result<RuleView> {
    let line = lines.current()?;
    let AddRule { key, parts } = params;
    let Some(trigger) = parts.trigger.clone() else {
        return Err(Error::new(ErrorCode::BadValue).with("field", "trigger"));
    };
    check_text(&line, &parts)?;
    let (now, day_start) = (line.now(), line.day_start());
    let view = line
        .store
        .write(Durability::Synced, move |connection| {
            let mut rule = Rule::new("", parts.name.as_deref().unwrap_or_default(), trigger, "");
            change(connection, &mut rule, &parts)?;
            rule.key = check::key(connection, key.as_deref(), &rule.name)?;
            rule.id = rows::add(connection, &rule)?;
            if parts.on == Some(true) {
                switch_on_now(connection, rule.id, now)?;
            }
            journal::write(connection, now, "owner", "rule_added", &serde_json::json!({ "rule": rule.key }))?;
            stored(connection, rule.id, day_start)
        })
        .await?;
    changed(&line, &view.id);
    Ok(view)
}

pub async fn set(lines: &Lines, params: SetRule) -> Result<RuleView> {
    let line = lines.current()?;
    let SetRule { id, parts } = params;
    check_text(&line, &parts)?;
    let (now, day_start) = (line.now(), line.day_start());
    let (view, fans) = line
        .store
        .write(Durability::Synced, move |connection| {
            let before = rows::find(connection, &id)?.ok_or_else(|| not_found("rule", &id))?;
            let mut rule = before.clone();
            change(connection, &mut rule, &parts)?;
            if rule != before {
                rows::set(connection, &rule)?;
            }
            let fans = switch(connection, rule.id, parts.on, now)?;
            let details = serde_json::json!({ "rule": rule.key, "on": parts.on, "changed": changes(&before, &rule) });
            journal::write(connection, now, "owner", "rule_set", &details)?;
            Ok((stored(connection, rule.id, day_start)?, fans))
        })
        .await?;
    changed(&line, &view.id);
    line.conversations_changed(fans);
    Ok(view)
}

/// A reply that can be sent. One that is empty is looked at with the rest of the rule.
fn check_text(line: &Line, parts: &RuleParts) -> Result<()> {
    match parts.text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => check_wording(line, text),
        Some(_) | None => Ok(()),
    }
}

/// Writes what was decided into a rule, and looks whether it still is one.
fn change(connection: &Connection, rule: &mut Rule, parts: &RuleParts) -> Result<()> {
    let parts = parts.clone();
    rule.name = parts.name.unwrap_or_else(|| rule.name.clone());
    rule.trigger = parts.trigger.unwrap_or_else(|| rule.trigger.clone());
    rule.conditions = parts.conditions.unwrap_or_else(|| rule.conditions.clone());
    rule.text = parts.text.unwrap_or_else(|| rule.text.clone());
    rule.actions = parts.actions.unwrap_or_else(|| rule.actions.clone());
    rule.repeat = parts.repeat.unwrap_or(rule.repeat);
    rule.timing = parts.timing.unwrap_or_else(|| rule.timing.clone());
    // Who asks without words asks with ours.
    if let Some(fact) = rule.actions.ask.filter(|_| rule.text.trim().is_empty()) {
        rule.text = question(connection, fact)?;
    }
    check::rule(connection, rule)
}

/// What a fan reads who is asked for something, in the language of the line.
fn question(connection: &Connection, fact: FanFact) -> Result<String> {
    let line = line_rows::get(connection)?.ok_or(ErrorCode::NoLine)?;
    Ok(words(&line.locale).question(fact).to_owned())
}

fn changes(before: &Rule, after: &Rule) -> Vec<&'static str> {
    let parts = [
        ("name", before.name != after.name),
        ("trigger", before.trigger != after.trigger),
        ("conditions", before.conditions != after.conditions),
        ("text", before.text != after.text),
        ("actions", before.actions != after.actions),
        ("repeat", before.repeat != after.repeat),
        ("timing", before.timing != after.timing),
    ];
    parts.into_iter().filter_map(|(name, differs)| differs.then_some(name)).collect()
}

/// Off also for what the rule has promised and not sent, a delayed answer too: whoever switches it off wants to read none
/// of it any more. Gives the fans who do not get theirs.
fn switch(connection: &Connection, id: i64, on: Option<bool>, now: i64) -> Result<Vec<i64>> {
    match on {
        Some(true) => switch_on_now(connection, id, now).map(|()| Vec::new()),
        Some(false) => {
            rows::switch_off(connection, id)?;
            outbox::cancel_of_rule(connection, id, &WhyCode::RuleOff.name())
        }
        None => Ok(Vec::new()),
    }
}

/// On, for texts from this second of the provider's clock; an earlier moment stays if the rule was on.
pub fn switch_on_now(connection: &Connection, id: i64, now: i64) -> Result<()> {
    let provider_now = counters::provider_time(connection, now)?;
    rows::switch_on(connection, id, provider_now - provider_now.rem_euclid(1_000), now)
}

fn stored(connection: &Connection, id: i64, day_start: i64) -> Result<RuleView> {
    let id = id.to_string();
    let rule = rows::find(connection, &id)?.ok_or_else(|| not_found("rule", &id))?;
    view(connection, rule, day_start)
}

fn changed(line: &Line, id: &str) {
    line.events.publish(kind::RULES, [id]);
    line.events.publish_any(kind::STATUS);
}

pub async fn move_to(lines: &Lines, params: MoveRule) -> Result<Page<RuleView>> {
    let line = lines.current()?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            let rule = rows::find(connection, &params.id)?.ok_or_else(|| not_found("rule", &params.id))?;
            let mut ids: Vec<i64> = rows::list(connection)?.into_iter().map(|rule| rule.id).collect();
            ids.retain(|id| *id != rule.id);
            let place = (params.place.max(1) as usize - 1).min(ids.len());
            ids.insert(place, rule.id);
            rows::set_order(connection, &ids)?;
            let details = serde_json::json!({ "rule": rule.key, "place": place + 1 });
            journal::write(connection, now, "owner", "rule_moved", &details)
        })
        .await?;
    line.events.publish_any(kind::RULES);
    of(&line).await
}

/// Takes a rule away, with the answers of it that have not left. Those that did keep its name.
pub async fn delete(lines: &Lines, params: ById) -> Result<Removed> {
    let line = lines.current()?;
    let now = line.now();
    let (id, fans) = line
        .store
        .write(Durability::Synced, move |connection| {
            let rule = rows::find(connection, &params.id)?.ok_or_else(|| not_found("rule", &params.id))?;
            let reason = WhyCode::RuleDeleted.name();
            let fans = outbox::cancel_of_rule(connection, rule.id, &reason)?;
            rows::delete(connection, rule.id, now)?;
            journal::write(connection, now, "owner", "rule_deleted", &serde_json::json!({ "rule": rule.key }))?;
            Ok((rule.id.to_string(), fans))
        })
        .await?;
    changed(&line, &id);
    line.conversations_changed(fans);
    Ok(Removed { id })
}

/// Takes a deletion back: the rule is where it was, off. Whom it answered it does not answer again.
pub async fn restore(lines: &Lines, params: ById) -> Result<RuleView> {
    let line = lines.current()?;
    let (now, day_start) = (line.now(), line.day_start());
    let view = line
        .store
        .write(Durability::Synced, move |connection| {
            let id = params.id.parse().map_err(|_| not_found("rule", &params.id))?;
            let (key, name) = rows::deleted(connection, id)?.ok_or_else(|| not_found("rule", &params.id))?;
            // Another rule may have taken the key since.
            let key = match rows::find(connection, &key)? {
                Some(_) => check::key(connection, None, &name)?,
                None => key,
            };
            rows::restore(connection, id, &key)?;
            journal::write(connection, now, "owner", "rule_restored", &serde_json::json!({ "rule": key }))?;
            stored(connection, id, day_start)
        })
        .await?;
    changed(&line, &view.id);
    Ok(view)
}

pub async fn try_text(lines: &Lines, params: TryText) -> Result<Decision> {
    let line = lines.current()?;
    let from = number(&params.from)?;
    let context = sync::context(&line);
    let trial = line.store.read(move |connection| sync::try_text(connection, &context, &from, &params.text)).await?;
    let step = |step: crate::rules::Step| DecisionStep {
        step: step.step.to_owned(),
        rule: step.rule,
        hit: step.hit,
        why: step.why,
    };
    Ok(Decision {
        reply: trial.reply,
        rule: trial.rule,
        why: trial.decision.why,
        steps: trial.decision.steps.into_iter().map(step).collect(),
    })
}

pub async fn replay(lines: &Lines, params: ReplayTexts) -> Result<ReplayReport> {
    let line = lines.current()?;
    let context = sync::context(&line);
    let limit = page_size(params.limit, REPLAY_PAGE);
    // A following page looks at the same day as the first one.
    let place = params.cursor.as_deref().map(read_place).transpose()?;
    line.store
        .read(move |connection| {
            let (until, after) = match place {
                Some(place) => place,
                // Provider dates are whole seconds: a text of this one counts.
                None => (counters::provider_time(connection, context.now)? + 1_000, 0),
            };
            let span = Span { since: until - DAY_MS, until, after, limit: limit as usize };
            report(connection, &sync::replay(connection, &context, span)?, span)
        })
        .await
}

fn report(connection: &Connection, replay: &sync::Replay, span: Span) -> Result<ReplayReport> {
    let counted = |rule: Rule| {
        let (answered, applied) = *replay.by_rule.get(&rule.id)?;
        Some(ReplayedRule { id: rule.id.to_string(), name: rule.name, answered, applied })
    };
    let rules: Vec<ReplayedRule> = rows::list(connection)?.into_iter().filter_map(counted).collect();
    let last = replay.items.last().filter(|_| replay.more);
    let items = replay.items.iter().map(|item| ReplayedText {
        id: format!("m{}", item.message.id),
        fan_id: item.message.fan_id.to_string(),
        number: item.number.clone(),
        name: item.name.clone(),
        body: item.message.body.clone(),
        at: messages::at_of(item.message.id),
        reply: item.reply.clone(),
        rule: item.rule.clone(),
        why: item.why.clone(),
    });
    Ok(ReplayReport {
        since_at: span.since,
        until_at: span.until,
        texts: replay.texts,
        answered: rules.iter().map(|rule| rule.answered).sum(),
        items: items.collect(),
        next: last.map(|item| format!("{}-{}", span.until, item.message.id)),
        rules,
    })
}

/// The end of the day that is replayed, and the last text that was shown.
fn read_place(cursor: &str) -> Result<(i64, i64)> {
    let place = cursor.split_once('-').and_then(|(until, after)| Some((until.parse().ok()?, after.parse().ok()?)));
    place.ok_or_else(|| Error::new(ErrorCode::BadParams).with("detail", "cursor"))
}

#[expect(clippy::unused_async, reason = "every command is asynchronous, so that the table has one shape")]
pub async fn segments(_: &Lines, params: CountSegments) -> Result<Segments> {
    Ok(count(&params.text))
}

/// How a text travels; needs no line.
#[must_use]
pub fn count(text: &str) -> Segments {
    count_segments(text)
}
