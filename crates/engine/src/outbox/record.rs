//! What a request's outcome changes in the store.

use rusqlite::Connection;

use crate::domain::{DeliveryStatus, Direction, OutboxState, ProviderId, WhyCode, same_words};
use crate::error::Result;
use crate::line::Line;
use crate::provider::{Capabilities, RemoteMessage, SendError};
use crate::store::consent::{self, Consent};
use crate::store::fans::{self, Touch};
use crate::store::messages::{self, NewMessage, Sequence};
use crate::store::outbox::{self, OutboxRow};
use crate::store::{counters, opt_state, search, settings, spending};

/// Rows of the outbox that one conversation shows beside its texts.
pub const ITEM_LIMIT: u32 = 50;

/// First wait after a request that was certainly not accepted; it doubles up to the longest.
const FIRST_RETRY_MS: i64 = 1_000;
const LONGEST_RETRY_MS: i64 = 60_000;
/// First look for a text in doubt.
pub const FIRST_LOOK_MS: i64 = 1_000;

/// When the outcome is recorded.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    pub now: i64,
    pub day_start: i64,
    pub capabilities: Capabilities,
}

/// The moment of a line.
#[must_use]
pub fn moment(line: &Line) -> Moment {
    Moment { now: line.now(), day_start: line.day_start(), capabilities: line.provider().capabilities() }
}

/// The outcome is in doubt from now on: looked for soon, and absent only after the quiet period.
fn in_doubt(connection: &Connection, id: i64, now: i64) -> Result<()> {
    outbox::in_doubt(connection, id, now + FIRST_LOOK_MS, now + settings::load(connection)?.quiet_period_ms)
}

/// Records how one request ended. Running it twice for the same outcome changes nothing more.
pub fn outcome(connection: &Connection, moment: Moment, row: &OutboxRow, result: &SendResult) -> Result<()> {
    match result {
        Ok(message) => accepted(connection, moment, row, message),
        Err(SendError::Transient { retry_after, .. }) => {
            let after = retry_after.map(|after| i64::try_from(after.as_millis()).unwrap_or(LONGEST_RETRY_MS));
            let backoff = FIRST_RETRY_MS.saturating_mul(1 << row.attempt.min(6)).min(LONGEST_RETRY_MS);
            outbox::requeue(connection, row.id, moment.now + after.unwrap_or(backoff))
        }
        Err(SendError::AccountStopped { .. }) => outbox::requeue(connection, row.id, moment.now),
        Err(SendError::Unknown) => in_doubt(connection, row.id, moment.now),
        Err(SendError::Permanent { code }) => refused(connection, moment, row, *code),
    }
}

/// How one request ended.
pub type SendResult = std::result::Result<RemoteMessage, SendError>;

fn refused(connection: &Connection, moment: Moment, row: &OutboxRow, code: u32) -> Result<()> {
    outbox::settle(connection, row.id, OutboxState::Failed, Some(code), Some(&WhyCode::ProviderCode.name()))?;
    if moment.capabilities.opted_out_codes.contains(&code) {
        // Compared with the dates of the fan's own STOP and START.
        let at = counters::provider_time(connection, moment.now)?;
        consent::record(connection, row.fan_id, at, Consent::ProviderOptOut, None, None)?;
        opt_state::settle(connection, row.fan_id)?;
        outbox::cancel_of_fan(connection, row.fan_id, &WhyCode::OptedOut.name())?;
    }
    if moment.capabilities.reply_loop_codes.contains(&code) {
        fans::pause_answers(connection, row.fan_id, "provider", moment.now)?;
        outbox::cancel_automatic_of_fan(connection, row.fan_id, &WhyCode::ReplyLoop.name())?;
    }
    if moment.capabilities.not_textable_codes.contains(&code) {
        fans::set_not_textable(connection, row.fan_id, code)?;
    }
    Ok(())
}

/// The provider has the text: by its answer, or found in its list.
pub fn accepted(connection: &Connection, moment: Moment, row: &OutboxRow, message: &RemoteMessage) -> Result<()> {
    match outbox::by_provider_id(connection, &message.id)? {
        Some(owner) if owner.id == row.id => return Ok(()),
        Some(owner) => return give_back(connection, moment, &owner, row, message),
        None => {}
    }
    outbox::sent(connection, row.id, &message.id, moment.now)?;
    counters::add(connection, counters::SENT, 1)?;
    spending::book_row(connection, row, moment.day_start)?;
    if let Some(bill) = &message.price {
        spending::bill_row(connection, row.id, bill)?;
    }
    match messages::by_provider_id(connection, &message.id)? {
        // The list showed it before the answer came: it was taken for a text from elsewhere.
        Some(stored) => {
            messages::claim(connection, stored.id, &row.kind, row.id)?;
            if let Some(bill) = &message.price {
                messages::set_price(connection, stored.id, bill.micros)?;
            }
            fans::count_kind(connection, row.fan_id, &stored.kind, -1)?;
            fans::count_kind(connection, row.fan_id, &row.kind, 1)?;
            fans::set_preview_kind(connection, row.fan_id, stored.id, &row.kind)?;
            settle_as(connection, row.id, DeliveryStatus::from_name(&stored.status), stored.error_code)
        }
        None => {
            store(connection, moment, row, message)?;
            settle_as(connection, row.id, Some(message.status), message.error_code)
        }
    }
}

/// A look was faster than the answer and took this text for another one with the same words. The answer is certain:
/// the text is this row's, and the other one's own is looked for again. What was
/// booked belongs to this row.
fn give_back(
    connection: &Connection,
    moment: Moment,
    owner: &OutboxRow,
    row: &OutboxRow,
    message: &RemoteMessage,
) -> Result<()> {
    outbox::disown(connection, owner.id)?;
    in_doubt(connection, owner.id, moment.now)?;
    outbox::sent(connection, row.id, &message.id, moment.now)?;
    spending::hand_over(connection, owner.id, row.id)?;
    let Some(stored) = messages::by_provider_id(connection, &message.id)? else { return Ok(()) };
    messages::claim(connection, stored.id, &row.kind, row.id)?;
    fans::count_kind(connection, row.fan_id, &stored.kind, -1)?;
    fans::count_kind(connection, row.fan_id, &row.kind, 1)?;
    settle_as(connection, row.id, DeliveryStatus::from_name(&stored.status), stored.error_code)
}

fn store(connection: &Connection, moment: Moment, row: &OutboxRow, message: &RemoteMessage) -> Result<()> {
    let at = match message.at_ms {
        Some(at) => at,
        None => counters::provider_time(connection, moment.now)?,
    };
    let mut findable = search::Batch::default();
    let id = messages::insert(
        connection,
        &mut Sequence::of(connection, 1)?,
        &mut findable,
        &NewMessage {
            fan_id: row.fan_id,
            provider_id: &message.id,
            outbound: true,
            kind: &row.kind,
            body: &row.body,
            media: message.media,
            status: message.status,
            error_code: message.error_code,
            price_micros: message.price.as_ref().map(|price| price.micros),
            est_micros: None,
            at,
            stored_at: moment.now,
            outbox_id: Some(row.id),
            decided: true,
        },
    )?;
    findable.write(connection)?;
    let touch = Touch {
        message_id: id,
        at,
        kind: &row.kind,
        body: &row.body,
        media: message.media,
        unread: false,
        by_person: fans::is_by_person(&row.kind),
    };
    fans::touch(connection, row.fan_id, &touch)
}

/// A text that was accepted and has already come further.
fn settle_as(connection: &Connection, id: i64, status: Option<DeliveryStatus>, code: Option<u32>) -> Result<()> {
    let state = match status {
        Some(DeliveryStatus::Delivered | DeliveryStatus::Read) => OutboxState::Delivered,
        Some(DeliveryStatus::Failed | DeliveryStatus::Undelivered) => OutboxState::Undelivered,
        Some(
            DeliveryStatus::Other
            | DeliveryStatus::Queued
            | DeliveryStatus::Sending
            | DeliveryStatus::Sent
            | DeliveryStatus::Received
            | DeliveryStatus::Canceled,
        )
        | None => return Ok(()),
    };
    outbox::settle(connection, id, state, code, None)
}

/// Whether a text in the provider's list can be the one in doubt: same way, same people, same words, not older
/// than the intent, and not another row's.
pub fn is_candidate(connection: &Connection, row: &OutboxRow, message: &RemoteMessage, skew_ms: i64) -> Result<bool> {
    if message.direction != Direction::OutboundApi || !same_words(&message.body, &row.body) {
        return Ok(false);
    }
    // Provider dates are whole seconds, and clocks differ by what was measured.
    let earliest = row.intent_at.unwrap_or(0) + skew_ms - SECOND_MS - CLOCK_DOUBT_MS;
    if message.at_ms.is_some_and(|at| at < earliest) {
        return Ok(false);
    }
    Ok(outbox::by_provider_id(connection, &message.id)?.is_none())
}

const SECOND_MS: i64 = 1_000;
/// What a measured clock difference can be off by.
const CLOCK_DOUBT_MS: i64 = 2_000;

/// The id of a text, for pairing several candidates in the order of their making.
pub fn order(message: &RemoteMessage) -> (i64, ProviderId) {
    (message.at_ms.unwrap_or(i64::MAX), message.id.clone())
}
