//! What the cipher and the disk allow by themselves: rows without an index, in a database with the same key and pragmas.

use fanline_simulator::History;
use rusqlite::{Connection, params};
use serde_json::Value;

use crate::Failure;
use crate::home::{DATABASE_KEY, history};
use crate::stopwatch::{Processor, Stopwatch};
use crate::table::progress;

/// A connection as the engine's writer opens its own.
pub fn connect(folder: &std::path::Path) -> Result<Connection, Failure> {
    let connection = Connection::open(folder.join("floor.db"))?;
    connection.pragma_update(None, "cipher_default_hmac_algorithm", "HMAC_SHA256")?;
    connection.pragma_update(None, "key", format!("x'{DATABASE_KEY}'"))?;
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 16000; PRAGMA synchronous = NORMAL;
         CREATE TABLE messages (
            id INTEGER PRIMARY KEY, fan_id INTEGER NOT NULL, provider_id BLOB NOT NULL, outbound INTEGER NOT NULL,
            kind TEXT NOT NULL, body TEXT NOT NULL, media INTEGER NOT NULL, status TEXT NOT NULL, error_code INTEGER,
            price_micros INTEGER, stored_at INTEGER NOT NULL, outbox_id INTEGER, decided INTEGER NOT NULL, why TEXT
         ) STRICT;",
    )?;
    Ok(connection)
}

struct Bare {
    id: i64,
    fan: i64,
    provider_id: Vec<u8>,
    body: String,
}

const PAGE: u64 = 1_000;
/// Pages that are made ready at once, outside of the time that counts.
const READY: u64 = 20;

/// What inserting a text takes.
#[derive(Debug, Clone, Copy)]
pub struct Floor {
    pub rate: f64,
    /// Processor seconds for each.
    pub processor: f64,
}

/// Inserts the texts of a past in the order and the batches in which the engine gets them.
pub fn insert(texts: u64) -> Result<Floor, Failure> {
    let folder = tempfile::tempdir()?;
    let connection = connect(folder.path())?;
    let history = history(texts, 0);
    let (mut seconds, mut processor, mut inserted) = (0.0, 0.0, 0_u64);
    for inbound in [true, false] {
        for first in (0..history.len(inbound)).step_by((PAGE * READY) as usize) {
            let batches: Vec<Vec<Bare>> = (0..READY).map(|page| bare(&history, inbound, first + page * PAGE)).collect();
            let (watch, before) = (Stopwatch::start(), Processor::of_thread());
            for batch in &batches {
                inserted += insert_batch(&connection, inbound, batch)?;
            }
            seconds += watch.seconds();
            processor += Processor::of_thread().since(before);
        }
    }
    progress(&format!("floor: {inserted} rows in {seconds:.1} s"));
    Ok(Floor { rate: inserted as f64 / seconds, processor: processor / inserted as f64 })
}

fn insert_batch(connection: &Connection, inbound: bool, batch: &[Bare]) -> Result<u64, Failure> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let mut statement = connection.prepare_cached(
        "INSERT INTO messages (id, fan_id, provider_id, outbound, kind, body, media, status, stored_at, decided, why)
         VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, 1, ?)",
    )?;
    let (kind, status) = if inbound { ("fan", "received") } else { ("elsewhere", "delivered") };
    for row in batch {
        let why = inbound.then_some(r#"{"code":"before_switch_on","params":{}}"#);
        statement.execute(params![
            row.id,
            row.fan,
            row.provider_id,
            !inbound,
            kind,
            row.body,
            status,
            row.id >> 20,
            why
        ])?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(batch.len() as u64)
}

fn bare(history: &History, inbound: bool, first: u64) -> Vec<Bare> {
    let page = history.page(inbound, first, PAGE, |_| String::new());
    let page: Value = serde_json::from_slice(&page).unwrap_or_default();
    let texts = page["messages"].as_array().cloned().unwrap_or_default();
    let row = |(place, text): (usize, &Value)| {
        let place = first + place as u64;
        let sid = text["sid"].as_str().unwrap_or_default().as_bytes();
        let number = text[if inbound { "from" } else { "to" }].as_str().unwrap_or_default();
        Bare {
            id: history.at(inbound, place) << 20
                | i64::try_from((place * 2 + u64::from(inbound)) & 0xf_ffff).unwrap_or(0),
            fan: number.bytes().fold(0, |hash, byte| (hash * 31 + i64::from(byte)) & 0x3_ffff),
            provider_id: sid.get(..17).unwrap_or_default().to_vec(),
            body: text["body"].as_str().unwrap_or_default().to_owned(),
        }
    };
    // Oldest first within a page, as the engine stores it.
    let mut rows: Vec<Bare> = texts.iter().enumerate().map(row).collect();
    rows.reverse();
    rows
}
