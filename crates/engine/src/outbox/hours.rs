//! Holds back what a fan did not just ask for, until it is their hour.

use rusqlite::Connection;

use crate::compliance::{Open, QuietHours, Regions};
use crate::domain::setting::Settings;
use crate::domain::{OutboxKind, OutboxState, WhyCode};
use crate::error::Result;
use crate::line::Line;
use crate::store::fans::FanRow;
use crate::store::outbox::{self, OutboxRow};
use crate::store::{Durability, counters, messages, quiet_hours, settings};

/// How old a text may be for its answer to be just asked for.
const JUST_ASKED_MS: i64 = 15 * 60_000;
/// Rows of an update that one claim holds back. A window closes for all of them at once.
const SWEEP: u32 = 2_000;

/// The hours at the moment of one claim.
#[derive(Debug)]
pub struct Clocks {
    now: i64,
    /// The provider's clock, which dates the texts.
    provider_now: i64,
    /// Answers queued up to this moment were released by the owner, and need not wait.
    released_until: Option<i64>,
    /// `None` when they are off.
    open: Option<QuietHours>,
    swept: Vec<i64>,
}

impl Clocks {
    pub fn at(connection: &Connection, now: i64, settings: &Settings) -> Result<Self> {
        let released = counters::get(connection, counters::ANSWERS_RELEASED_AT)?;
        Ok(Self {
            now,
            provider_now: counters::provider_time(connection, now)?,
            released_until: released.filter(|at| now - at <= settings.catch_up_ms),
            open: open(connection, now, settings)?,
            swept: Vec::new(),
        })
    }

    /// Whether a row may go at this hour. One that may not is held back until it may; an update's other rows too, as
    /// far as one transaction should reach. Fans whose rows are let go because no hour will do are added to `settled`.
    pub fn may_go(
        &mut self,
        connection: &Connection,
        row: &OutboxRow,
        fan: &FanRow,
        settled: &mut Vec<i64>,
    ) -> Result<bool> {
        let waits = self.keeps_hours(row);
        let Some(open) = self.open.as_mut().filter(|_| waits) else { return Ok(true) };
        let opening = open.next_open(&fan.number);
        if opening == Open::Now {
            return Ok(true);
        }
        hold_back(connection, row.id, fan.id, opening, settled)?;
        let Some(broadcast_id) = row.broadcast_id.filter(|id| !self.swept.contains(id)) else { return Ok(false) };
        self.swept.push(broadcast_id);
        for other in outbox::addresses_due(connection, broadcast_id, self.now, SWEEP)? {
            let opening = open.next_open(&other.number);
            if opening != Open::Now {
                hold_back(connection, other.id, other.fan_id, opening, settled)?;
            }
        }
        Ok(false)
    }

    /// Whether a text waits for its fan's hours: an update, and an automatic answer that comes late.
    fn keeps_hours(&self, row: &OutboxRow) -> bool {
        match OutboxKind::from_name(&row.kind) {
            Some(OutboxKind::Broadcast) => true,
            Some(OutboxKind::AutoReply) => {
                let late = row.answers.is_none_or(|asked| self.provider_now - messages::at_of(asked) > JUST_ASKED_MS);
                late && self.released_until.is_none_or(|until| row.created_at > until)
            }
            Some(OutboxKind::Personal | OutboxKind::Compliance) | None => false,
        }
    }
}

/// The hours that hold at `now`; `None` when they are off.
///
/// # Errors
/// What the store refuses.
pub fn open(connection: &Connection, now: i64, settings: &Settings) -> Result<Option<QuietHours>> {
    let Some(window) = settings.quiet_hours else { return Ok(None) };
    Ok(Some(QuietHours::at(now, window, Regions::with(quiet_hours::list(connection)?))))
}

/// Other hours hold: the rows that wait for theirs get the moment that is right, a part at a time. A kill in between
/// leaves rows that wait too long or are looked at again when they are due.
///
/// # Errors
/// What the store refuses.
pub async fn look_again(line: &Line) -> Result<()> {
    let mut after = 0;
    loop {
        let now = line.now();
        let last = line.store.write(Durability::Synced, move |connection| move_held(connection, now, after)).await?;
        match last {
            Some(last) => after = last,
            None => return Ok(()),
        }
    }
}

/// One part of it; gives the last row, if there may be more.
fn move_held(connection: &Connection, now: i64, after: i64) -> Result<Option<i64>> {
    let settings = settings::load(connection)?;
    let mut open = open(connection, now, &settings)?;
    let rows = outbox::held(connection, after, SWEEP)?;
    for row in &rows {
        match open.as_mut().map_or(Open::Now, |open| open.next_open(&row.number)) {
            Open::At(at) if at == row.not_before => {}
            Open::At(at) => outbox::postpone(connection, row.id, at)?,
            // One that no hour will do for is let go when its turn comes.
            Open::Now | Open::Never => outbox::let_in(connection, row.id)?,
        }
    }
    Ok((rows.len() == SWEEP as usize).then(|| rows.last().map(|row| row.id)).flatten())
}

fn hold_back(connection: &Connection, id: i64, fan_id: i64, opening: Open, settled: &mut Vec<i64>) -> Result<()> {
    match opening {
        Open::Now => Ok(()),
        Open::At(at) => outbox::postpone(connection, id, at),
        Open::Never => {
            settled.push(fan_id);
            outbox::settle(connection, id, OutboxState::Cancelled, None, Some(&WhyCode::NeverInWindow.name()))
        }
    }
}
