//! The rules that answer automatically, in their order, and what they acted on.

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::messages;
use crate::domain::Rule;
use crate::error::{Error, ErrorCode, Result};

const COLUMNS: &str =
    "id, key, name, trigger, conditions, text, actions, repeat, timing, is_on, enabled_at, enabled_here_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Rule> {
    Ok(Rule {
        id: row.get(0)?,
        key: row.get(1)?,
        name: row.get(2)?,
        trigger: part(row, 3)?,
        conditions: part(row, 4)?,
        text: row.get(5)?,
        actions: part(row, 6)?,
        repeat: part(row, 7)?,
        timing: part(row, 8)?,
        on: row.get(9)?,
        enabled_at: row.get(10)?,
        enabled_here_at: row.get(11)?,
    })
}

fn part<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn written<T: Serialize>(part: &T) -> Result<String> {
    serde_json::to_string(part).map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "rule"))
}

pub fn list(connection: &Connection) -> Result<Vec<Rule>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM rules WHERE deleted_at IS NULL ORDER BY position, id"))?;
    let rows = statement.query_map([], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// By id, or by key for scripts.
pub fn find(connection: &Connection, id_or_key: &str) -> Result<Option<Rule>> {
    let row = connection
        .prepare_cached(&format!(
            "SELECT {COLUMNS} FROM rules WHERE deleted_at IS NULL AND (key = ?1 OR CAST(id AS TEXT) = ?1)"
        ))?
        .query_row([id_or_key], read)
        .optional()?;
    Ok(row)
}

/// The name of a rule, be it deleted.
pub fn name(connection: &Connection, id: i64) -> Result<Option<String>> {
    let name = connection
        .prepare_cached("SELECT name FROM rules WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(name)
}

/// Adds a rule behind the others, off; gives its id.
pub fn add(connection: &Connection, rule: &Rule) -> Result<i64> {
    let id = connection.query_row(
        "INSERT INTO rules (key, position, name, trigger, conditions, text, actions, repeat, timing)
         VALUES (?1, (SELECT coalesce(max(position), 0) + 1 FROM rules), ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id",
        params![
            rule.key,
            rule.name,
            written(&rule.trigger)?,
            written(&rule.conditions)?,
            rule.text,
            written(&rule.actions)?,
            written(&rule.repeat)?,
            written(&rule.timing)?,
        ],
        |row| row.get(0),
    )?;
    Ok(id)
}

/// Stores what a person can change of a rule, except its switch and its place.
pub fn set(connection: &Connection, rule: &Rule) -> Result<()> {
    connection.execute(
        "UPDATE rules SET name = ?, trigger = ?, conditions = ?, text = ?, actions = ?, repeat = ?, timing = ?
         WHERE id = ?",
        params![
            rule.name,
            written(&rule.trigger)?,
            written(&rule.conditions)?,
            rule.text,
            written(&rule.actions)?,
            written(&rule.repeat)?,
            written(&rule.timing)?,
            rule.id,
        ],
    )?;
    Ok(())
}

pub fn set_text(connection: &Connection, id: i64, text: &str) -> Result<()> {
    connection.execute("UPDATE rules SET text = ? WHERE id = ?", params![text, id])?;
    Ok(())
}

/// Puts the rules into this order.
pub fn set_order(connection: &Connection, ids: &[i64]) -> Result<()> {
    for (place, id) in ids.iter().enumerate() {
        connection.execute("UPDATE rules SET position = ? WHERE id = ?", params![place + 1, id])?;
    }
    Ok(())
}

/// Takes a rule out of the list. What it sent keeps its name.
pub fn delete(connection: &Connection, id: i64, at: i64) -> Result<()> {
    connection.execute("UPDATE rules SET is_on = 0, deleted_at = ? WHERE id = ?", params![at, id])?;
    Ok(())
}

/// Brings a deleted rule back, off, to where it was.
pub fn restore(connection: &Connection, id: i64, key: &str) -> Result<()> {
    connection.execute("UPDATE rules SET deleted_at = NULL, key = ? WHERE id = ?", params![key, id])?;
    Ok(())
}

/// The key and the name of a deleted rule.
pub fn deleted(connection: &Connection, id: i64) -> Result<Option<(String, String)>> {
    let found = connection
        .prepare_cached("SELECT key, name FROM rules WHERE id = ? AND deleted_at IS NOT NULL")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found)
}

pub fn switch_on(connection: &Connection, id: i64, provider_at: i64, here_at: i64) -> Result<()> {
    connection.execute(
        "UPDATE rules SET is_on = 1, enabled_at = ?, enabled_here_at = ? WHERE id = ? AND is_on = 0",
        params![provider_at, here_at, id],
    )?;
    Ok(())
}

pub fn switch_off(connection: &Connection, id: i64) -> Result<()> {
    connection.execute("UPDATE rules SET is_on = 0 WHERE id = ?", [id])?;
    Ok(())
}

/// Whether a rule is on, and there.
pub fn is_on(connection: &Connection, id: i64) -> Result<bool> {
    let found = connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM rules WHERE id = ? AND is_on = 1 AND deleted_at IS NULL)")?
        .query_row([id], |row| row.get(0))?;
    Ok(found)
}

pub fn count_on(connection: &Connection) -> Result<u64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM rules WHERE is_on = 1")?.query_row([], |row| row.get(0))?)
}

/// Texts that a rule acted on since a moment of the provider's time, and in all.
pub fn count_runs(connection: &Connection, id: i64, since: i64) -> Result<(u64, u64)> {
    let counts = connection
        .prepare_cached("SELECT coalesce(sum(message_id >= ?2), 0), count(*) FROM rule_runs WHERE rule_id = ?1")?
        .query_row(params![id, messages::first_id_at(since)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts)
}

/// A rule acted on a text.
pub fn ran(connection: &Connection, fan_id: i64, rule_id: i64, message_id: i64) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO rule_runs (fan_id, rule_id, message_id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")?
        .execute([fan_id, rule_id, message_id])?;
    Ok(())
}

/// The rules that acted for a fan on texts before this one, each with the provider's time of its last one.
pub fn runs_before(connection: &Connection, fan_id: i64, message_id: i64) -> Result<Vec<(i64, i64)>> {
    let mut statement = connection.prepare_cached(
        "SELECT rule_id, max(message_id) FROM rule_runs WHERE fan_id = ? AND message_id < ? GROUP BY rule_id",
    )?;
    let runs = statement
        .query_map([fan_id, message_id], |row| Ok((row.get(0)?, messages::at_of(row.get(1)?))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(runs)
}

/// Answers queued or sent since `since`, and in all.
pub fn answers(connection: &Connection, id: i64, since: i64) -> Result<(u64, u64)> {
    let counts = connection
        .prepare_cached(
            "SELECT coalesce(sum(created_at >= ?2), 0), count(*) FROM outbox WHERE rule_id = ?1 AND state != 'cancelled'",
        )?
        .query_row(params![id, since], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(counts)
}

/// The earliest provider time from which a text counts for a rule that is on.
pub fn earliest_enabled(connection: &Connection) -> Result<Option<i64>> {
    let earliest = connection
        .prepare_cached("SELECT min(enabled_at) FROM rules WHERE is_on = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(earliest)
}
