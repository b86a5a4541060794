//! Ranges of numbers whose automatic answers wait for the owner.

use rusqlite::Connection;

use crate::domain::WhyCode;
use crate::domain::range::{COSTLY, RangeKind};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::lines::Lines;
use crate::store::guards::{self as rows, GuardRow};
use crate::store::{Durability, journal, outbox};

use super::inbox::{cursor, not_found, page_size};
use super::views::{CostlyRangeView, GuardKind, GuardState, GuardView, ListGuards, Nothing, Page, SetGuard};

const PAGE: u32 = 50;
/// Digits of the longest number, and of the shortest range that is not half a continent.
const DIGITS: std::ops::RangeInclusive<usize> = 2..=15;

pub async fn list(lines: &Lines, params: ListGuards) -> Result<Page<GuardView>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    line.store
        .read(move |connection| {
            let rows = rows::list(connection, before, limit)?;
            let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id.to_string())).flatten();
            let items = rows.into_iter().map(|row| view(connection, row)).collect::<Result<_>>()?;
            Ok(Page { items, next })
        })
        .await
}

/// The owner's decision. Allowed: what waited is looked at again and answered, if it is not too old by now. Blocked:
/// what waited is let go.
pub async fn set(lines: &Lines, params: SetGuard) -> Result<GuardView> {
    let line = lines.current()?;
    let range = params.range.trim().to_owned();
    let digits = range.strip_prefix('+').unwrap_or_default();
    if !DIGITS.contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.starts_with('0') {
        return Err(Error::new(ErrorCode::BadNumber).with("number", range));
    }
    let now = line.now();
    let (view, fans) = line
        .store
        .write(Durability::Synced, move |connection| {
            rows::decide(connection, &range, state_name(params.state), now)?;
            let guard = rows::by_range(connection, &range)?.ok_or_else(|| not_found("range", &range))?;
            let (paused, blocked) = (WhyCode::RangePaused.name(), WhyCode::RangeBlocked.name());
            let fans = match params.state {
                GuardState::Paused => outbox::park_range(connection, &range, &paused)?,
                GuardState::Allowed => {
                    rows::release_holds(connection, guard.id)?;
                    outbox::release_range(connection, &range, &paused)?
                }
                GuardState::Blocked => {
                    rows::drop_holds(connection, guard.id)?;
                    outbox::park_range(connection, &range, &paused)?;
                    outbox::cancel_range(connection, &range, &paused, &blocked)?
                }
            };
            let details = serde_json::json!({ "guard": guard.id.to_string(), "state": state_name(params.state) });
            journal::write(connection, now, "owner", "guard_set", &details)?;
            Ok((view(connection, guard)?, fans))
        })
        .await?;
    line.conversations_changed(fans);
    line.events.publish_any(kind::STATUS);
    line.look.notify_one();
    line.send.notify_one();
    Ok(view)
}

/// The ranges that Fanline ships with.
#[expect(clippy::unused_async, reason = "every command is asynchronous, so that the table has one shape")]
pub async fn ranges(_: &Lines, _: Nothing) -> Result<Page<CostlyRangeView>> {
    let items = COSTLY
        .iter()
        .map(|range| CostlyRangeView {
            range: range.prefix.to_owned(),
            kind: match range.kind {
                RangeKind::Premium => GuardKind::Premium,
                RangeKind::HighCost => GuardKind::HighCost,
            },
            country: Some(range.country.to_owned()).filter(|country| !country.is_empty()),
            source: range.source.to_owned(),
        })
        .collect();
    Ok(Page { items, next: None })
}

fn view(connection: &Connection, row: GuardRow) -> Result<GuardView> {
    Ok(GuardView {
        id: row.id.to_string(),
        kind: match row.kind.as_str() {
            "pumping" => GuardKind::Pumping,
            "premium" => GuardKind::Premium,
            "high_cost" => GuardKind::HighCost,
            _ => GuardKind::Owner,
        },
        state: match row.state.as_str() {
            "allowed" => GuardState::Allowed,
            "blocked" => GuardState::Blocked,
            _ => GuardState::Paused,
        },
        texts: row.texts,
        held: rows::count_holds(connection, row.id)? + outbox::count_parked_in_range(connection, &row.range)?,
        tripped_at: row.tripped_at,
        decided_at: row.decided_at,
        range: row.range,
    })
}

fn state_name(state: GuardState) -> &'static str {
    match state {
        GuardState::Paused => "paused",
        GuardState::Allowed => "allowed",
        GuardState::Blocked => "blocked",
    }
}
