//! Chooses what leaves next and commits the intent before any request does.

use rusqlite::Connection;

use super::caps::{Capped, Caps};
use super::hours::Clocks;
use super::pace::{Schedule, most_a_second};
use crate::clock::{day_start_ms, month_start_ms, next_day_start_ms, next_month_start_ms};
use crate::domain::price::Way;
use crate::domain::{NumberType, OutboxKind, OutboxState, PhoneNumber, WhyCode};
use crate::error::Result;
use crate::line::Line;
use crate::store::fans::{self, FanRow};
use crate::store::outbox::{self, OutboxRow};
use crate::store::{broadcasts, counters, guards, pace, prices, settings};

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
    /// The spending cap that holds automatic answers or updates back.
    pub capped: Option<Capped>,
    /// Fans whose rows were settled without a request.
    pub settled: Vec<i64>,
}

/// The moment and the number a claim is made for.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub now: i64,
    pub day_start: i64,
    pub month_start: i64,
    pub day_end: i64,
    pub month_end: i64,
    pub number_type: NumberType,
    /// Whether automatic answers may leave yet.
    pub knows_ours: bool,
}

/// The moment of a line.
#[must_use]
pub fn moment(line: &Line) -> Moment {
    let (now, zone) = (line.now(), line.clock.zone());
    Moment {
        now,
        day_start: day_start_ms(now, &zone),
        month_start: month_start_ms(now, &zone),
        day_end: next_day_start_ms(now, &zone),
        month_end: next_month_start_ms(now, &zone),
        number_type: line.number_type(),
        knows_ours: line.knows_ours(),
    }
}

/// How long before its moment a text may be claimed: a STOP, a pause or an end has to wait that long at most.
const AHEAD_US: i64 = 100_000;

/// Claims up to `room` texts. Runs in a synced transaction.
pub fn claim(connection: &Connection, moment: Moment, room: u32) -> Result<Claim> {
    let settings = settings::load(connection)?;
    let mut claim = Claim::default();
    let auto_on = moment.knows_ours && auto_replies_on(connection)?;
    let mut caps = Caps::at(connection, moment, &settings)?;
    let mut held = Held::by(connection, moment.now, auto_on, &caps)?;
    let mut hours = Clocks::at(connection, moment.now, &settings)?;
    let stored_us = pace::next_at_us(connection)?;
    let per_second = settings.pace(moment.number_type);
    let mut schedule = Schedule::resume(stored_us, moment.now * 1_000, per_second);
    let any_blocked = guards::any_blocked(connection)?;
    let candidates = candidates(connection, moment.now, auto_on, &held, room)?;
    for mut row in candidates {
        if schedule.next_at_us() > moment.now * 1_000 + AHEAD_US {
            // Claimed texts cannot be called back, so none is claimed long before its moment.
            claim.next_at = Some((schedule.next_at_us() - AHEAD_US) / 1_000);
            break;
        }
        let Some(fan) = fans::get(connection, row.fan_id)? else { continue };
        let refused = match refusal(&row, &fan) {
            None if any_blocked && is_unasked(&row) && guards::is_blocked(connection, &fan.number)? => {
                Some(WhyCode::RangeBlocked)
            }
            refused => refused,
        };
        if let Some(reason) = refused {
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
        // The price may have become known, or changed, since it was queued. From here on it is frozen.
        row.est_micros = cost_now(connection, &fan.number, row.parts)?;
        if let Some(kind) = OutboxKind::from_name(&row.kind) {
            if held.of(kind).is_some() {
                continue;
            }
            match caps.holds(kind, row.est_micros) {
                Some(cap) if cap.limit.micros < row.est_micros => {
                    // No day is long enough for this one: a person decides, and the others need not wait for it.
                    outbox::settle(connection, row.id, OutboxState::Parked, None, Some(&WhyCode::CapReached.name()))?;
                    claim.settled.push(fan.id);
                    continue;
                }
                Some(cap) => {
                    held.hold(kind, cap.clone());
                    continue;
                }
                None => caps.spend(kind, row.est_micros),
            }
        }
        outbox::intend(connection, row.id, moment.now, row.est_micros)?;
        let most_a_second = most_a_second(per_second);
        claim.claimed.push(Claimed { row, to, at_us: schedule.reserve(), most_a_second });
    }
    // A moment that was brought nearer, because the clock or the pace changed, must not move away with every look.
    if !claim.claimed.is_empty() || schedule.next_at_us() < stored_us {
        pace::set_next_at_us(connection, schedule.next_at_us())?;
    }
    claim.capped = held.first();
    if claim.next_at.is_none() {
        claim.next_at = next_due(connection, moment)?.at;
    }
    Ok(claim)
}

/// What a text of so many parts to a number costs by what is known at this moment.
fn cost_now(connection: &Connection, number: &str, parts: u32) -> Result<i64> {
    Ok(prices::per_part(connection, number, Way::ToFan)?.micros.saturating_mul(i64::from(parts)))
}

/// Kinds of texts that a cap holds back. Their order is kept: when the next one does not fit, the cheaper ones behind
/// it wait as well.
#[derive(Debug, Clone, Default)]
struct Held {
    automatic: Option<Capped>,
    updates: Option<Capped>,
}

impl Held {
    fn by(connection: &Connection, now: i64, auto_on: bool, caps: &Caps) -> Result<Self> {
        let mut held = Self::default();
        if caps.are_off() {
            return Ok(held);
        }
        if auto_on && let Some(row) = outbox::first_automatic(connection, now)? {
            held.automatic = holds(connection, caps, OutboxKind::AutoReply, &row)?;
        }
        for broadcast in broadcasts::in_states(connection, &["expanding", "sending"])? {
            if let Some(row) = outbox::due_of_broadcast(connection, broadcast.id, now, 1)?.first() {
                held.updates = holds(connection, caps, OutboxKind::Broadcast, row)?;
                break;
            }
        }
        Ok(held)
    }

    fn of(&self, kind: OutboxKind) -> Option<&Capped> {
        match kind {
            OutboxKind::AutoReply => self.automatic.as_ref(),
            OutboxKind::Broadcast => self.updates.as_ref(),
            OutboxKind::Personal | OutboxKind::Compliance => None,
        }
    }

    fn hold(&mut self, kind: OutboxKind, cap: Capped) {
        match kind {
            OutboxKind::AutoReply => self.automatic = Some(cap),
            OutboxKind::Broadcast => self.updates = Some(cap),
            OutboxKind::Personal | OutboxKind::Compliance => {}
        }
    }

    fn first(&self) -> Option<Capped> {
        self.automatic.clone().or_else(|| self.updates.clone())
    }
}

/// The cap that keeps a row waiting; none for a row that is dearer than the whole cap, which is set aside.
fn holds(connection: &Connection, caps: &Caps, kind: OutboxKind, row: &OutboxRow) -> Result<Option<Capped>> {
    let cost = prices::to_fan(connection, row.fan_id, row.parts)?;
    Ok(caps.holds(kind, cost).filter(|cap| cap.limit.micros >= cost).cloned())
}

/// Rows that may go now, most urgent first; a few more than there is room for, as some may be refused.
fn candidates(connection: &Connection, now: i64, auto_on: bool, held: &Held, room: u32) -> Result<Vec<OutboxRow>> {
    let mut rows = outbox::due(connection, now, auto_on && held.automatic.is_none(), room)?;
    if held.updates.is_some() {
        return Ok(rows);
    }
    for broadcast in broadcasts::in_states(connection, &["expanding", "sending"])? {
        let missing = room.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if missing == 0 {
            break;
        }
        rows.extend(outbox::due_of_broadcast(connection, broadcast.id, now, missing)?);
    }
    Ok(rows)
}

/// Whether no person wrote the row's text to this fan: it is an automatic answer or an update.
fn is_unasked(row: &OutboxRow) -> bool {
    matches!(OutboxKind::from_name(&row.kind), Some(OutboxKind::AutoReply | OutboxKind::Broadcast))
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

pub fn auto_replies_on(connection: &Connection) -> Result<bool> {
    Ok(counters::get(connection, counters::AUTO_REPLIES)? != Some(0))
}

/// When something queued may go next; rows that wait for a person or a switch have no such moment. Rows that a cap
/// holds back wait for its renewal.
pub fn next_due(connection: &Connection, moment: Moment) -> Result<Due> {
    let auto_on = moment.knows_ours && auto_replies_on(connection)?;
    let settings = settings::load(connection)?;
    let by_hand = outbox::next_due(connection)?;
    let mut automatic = if auto_on { outbox::next_due_automatic(connection)? } else { None };
    let mut updates = None;
    for broadcast in broadcasts::in_states(connection, &["undo", "expanding", "sending"])? {
        let due = if broadcast.state == "undo" {
            broadcast.undo_until
        } else if broadcast.is_expanded() {
            outbox::next_due_of_broadcast(connection, broadcast.id)?
        } else {
            Some(moment.now)
        };
        updates = earlier(updates, due);
    }
    let mut capped = None;
    let is_due = |due: Option<i64>| due.is_some_and(|due| due <= moment.now);
    if is_due(automatic) || is_due(updates) {
        let caps = Caps::at(connection, moment, &settings)?;
        let held = Held::by(connection, moment.now, auto_on, &caps)?;
        for (cap, due) in [(&held.automatic, &mut automatic), (&held.updates, &mut updates)] {
            if let Some(cap) = cap
                && is_due(*due)
            {
                *due = Some(cap.renewed_at);
            }
        }
        capped = held.first();
    }
    Ok(Due { at: earlier(by_hand, earlier(automatic, updates)), capped })
}

/// When to look at the queue again.
#[derive(Debug, Clone, Default)]
pub struct Due {
    pub at: Option<i64>,
    /// The spending cap that holds rows back.
    pub capped: Option<Capped>,
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
