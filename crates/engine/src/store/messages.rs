//! Every text, by the provider's time.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, Row, params};
use tracing::trace_span;

use super::{counters, search};
use crate::domain::{DeliveryStatus, ProviderId};
use crate::error::Result;

/// Bits of an id that keep texts of one millisecond apart.
const SEQUENCE_BITS: u32 = 20;

/// The smallest id a text of this moment can have.
#[must_use]
pub fn first_id_at(at_ms: i64) -> i64 {
    at_ms << SEQUENCE_BITS
}

/// The provider time that an id carries.
#[must_use]
pub fn at_of(id: i64) -> i64 {
    id >> SEQUENCE_BITS
}

#[derive(Debug, Clone)]
pub struct MessageRow {
    pub id: i64,
    pub fan_id: i64,
    pub outbound: bool,
    pub kind: String,
    pub body: String,
    pub media: u32,
    pub status: String,
    pub error_code: Option<u32>,
    pub stored_at: i64,
    pub outbox_id: Option<i64>,
    pub why: Option<String>,
    /// For a reaction: the text of ours that it stands on.
    pub reacts_to: Option<i64>,
}

const COLUMNS: &str = "id, fan_id, outbound, kind, body, media, status, error_code, stored_at, outbox_id, why, \
     reacts_to";

fn read(row: &Row<'_>) -> rusqlite::Result<MessageRow> {
    Ok(MessageRow {
        id: row.get(0)?,
        fan_id: row.get(1)?,
        outbound: row.get(2)?,
        kind: row.get(3)?,
        body: row.get(4)?,
        media: row.get(5)?,
        status: row.get(6)?,
        error_code: row.get(7)?,
        stored_at: row.get(8)?,
        outbox_id: row.get(9)?,
        why: row.get(10)?,
        reacts_to: row.get(11)?,
    })
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<MessageRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

pub fn by_provider_id(connection: &Connection, id: &ProviderId) -> Result<Option<MessageRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE provider_id = ?"))?
        .query_row([id.to_blob()], read)
        .optional()?;
    Ok(row)
}

/// What the provider's news of a stored text are compared with.
#[derive(Debug, Clone)]
pub struct Known {
    pub id: i64,
    pub fan_id: i64,
    pub status: DeliveryStatus,
    pub error_code: Option<u32>,
    pub price_micros: Option<i64>,
    pub outbox_id: Option<i64>,
    pub outbound: bool,
    /// This number's, and not sent from here.
    pub elsewhere: bool,
    /// For a fan's text: what was booked for it until its bill comes.
    pub est_micros: Option<i64>,
}

const KNOWN: &str = "id, fan_id, status, error_code, price_micros, outbox_id, outbound, \
     kind IN ('elsewhere', 'hosted') AS elsewhere, est_micros";

fn read_known(row: &Row<'_>) -> rusqlite::Result<Known> {
    let status = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Known {
        id: row.get(0)?,
        fan_id: row.get(1)?,
        status: DeliveryStatus::from_name(status).unwrap_or(DeliveryStatus::Other),
        error_code: row.get(3)?,
        price_micros: row.get(4)?,
        outbox_id: row.get(5)?,
        outbound: row.get(6)?,
        elsewhere: row.get(7)?,
        est_micros: row.get(8)?,
    })
}

pub fn known(connection: &Connection, id: &ProviderId) -> Result<Option<Known>> {
    let known = connection
        .prepare_cached(&format!("SELECT {KNOWN} FROM messages WHERE provider_id = ?"))?
        .query_row([id.to_blob()], read_known)
        .optional()?;
    Ok(known)
}

/// Texts of one direction in a stretch of the provider's time, by their provider id: the rows of a page lie side by
/// side, while their ids are all over the index. Looks at `limit` rows at most.
pub fn known_between(
    connection: &Connection,
    outbound: bool,
    (from, to): (i64, i64),
    limit: u32,
) -> Result<HashMap<Vec<u8>, Known>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT * FROM (SELECT {KNOWN}, provider_id FROM messages WHERE id >= ? AND id < ? LIMIT ?) WHERE outbound = ?"
    ))?;
    let known = statement
        .query_map(params![first_id_at(from.max(0)), first_id_at(to.max(0) + 1), limit, outbound], |row| {
            Ok((row.get("provider_id")?, read_known(row)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(known)
}

/// A text to store.
#[derive(Debug, Clone)]
pub struct NewMessage<'a> {
    pub fan_id: i64,
    pub provider_id: &'a ProviderId,
    pub outbound: bool,
    pub kind: &'a str,
    pub body: &'a str,
    pub media: u32,
    pub status: DeliveryStatus,
    pub error_code: Option<u32>,
    pub price_micros: Option<i64>,
    /// For a fan's text: what was booked for it.
    pub est_micros: Option<i64>,
    pub at: i64,
    pub stored_at: i64,
    pub outbox_id: Option<i64>,
    /// `false` leaves it to the rules.
    pub decided: bool,
}

/// Numbers that keep texts of one millisecond apart, taken from the counter for several texts at once.
#[derive(Debug)]
pub struct Sequence {
    next: i64,
}

impl Sequence {
    /// Takes as many as there are texts; those that are not used are left out for ever.
    pub fn of(connection: &Connection, texts: usize) -> Result<Self> {
        let texts = i64::try_from(texts).unwrap_or(i64::MAX);
        let last = counters::advance(connection, counters::MESSAGE_SEQUENCE, texts)?;
        Ok(Self { next: last - texts + 1 })
    }

    fn id_at(&mut self, at: i64) -> i64 {
        let id = first_id_at(at.max(0)) | (self.next & ((1 << SEQUENCE_BITS) - 1));
        self.next += 1;
        id
    }
}

/// Stores a text that is not there yet, and leaves it to `findable` to be searched; gives its id.
pub fn insert(
    connection: &Connection,
    sequence: &mut Sequence,
    findable: &mut search::Batch,
    message: &NewMessage<'_>,
) -> Result<i64> {
    let _span = trace_span!("messages").entered();
    let mut statement = connection.prepare_cached(
        "INSERT INTO messages
         (id, fan_id, provider_id, outbound, kind, body, media, status, error_code, price_micros, est_micros, stored_at, outbox_id, decided)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO NOTHING",
    )?;
    let provider_id = message.provider_id.to_blob();
    let id = loop {
        // A number comes round again after a million texts, which may meet one of the same millisecond.
        let id = sequence.id_at(message.at);
        let stored = statement.execute(params![
            id,
            message.fan_id,
            provider_id,
            message.outbound,
            message.kind,
            message.body,
            message.media,
            message.status.as_str(),
            message.error_code,
            message.price_micros,
            message.est_micros,
            message.stored_at,
            message.outbox_id,
            message.decided,
        ])?;
        if stored > 0 {
            break id;
        }
    };
    findable.add(id, message.body);
    Ok(id)
}

/// What the provider says of a text that is stored: its state never moves backwards.
pub fn advance(
    connection: &Connection,
    id: i64,
    status: DeliveryStatus,
    error_code: Option<u32>,
    price_micros: Option<i64>,
) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE messages SET status = ?, error_code = coalesce(?, error_code), price_micros = coalesce(?, price_micros) WHERE id = ?",
        )?
        .execute(params![status.as_str(), error_code, price_micros, id])?;
    Ok(())
}

/// A text that was sent from here was first seen in the provider's list: it gets its real kind.
pub fn claim(connection: &Connection, id: i64, kind: &str, outbox_id: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE messages SET kind = ?, outbox_id = ? WHERE id = ?")?
        .execute(params![kind, outbox_id, id])?;
    Ok(())
}

/// A fan's texts that no rule has looked at, oldest first.
pub fn undecided(connection: &Connection, limit: u32) -> Result<Vec<MessageRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE decided = 0 ORDER BY id LIMIT ?"))?;
    let rows = statement.query_map([limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn decide(connection: &Connection, id: i64, kind: Option<&str>, why: &str) -> Result<()> {
    connection
        .prepare_cached("UPDATE messages SET decided = 1, why = ?, kind = coalesce(?, kind) WHERE id = ?")?
        .execute(params![why, kind, id])?;
    Ok(())
}

/// Whether the fan sent anything before this text, reactions aside.
pub fn has_earlier_from_fan(connection: &Connection, fan_id: i64, id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT 1 FROM messages WHERE fan_id = ? AND id < ? AND outbound = 0 AND kind != 'reaction' LIMIT 1",
        )?
        .query_row(params![fan_id, id], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

/// Whether the fan sent anything between two texts, reactions aside.
pub fn has_from_fan_between(connection: &Connection, fan_id: i64, after: i64, before: i64) -> Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM messages WHERE fan_id = ? AND id > ? AND id < ? AND kind = 'fan')",
        )?
        .query_row([fan_id, after, before], |row| row.get(0))?;
    Ok(found)
}

/// The newest text that a person wrote to a fan, here or elsewhere, from one id to before another.
pub fn last_by_person(connection: &Connection, fan_id: i64, from: i64, before: i64) -> Result<Option<i64>> {
    let id = connection
        .prepare_cached(
            "SELECT id FROM messages WHERE fan_id = ? AND id >= ? AND id < ? AND kind IN ('personal', 'elsewhere')
             ORDER BY id DESC LIMIT 1",
        )?
        .query_row([fan_id, from, before], |row| row.get(0))
        .optional()?;
    Ok(id)
}

/// The update to a fan that came after everything the fan had said before this text, and which one it was.
pub fn update_before(connection: &Connection, fan_id: i64, id: i64) -> Result<Option<(i64, Option<i64>)>> {
    let last = connection
        .prepare_cached(
            "SELECT messages.id, messages.kind, broadcast_id
             FROM messages LEFT JOIN outbox ON outbox.id = outbox_id
             WHERE messages.fan_id = ? AND messages.id < ? AND messages.kind IN ('fan', 'broadcast')
             ORDER BY messages.id DESC LIMIT 1",
        )?
        .query_row([fan_id, id], |row| Ok((row.get(0)?, row.get::<_, String>(1)?, row.get(2)?)))
        .optional()?;
    Ok(last.filter(|(_, kind, _)| kind == "broadcast").map(|(id, _, update)| (id, update)))
}

/// Whether something else than this store texted a fan before this text.
pub fn has_elsewhere_before(connection: &Connection, fan_id: i64, id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM messages WHERE fan_id = ? AND id < ? AND kind IN ('elsewhere', 'hosted'))",
        )?
        .query_row([fan_id, id], |row| row.get(0))?;
    Ok(found)
}

/// The text that an outbox row became.
pub fn of_outbox_row(connection: &Connection, outbox_id: i64) -> Result<Option<i64>> {
    let id = connection
        .prepare_cached(
            "SELECT messages.id FROM outbox JOIN messages ON messages.provider_id = outbox.provider_id
             WHERE outbox.id = ?",
        )?
        .query_row([outbox_id], |row| row.get(0))
        .optional()?;
    Ok(id)
}

/// All texts that are stored.
pub fn count(connection: &Connection) -> Result<u64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM messages")?.query_row([], |row| row.get(0))?)
}

/// Texts of both directions behind an id, oldest first.
pub fn after(connection: &Connection, id: i64, limit: u32) -> Result<Vec<MessageRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE id > ? ORDER BY id LIMIT ?"))?;
    let rows = statement.query_map(params![id, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Texts from fans after one id, oldest first.
pub fn from_fans_after(connection: &Connection, id: i64, limit: u32) -> Result<Vec<MessageRow>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM messages WHERE id > ? AND outbound = 0 ORDER BY id LIMIT ?"))?;
    let rows = statement.query_map(params![id, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Fans whom a text from this id on put into the care tray.
pub fn fans_in_care_since(connection: &Connection, id: i64) -> Result<HashSet<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT fan_id FROM messages WHERE id >= ? AND outbound = 0
         AND json_extract(why, '$.code') = 'care' AND json_extract(why, '$.params.kind') != 'waiting'",
    )?;
    let fans = statement.query_map([id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// The newest texts to a fan: their ids and words.
pub fn recent_to_fan(connection: &Connection, fan_id: i64, limit: u32) -> Result<Vec<(i64, String)>> {
    let mut statement = connection
        .prepare_cached("SELECT id, body FROM messages WHERE fan_id = ? AND outbound = 1 ORDER BY id DESC LIMIT ?")?;
    let rows = statement
        .query_map(params![fan_id, limit], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A fan's text is a reaction to one of ours.
pub fn set_reaction(connection: &Connection, id: i64, reacts_to: i64) -> Result<()> {
    connection.prepare_cached("UPDATE messages SET reacts_to = ? WHERE id = ?")?.execute([reacts_to, id])?;
    Ok(())
}

/// A fan's reactions to our texts from one id to another, in the order they came: what each stands on, and its words.
pub fn reactions(connection: &Connection, fan_id: i64, (from, to): (i64, i64)) -> Result<Vec<(i64, MessageRow)>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM messages INDEXED BY messages_reactions
         WHERE fan_id = ? AND reacts_to >= ? AND reacts_to <= ? AND reacts_to IS NOT NULL ORDER BY id"
    ))?;
    let rows = statement
        .query_map([fan_id, from, to], |row| read(row).map(|row| (row.reacts_to.unwrap_or(0), row)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A page of a conversation before the text `before`, newest first.
pub fn of_fan(connection: &Connection, fan_id: i64, before: i64, limit: u32) -> Result<Vec<MessageRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM messages WHERE fan_id = ? AND id < ? ORDER BY id DESC LIMIT ?"
    ))?;
    let rows = statement.query_map(params![fan_id, before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Ids of a conversation's texts before the text `before`, newest first.
pub fn ids_of_fan(connection: &Connection, fan_id: i64, before: i64) -> Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT id FROM messages WHERE fan_id = ? AND id < ? ORDER BY id DESC")?;
    let ids = statement.query_map(params![fan_id, before], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Provider times of fans' texts since a moment.
pub fn inbound_times_since(connection: &Connection, at: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM messages WHERE id >= ? AND outbound = 0")?;
    let rows = statement
        .query_map([first_id_at(at)], |row| row.get::<_, i64>(0).map(at_of))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The oldest text to a fan whose delivery is still open, not before `since`.
pub fn oldest_in_flight(connection: &Connection, since: i64) -> Result<Option<i64>> {
    let at = connection
        .prepare_cached(
            "SELECT id FROM messages
             WHERE outbound = 1 AND status IN ('other', 'queued', 'sending', 'sent') AND id >= ? ORDER BY id LIMIT 1",
        )?
        .query_row([first_id_at(since)], |row| row.get::<_, i64>(0))
        .optional()?;
    Ok(at.map(at_of))
}

/// Texts between the line and a fan before the text `before`, newest first, reactions aside.
pub fn turns_before(connection: &Connection, fan_id: i64, before: i64, limit: u32) -> Result<Vec<MessageRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM messages WHERE fan_id = ? AND id < ? AND kind != 'reaction' ORDER BY id DESC LIMIT ?"
    ))?;
    let rows = statement.query_map(params![fan_id, before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The bill of a text.
pub fn set_price(connection: &Connection, id: i64, micros: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE messages SET price_micros = ? WHERE id = ? AND price_micros IS NULL")?
        .execute(params![micros, id])?;
    Ok(())
}

/// Lets a fan's text wait until the fan's earlier texts are known.
pub fn hold(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE messages SET decided = 2 WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Whether any text waits until its fan's earlier ones are known.
pub fn holds_any(connection: &Connection) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM messages WHERE decided = 2)")?
        .query_row([], |row| row.get(0))?;
    Ok(found)
}

/// Fans with a text that waits like that.
pub fn fans_held(connection: &Connection, limit: u32) -> Result<Vec<i64>> {
    let mut statement =
        connection.prepare_cached("SELECT DISTINCT fan_id FROM messages WHERE decided = 2 ORDER BY fan_id LIMIT ?")?;
    let fans = statement.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// The rules may look at this fan's texts.
pub fn release_held_of(connection: &Connection, fan_id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE messages SET decided = 0 WHERE fan_id = ? AND decided = 2")?.execute([fan_id])?;
    Ok(())
}

/// The rules may look at every text.
pub fn release_held(connection: &Connection) -> Result<()> {
    connection.prepare_cached("UPDATE messages SET decided = 0 WHERE decided = 2")?.execute([])?;
    Ok(())
}

/// A fan's text, as it is heard again.
#[derive(Debug, Clone)]
pub struct Spoken {
    pub id: i64,
    pub at: i64,
    pub body: String,
}

/// What a fan wrote from one moment to before another one, in order.
pub fn from_fan_between(connection: &Connection, fan_id: i64, from: i64, until: i64) -> Result<Vec<Spoken>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, body FROM messages WHERE fan_id = ? AND id >= ? AND id < ? AND outbound = 0 ORDER BY id",
    )?;
    let rows = statement
        .query_map(params![fan_id, first_id_at(from), first_id_at(until)], |row| {
            let id = row.get(0)?;
            Ok(Spoken { id, at: at_of(id), body: row.get(1)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The provider's id of a text, as it is stored.
pub fn provider_id(connection: &Connection, id: i64) -> Result<Option<Vec<u8>>> {
    let stored = connection
        .prepare_cached("SELECT provider_id FROM messages WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(stored)
}
