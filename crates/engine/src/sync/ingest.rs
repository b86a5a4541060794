//! One page of the provider's list becomes rows. The same page twice, or in another order, changes nothing more.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::opt_state::{self, Heard};
use super::spent::{self, Calendar, Spent};
use crate::compliance::{self, OptOut};
use crate::domain::price::Way;
use crate::domain::setting::Settings;
use crate::domain::{DeliveryStatus, Direction, Money, OutboxState, PhoneNumber, ProviderId, WhyCode, same_words};
use crate::error::Result;
use crate::provider::{Capabilities, RemoteMessage};
use crate::store::consent::{self, Consent};
use crate::store::erased;
use crate::store::fans::{self, FanRow, Touch};
use crate::store::messages::{self, Known, NewMessage, Sequence};
use crate::store::outbox;
use crate::store::{counters, erasures, line, prices, search, settings, spending};

/// What every text of a page is stored with.
#[derive(Debug, Clone)]
pub struct Facts {
    pub now: i64,
    /// The line's own number.
    pub number: PhoneNumber,
    pub calendar: Calendar,
    /// When a text that the provider gives no date for came at the latest, in the provider's time: the date of the
    /// last text on the page before this one, or the moment of reading.
    pub newest_at: i64,
    /// Texts before this moment came before the line was here: they are history, not unread.
    pub unread_from: i64,
    pub capabilities: Capabilities,
}

/// What a page brought.
#[derive(Debug, Clone, Default)]
pub struct PageReport {
    pub new_inbound: u64,
    pub new_outbound: u64,
    pub changed: u64,
    /// Texts at the end of the page that were known, in a row.
    pub known_tail: usize,
    pub oldest_at: Option<i64>,
    pub newest_at: Option<i64>,
    /// A text without any date: the page's dates do not tell how far it reaches.
    pub undated: bool,
    pub fans: BTreeSet<i64>,
    /// A text of an update came further.
    pub updates: bool,
    spent: Spent,
}

pub fn page(connection: &Connection, facts: &Facts, page: &[RemoteMessage]) -> Result<PageReport> {
    let mut findable = search::Batch::default();
    let report = page_of_many(connection, facts, &mut findable, page)?;
    findable.write(connection)?;
    Ok(report)
}

/// One of several pages of a transaction: at its end, what they brought is made findable together.
pub fn page_of_many(
    connection: &Connection,
    facts: &Facts,
    findable: &mut search::Batch,
    page: &[RemoteMessage],
) -> Result<PageReport> {
    let mut report = PageReport::default();
    let mut known = vec![false; page.len()];
    let dates = dates(page, facts.newest_at);
    let mut near = near(connection, page)?;
    let mut sequence = None;
    // The list is newest first; texts of one second keep their order when the oldest is stored first.
    for (place, message) in page.iter().enumerate().rev() {
        match message.at_ms {
            Some(at) => {
                report.oldest_at = Some(report.oldest_at.map_or(at, |oldest| oldest.min(at)));
                report.newest_at = Some(report.newest_at.map_or(at, |newest| newest.max(at)));
            }
            None => report.undated = true,
        }
        let stored = match near.remove(&message.id.to_blob()) {
            Some(stored) => Some(stored),
            None => messages::known(connection, &message.id)?,
        };
        if let Some(stored) = stored {
            known[place] = true;
            advance(connection, facts, &stored, message, &mut report)?;
        } else if of_erased(connection, message, dates[place])? {
            known[place] = true;
        } else {
            // Of a page that holds nothing new no numbers are taken.
            let sequence = match &mut sequence {
                Some(sequence) => sequence,
                None => sequence.insert(Sequence::of(connection, place + 1)?),
            };
            let new = New { message, at: dates[place], sequence, findable };
            store(connection, facts, new, &mut report)?;
        }
    }
    std::mem::take(&mut report.spent).write(connection)?;
    if report.new_inbound > 0 {
        counters::add(connection, counters::INBOUND, i64::try_from(report.new_inbound).unwrap_or(i64::MAX))?;
    }
    report.known_tail = known.iter().rev().take_while(|known| **known).count();
    Ok(report)
}

/// What is stored of the time that a page covers. A text that stands there under another date is looked for by its id.
fn near(connection: &Connection, page: &[RemoteMessage]) -> Result<HashMap<Vec<u8>, Known>> {
    let dates = page.iter().filter_map(|message| message.at_ms);
    let (Some(from), Some(to)) = (dates.clone().min(), dates.max()) else { return Ok(HashMap::new()) };
    // The other direction's texts lie in between; with far more of them than of these, single looks are cheaper.
    let limit = u32::try_from(page.len() * 8).unwrap_or(u32::MAX);
    let outbound = page.iter().any(|message| message.direction != Direction::Inbound);
    messages::known_between(connection, outbound, (from, to), limit)
}

/// Whether a text is of an erased fan, whose texts do not come back. One that the provider still shows is deleted
/// there, and a STOP among them is heard.
fn of_erased(connection: &Connection, message: &RemoteMessage, at: i64) -> Result<bool> {
    let inbound = message.direction == Direction::Inbound;
    let peer = if inbound { &message.from } else { &message.to };
    let Some(gone) = erased::find(connection, peer)?.filter(|gone| at <= gone.until_at) else { return Ok(false) };
    erasures::queue(connection, gone.erasure_id, &message.id, message.media)?;
    if inbound && gone.opted_out_at.is_none() && matches!(compliance::classify(&message.body), OptOut::Stop { .. }) {
        opt_state::hear_of_erased(connection, peer, gone, at)?;
    }
    Ok(true)
}

/// The date of each text of a page. One without any is as old as the next newer one at most: taken for one of this
/// moment, a text of last year would be answered.
fn dates(page: &[RemoteMessage], newest_at: i64) -> Vec<i64> {
    let mut newer = newest_at;
    let date = |message: &RemoteMessage| {
        newer = message.at_ms.unwrap_or(newer);
        newer
    };
    page.iter().map(date).collect()
}

/// A text to store, with what it takes its number from and how it is found later.
struct New<'a> {
    message: &'a RemoteMessage,
    at: i64,
    sequence: &'a mut Sequence,
    findable: &'a mut search::Batch,
}

fn store(connection: &Connection, facts: &Facts, new: New<'_>, report: &mut PageReport) -> Result<()> {
    let New { message, at, sequence, findable } = new;
    let outbound = message.direction != Direction::Inbound;
    let peer = if outbound { &message.to } else { &message.from };
    let fan = fans::ensure(connection, peer)?;
    let kind = match message.direction {
        Direction::Inbound => "fan".to_owned(),
        // What something at the provider said by itself is nobody's word.
        Direction::OutboundReply => "hosted".to_owned(),
        Direction::OutboundApi => kind_of_ours(connection, fan.id, &message.body)?,
    };
    let kind = kind.as_str();
    // What something at the provider answers by itself is not another computer.
    if kind == "elsewhere" && message.direction == Direction::OutboundApi {
        counters::raise(connection, counters::ELSEWHERE_AT, at)?;
    }
    // The bill of a text of ours is booked once its row is known.
    let bill = message.price.as_ref().filter(|_| !outbound || matches!(kind, "elsewhere" | "hosted"));
    let est_micros = if outbound {
        bill.map_or(Ok(()), |bill| spent::seen_elsewhere(connection, &facts.calendar, at, bill))?;
        None
    } else {
        report.spent.inbound(connection, &facts.calendar, &facts.number, message, at)?
    };
    let id = messages::insert(
        connection,
        sequence,
        findable,
        &NewMessage {
            fan_id: fan.id,
            provider_id: &message.id,
            outbound,
            kind,
            body: &message.body,
            media: message.media,
            status: message.status,
            error_code: message.error_code,
            price_micros: bill.map(|price| price.micros),
            est_micros,
            at,
            stored_at: facts.now,
            outbox_id: None,
            decided: outbound,
        },
    )?;
    let unread = !outbound && at >= facts.unread_from;
    let touch = Touch {
        message_id: id,
        at,
        kind,
        body: &message.body,
        media: message.media,
        unread,
        by_person: fans::is_by_person(kind) && !behind_the_last(connection, &fan, at, &message.id)?,
    };
    fans::touch(connection, fan.id, &touch)?;
    report.fans.insert(fan.id);
    if outbound {
        report.new_outbound += 1;
        return if kind == "elsewhere" { take_over(connection, facts, fan.id, at) } else { Ok(()) };
    }
    report.new_inbound += 1;
    if fan.consent_at.is_none() && at > fan.withdrawn_at {
        consent::record(connection, fan.id, at, Consent::TextedFirst, Some(id), Some(&message.body))?;
    }
    opt_state::hear(connection, facts, &fan, Heard { id, at, body: &message.body })
}

/// Whether the text that the inbox shows is of the same second and has the later id: of two that came together it is
/// the same one that stays, whatever the order of reading.
fn behind_the_last(connection: &Connection, fan: &FanRow, at: i64, id: &ProviderId) -> Result<bool> {
    if messages::at_of(fan.last_message_id) != at {
        return Ok(false);
    }
    let last = messages::provider_id(connection, fan.last_message_id)?;
    Ok(last.is_some_and(|last| last > id.to_blob()))
}

/// What a text of ours is that the list shows before its own request was answered: the row under way with the same
/// words, else something that this store did not send.
fn kind_of_ours(connection: &Connection, fan_id: i64, body: &str) -> Result<String> {
    let under_way = outbox::under_way_of_fan(connection, fan_id)?;
    let row = under_way.into_iter().find(|row| same_words(&row.body, body));
    Ok(row.map_or_else(|| "elsewhere".to_owned(), |row| row.kind))
}

/// A person wrote to the fan from somewhere else: what the rules were about to say is not said any more.
fn take_over(connection: &Connection, facts: &Facts, fan_id: i64, at: i64) -> Result<()> {
    if !outbox::has_automatic_waiting(connection, fan_id)? {
        return Ok(());
    }
    let window = Settings::load(|name| settings::get(connection, name))?.person_takes_over_ms;
    let now = counters::provider_time(connection, facts.now)?;
    if window.is_some_and(|window| now - at < window) {
        outbox::cancel_automatic_of_fan(connection, fan_id, &WhyCode::PersonTookOver.name())?;
    }
    Ok(())
}

/// News of a text that is stored: forward only.
fn advance(
    connection: &Connection,
    facts: &Facts,
    stored: &Known,
    message: &RemoteMessage,
    report: &mut PageReport,
) -> Result<()> {
    let before = stored.status;
    let status = before.max(message.status);
    let unbilled = stored.price_micros.is_none();
    let owned = !stored.outbound || stored.outbox_id.is_some() || stored.elsewhere;
    let price = message.price.as_ref().filter(|_| unbilled && owned);
    let error_code = message.error_code.filter(|_| status != DeliveryStatus::Delivered && stored.error_code.is_none());
    if status == before && price.is_none() && error_code.is_none() {
        return Ok(());
    }
    messages::advance(connection, stored.id, status, error_code, price.map(|price| price.micros))?;
    report.changed += 1;
    report.fans.insert(stored.fan_id);
    match (stored.outbox_id, price) {
        (Some(outbox_id), price) => {
            report.updates |= follow(connection, facts, outbox_id, status, message.error_code, price)?;
            Ok(())
        }
        (None, Some(price)) => spent::billed(connection, &facts.calendar, stored, price),
        (None, None) => Ok(()),
    }
}

/// The outbox row of a delivered, undelivered or billed text; gives whether it is one of an update.
fn follow(
    connection: &Connection,
    facts: &Facts,
    outbox_id: i64,
    status: DeliveryStatus,
    error_code: Option<u32>,
    price: Option<&Money>,
) -> Result<bool> {
    let state = match status {
        DeliveryStatus::Delivered | DeliveryStatus::Read => Some(OutboxState::Delivered),
        DeliveryStatus::Failed | DeliveryStatus::Undelivered => Some(OutboxState::Undelivered),
        DeliveryStatus::Canceled => Some(OutboxState::Cancelled),
        DeliveryStatus::Other
        | DeliveryStatus::Queued
        | DeliveryStatus::Sending
        | DeliveryStatus::Sent
        | DeliveryStatus::Received => None,
    };
    let Some(row) = outbox::get(connection, outbox_id)? else { return Ok(false) };
    if let Some(state) = state {
        outbox::settle(connection, outbox_id, state, error_code, None)?;
    }
    if let Some(code) = error_code.filter(|code| facts.capabilities.not_textable_codes.contains(code)) {
        fans::set_not_textable(connection, row.fan_id, code)?;
    }
    if let Some(price) = price {
        spending::bill_row(connection, outbox_id, price)?;
        if let Some(fan) = fans::get(connection, row.fan_id)? {
            learn(connection, &fan.number, row.parts, price)?;
        }
    }
    Ok(row.broadcast_id.is_some())
}

/// What a part to this country was billed, for a provider that shows no price list.
fn learn(connection: &Connection, number: &str, parts: u32, bill: &Money) -> Result<()> {
    if bill.currency != line::currency(connection)? || bill.micros <= 0 {
        return Ok(());
    }
    let per_part = bill.micros / i64::from(parts.max(1));
    prices::billed(connection, number, Way::ToFan, per_part)
}

#[cfg(test)]
mod tests {
    use super::dates;
    use crate::domain::{DeliveryStatus, Direction, ProviderId};
    use crate::provider::RemoteMessage;

    fn text(at_ms: Option<i64>) -> RemoteMessage {
        RemoteMessage {
            id: ProviderId::new("SM1"),
            direction: Direction::Inbound,
            from: "+12025550101".into(),
            to: "+15550142".into(),
            body: "hi".into(),
            status: DeliveryStatus::Received,
            error_code: None,
            at_ms,
            media: 0,
            parts: 1,
            price: None,
        }
    }

    /// An old text without a date, read in the first sync, must not be answered as if it had just come.
    #[test]
    fn a_text_without_a_date_is_dated_by_its_neighbours() {
        let page: Vec<_> = [None, Some(70), None, None, Some(40), None].into_iter().map(text).collect();
        assert_eq!(dates(&page, 90), [90, 70, 70, 70, 40, 40]);
        assert!(dates(&[], 90).is_empty());
    }
}
