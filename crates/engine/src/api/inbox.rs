//! Conversations, and what a person writes in them.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::compliance::{parse_reaction, zones_of};
use crate::domain::template;
use crate::domain::{DeliveryStatus, OutboxKind, OutboxState, PhoneNumber, Why, WhyCode, count_segments};
use crate::error::{Error, ErrorCode, Result};
use crate::line::Line;
use crate::lines::Lines;
use crate::outbox::ITEM_LIMIT;
use crate::store::fans::{self, FanRow};
use crate::store::messages::{self, MessageRow};
use crate::store::outbox::{self, NewRow, OutboxRow};
use crate::store::{Durability, broadcasts, drafts, erased, rules, search as index, settings, suppressions};
use crate::sync::read_why;

use super::fans::{fan_view, parse_id};
use super::lines::number;
use super::views::{
    ById, Conversation, InboxFilter, ItemState, ListInbox, ListThread, MarkRead, Page, ReactionView, Search, SearchHit,
    SendPersonal, Thread, ThreadItem, UpdateRef, Voice,
};

const INBOX_PAGE: u32 = 60;
const THREAD_PAGE: u32 = 60;
const SEARCH_PAGE: u32 = 50;
const LARGEST_PAGE: u32 = 500;

pub fn page_size(asked: Option<u32>, usual: u32) -> u32 {
    asked.unwrap_or(usual).clamp(1, LARGEST_PAGE)
}

/// The place of the following page: an id, as a string.
pub fn cursor(text: Option<&str>, start: i64) -> Result<i64> {
    match text {
        None => Ok(start),
        Some(text) => text.parse().map_err(|_| Error::new(ErrorCode::BadParams).with("detail", "cursor")),
    }
}

pub async fn list(lines: &Lines, params: ListInbox) -> Result<Page<Conversation>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, INBOX_PAGE);
    let filter = match params.filter {
        InboxFilter::All => fans::Filter::All,
        InboxFilter::Unread => fans::Filter::Unread,
        InboxFilter::Questions => fans::Filter::Questions,
        InboxFilter::Vip => fans::Filter::Vip,
        InboxFilter::Flagged => fans::Filter::Flagged,
        InboxFilter::OptedOut => fans::Filter::OptedOut,
        InboxFilter::Care => fans::Filter::Care,
        InboxFilter::Archived => fans::Filter::Archived,
    };
    let rows = line.store.read(move |connection| fans::inbox(connection, filter, before, limit)).await?;
    let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.last_message_id.to_string())).flatten();
    Ok(Page { items: rows.into_iter().map(conversation).collect(), next })
}

pub fn conversation(row: FanRow) -> Conversation {
    Conversation {
        id: row.id.to_string(),
        question: row.question,
        preview_voice: voice(&row.preview_kind),
        number: row.number,
        name: row.name,
        preview: row.preview,
        preview_media: row.preview_media,
        last_at: row.last_at,
        unread: row.unread,
        vip: row.vip,
        flagged: row.flagged,
        opted_out: row.opted_out_at.is_some(),
        blocked: row.blocked,
        care: row.care,
        archived: row.archived,
    }
}

pub fn voice(kind: &str) -> Voice {
    match kind {
        "fan" | "reaction" => Voice::Fan,
        "personal" => Voice::Personal,
        "broadcast" => Voice::Update,
        "auto_reply" | "compliance" => Voice::Automatic,
        _ => Voice::Elsewhere,
    }
}

pub async fn thread(lines: &Lines, params: ListThread) -> Result<Thread> {
    let line = lines.current()?;
    let fan_id = parse_id("fan", &params.fan_id)?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, THREAD_PAGE);
    line.store
        .read(move |connection| {
            let fan = fans::get(connection, fan_id)?.ok_or_else(|| not_found("fan", &params.fan_id))?;
            let rows = messages::of_fan(connection, fan_id, before, limit)?;
            let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id.to_string())).flatten();
            let span = rows.last().zip(rows.first()).map(|(oldest, newest)| (oldest.id, newest.id));
            let mut reactions = reactions(connection, fan_id, span)?;
            let mut items = Vec::new();
            for row in rows.into_iter().rev().filter(|row| row.reacts_to.is_none()) {
                let put_on = reactions.remove(&row.id).unwrap_or_default();
                items.push(ThreadItem { reactions: put_on, ..stored_item(connection, row)? });
            }
            // What waits or failed has no place in the provider's time yet: it belongs to the newest page.
            if params.cursor.is_none() {
                for row in outbox::open_of_fan(connection, fan_id, ITEM_LIMIT)?.into_iter().rev() {
                    items.push(open_item(connection, row)?);
                }
                items.sort_by_key(|item| item.at);
            }
            let zones = zones_of(&fan.number);
            let draft = drafts::get(connection, fan_id)?;
            Ok(Thread { fan: fan_view(connection, fan)?, items, next, draft, zones })
        })
        .await
}

/// What the fan put on the texts of a page, by text.
fn reactions(
    connection: &Connection,
    fan_id: i64,
    span: Option<(i64, i64)>,
) -> Result<BTreeMap<i64, Vec<ReactionView>>> {
    let mut found: BTreeMap<i64, Vec<ReactionView>> = BTreeMap::new();
    let Some(span) = span else { return Ok(found) };
    for (on, row) in messages::reactions(connection, fan_id, span)? {
        let Some(reaction) = parse_reaction(&row.body) else { continue };
        let signs = found.entry(on).or_default();
        signs.retain(|known| known.sign != reaction.emoji);
        if !reaction.removed {
            signs.push(ReactionView { sign: reaction.emoji, at: messages::at_of(row.id) });
        }
    }
    Ok(found)
}

pub fn stored_item(connection: &Connection, row: MessageRow) -> Result<ThreadItem> {
    let status = DeliveryStatus::from_name(&row.status).unwrap_or(DeliveryStatus::Other);
    let queued = match row.outbox_id {
        Some(id) => outbox::get(connection, id)?,
        None => None,
    };
    let state = match status {
        DeliveryStatus::Delivered | DeliveryStatus::Read => ItemState::Delivered,
        DeliveryStatus::Failed | DeliveryStatus::Undelivered => ItemState::NotDelivered,
        DeliveryStatus::Canceled => ItemState::Cancelled,
        _ if !row.outbound => ItemState::Received,
        DeliveryStatus::Queued | DeliveryStatus::Sending => ItemState::Sending,
        DeliveryStatus::Other | DeliveryStatus::Sent | DeliveryStatus::Received => ItemState::Sent,
    };
    let code = row.error_code.filter(|_| state == ItemState::NotDelivered);
    Ok(ThreadItem {
        id: format!("m{}", row.id),
        voice: voice(&row.kind),
        at: messages::at_of(row.id),
        state,
        reason: code.map(|code| Why::new(WhyCode::ProviderCode).with("code", code)),
        why: read_why(row.why.as_deref()),
        rule: rule_name(connection, queued.as_ref())?,
        update: update_ref(connection, queued.as_ref())?,
        client_id: queued.and_then(|queued| queued.client_id),
        outbox_id: None,
        undo_until: None,
        reactions: Vec::new(),
        body: row.body,
        media: row.media,
    })
}

pub fn open_item(connection: &Connection, row: OutboxRow) -> Result<ThreadItem> {
    let (state, reason) = open_state(&row);
    let changeable = matches!(state, ItemState::Waiting | ItemState::Parked | ItemState::NotDelivered);
    Ok(ThreadItem {
        id: format!("o{}", row.id),
        voice: voice(&row.kind),
        media: 0,
        at: row.intent_at.unwrap_or(row.created_at).max(row.created_at),
        state,
        reason,
        why: None,
        rule: rule_name(connection, Some(&row))?,
        update: update_ref(connection, Some(&row))?,
        client_id: row.client_id.clone(),
        outbox_id: changeable.then(|| row.id.to_string()),
        undo_until: (row.delayed_until > 0
            && row.attempt == 0
            && row.kind == "personal"
            && state == ItemState::Waiting)
            .then_some(row.delayed_until),
        reactions: Vec::new(),
        body: row.body,
    })
}

/// Why a row of the outbox waits or never left.
pub fn reason_of(row: &OutboxRow) -> Option<Why> {
    open_state(row).1
}

fn open_state(row: &OutboxRow) -> (ItemState, Option<Why>) {
    let reason = row.reason.as_deref().and_then(WhyCode::from_name).map(|code| {
        let why = Why::new(code);
        match row.code {
            Some(code) => why.with("code", code),
            None => why,
        }
    });
    let state = match OutboxState::from_name(&row.state).unwrap_or(OutboxState::Queued) {
        OutboxState::Queued => ItemState::Waiting,
        OutboxState::Sending => ItemState::Sending,
        OutboxState::Unknown => return (ItemState::Unknown, Some(WhyCode::OutcomeUnknown.into())),
        OutboxState::Sent => ItemState::Sent,
        OutboxState::Delivered => ItemState::Delivered,
        OutboxState::Undelivered | OutboxState::Failed => ItemState::NotDelivered,
        OutboxState::Parked => ItemState::Parked,
        OutboxState::Cancelled => ItemState::Cancelled,
    };
    (state, reason)
}

fn rule_name(connection: &Connection, row: Option<&OutboxRow>) -> Result<Option<String>> {
    let Some(id) = row.and_then(|row| row.rule_id) else { return Ok(None) };
    rules::name(connection, id)
}

fn update_ref(connection: &Connection, row: Option<&OutboxRow>) -> Result<Option<UpdateRef>> {
    let Some(id) = row.and_then(|row| row.broadcast_id) else { return Ok(None) };
    Ok(broadcasts::get(connection, id)?.map(|update| UpdateRef { id: id.to_string(), recipients: update.recipients }))
}

pub async fn mark(lines: &Lines, params: MarkRead) -> Result<Conversation> {
    let line = lines.current()?;
    let id = parse_id("fan", &params.fan_id)?;
    let row = line
        .store
        .write(Durability::Fetchable, move |connection| {
            let fan = fans::get(connection, id)?.ok_or_else(|| not_found("fan", &params.fan_id))?;
            mark_row(connection, fan, params.read)
        })
        .await?;
    line.conversations_changed([id]);
    Ok(conversation(row))
}

/// Marks a conversation. One to read belongs into the inbox.
pub fn mark_row(connection: &Connection, fan: FanRow, read: bool) -> Result<FanRow> {
    let unread = if read { 0 } else { fan.unread.max(1) };
    fans::set_unread(connection, fan.id, unread)?;
    if !read && fan.archived {
        fans::set_archived(connection, fan.id, false)?;
    }
    Ok(FanRow { unread, archived: fan.archived && read, ..fan })
}

/// Queues a person's own text. The same client id gives the text that is there already.
pub async fn send(lines: &Lines, params: SendPersonal) -> Result<ThreadItem> {
    let line = lines.current()?;
    check_body(&line, &template::longest(&params.text))?;
    let client_id = match params.client_id.clone() {
        Some(id) if !id.is_empty() => id,
        Some(_) | None => fresh_client_id()?,
    };
    let to = match (&params.fan_id, &params.to) {
        (Some(id), _) => To::Fan(parse_id("fan", id)?),
        (None, Some(text)) => To::Number(number(text)?),
        (None, None) => return Err(Error::new(ErrorCode::BadParams).with("detail", "fan_id or to")),
    };
    let now = line.now();
    let (item, fan_id) = line
        .store
        .write(Durability::Synced, move |connection| {
            let fan = match to {
                To::Fan(id) => fans::get(connection, id)?.ok_or_else(|| not_found("fan", &id.to_string()))?,
                To::Number(number) => addressee(connection, &number)?,
            };
            // A request that is repeated is answered as it was: its text may have been refused since, or be gone.
            let refused = refusal(connection, &fan)?;
            let queued = match &refused {
                None => queue(connection, &fan, &params, &client_id, now)?,
                Some(_) => None,
            };
            let row = match queued {
                Some(row) => row,
                None => outbox::by_client_id(connection, &client_id)?
                    .ok_or_else(|| refused.unwrap_or_else(|| not_found("outbox", &client_id)))?,
            };
            let fan_id = row.fan_id;
            Ok((open_item(connection, row)?, fan_id))
        })
        .await?;
    line.conversations_changed([fan_id]);
    line.send.notify_one();
    Ok(item)
}

/// Whom a command is about.
pub enum To {
    Fan(i64),
    Number(PhoneNumber),
}

/// The fan behind a number that somebody typed. An erased one does not come back by accident.
fn addressee(connection: &Connection, number: &PhoneNumber) -> Result<FanRow> {
    if let Some(fan) = fans::by_number(connection, number.as_str())? {
        return Ok(fan);
    }
    if erased::find(connection, number.as_str())?.is_some() {
        return Err(Error::new(ErrorCode::Suppressed).with("source", "erased"));
    }
    fans::ensure(connection, number.as_str())
}

/// Why nobody may write to this fan.
fn refusal(connection: &Connection, fan: &FanRow) -> Result<Option<Error>> {
    if fan.opted_out_at.is_some() {
        return Ok(Some(Error::new(ErrorCode::OptedOut).with("fan_id", fan.id)));
    }
    if let Some(row) = suppressions::find(connection, &fan.number)? {
        return Ok(Some(Error::new(ErrorCode::Suppressed).with("source", row.source)));
    }
    Ok(fan.blocked.then(|| Error::new(ErrorCode::FanBlocked).with("fan_id", fan.id)))
}

/// Queues a personal text; `None` when the schema already holds one for this client id, and is then left alone.
fn queue(
    connection: &Connection,
    fan: &FanRow,
    params: &SendPersonal,
    client_id: &str,
    now: i64,
) -> Result<Option<OutboxRow>> {
    let settings = settings::load(connection)?;
    let body = template::fill(&params.text, fan.values());
    let held = if params.undoable == Some(true) { settings.personal_undo_ms } else { 0 };
    let id = outbox::insert(
        connection,
        &NewRow {
            fan_id: fan.id,
            body: &body,
            parts: count_segments(&body).parts,
            kind: OutboxKind::Personal,
            created_at: now,
            delayed_until: if held > 0 { now + held } else { 0 },
            rule: None,
            client_id: Some(client_id),
            answers: None,
        },
    )?;
    let Some(id) = id else { return Ok(None) };
    if settings.person_takes_over_ms.is_some() {
        outbox::cancel_automatic_of_fan(connection, fan.id, &WhyCode::PersonTookOver.name())?;
    }
    // Answering somebody is having read them.
    fans::set_unread(connection, fan.id, 0)?;
    drafts::set(connection, fan.id, "", now)?;
    outbox::get(connection, id)
}

fn fresh_client_id() -> Result<String> {
    crate::lines::fresh_id().map(|id| format!("made-{id}"))
}

/// A wording for many: each field in it exists, and no fan's name makes it too long.
pub fn check_wording(line: &Line, text: &str) -> Result<()> {
    if let Some(field) = template::unknown_field(text) {
        let known = template::FIELDS.map(|field| format!("{{{field}}}")).join(", ");
        return Err(Error::new(ErrorCode::UnknownField).with("field", field).with("known", known));
    }
    check_body(line, &template::longest(text))
}

/// A body that can be sent at all.
pub fn check_body(line: &Line, text: &str) -> Result<()> {
    if text.trim().is_empty() {
        return Err(ErrorCode::EmptyText.into());
    }
    let limit = line.provider().capabilities().max_body;
    let length = text.encode_utf16().count();
    if length > limit as usize {
        return Err(Error::new(ErrorCode::TextTooLong).with("limit", limit).with("length", length));
    }
    Ok(())
}

pub async fn retry(lines: &Lines, params: ById) -> Result<ThreadItem> {
    change_row(lines, params, |connection, row, now| {
        let state = OutboxState::from_name(&row.state);
        if !matches!(state, Some(OutboxState::Failed | OutboxState::Parked)) {
            return Err(Error::new(ErrorCode::WrongState).with("state", &row.state));
        }
        let fan = fans::get(connection, row.fan_id)?.ok_or_else(|| not_found("fan", &row.fan_id.to_string()))?;
        if let Some(refused) = refusal(connection, &fan)? {
            return Err(refused);
        }
        outbox::retry(connection, row.id, now)
    })
    .await
}

pub async fn drop_row(lines: &Lines, params: ById) -> Result<ThreadItem> {
    change_row(lines, params, |connection, row, _| {
        let state = OutboxState::from_name(&row.state);
        if !matches!(state, Some(OutboxState::Queued | OutboxState::Failed | OutboxState::Parked)) {
            return Err(Error::new(ErrorCode::WrongState).with("state", &row.state));
        }
        outbox::settle(connection, row.id, OutboxState::Cancelled, row.code, Some(&WhyCode::Dropped.name()))
    })
    .await
}

async fn change_row<F>(lines: &Lines, params: ById, change: F) -> Result<ThreadItem>
where
    F: FnOnce(&Connection, &OutboxRow, i64) -> Result<()> + Send + 'static,
{
    let line = lines.current()?;
    let id = parse_id("text", &params.id)?;
    let now = line.now();
    let (item, fan_id) = line
        .store
        .write(Durability::Synced, move |connection| {
            let row = outbox::get(connection, id)?.ok_or_else(|| not_found("text", &params.id))?;
            change(connection, &row, now)?;
            let row = outbox::get(connection, id)?.ok_or_else(|| not_found("text", &params.id))?;
            let fan_id = row.fan_id;
            Ok((open_item(connection, row)?, fan_id))
        })
        .await?;
    line.conversations_changed([fan_id]);
    line.send.notify_one();
    Ok(item)
}

pub async fn search(lines: &Lines, params: Search) -> Result<Page<SearchHit>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, SEARCH_PAGE);
    line.store
        .read(move |connection| {
            let ids = match &params.fan_id {
                None => index::find(connection, &params.words, before, limit)?,
                Some(id) => {
                    let fan = fans::get(connection, parse_id("fan", id)?)?.ok_or_else(|| not_found("fan", id))?;
                    index::find_with(connection, &fan, &params.words, before, limit)?
                }
            };
            let next = (ids.len() == limit as usize).then(|| ids.last().map(ToString::to_string)).flatten();
            let mut items = Vec::new();
            for id in ids {
                let Some(message) = messages::get(connection, id)? else { continue };
                let Some(fan) = fans::get(connection, message.fan_id)? else { continue };
                items.push(SearchHit {
                    id: format!("m{id}"),
                    shown_at: format!("m{}", message.reacts_to.unwrap_or(id)),
                    fan_id: fan.id.to_string(),
                    number: fan.number,
                    name: fan.name,
                    body: message.body,
                    voice: voice(&message.kind),
                    at: messages::at_of(id),
                    opted_out: fan.opted_out_at.is_some(),
                });
            }
            Ok(Page { items, next })
        })
        .await
}

pub fn not_found(what: &str, id: &str) -> Error {
    Error::new(ErrorCode::NotFound).with("what", what).with("id", id)
}
