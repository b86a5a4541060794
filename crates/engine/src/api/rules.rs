//! Rules, trying a text, and counting segments.

use rusqlite::Connection;

use crate::compliance;
use crate::domain::{Why, WhyCode, count_segments};
use crate::error::Result;
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::store::rules::{self as rows, RuleRow};
use crate::store::{Durability, counters, journal};
use crate::sync;

use super::inbox::{check_wording, not_found};
use super::lines::number;
use super::views::{
    CountSegments, Decision, DecisionStep, Nothing, Page, RuleView, Segments, SetRule, Trigger, TryText,
};

pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<RuleView>> {
    let line = lines.current()?;
    let day_start = line.day_start();
    let items = line
        .store
        .read(move |connection| {
            rows::list(connection)?.into_iter().map(|row| view(connection, row, day_start)).collect::<Result<Vec<_>>>()
        })
        .await?;
    Ok(Page { items, next: None })
}

fn view(connection: &Connection, row: RuleRow, day_start: i64) -> Result<RuleView> {
    let (today, total) = rows::answers(connection, row.id, day_start)?;
    Ok(RuleView {
        id: row.id.to_string(),
        trigger: Trigger::FirstText,
        segments: count_segments(&row.text),
        warnings: warnings(&row.text),
        key: row.key,
        name: row.name,
        text: row.text,
        on: row.on,
        enabled_at: row.enabled_at,
        once_per_fan: row.once_per_fan,
        today,
        total,
    })
}

/// What the owner should know about an automatic wording.
fn warnings(text: &str) -> Vec<Why> {
    let mut warnings = Vec::new();
    if !compliance::says_automatic(text) {
        warnings.push(WhyCode::NotSaidAutomatic.into());
    }
    if compliance::has_link(text) {
        warnings.push(WhyCode::HasLink.into());
    }
    warnings
}

pub async fn set(lines: &Lines, params: SetRule) -> Result<RuleView> {
    let line = lines.current()?;
    if let Some(text) = &params.text {
        check_wording(&line, text)?;
    }
    let (now, day_start) = (line.now(), line.day_start());
    let view = line
        .store
        .write(Durability::Synced, move |connection| {
            let rule = rows::find(connection, &params.id)?.ok_or_else(|| not_found("rule", &params.id))?;
            if let Some(text) = &params.text {
                rows::set_text(connection, rule.id, text)?;
            }
            match params.on {
                Some(true) => switch_on_now(connection, rule.id, now)?,
                Some(false) => rows::switch_off(connection, rule.id)?,
                None => {}
            }
            let details = serde_json::json!({ "rule": rule.key, "on": params.on, "text": params.text.is_some() });
            journal::write(connection, now, "owner", "rule_set", &details)?;
            let rule = rows::find(connection, &params.id)?.ok_or_else(|| not_found("rule", &params.id))?;
            view(connection, rule, day_start)
        })
        .await?;
    line.events.publish(kind::RULES, [view.id.clone()]);
    line.events.publish_any(kind::STATUS);
    Ok(view)
}

/// On, for texts from this second of the provider's clock; an earlier moment stays if the rule was on.
pub fn switch_on_now(connection: &Connection, id: i64, now: i64) -> Result<()> {
    let provider_now = counters::provider_time(connection, now)?;
    rows::switch_on(connection, id, provider_now - provider_now.rem_euclid(1_000), now)
}

pub async fn try_text(lines: &Lines, params: TryText) -> Result<Decision> {
    let line = lines.current()?;
    let from = number(&params.from)?;
    let context = context(&line);
    let (decision, reply) =
        line.store.read(move |connection| sync::try_text(connection, &context, &from, &params.text)).await?;
    let steps = decision
        .steps
        .into_iter()
        .map(|step| DecisionStep { step: step.step.to_owned(), rule: step.rule, hit: step.hit, why: step.why })
        .collect::<Vec<_>>();
    let rule = steps.iter().find(|step| step.hit).and_then(|step| step.rule.clone());
    Ok(Decision { reply, rule, why: decision.why, steps })
}

fn context(line: &Line) -> sync::Context {
    sync::context(&line.number, line.now(), line.day_start())
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
