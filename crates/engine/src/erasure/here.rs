//! The part on this computer.

use rusqlite::Connection;

use crate::error::Result;
use crate::line::Line;
use crate::store::erase::{self, Counts};
use crate::store::erased::{self, ErasedRow};
use crate::store::erasures::{self, ErasureRow};
use crate::store::fans::{self, FanRow};
use crate::store::{Durability, counters, outbox, search, suppressions};

/// Texts deleted in one transaction.
const CHUNK: u32 = 500;
/// Until a text in doubt, or a reader in the way, is looked at again.
const AGAIN_MS: i64 = 1_000;

/// Takes an erasing as far as it can come on this computer.
pub async fn advance(line: &Line, id: i64) -> Result<()> {
    loop {
        let now = line.now();
        let more = line.store.write(Durability::Synced, move |connection| step(connection, id, now)).await?;
        if !more {
            break;
        }
    }
    let row = line.store.read(move |connection| erasures::get(connection, id)).await?;
    if row.is_some_and(|row| row.state == "index") {
        clean_files(line, id).await?;
    }
    Ok(())
}

/// One transaction of it; gives whether the next one can follow at once.
fn step(connection: &Connection, id: i64, now: i64) -> Result<bool> {
    let Some(mut row) = erasures::get(connection, id)? else { return Ok(false) };
    let Some(fan_id) = row.fan_id.filter(|_| matches!(row.state.as_str(), "waiting" | "here")) else {
        return Ok(false);
    };
    // A fan who is gone was erased by another request.
    let Some(fan) = fans::get(connection, fan_id)? else {
        row.fan_id = None;
        row.state = "index".to_owned();
        erasures::put(connection, &row)?;
        return Ok(false);
    };
    if row.state == "waiting" {
        if !outbox::under_way_of_fan(connection, fan_id)?.is_empty() {
            row.next_at = now + AGAIN_MS;
            erasures::put(connection, &row)?;
            return Ok(false);
        }
        begin(connection, &mut row, &fan, now)?;
        return Ok(true);
    }
    let mut counts: Counts = serde_json::from_str(&row.counts).unwrap_or_default();
    let more = erase::texts(connection, fan_id, CHUNK, &mut counts)?;
    if !more {
        erase::rest(connection, fan_id, &fan.number, &mut counts)?;
        row.fan_id = None;
        row.state = "index".to_owned();
        row.erased_at = Some(now);
    }
    row.counts = serde_json::to_string(&counts).unwrap_or_default();
    erasures::put(connection, &row)?;
    Ok(more)
}

/// From here on the provider's copies are known by their ids, and the number by its hash.
fn begin(connection: &Connection, row: &mut ErasureRow, fan: &FanRow, now: i64) -> Result<()> {
    erasures::queue_of_fan(connection, row.id, fan.id)?;
    // The provider's clock is read with an error of up to a second: what is stored here was there before.
    let until_at = counters::provider_time(connection, now)?.max(fan.last_at);
    let asked = suppressions::find(connection, &fan.number)?.map(|row| row.at);
    let review = fan.opt_out_review.then_some(until_at);
    let gone = ErasedRow {
        at: now,
        until_at,
        // Whoever asked to be left alone, in whatever way, stays alone when they are not known any more.
        opted_out_at: fan.opted_out_at.or(asked).or(review),
        erasure_id: row.id,
    };
    erased::put(connection, &fan.number, gone)?;
    row.until_at = Some(until_at);
    row.state = "here".to_owned();
    row.next_at = 0;
    erasures::put(connection, row)
}

/// Deleted rows are overwritten at once; their words leave the search index when it is rewritten, and the write-ahead
/// log when it is emptied. Copies of the database hold the fan as they were: they go, and the next one is made without.
async fn clean_files(line: &Line, id: i64) -> Result<()> {
    let mut begin = true;
    while line.store.write(Durability::Fetchable, move |connection| search::merge(connection, begin)).await? {
        begin = false;
    }
    let emptied = line.store.empty_log().await?;
    let copies = line.store.forget_copies().await?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            let Some(mut row) = erasures::get(connection, id)? else { return Ok(()) };
            if row.state == "index" {
                let mut counts: Counts = serde_json::from_str(&row.counts).unwrap_or_default();
                *counts.entry("backups".to_owned()).or_default() += copies;
                row.counts = serde_json::to_string(&counts).unwrap_or_default();
                if emptied {
                    row.state = "provider".to_owned();
                    row.next_at = 0;
                } else {
                    row.next_at = now + AGAIN_MS;
                }
                erasures::put(connection, &row)?;
            }
            Ok(())
        })
        .await
}
