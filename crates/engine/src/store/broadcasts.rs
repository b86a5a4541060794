//! Updates to many fans, and who is left out of each.

use std::cmp::Reverse;
use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::prices;
use crate::domain::template::Values;
use crate::domain::{Lane, OutboxKind};
use crate::error::Result;

#[derive(Debug, Clone)]
pub struct BroadcastRow {
    pub id: i64,
    pub text: String,
    pub state: String,
    pub reason: Option<String>,
    pub created_at: i64,
    pub approved_at: Option<i64>,
    pub undo_until: Option<i64>,
    pub finished_at: Option<i64>,
    pub last_fan_id: Option<i64>,
    pub expanded_fan_id: i64,
    pub recipients: u64,
    /// Outcomes, and failures among them, that a person has let pass.
    pub seen: Outcomes,
}

/// Texts of an update that have come to their end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Outcomes {
    pub all: u64,
    pub failed: u64,
}

impl BroadcastRow {
    /// Every fan of the frozen audience has its row, or its reason for none.
    #[must_use]
    pub fn is_expanded(&self) -> bool {
        self.last_fan_id.is_some_and(|last| self.expanded_fan_id >= last)
    }
}

const COLUMNS: &str = "id, text, state, reason, created_at, approved_at, undo_until, finished_at, last_fan_id, expanded_fan_id, recipients, \
     outcomes_seen, failures_seen";

fn read(row: &Row<'_>) -> rusqlite::Result<BroadcastRow> {
    Ok(BroadcastRow {
        id: row.get(0)?,
        text: row.get(1)?,
        state: row.get(2)?,
        reason: row.get(3)?,
        created_at: row.get(4)?,
        approved_at: row.get(5)?,
        undo_until: row.get(6)?,
        finished_at: row.get(7)?,
        last_fan_id: row.get(8)?,
        expanded_fan_id: row.get(9)?,
        recipients: row.get(10)?,
        seen: Outcomes { all: row.get(11)?, failed: row.get(12)? },
    })
}

pub fn insert(connection: &Connection, text: &str, audience: &str, now: i64) -> Result<BroadcastRow> {
    let row = connection
        .prepare_cached(&format!(
            "INSERT INTO broadcasts (text, audience, created_at) VALUES (?, ?, ?) RETURNING {COLUMNS}"
        ))?
        .query_row(params![text, audience, now], read)?;
    Ok(row)
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<BroadcastRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM broadcasts WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

pub fn list(connection: &Connection, before: i64, limit: u32) -> Result<Vec<BroadcastRow>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM broadcasts WHERE id < ? ORDER BY id DESC LIMIT ?"))?;
    let rows = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Updates in any of these states, oldest first.
pub fn in_states(connection: &Connection, states: &[&str]) -> Result<Vec<BroadcastRow>> {
    let marks = vec!["?"; states.len()].join(", ");
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM broadcasts WHERE state IN ({marks}) ORDER BY id"))?;
    let rows = statement.query_map(rusqlite::params_from_iter(states), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn set_text(connection: &Connection, id: i64, text: &str) -> Result<()> {
    connection.execute("UPDATE broadcasts SET text = ? WHERE id = ?", params![text, id])?;
    Ok(())
}

pub fn set_state(connection: &Connection, id: i64, state: &str, reason: Option<&str>) -> Result<()> {
    connection
        .prepare_cached("UPDATE broadcasts SET state = ?, reason = ? WHERE id = ?")?
        .execute(params![state, reason, id])?;
    Ok(())
}

/// Every update that is on its way waits for a person.
pub fn pause_all(connection: &Connection) -> Result<()> {
    connection.execute(
        "UPDATE broadcasts SET state = 'paused', reason = NULL WHERE state IN ('undo', 'expanding', 'sending')",
        [],
    )?;
    Ok(())
}

/// What an approval freezes.
#[derive(Debug, Clone, Copy)]
pub struct Approval {
    pub now: i64,
    /// Nothing leaves before this moment.
    pub undo_until: i64,
    /// The audience is everybody with an id up to this one.
    pub last_fan_id: i64,
    /// Who would get it at this moment; a STOP until it is sent makes it fewer.
    pub recipients: u64,
}

pub fn approve(connection: &Connection, id: i64, approval: Approval) -> Result<()> {
    connection.execute(
        "UPDATE broadcasts
         SET state = 'undo', approved_at = ?, undo_until = ?, last_fan_id = ?, recipients = ?, expanded_fan_id = 0 WHERE id = ?",
        params![approval.now, approval.undo_until, approval.last_fan_id, approval.recipients, id],
    )?;
    Ok(())
}

/// Taken back within the undo window: a draft again.
pub fn take_back(connection: &Connection, id: i64) -> Result<()> {
    connection.execute(
        "UPDATE broadcasts SET state = 'draft', approved_at = NULL, undo_until = NULL, last_fan_id = NULL, recipients = 0 WHERE id = ?",
        [id],
    )?;
    Ok(())
}

pub fn finish(connection: &Connection, id: i64, state: &str, now: i64) -> Result<()> {
    connection.execute("UPDATE broadcasts SET state = ?, finished_at = ? WHERE id = ?", params![state, now, id])?;
    Ok(())
}

/// Why a fan does not get updates, as SQL over `fans`; NULL for those who do.
const EXCLUSION: &str = "CASE
    WHEN opted_out_at IS NOT NULL THEN 'opted_out'
    WHEN number IN (SELECT number FROM suppressions) THEN 'suppressed'
    WHEN opt_out_review = 1 THEN 'opt_out_review'
    WHEN blocked = 1 THEN 'blocked'
    WHEN EXISTS (SELECT 1 FROM guards WHERE state = 'blocked') AND (
        SELECT state FROM guards WHERE substr(number, 1, length(range)) = range ORDER BY length(range) DESC LIMIT 1
    ) = 'blocked' THEN 'range_blocked'
    WHEN not_textable IS NOT NULL OR number NOT GLOB '+[0-9]*' THEN 'not_textable'
    WHEN consent_at IS NULL THEN 'no_consent'
    END";

/// Fans counted: all, those who are left out by reason, and the others by the first characters of their numbers.
#[derive(Debug, Clone, Default)]
pub struct AudienceCount {
    pub matched: u64,
    /// The most frequent reason first.
    pub excluded: Vec<(String, u64)>,
    pub by_prefix: HashMap<String, u64>,
}

/// Counts the fans with an id up to `last_fan_id`, in one pass: SQLite's grouping would sort them all.
pub fn audience(connection: &Connection, last_fan_id: i64, prefix: usize) -> Result<AudienceCount> {
    let mut statement = connection.prepare_cached(&format!("SELECT {EXCLUSION}, number FROM fans WHERE id <= ?"))?;
    let mut rows = statement.query([last_fan_id])?;
    let mut count = AudienceCount::default();
    let mut excluded = HashMap::new();
    while let Some(row) = rows.next()? {
        count.matched += 1;
        if let Some(reason) = row.get_ref(0)?.as_str_or_null().map_err(rusqlite::Error::from)? {
            add(&mut excluded, reason);
        } else {
            let number = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
            add(&mut count.by_prefix, number.get(..prefix).unwrap_or(number));
        }
    }
    count.excluded = excluded.into_iter().collect();
    count.excluded.sort_by_key(|(_, count)| Reverse(*count));
    Ok(count)
}

/// Calls `visit` with what merge fields become for each fan of whom something is known.
pub fn visit_values(connection: &Connection, mut visit: impl FnMut(Values<'_>)) -> Result<()> {
    let mut statement =
        connection.prepare_cached("SELECT name, city FROM fans WHERE name IS NOT NULL OR city IS NOT NULL")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from);
        visit(Values { name: text(0)?, city: text(1)? });
    }
    Ok(())
}

fn add(counts: &mut HashMap<String, u64>, key: &str) {
    match counts.get_mut(key) {
        Some(count) => *count += 1,
        None => drop(counts.insert(key.to_owned(), 1)),
    }
}

/// A fan of the frozen audience that has no row yet.
#[derive(Debug, Clone)]
pub struct NextFan {
    pub id: i64,
    pub number: String,
    pub name: Option<String>,
    pub city: Option<String>,
    /// Why the fan is left out.
    pub excluded: Option<String>,
}

impl NextFan {
    /// What merge fields become for this fan.
    #[must_use]
    pub fn values(&self) -> Values<'_> {
        Values { name: self.name.as_deref(), city: self.city.as_deref() }
    }
}

/// The next fans of the frozen audience, by id.
pub fn next_fans(connection: &Connection, broadcast: &BroadcastRow, limit: u32) -> Result<Vec<NextFan>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, number, name, city, {EXCLUSION} FROM fans WHERE id > ? AND id <= ? ORDER BY id LIMIT ?"
    ))?;
    let last = broadcast.last_fan_id.unwrap_or(0);
    let rows = statement
        .query_map(params![broadcast.expanded_fan_id, last, limit], |row| {
            Ok(NextFan {
                id: row.get(0)?,
                number: row.get(1)?,
                name: row.get(2)?,
                city: row.get(3)?,
                excluded: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// The update as it goes to one fan, its merge fields filled and frozen.
#[derive(Debug, Clone)]
pub struct Recipient<'a> {
    pub fan_id: i64,
    pub body: &'a str,
    pub parts: u32,
    pub not_before: i64,
}

/// Queues the update for one fan.
pub fn add_recipient(connection: &Connection, broadcast_id: i64, recipient: &Recipient<'_>, now: i64) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO outbox (fan_id, body, parts, kind, lane, not_before, held, created_at, broadcast_id, est_micros)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6 > 0, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
        )?
        .execute(params![
            recipient.fan_id,
            recipient.body,
            recipient.parts,
            OutboxKind::Broadcast.as_str(),
            Lane::of(OutboxKind::Broadcast).as_i64(),
            recipient.not_before,
            now,
            broadcast_id,
            prices::to_fan(connection, recipient.fan_id, recipient.parts)?,
        ])?;
    Ok(())
}

pub fn exclude(connection: &Connection, broadcast_id: i64, fan_id: i64, reason: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO broadcast_exclusions (broadcast_id, fan_id, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        )?
        .execute(params![broadcast_id, fan_id, reason])?;
    Ok(())
}

/// Every fan up to `fan_id` has a row, or a reason for none.
pub fn set_expanded(connection: &Connection, id: i64, fan_id: i64) -> Result<BroadcastRow> {
    let row = connection
        .prepare_cached(&format!(
            "UPDATE broadcasts SET expanded_fan_id = ?1, state = 'expanding',
                recipients = iif(?1 < last_fan_id, recipients, (SELECT count(*) FROM outbox WHERE broadcast_id = ?2))
             WHERE id = ?2 RETURNING {COLUMNS}"
        ))?
        .query_row(params![fan_id, id], read)?;
    Ok(row)
}

pub fn exclusions(connection: &Connection, id: i64) -> Result<Vec<(String, u64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT reason, count(*) FROM broadcast_exclusions WHERE broadcast_id = ? GROUP BY reason ORDER BY 2 DESC",
    )?;
    let rows = statement.query_map([id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// An approved update with the same words that is not over, or went out since `since`.
pub fn same_words(connection: &Connection, id: i64, text: &str, since: i64) -> Result<Option<i64>> {
    let found = connection
        .prepare_cached(
            "SELECT id FROM broadcasts WHERE id != ? AND text = ?
             AND (state IN ('undo', 'expanding', 'sending', 'paused') OR (state = 'done' AND finished_at >= ?)) LIMIT 1",
        )?
        .query_row(params![id, text, since], |row| row.get(0))
        .optional()?;
    Ok(found)
}

/// How the texts of an update ended. Failed: what a carrier did not deliver, or filtered, and what the provider refused
/// for good. Who opted out at the provider (`ignored` codes) is neither, nor is what is under way, in doubt or only
/// accepted.
pub fn outcomes(connection: &Connection, id: i64, ignored: &[u32]) -> Result<Outcomes> {
    let delivered: u64 = connection
        .prepare_cached("SELECT count(*) FROM outbox WHERE broadcast_id = ? AND state = 'delivered'")?
        .query_row([id], |row| row.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT code, count(*) FROM outbox WHERE broadcast_id = ? AND state IN ('undelivered', 'failed') GROUP BY code",
    )?;
    let mut failed = 0;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let code: Option<u32> = row.get(0)?;
        if code.is_none_or(|code| !ignored.contains(&code)) {
            failed += row.get::<_, u64>(1)?;
        }
    }
    Ok(Outcomes { all: delivered + failed, failed })
}

/// A person lets it go on: what ended until here was looked at.
pub fn set_seen(connection: &Connection, id: i64, seen: Outcomes) -> Result<()> {
    connection
        .prepare_cached("UPDATE broadcasts SET outcomes_seen = ?, failures_seen = ? WHERE id = ?")?
        .execute(params![seen.all, seen.failed, id])?;
    Ok(())
}

/// Goes on after its end, because some of its texts are tried again.
pub fn reopen(connection: &Connection, id: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE broadcasts SET state = 'sending', reason = NULL, finished_at = NULL WHERE id = ?")?
        .execute([id])?;
    Ok(())
}
