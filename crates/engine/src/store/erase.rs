//! Deletes what the store holds of one fan. Which tables that is, the schema says: every one that refers to fans or
//! their texts, so that a table which is added later cannot be forgotten.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::search;
use crate::error::Result;

/// Rows deleted, by table.
pub type Counts = BTreeMap<String, u64>;

/// Deletes up to `limit` texts of a fan, with what refers to them; gives whether there are more.
pub fn texts(connection: &Connection, fan_id: i64, limit: u32, counts: &mut Counts) -> Result<bool> {
    let ids: Vec<i64> = connection
        .prepare_cached("SELECT id FROM messages WHERE fan_id = ? ORDER BY id LIMIT ?")?
        .query_map(params![fan_id, limit], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let children = children(connection, "messages")?;
    for id in &ids {
        for (table, column) in &children {
            delete(connection, table, column, *id, counts)?;
        }
        search::remove(connection, *id)?;
        delete(connection, "messages", "id", *id, counts)?;
    }
    Ok(ids.len() == limit as usize)
}

/// Deletes the rest of a fan, who has no texts any more, and makes the activity log nameless.
pub fn rest(connection: &Connection, fan_id: i64, number: &str, counts: &mut Counts) -> Result<()> {
    let outbox: Vec<i64> = connection
        .prepare_cached("SELECT id FROM outbox WHERE fan_id = ?")?
        .query_map([fan_id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for (table, column) in children(connection, "outbox")? {
        for id in &outbox {
            delete(connection, &table, &column, *id, counts)?;
        }
    }
    for (table, column) in children(connection, "fans")? {
        delete(connection, &table, &column, fan_id, counts)?;
    }
    delete(connection, "fans", "id", fan_id, counts)?;
    let own = connection.execute("DELETE FROM suppressions WHERE number = ?", [number])?
        + connection.execute("DELETE FROM guards WHERE range = ?", [number])?;
    add(counts, "suppressions", own);
    let named = connection.execute(
        "UPDATE journal SET params = '{}'
         WHERE ?1 IN (json_extract(params, '$.fan'), json_extract(params, '$.fan_id')) OR instr(params, ?2) > 0",
        params![fan_id.to_string(), number],
    )?;
    add(counts, "journal", named);
    Ok(())
}

/// Tables with a column that refers to `parent`, and that column.
fn children(connection: &Connection, parent: &str) -> Result<Vec<(String, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT tables.name, keys.\"from\" FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
         WHERE tables.type = 'table' AND keys.\"table\" = ? ORDER BY tables.name",
    )?;
    let found = statement
        .query_map([parent], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
    Ok(found)
}

fn delete(connection: &Connection, table: &str, column: &str, id: i64, counts: &mut Counts) -> Result<()> {
    let gone = connection.prepare_cached(&format!("DELETE FROM \"{table}\" WHERE \"{column}\" = ?"))?.execute([id])?;
    add(counts, table, gone);
    Ok(())
}

fn add(counts: &mut Counts, table: &str, rows: usize) {
    if rows > 0 {
        *counts.entry(table.to_owned()).or_default() += rows as u64;
    }
}
