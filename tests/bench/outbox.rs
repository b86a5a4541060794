//! Committing intents and outcomes, against the same rows in two synced commits for each batch.

use futures_util::future::try_join_all;
use rusqlite::params;
use serde_json::json;

use crate::Failure;
use crate::floor::connect;
use crate::home::{Home, said};
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// As many as the send loop has under way.
const BATCH: u64 = 16;
const ROUNDS: usize = 3;

pub async fn measure(table: &mut Table, texts: u64) -> Result<(), Failure> {
    let texts = (texts / 200).clamp(160, 5_000) / BATCH * BATCH;
    let home = Home::new(1_000).await?;
    home.call("settings.set", json!({ "key": "pace_per_second", "value": "1000" })).await?;
    let (mut rate, mut floor) = (0.0_f64, 0.0_f64);
    for round in 0..ROUNDS {
        queue(&home, texts, round).await?;
        let watch = Stopwatch::start();
        let sent = fanline_engine::measure::send_all(&home.engine).await.map_err(said)?;
        rate = rate.max(sent as f64 / watch.seconds());
        floor = floor.max(two_commits(texts)?);
    }
    table.rate("outbox, two commits a batch", rate, floor, 0.85);
    Ok(())
}

async fn queue(home: &Home, texts: u64, round: usize) -> Result<(), Failure> {
    let numbers: Vec<u64> = (0..texts).collect();
    for batch in numbers.chunks(64) {
        let sends = batch.iter().map(|number| {
            let to = format!("+1202{:07}", 2_000_000 + number);
            home.call(
                "messages.send",
                json!({ "to": to, "text": "See you tonight!", "client_id": format!("{round}-{number}") }),
            )
        });
        try_join_all(sends).await?;
    }
    Ok(())
}

/// The floor: what is written for a text, without an index or a rule of the schema.
fn two_commits(texts: u64) -> Result<f64, Failure> {
    let folder = tempfile::tempdir()?;
    let connection = connect(folder.path())?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         CREATE TABLE outbox (id INTEGER PRIMARY KEY, fan_id INTEGER, body TEXT, state TEXT, attempt INTEGER, intent_at INTEGER, provider_id BLOB, sent_at INTEGER) STRICT;
         CREATE TABLE fans (id INTEGER PRIMARY KEY, number TEXT, last_id INTEGER, last_at INTEGER, preview TEXT, personal INTEGER) STRICT;
         CREATE TABLE counters (id INTEGER PRIMARY KEY, value INTEGER) STRICT;
         CREATE TABLE tokens (id INTEGER PRIMARY KEY, tokens TEXT) STRICT;
         INSERT INTO counters VALUES (1, 0), (2, 0), (3, 0);
         BEGIN;",
    )?;
    for id in 0..texts {
        connection
            .prepare_cached("INSERT INTO outbox VALUES (?, ?, 'See you tonight!', 'queued', 0, NULL, NULL, NULL)")?
            .execute([id, id])?;
        connection
            .prepare_cached("INSERT INTO fans VALUES (?, ?, 0, 0, '', 0)")?
            .execute(params![id, format!("+1202{:07}", 2_000_000 + id)])?;
    }
    connection.execute_batch("COMMIT")?;
    let watch = Stopwatch::start();
    for first in (0..texts).step_by(BATCH as usize) {
        connection.execute_batch("BEGIN IMMEDIATE")?;
        for id in first..first + BATCH {
            connection
                .prepare_cached(
                    "UPDATE outbox SET state = 'sending', attempt = attempt + 1, intent_at = ? WHERE id = ?",
                )?
                .execute([id, id])?;
        }
        connection.prepare_cached("UPDATE counters SET value = value + 1 WHERE id = 1")?.execute([])?;
        connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        for id in first..first + BATCH {
            let blob = [id.to_be_bytes(), id.to_be_bytes()].concat();
            connection
                .prepare_cached("UPDATE outbox SET state = 'sent', provider_id = ?, sent_at = ? WHERE id = ?")?
                .execute(params![blob, id, id])?;
            connection
                .prepare_cached("INSERT INTO messages (id, fan_id, provider_id, outbound, kind, body, media, status, stored_at, decided) VALUES (?, ?, ?, 1, 'personal', 'See you tonight!', 0, 'queued', ?, 1)")?
                .execute(params![id, id, blob, id])?;
            connection.prepare_cached("INSERT INTO tokens VALUES (?, 'see you tonight')")?.execute([id])?;
            connection
                .prepare_cached("UPDATE fans SET last_id = ?, last_at = ?, preview = 'See you tonight!', personal = personal + 1 WHERE id = ?")?
                .execute([id, id, id])?;
            connection.prepare_cached("UPDATE counters SET value = value + 1 WHERE id = 2")?.execute([])?;
            connection.prepare_cached("UPDATE counters SET value = value + 1 WHERE id = 3")?.execute([])?;
        }
        connection.execute_batch("COMMIT")?;
    }
    Ok(texts as f64 / watch.seconds())
}
