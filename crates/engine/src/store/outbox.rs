//! Every text that has to leave, and what became of it.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::prices;
use crate::domain::{Lane, OutboxKind, OutboxState, ProviderId};
use crate::error::Result;

#[derive(Debug, Clone)]
pub struct OutboxRow {
    pub id: i64,
    pub fan_id: i64,
    pub body: String,
    pub parts: u32,
    pub kind: String,
    pub state: String,
    pub created_at: i64,
    /// The moment until which it is held back on purpose; 0 for none.
    pub delayed_until: i64,
    pub attempt: u32,
    pub intent_at: Option<i64>,
    pub quiet_until: Option<i64>,
    pub reads: u32,
    pub absences: u32,
    pub code: Option<u32>,
    pub reason: Option<String>,
    pub rule_id: Option<i64>,
    pub broadcast_id: Option<i64>,
    pub client_id: Option<String>,
    /// The fan's text that asked for this one.
    pub answers: Option<i64>,
    /// What it is taken to cost.
    pub est_micros: i64,
}

const COLUMNS: &str = "id, fan_id, body, parts, kind, state, created_at, attempt, intent_at, quiet_until, reads, \
     absences, code, reason, rule_id, broadcast_id, client_id, answers, est_micros, delayed_until";

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        id: row.get(0)?,
        fan_id: row.get(1)?,
        body: row.get(2)?,
        parts: row.get(3)?,
        kind: row.get(4)?,
        state: row.get(5)?,
        created_at: row.get(6)?,
        attempt: row.get(7)?,
        intent_at: row.get(8)?,
        quiet_until: row.get(9)?,
        reads: row.get(10)?,
        absences: row.get(11)?,
        code: row.get(12)?,
        reason: row.get(13)?,
        rule_id: row.get(14)?,
        broadcast_id: row.get(15)?,
        client_id: row.get(16)?,
        answers: row.get(17)?,
        est_micros: row.get(18)?,
        delayed_until: row.get(19)?,
    })
}

/// A text to queue.
#[derive(Debug, Clone)]
pub struct NewRow<'a> {
    pub fan_id: i64,
    pub body: &'a str,
    pub parts: u32,
    pub kind: OutboxKind,
    pub created_at: i64,
    /// The moment until which its rule, or the chance to take it back, holds it; 0 for none.
    pub delayed_until: i64,
    pub rule: Option<(i64, &'a str)>,
    pub client_id: Option<&'a str>,
    pub answers: Option<i64>,
}

/// Queues a text. `None` when one with the same rule and window, or client id, is there already.
pub fn insert(connection: &Connection, new: &NewRow<'_>) -> Result<Option<i64>> {
    let inserted = connection
        .prepare_cached(
            "INSERT INTO outbox (fan_id, body, parts, kind, lane, created_at, not_before, delayed_until, rule_id,
                                 rule_window, client_id, answers, est_micros)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            new.fan_id,
            new.body,
            new.parts,
            new.kind.as_str(),
            Lane::of(new.kind).as_i64(),
            new.created_at,
            new.delayed_until,
            new.rule.map(|(id, _)| id),
            new.rule.map(|(_, window)| window),
            new.client_id,
            new.answers,
            prices::to_fan(connection, new.fan_id, new.parts)?,
        ])?;
    Ok((inserted > 0).then(|| connection.last_insert_rowid()))
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<OutboxRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

pub fn by_client_id(connection: &Connection, client_id: &str) -> Result<Option<OutboxRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE client_id = ?"))?
        .query_row([client_id], read)
        .optional()?;
    Ok(row)
}

pub fn by_provider_id(connection: &Connection, id: &ProviderId) -> Result<Option<OutboxRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE provider_id = ?"))?
        .query_row([id.to_blob()], read)
        .optional()?;
    Ok(row)
}

/// Takes a text back that waits and of which no request has left: it is a draft again, and no part of the conversation.
/// `false` when it is too late.
pub fn take_back(connection: &Connection, id: i64) -> Result<bool> {
    let changed = connection
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled', reason = 'taken_back'
             WHERE id = ? AND state = 'queued' AND attempt = 0",
        )?
        .execute([id])?;
    Ok(changed > 0)
}

// The plus keeps SQLite from reading all rows without a provider's id, which it takes for few.
const OPEN_OF_FAN: &str =
    "FROM outbox WHERE fan_id = ? AND +provider_id IS NULL AND reason IS NOT 'taken_back' ORDER BY id DESC LIMIT ?";

/// Rows of a fan that have no text of their own in the thread yet: waiting, in doubt, failed or cancelled.
pub fn open_of_fan(connection: &Connection, fan_id: i64, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} {OPEN_OF_FAN}"))?;
    let rows = statement.query_map(params![fan_id, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Rows of one lane that never had to wait, and those whose wait is over: each is a stretch of one index.
const READY: &str =
    "FROM outbox WHERE state = 'queued' AND broadcast_id IS NULL AND lane = ? AND not_before = 0 ORDER BY id LIMIT ?";
const WAITED: &str = "FROM outbox WHERE state = 'queued' AND broadcast_id IS NULL AND lane = ? AND not_before > 0 AND not_before <= ? \
     ORDER BY not_before LIMIT ?";

/// Queued rows of the lanes before updates that may go at `now`, most urgent first. However many wait, only those are
/// read.
pub fn due(connection: &Connection, now: i64, automatic: bool, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut rows = Vec::new();
    for kind in [OutboxKind::Compliance, OutboxKind::Personal, OutboxKind::AutoReply] {
        let missing = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        if missing > 0 && (automatic || kind != OutboxKind::AutoReply) {
            rows.extend(due_in_lane(connection, Lane::of(kind), now, missing)?);
        }
    }
    Ok(rows)
}

/// Queued rows of one lane outside updates that may go at `now`, in the order of their making.
fn due_in_lane(connection: &Connection, lane: Lane, now: i64, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut ready = connection.prepare_cached(&format!("SELECT {COLUMNS} {READY}"))?;
    let mut rows: Vec<OutboxRow> =
        ready.query_map(params![lane.as_i64(), limit], read)?.collect::<rusqlite::Result<_>>()?;
    let mut waited = connection.prepare_cached(&format!("SELECT {COLUMNS} {WAITED}"))?;
    for row in waited.query_map(params![lane.as_i64(), now, limit], read)? {
        rows.push(row?);
    }
    rows.sort_by_key(|row| row.id);
    rows.truncate(limit as usize);
    Ok(rows)
}

const DUE_OF_BROADCAST: &str =
    "FROM outbox WHERE broadcast_id = ? AND state = 'queued' AND not_before <= ? ORDER BY not_before, id LIMIT ?";

/// Queued rows of one update that may go at `now`, in the order of their openings.
pub fn due_of_broadcast(connection: &Connection, broadcast_id: i64, now: i64, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} {DUE_OF_BROADCAST}"))?;
    let rows = statement.query_map(params![broadcast_id, now, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A request for this row is about to leave: said before it does, with what it will cost.
pub fn intend(connection: &Connection, id: i64, now: i64, est_micros: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 'sending', attempt = attempt + 1, intent_at = ?, est_micros = ? WHERE id = ?",
        )?
        .execute(params![now, est_micros, id])?;
    Ok(())
}

pub fn requeue(connection: &Connection, id: i64, not_before: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET state = 'queued', not_before = ?, held = 0, reason = NULL WHERE id = ?")?
        .execute(params![not_before, id])?;
    Ok(())
}

/// A person tries it again: it is a fresh attempt, with no absences behind it.
pub fn retry(connection: &Connection, id: i64, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 'queued', not_before = ?, held = 0, absences = 0, code = NULL, reason = NULL
             WHERE id = ?",
        )?
        .execute(params![now, id])?;
    Ok(())
}

pub fn sent(connection: &Connection, id: i64, provider_id: &ProviderId, at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 'sent', provider_id = ?, sent_at = ?, code = NULL, reason = NULL WHERE id = ?",
        )?
        .execute(params![provider_id.to_blob(), at, id])?;
    Ok(())
}

/// The text that this row was taken to be belongs to another row.
pub fn disown(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE outbox SET provider_id = NULL, sent_at = NULL WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// The outcome of the last request is in doubt. It is looked for at `look_at`; absence counts from `quiet_until`.
pub fn in_doubt(connection: &Connection, id: i64, look_at: i64, quiet_until: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET state = 'unknown', look_at = ?, quiet_until = ?, reads = 0 WHERE id = ?")?
        .execute(params![look_at, quiet_until, id])?;
    Ok(())
}

pub fn looked(connection: &Connection, id: i64, reads: u32, look_at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET reads = ?, look_at = ? WHERE id = ?")?
        .execute(params![reads, look_at, id])?;
    Ok(())
}

/// Two complete reads after the quiet period did not find it: it was not accepted.
pub fn absent(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET state = 'queued', absences = absences + 1, not_before = 0 WHERE id = ?")?
        .execute([id])?;
    Ok(())
}

pub fn settle(
    connection: &Connection,
    id: i64,
    state: OutboxState,
    code: Option<u32>,
    reason: Option<&str>,
) -> Result<()> {
    connection.prepare_cached("UPDATE outbox SET state = ?, code = ?, reason = ? WHERE id = ?")?.execute(params![
        state.as_str(),
        code,
        reason,
        id
    ])?;
    Ok(())
}

/// What the index of open rows says of itself. SQLite takes the index for a query that says the same.
const OPEN: &str = "state IN ('queued', 'sending', 'unknown', 'parked', 'failed')";

/// Rows in doubt whose next look is due, a fan's in the order of their making.
pub fn to_look_for(connection: &Connection, now: i64, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox
         WHERE {OPEN} AND state = 'unknown' AND coalesce(look_at, 0) <= ? ORDER BY id LIMIT ?"
    ))?;
    let rows = statement.query_map(params![now, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Rows whose request was under way when the program ended: nobody knows whether it arrived.
pub fn recover(connection: &Connection, now: i64, quiet_ms: i64) -> Result<usize> {
    let changed = connection.execute(
        &format!(
            "UPDATE outbox SET state = 'unknown', look_at = ?1, quiet_until = coalesce(intent_at, ?1) + ?2, reads = 0
             WHERE {OPEN} AND state = 'sending'"
        ),
        params![now, quiet_ms],
    )?;
    Ok(changed)
}

/// This database is an old copy: what it holds as unsent may have left since, and is looked for from its making on.
pub fn doubt_unsent(connection: &Connection, now: i64, quiet_ms: i64) -> Result<usize> {
    let changed = connection.execute(
        "UPDATE outbox SET state = 'unknown', intent_at = coalesce(intent_at, created_at), look_at = ?1,
            quiet_until = ?1 + ?2, reads = 0
         WHERE state IN ('queued', 'sending', 'unknown')",
        params![now, quiet_ms],
    )?;
    Ok(changed)
}

/// The same for what an update that was approved before asks for only now.
pub fn doubt_unsent_of_broadcast(connection: &Connection, id: i64, since: i64, now: i64, quiet_ms: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE outbox SET state = 'unknown', intent_at = ?2, look_at = ?3, quiet_until = ?3 + ?4, reads = 0
             WHERE broadcast_id = ?1 AND state = 'queued' AND attempt = 0 AND intent_at IS NULL",
        )?
        .execute(params![id, since, now, quiet_ms])?;
    Ok(())
}

/// STOP beats everything that waits for this fan but its own confirmation. Rows in doubt are cancelled only if they turn out absent.
pub fn cancel_of_fan(connection: &Connection, fan_id: i64, reason: &str) -> Result<usize> {
    let changed = connection
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled', reason = ?
             WHERE fan_id = ? AND state IN ('queued', 'parked') AND lane > 0",
        )?
        .execute(params![reason, fan_id])?;
    Ok(changed)
}

/// Lets automatic answers go that wait; gives how many.
pub fn cancel_automatic(connection: &Connection, reason: &str) -> Result<usize> {
    let changed = connection
        .execute("UPDATE outbox SET state = 'cancelled', reason = ? WHERE state = 'queued' AND lane = 2 AND broadcast_id IS NULL", [reason])?;
    Ok(changed)
}

/// Automatic answers that wait for their fans' hours need not wait.
pub fn release_automatic(connection: &Connection) -> Result<()> {
    connection.execute(
        "UPDATE outbox SET not_before = delayed_until
         WHERE state = 'queued' AND lane = 2 AND broadcast_id IS NULL AND not_before > delayed_until",
        [],
    )?;
    Ok(())
}

pub fn count_automatic_waiting(connection: &Connection) -> Result<u64> {
    let count = connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE state = 'queued' AND lane = 2 AND broadcast_id IS NULL")?
        .query_row([], |row| row.get(0))?;
    Ok(count)
}

pub fn cancel_of_broadcast(connection: &Connection, broadcast_id: i64, limit: u32) -> Result<usize> {
    let changed = connection
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled', reason = 'update_cancelled'
             WHERE id IN (SELECT id FROM outbox WHERE broadcast_id = ? AND state = 'queued' LIMIT ?)",
        )?
        .execute(params![broadcast_id, limit])?;
    Ok(changed)
}

/// What an update's rows that the provider accepted cost, as billed or estimated.
pub fn cost_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<i64> {
    let micros = connection
        .prepare_cached(
            "SELECT coalesce(sum(coalesce(booked_micros, est_micros)), 0) FROM outbox
             WHERE broadcast_id = ? AND state IN ('sent', 'delivered', 'undelivered')",
        )?
        .query_row([broadcast_id], |row| row.get(0))?;
    Ok(micros)
}

const UNDER_WAY: &str = "SELECT kind, sum(est_micros) FROM outbox WHERE state IN ('sending', 'unknown') GROUP BY kind";

/// What texts under way or in doubt will cost if they were accepted, by kind.
pub fn cost_under_way(connection: &Connection) -> Result<Vec<(String, i64)>> {
    let mut statement = connection.prepare_cached(UNDER_WAY)?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

const NEXT_LOOK: &str = "min(coalesce(look_at, 0)), min(coalesce(quiet_until, 0)) FROM outbox";

/// When the next row in doubt has to be looked for, and until when it counts as undecided.
pub fn next_look(connection: &Connection) -> Result<Option<(i64, i64)>> {
    let next = connection
        .prepare_cached(&format!("SELECT {NEXT_LOOK} WHERE {OPEN} AND state = 'unknown'"))?
        .query_row([], |row| Ok((row.get::<_, Option<i64>>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    Ok(match next {
        (Some(look), Some(quiet)) => Some((look, quiet)),
        _ => None,
    })
}

const NEXT_IN_LANE: &str =
    "SELECT min(not_before) FROM outbox WHERE state = 'queued' AND broadcast_id IS NULL AND lane = ?";

/// The earliest moment at which a queued row outside updates may go that no switch holds back: what a person wrote, and
/// what the law asks for. Each lane's first is one step in an index, however many wait.
pub fn next_due(connection: &Connection) -> Result<Option<i64>> {
    let mut next = None;
    for lane in [Lane::of(OutboxKind::Compliance), Lane::of(OutboxKind::Personal)] {
        let first: Option<i64> =
            connection.prepare_cached(NEXT_IN_LANE)?.query_row([lane.as_i64()], |row| row.get(0))?;
        next = match (next, first) {
            (Some(one), Some(other)) => Some(std::cmp::min(one, other)),
            (one, other) => one.or(other),
        };
    }
    Ok(next)
}

const NEXT_OF_BROADCAST: &str = "SELECT min(not_before) FROM outbox WHERE broadcast_id = ? AND state = 'queued'";

/// The earliest moment at which a queued row of an update may go.
pub fn next_due_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<Option<i64>> {
    let next = connection.prepare_cached(NEXT_OF_BROADCAST)?.query_row([broadcast_id], |row| row.get(0))?;
    Ok(next)
}

/// Lets go what nobody asked for by hand: automatic answers and updates that wait for this fan.
pub fn cancel_unasked_of_fan(connection: &Connection, fan_id: i64, reason: &str) -> Result<usize> {
    let changed = connection
        .prepare_cached("UPDATE outbox SET state = 'cancelled', reason = ? WHERE fan_id = ? AND state IN ('queued', 'parked') AND lane >= 2")?
        .execute(params![reason, fan_id])?;
    Ok(changed)
}

/// The first automatic answer that may go at `now`.
pub fn first_automatic(connection: &Connection, now: i64) -> Result<Option<OutboxRow>> {
    Ok(due_in_lane(connection, Lane::of(OutboxKind::AutoReply), now, 1)?.pop())
}

/// The earliest moment at which an automatic answer may go.
pub fn next_due_automatic(connection: &Connection) -> Result<Option<i64>> {
    let lane = Lane::of(OutboxKind::AutoReply).as_i64();
    Ok(connection.prepare_cached(NEXT_IN_LANE)?.query_row([lane], |row| row.get(0))?)
}

/// Rows whose request is under way.
pub fn count_sending(connection: &Connection) -> Result<u64> {
    Ok(connection
        .prepare_cached(&format!("SELECT count(*) FROM outbox WHERE {OPEN} AND state = 'sending'"))?
        .query_row([], |row| row.get(0))?)
}

pub fn has_queued_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM outbox WHERE broadcast_id = ? AND state = 'queued')")?
        .query_row([broadcast_id], |row| row.get(0))?;
    Ok(found)
}

/// The fan's hours are not now.
pub fn postpone(connection: &Connection, id: i64, not_before: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE outbox SET not_before = ?, held = 1 WHERE id = ?")?
        .execute(params![not_before, id])?;
    Ok(())
}

/// A row need not wait for its fan's hours.
pub fn let_in(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE outbox SET not_before = 0, held = 0 WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// A row that waits for its fan's hours.
#[derive(Debug, Clone)]
pub struct Held {
    pub id: i64,
    pub number: String,
    pub not_before: i64,
}

/// Rows that wait for their fans' hours, by id, behind the row `after`.
pub fn held(connection: &Connection, after: i64, limit: u32) -> Result<Vec<Held>> {
    let mut statement = connection.prepare_cached(
        "SELECT outbox.id, number, not_before FROM outbox JOIN fans ON fans.id = fan_id
         WHERE held = 1 AND state = 'queued' AND outbox.id > ? ORDER BY outbox.id LIMIT ?",
    )?;
    let rows = statement
        .query_map(params![after, limit], |row| {
            Ok(Held { id: row.get(0)?, number: row.get(1)?, not_before: row.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A queued row, and the number it goes to.
#[derive(Debug, Clone)]
pub struct Addressed {
    pub id: i64,
    pub fan_id: i64,
    pub number: String,
}

/// Queued rows of one update that may go at `now`, with their numbers and nothing else.
pub fn addresses_due(connection: &Connection, broadcast_id: i64, now: i64, limit: u32) -> Result<Vec<Addressed>> {
    let mut statement = connection.prepare_cached(
        "SELECT outbox.id, fan_id, number FROM outbox JOIN fans ON fans.id = fan_id
         WHERE broadcast_id = ? AND state = 'queued' AND not_before <= ? ORDER BY not_before, outbox.id LIMIT ?",
    )?;
    let rows = statement
        .query_map(params![broadcast_id, now, limit], |row| {
            Ok(Addressed { id: row.get(0)?, fan_id: row.get(1)?, number: row.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The latest moment before which a queued row of an update may not go.
pub fn last_due_of_broadcast(connection: &Connection, broadcast_id: i64) -> Result<Option<i64>> {
    let last = connection
        .prepare_cached("SELECT max(not_before) FROM outbox WHERE broadcast_id = ? AND state = 'queued'")?
        .query_row([broadcast_id], |row| row.get(0))?;
    Ok(last)
}

/// Rows of a fan whose request has left and has no clear answer yet.
pub fn under_way_of_fan(connection: &Connection, fan_id: i64) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox WHERE fan_id = ? AND state IN ('sending', 'unknown') ORDER BY id"
    ))?;
    let rows = statement.query_map([fan_id], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// What comes after the last number that begins with `range`.
fn after_range(range: &str) -> String {
    format!("{range}:")
}

/// Automatic answers to a range of numbers wait for a person; gives the fans.
pub fn park_range(connection: &Connection, range: &str, reason: &str) -> Result<Vec<i64>> {
    change_range(connection, range, "state = 'queued'", ("parked", Some(reason)))
}

/// What waited because of the range goes.
pub fn release_range(connection: &Connection, range: &str, reason: &str) -> Result<Vec<i64>> {
    change_range(connection, range, &format!("state = 'parked' AND reason = '{reason}'"), ("queued", None))
}

/// What waited because of the range does not go.
pub fn cancel_range(connection: &Connection, range: &str, waited: &str, reason: &str) -> Result<Vec<i64>> {
    change_range(connection, range, &format!("state = 'parked' AND reason = '{waited}'"), ("cancelled", Some(reason)))
}

/// Answers to a range that wait for the decision about it.
pub fn count_parked_in_range(connection: &Connection, range: &str) -> Result<u64> {
    let count = connection
        .prepare_cached(
            "SELECT count(*) FROM outbox WHERE state = 'parked' AND reason = 'range_paused'
             AND fan_id IN (SELECT id FROM fans WHERE number >= ? AND number < ?)",
        )?
        .query_row(params![range, after_range(range)], |row| row.get(0))?;
    Ok(count)
}

fn change_range(
    connection: &Connection,
    range: &str,
    condition: &str,
    (state, reason): (&str, Option<&str>),
) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE outbox SET state = ?, reason = ?
         WHERE fan_id IN (SELECT id FROM fans WHERE number >= ? AND number < ?) AND kind = 'auto_reply' AND {condition}
         RETURNING fan_id"
    ))?;
    let fans = statement
        .query_map(params![state, reason, range, after_range(range)], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// Lets automatic answers to a fan go that wait.
pub fn cancel_automatic_of_fan(connection: &Connection, fan_id: i64, reason: &str) -> Result<usize> {
    let changed = connection
        .prepare_cached(
            "UPDATE outbox SET state = 'cancelled', reason = ?
             WHERE fan_id = ? AND state IN ('queued', 'parked') AND kind = 'auto_reply'",
        )?
        .execute(params![reason, fan_id])?;
    Ok(changed)
}

/// Whether something that a person wrote to this fan has not left yet.
pub fn has_personal_waiting(connection: &Connection, fan_id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox
             WHERE fan_id = ? AND state IN ('queued', 'sending', 'unknown') AND kind = 'personal')",
        )?
        .query_row([fan_id], |row| row.get(0))?;
    Ok(found)
}

/// Whether an automatic answer to this fan has not left yet.
pub fn has_automatic_waiting(connection: &Connection, fan_id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM outbox
             WHERE fan_id = ? AND state IN ('queued', 'parked') AND kind = 'auto_reply')",
        )?
        .query_row([fan_id], |row| row.get(0))?;
    Ok(found)
}

/// Lets go what a rule has queued and not sent; gives the fans concerned.
pub fn cancel_of_rule(connection: &Connection, rule_id: i64, reason: &str) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "UPDATE outbox SET state = 'cancelled', reason = ?
         WHERE rule_id = ? AND state IN ('queued', 'parked') RETURNING fan_id",
    )?;
    let fans = statement.query_map(params![reason, rule_id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// Automatic answers to a fan on one day that were asked for by texts before this one.
pub fn automatic_before(connection: &Connection, fan_id: i64, first_id: i64, message_id: i64) -> Result<i64> {
    let count = connection
        .prepare_cached(
            "SELECT count(*) FROM outbox WHERE fan_id = ? AND kind = 'auto_reply' AND answers >= ? AND answers < ?",
        )?
        .query_row([fan_id, first_id, message_id], |row| row.get(0))?;
    Ok(count)
}

/// A state as a condition that the index of open rows is used for, if it is one of theirs.
fn in_one(state: OutboxState) -> String {
    let name = format!("'{}'", state.as_str());
    if OPEN.contains(&name) { format!("{OPEN} AND state = {name}") } else { format!("state = {name}") }
}

/// Rows of one state, newest first, before the row `before`.
pub fn in_state(connection: &Connection, state: OutboxState, before: i64, limit: u32) -> Result<Vec<OutboxRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM outbox WHERE {} AND id < ? ORDER BY id DESC LIMIT ?",
        in_one(state)
    ))?;
    let rows = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Tries again what waits for a person: parked rows, but for those whose range of numbers waits for a decision, and
/// rows that were refused, but for those whose fan opted out. Gives the fans.
pub fn requeue_all(connection: &Connection, state: OutboxState, now: i64) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE outbox SET state = 'queued', not_before = ?, absences = 0, reason = NULL, code = NULL
         WHERE {} AND +provider_id IS NULL AND coalesce(reason, '') != 'range_paused'
             AND fan_id NOT IN (SELECT id FROM fans WHERE opted_out_at IS NOT NULL)
         RETURNING fan_id",
        in_one(state)
    ))?;
    let fans = statement.query_map([now], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// Lets go what waits for a person. Gives the fans.
pub fn drop_all(connection: &Connection, state: OutboxState) -> Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(&format!(
        "UPDATE outbox SET state = 'cancelled', reason = 'dropped'
         WHERE {} AND +provider_id IS NULL AND coalesce(reason, '') != 'range_paused' RETURNING fan_id",
        in_one(state)
    ))?;
    let fans = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(fans)
}

/// Tries again what failed of an update and may not fail again: what was refused or is parked, and what a carrier did
/// not deliver for a reason that passes (`passing` codes). Gives how many.
///
/// An undelivered text stays in its thread as it is; the row starts anew, with a bill of its own.
pub fn retry_of_broadcast(connection: &Connection, broadcast_id: i64, now: i64, passing: &[u32]) -> Result<u64> {
    let codes = passing.iter().map(u32::to_string).collect::<Vec<_>>().join(", ");
    let condition = format!(
        "broadcast_id = ?1 AND fan_id NOT IN (SELECT id FROM fans WHERE opted_out_at IS NOT NULL OR not_textable IS NOT NULL)
         AND (state = 'parked' OR (state = 'failed' AND provider_id IS NULL) OR (state = 'undelivered' AND code IN ({codes})))"
    );
    connection
        .prepare_cached(&format!(
            "UPDATE messages SET outbox_id = NULL
             WHERE provider_id IN (SELECT provider_id FROM outbox WHERE provider_id IS NOT NULL AND {condition})"
        ))?
        .execute([broadcast_id])?;
    let changed = connection
        .prepare_cached(&format!(
            "UPDATE outbox SET state = 'queued', not_before = ?2, absences = 0, code = NULL, reason = NULL, provider_id = NULL,
                 sent_at = NULL, booked_micros = NULL, booked_day = NULL
             WHERE {condition}"
        ))?
        .execute(params![broadcast_id, now])?;
    Ok(changed as u64)
}

#[cfg(test)]
mod tests;
