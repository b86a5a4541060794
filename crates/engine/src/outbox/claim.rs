//! Chooses what leaves next and commits the intent before any request does.

use rusqlite::Connection;

use super::hours::Clocks;
use super::pace::{Schedule, most_a_second};
use crate::clock::{day_start_ms, month_start_ms};
use crate::domain::setting::Settings;
use crate::domain::{NumberType, OutboxKind, OutboxState, PhoneNumber, WhyCode, price};
use crate::error::Result;
use crate::line::Line;
use crate::store::fans::{self, FanRow};
use crate::store::outbox::{self, OutboxRow};
use crate::store::{broadcasts, counters, pace, settings, spending};

/// A text whose intent is on the disk.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub row: OutboxRow,
    pub to: PhoneNumber,
    /// The moment its request may leave, in microseconds of UTC.
    pub at_us: i64,
    /// Texts that may leave within one second.
    pub most_a_second: usize,
}

/// What was claimed, and what holds the rest back.
#[derive(Debug, Clone, Default)]
pub struct Claim {
    pub claimed: Vec<Claimed>,
    /// When to look again if nothing else rings.
    pub next_at: Option<i64>,
    /// The spending cap that holds automatic answers and updates back.
    pub capped: Option<i64>,
    /// Fans whose rows were settled without a request.
    pub settled: Vec<i64>,
}

/// The moment and the number a claim is made for.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub now: i64,
    pub day_start: i64,
    pub month_start: i64,
    pub number_type: NumberType,
}

/// The moment of a line.
#[must_use]
pub fn moment(line: &Line) -> Moment {
    let (now, zone) = (line.now(), line.clock.zone());
    Moment {
        now,
        day_start: day_start_ms(now, &zone),
        month_start: month_start_ms(now, &zone),
        number_type: line.number_type(),
    }
}

/// How long before its moment a text may be claimed: a STOP, a pause or an end has to wait that long at most.
const AHEAD_US: i64 = 100_000;

/// Claims up to `room` texts. Runs in a synced transaction.
pub fn claim(connection: &Connection, moment: Moment, room: u32) -> Result<Claim> {
    let settings = Settings::load(|name| settings::get(connection, name))?;
    let mut claim = Claim::default();
    let mut budget = budget(connection, moment, &settings)?;
    let mut hours = Clocks::at(connection, moment.now, &settings)?;
    let auto_on = auto_replies_on(connection)?;
    let stored_us = pace::next_at_us(connection)?;
    let per_second = settings.pace(moment.number_type);
    let mut schedule = Schedule::resume(stored_us, moment.now * 1_000, per_second);
    let candidates = candidates(connection, moment.now, auto_on, room)?;
    for row in candidates {
        if schedule.next_at_us() > moment.now * 1_000 + AHEAD_US {
            // Claimed texts cannot be called back, so none is claimed long before its moment.
            claim.next_at = Some((schedule.next_at_us() - AHEAD_US) / 1_000);
            break;
        }
        let Some(fan) = fans::get(connection, row.fan_id)? else { continue };
        if let Some(reason) = refusal(&row, &fan) {
            outbox::settle(connection, row.id, OutboxState::Cancelled, None, Some(&reason.name()))?;
            claim.settled.push(fan.id);
            continue;
        }
        let Some(to) = PhoneNumber::parse(&fan.number) else {
            outbox::settle(connection, row.id, OutboxState::Failed, None, Some(&WhyCode::NotTextable.name()))?;
            claim.settled.push(fan.id);
            continue;
        };
        if !hours.may_go(connection, &row, &fan, &mut claim.settled)? {
            continue;
        }
        if !spends_freely(&row) {
            let cost = price::estimate_micros(row.parts);
            if budget.left.is_some_and(|left| left < cost) {
                claim.capped = budget.cap;
                claim.next_at = Some(budget.renewed_at);
                continue;
            }
            budget.left = budget.left.map(|left| left - cost);
        }
        outbox::intend(connection, row.id, moment.now)?;
        let most_a_second = most_a_second(per_second);
        claim.claimed.push(Claimed { row, to, at_us: schedule.reserve(), most_a_second });
    }
    // A moment that was brought nearer, because the clock or the pace changed, must not move away with every look.
    if !claim.claimed.is_empty() || schedule.next_at_us() < stored_us {
        pace::set_next_at_us(connection, schedule.next_at_us())?;
    }
    if claim.next_at.is_none() {
        claim.next_at = next_due(connection, moment)?.at;
    }
    Ok(claim)
}

/// Rows that may go now, most urgent first; a few more than there is room for, as some may be refused.
fn candidates(connection: &Connection, now: i64, auto_on: bool, room: u32) -> Result<Vec<OutboxRow>> {
    let mut rows = outbox::due(connection, now, auto_on, room)?;
    for broadcast in broadcasts::in_states(connection, &["expanding", "sending"])? {
        let missing = room.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if missing == 0 {
            break;
        }
        rows.extend(outbox::due_of_broadcast(connection, broadcast.id, now, missing)?);
    }
    Ok(rows)
}

/// Why a row must not leave, whatever it was queued for. STOP beats everything but its own confirmation.
fn refusal(row: &OutboxRow, fan: &FanRow) -> Option<WhyCode> {
    let kind = OutboxKind::from_name(&row.kind);
    if kind == Some(OutboxKind::Compliance) {
        return None;
    }
    if fan.opted_out_at.is_some() {
        return Some(WhyCode::OptedOut);
    }
    if fan.suppressed {
        return Some(WhyCode::Suppressed);
    }
    if fan.blocked {
        return Some(WhyCode::Blocked);
    }
    if kind == Some(OutboxKind::Personal) {
        return None;
    }
    if fan.opt_out_review {
        return Some(WhyCode::OptOutReview);
    }
    if kind == Some(OutboxKind::AutoReply) && fan.care {
        return Some(WhyCode::Care);
    }
    fan.not_textable.is_some().then_some(WhyCode::NotTextable)
}

/// A person's own answer, and what the law asks for, always go.
fn spends_freely(row: &OutboxRow) -> bool {
    match OutboxKind::from_name(&row.kind) {
        Some(OutboxKind::Personal | OutboxKind::Compliance) => true,
        Some(OutboxKind::AutoReply | OutboxKind::Broadcast) | None => false,
    }
}

pub fn auto_replies_on(connection: &Connection) -> Result<bool> {
    Ok(counters::get(connection, counters::AUTO_REPLIES)? != Some(0))
}

struct Budget {
    /// The cap that is closest.
    cap: Option<i64>,
    left: Option<i64>,
    renewed_at: i64,
}

const DAY_MS: i64 = 24 * 3_600_000;

fn budget(connection: &Connection, moment: Moment, settings: &Settings) -> Result<Budget> {
    let day = match settings.daily_cap_micros {
        Some(cap) => Some((cap, cap - spending::since(connection, moment.day_start)? - in_flight(connection)?)),
        None => None,
    };
    let month = match settings.monthly_cap_micros {
        Some(cap) => Some((cap, cap - spending::since(connection, moment.month_start)? - in_flight(connection)?)),
        None => None,
    };
    let closest = match (day, month) {
        (Some(day), Some(month)) => Some(if day.1 <= month.1 { day } else { month }),
        (day, month) => day.or(month),
    };
    Ok(Budget {
        cap: closest.map(|(cap, _)| cap),
        left: closest.map(|(_, left)| left),
        // The caps are looked at again at midnight, and whenever a setting changes.
        renewed_at: moment.day_start + DAY_MS,
    })
}

/// What texts under way or in doubt will cost if they were accepted.
fn in_flight(connection: &Connection) -> Result<i64> {
    let parts: u32 = connection
        .prepare_cached("SELECT coalesce(sum(parts), 0) FROM outbox WHERE state IN ('sending', 'unknown')")?
        .query_row([], |row| row.get(0))?;
    Ok(price::estimate_micros(parts))
}

/// When something queued may go next; rows that wait for a person or a switch have no such moment. Rows that a cap
/// holds back wait for its renewal.
pub fn next_due(connection: &Connection, moment: Moment) -> Result<Due> {
    let auto_on = auto_replies_on(connection)?;
    let settings = Settings::load(|name| settings::get(connection, name))?;
    let by_hand = outbox::next_due(connection, false)?;
    let mut others = if auto_on { outbox::next_due_automatic(connection)? } else { None };
    for broadcast in broadcasts::in_states(connection, &["undo", "expanding", "sending"])? {
        let due = if broadcast.state == "undo" {
            broadcast.undo_until
        } else if broadcast.is_expanded() {
            outbox::next_due_of_broadcast(connection, broadcast.id)?
        } else {
            Some(moment.now)
        };
        others = earlier(others, due);
    }
    let mut capped = None;
    if others.is_some_and(|due| due <= moment.now) {
        let budget = budget(connection, moment, &settings)?;
        let cost = price::estimate_micros(first_parts(connection, moment.now, auto_on)?);
        if budget.left.is_some_and(|left| left < cost) {
            capped = budget.cap;
            others = Some(budget.renewed_at);
        }
    }
    Ok(Due { at: earlier(by_hand, others), capped })
}

/// When to look at the queue again.
#[derive(Debug, Clone, Copy, Default)]
pub struct Due {
    pub at: Option<i64>,
    /// The spending cap that holds rows back.
    pub capped: Option<i64>,
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// Parts of the first row that a cap could hold back.
fn first_parts(connection: &Connection, now: i64, auto_on: bool) -> Result<u32> {
    if auto_on && let Some(row) = outbox::first_automatic(connection, now)? {
        return Ok(row.parts);
    }
    for broadcast in broadcasts::in_states(connection, &["expanding", "sending"])? {
        if let Some(row) = outbox::due_of_broadcast(connection, broadcast.id, now, 1)?.first() {
            return Ok(row.parts);
        }
    }
    Ok(0)
}
