//! Looks for texts whose outcome is in doubt.
//!
//! Found in the provider's list: adopted. Absent counts only after the quiet period and two complete reads since;
//! then the text is queued again. After too many absences a person decides.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::domain::{OutboxState, PhoneNumber, WhyCode};
use crate::error::Result;
use crate::line::Line;
use crate::outbox::record::{self, Moment};
use crate::provider::{ListQuery, ReadError, RemoteMessage};
use crate::store::outbox::{self, OutboxRow};
use crate::store::{Durability, counters, fans, rules, settings};

/// Rows looked for in one go.
const AT_ONCE: u32 = 32;
/// Complete reads after the quiet period that make a text absent.
const READS: u32 = 2;
/// Absences after which a person decides.
const MOST_ABSENCES: u32 = 5;
/// Between the reads after the quiet period.
const READ_AGAIN_MS: i64 = 1_000;
/// Between looks during the quiet period, which only serve to find a text early.
const LONGEST_LOOK_MS: i64 = 60_000;

/// Between questions to the store whether something is in doubt.
const EVERY: Duration = Duration::from_millis(500);

/// Looks for doubtful texts until stopped, beside the sending.
///
/// # Errors
/// What the store refuses.
pub async fn run(line: &Line, stop: CancellationToken) -> Result<()> {
    while !stop.is_cancelled() {
        let next = line.store.read(outbox::next_look).await?;
        let now = line.now();
        if next.is_some_and(|(look_at, _)| look_at <= now) {
            let moment = record::moment(line);
            let changed = due(line, moment).await?;
            line.conversations_changed(changed);
            line.updates_changed();
            line.send.notify_one();
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(())
}

/// Looks for the rows that are due; gives the fans whose texts changed.
///
/// # Errors
/// What the store refuses. A read that fails counts as no look.
pub async fn due(line: &Line, moment: Moment) -> Result<Vec<i64>> {
    let rows = line.store.read(move |connection| outbox::to_look_for(connection, moment.now, AT_ONCE)).await?;
    let mut changed = Vec::new();
    for row in rows {
        let fan_id = row.fan_id;
        match list_to_fan(line, &row).await {
            Ok(listed) => {
                line.store.write(Durability::Synced, move |connection| judge(connection, moment, &row, listed)).await?;
                changed.push(fan_id);
            }
            Err(error) => {
                tracing::warn!(?error, row = row.id, "a look for a text in doubt failed");
                let (id, reads, again) = (row.id, row.reads, moment.now + READ_AGAIN_MS * 5);
                line.store
                    .write(Durability::Fetchable, move |connection| outbox::looked(connection, id, reads, again))
                    .await?;
            }
        }
    }
    Ok(changed)
}

/// What the provider lists between the line and one fan.
struct Listed {
    messages: Vec<RemoteMessage>,
    /// The provider's clock minus ours, as this list said it.
    skew_ms: Option<i64>,
}

/// All texts from the line to the row's fan, over all pages. No filter by date: a text that waits at the provider
/// has none yet, and leaving it out would count it as absent.
async fn list_to_fan(line: &Line, row: &OutboxRow) -> std::result::Result<Listed, ReadError> {
    let provider = line.provider();
    let fan_id = row.fan_id;
    let fan = line.store.read(move |connection| fans::get(connection, fan_id)).await;
    let Some(to) = fan.ok().flatten().and_then(|fan| PhoneNumber::parse(&fan.number)) else {
        return Ok(Listed { messages: Vec::new(), skew_ms: None });
    };
    let query = ListQuery {
        to: Some(to.as_str().to_owned()),
        from: Some(line.number.as_str().to_owned()),
        page_size: provider.capabilities().max_page,
        ..ListQuery::default()
    };
    let mut page = provider.list(query).await?;
    let mut listed = Listed { messages: std::mem::take(&mut page.messages), skew_ms: page.skew_ms };
    while let Some(cursor) = page.next.take() {
        page = provider.next(cursor).await?;
        listed.messages.append(&mut page.messages);
    }
    Ok(listed)
}

fn judge(connection: &rusqlite::Connection, moment: Moment, row: &OutboxRow, listed: Listed) -> Result<()> {
    // The row may have been settled while the list was read.
    let Some(row) = outbox::get(connection, row.id)?.filter(|row| row.state == OutboxState::Unknown.as_str()) else {
        return Ok(());
    };
    let skew = match listed.skew_ms {
        Some(skew) => skew,
        None => counters::get(connection, counters::SKEW_MS)?.unwrap_or(0),
    };
    let mut candidates = Vec::new();
    for message in listed.messages {
        if record::is_candidate(connection, &row, &message, skew)? {
            candidates.push(message);
        }
    }
    candidates.sort_by_key(record::order);
    if let Some(found) = candidates.first() {
        return record::accepted(connection, moment, &row, found);
    }
    let quiet_until = match row.quiet_until {
        Some(until) => until,
        None => moment.now + settings::load(connection)?.quiet_period_ms,
    };
    if moment.now < quiet_until {
        // Looks grow apart: the distance doubles with the time since the intent.
        let since = (moment.now - row.intent_at.unwrap_or(moment.now)).clamp(record::FIRST_LOOK_MS, LONGEST_LOOK_MS);
        return outbox::looked(connection, row.id, 0, (moment.now + since).min(quiet_until));
    }
    let reads = row.reads + 1;
    if reads < READS {
        return outbox::looked(connection, row.id, reads, moment.now + READ_AGAIN_MS);
    }
    if row.absences + 1 >= MOST_ABSENCES {
        return outbox::settle(connection, row.id, OutboxState::Parked, None, Some(&WhyCode::UnknownTooOften.name()));
    }
    // Its rule was switched off, or deleted, while nobody knew whether the text had left.
    if let Some(rule) = row.rule_id
        && !rules::is_on(connection, rule)?
    {
        return outbox::settle(connection, row.id, OutboxState::Cancelled, None, Some(&WhyCode::RuleOff.name()));
    }
    outbox::absent(connection, row.id)
}
