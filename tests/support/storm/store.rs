//! What the line's database and the carrier's ledger say once it is calm.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use fanline_simulator::{Carrier, Direction, Origin};
use rusqlite::{Connection, OpenFlags, Result};

use super::hands::Asked;
use super::verdict::{Accepted, Facts, Row};
use super::{CANCELLED, EVERYONE, WELCOME, mark};
use crate::process::{Cli, files};

/// # Panics
/// When the database cannot be read with its key: nothing can be said then.
pub fn read(cli: &Cli, carrier: &Carrier, asked: &Asked) -> Facts {
    let connection = open(cli);
    collect(&connection, carrier, asked).expect("the database can be read")
}

fn open(cli: &Cli) -> Connection {
    let found: Vec<PathBuf> = files(cli.data.path()).into_keys().filter(|path| path.ends_with("line.db")).collect();
    let [path] = found.as_slice() else { panic!("one line has one database: {found:?}") };
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("the file opens");
    connection.pragma_update(None, "cipher_default_hmac_algorithm", "HMAC_SHA256").expect("the hash is taken");
    connection.pragma_update(None, "key", format!("x'{}'", cli.key)).expect("a key");
    connection
}

fn collect(connection: &Connection, carrier: &Carrier, asked: &Asked) -> Result<Facts> {
    let ledger = carrier.ledger();
    let accepted: Vec<Accepted> = ledger
        .iter()
        .filter(|entry| entry.origin == Origin::Api)
        .map(|entry| Accepted { sid: entry.sid.clone(), to: entry.to.clone(), mark: mark(&entry.body) })
        .collect();
    let in_ledger: BTreeMap<String, bool> =
        ledger.into_iter().map(|entry| (entry.sid, entry.direction == Direction::Inbound)).collect();
    let (requests, absences) = connection.query_row(
        "SELECT coalesce(sum(attempt), 0), coalesce(sum(absences), 0) FROM outbox",
        [],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(Facts {
        asked: asked.texts.clone(),
        client_ids: asked.client_ids.clone(),
        stops: asked.stops.clone(),
        accepted,
        in_ledger,
        rows: rows(connection)?,
        texts: texts(connection)?,
        left: left(connection)?,
        whys: whys(connection)?,
        unasked: unasked(connection, asked)?,
        unfinished: connection.query_row(
            "SELECT count(*) FROM broadcasts WHERE state NOT IN ('draft', 'done', 'cancelled')",
            [],
            |row| row.get(0),
        )?,
        damage: damage(connection)?,
        shown: Vec::new(),
        requests,
        absences,
    })
}

fn rows(connection: &Connection) -> Result<Vec<Row>> {
    connection
        .prepare(
            "SELECT fans.number, outbox.body, outbox.state, outbox.reason, outbox.provider_id, outbox.intent_at,
                outbox.client_id
             FROM outbox JOIN fans ON fans.id = outbox.fan_id",
        )?
        .query_map([], |row| {
            Ok(Row {
                to: row.get(0)?,
                mark: mark(&row.get::<_, String>(1)?),
                state: row.get(2)?,
                reason: row.get(3)?,
                sid: row.get::<_, Option<Vec<u8>>>(4)?.map(|blob| sid(&blob)),
                intent_at: row.get(5)?,
                client_id: row.get(6)?,
            })
        })?
        .collect()
}

/// `S` or `M` and 16 bytes.
fn sid(blob: &[u8]) -> String {
    let hex: String = blob.iter().skip(1).map(|byte| format!("{byte:02x}")).collect();
    format!("{}M{hex}", if blob.first() == Some(&b'M') { "M" } else { "S" })
}

/// `(id at the provider, kind)` of every text in a thread.
fn texts(connection: &Connection) -> Result<Vec<(String, String)>> {
    connection
        .prepare("SELECT provider_id, kind FROM messages")?
        .query_map([], |row| Ok((sid(&row.get::<_, Vec<u8>>(0)?), row.get(1)?)))?
        .collect()
}

/// What the rules said to each fan's first text.
fn whys(connection: &Connection) -> Result<BTreeMap<String, String>> {
    connection
        .prepare(
            "SELECT fans.number, coalesce(why, 'not decided'), min(messages.id) FROM messages
             JOIN fans ON fans.id = messages.fan_id WHERE outbound = 0 GROUP BY 1",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// When each fan's STOP was stored.
fn left(connection: &Connection) -> Result<BTreeMap<String, i64>> {
    connection
        .prepare(
            "SELECT fans.number, min(messages.stored_at) FROM consent
             JOIN messages ON messages.id = consent.message_id JOIN fans ON fans.id = consent.fan_id
             WHERE consent.what = 'stop' GROUP BY 1",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect()
}

/// Fans and marks for which there is a recorded reason to have no row: who came after an update was approved, who
/// was left out of it, whom a cancelled one had not reached, and who had left before the welcome was due.
fn unasked(connection: &Connection, asked: &Asked) -> Result<BTreeSet<(String, String)>> {
    let mut unasked = BTreeSet::new();
    let mut updates = BTreeSet::new();
    let mut statement = connection.prepare(
        "SELECT broadcasts.text, fans.number,
            fans.id > broadcasts.last_fan_id
            OR EXISTS (SELECT 1 FROM broadcast_exclusions WHERE broadcast_id = broadcasts.id AND fan_id = fans.id)
            OR (broadcasts.state = 'cancelled' AND fans.id > broadcasts.expanded_fan_id)
         FROM broadcasts CROSS JOIN fans WHERE broadcasts.state != 'draft'",
    )?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let mark = mark(&row.get::<_, String>(0)?);
        if row.get(2)? {
            unasked.insert((row.get(1)?, mark.clone()));
        }
        updates.insert(mark);
    }
    for (number, mark) in asked.texts.keys() {
        let never_sent = [EVERYONE, CANCELLED].contains(&mark.as_str()) && !updates.contains(mark);
        if never_sent {
            unasked.insert((number.clone(), mark.clone()));
        }
    }
    let mut statement = connection.prepare(
        "SELECT fans.number FROM messages JOIN fans ON fans.id = messages.fan_id
         WHERE outbound = 0 AND json_extract(why, '$.code') = 'opted_out'",
    )?;
    for number in statement.query_map([], |row| row.get::<_, String>(0))? {
        unasked.insert((number?, WELCOME.to_owned()));
    }
    Ok(unasked)
}

/// What SQLCipher and SQLite find wrong with the file.
fn damage(connection: &Connection) -> Result<u64> {
    let mut damage = 0;
    for (check, sound) in [
        ("PRAGMA cipher_integrity_check", None),
        ("PRAGMA integrity_check", Some("ok")),
        ("PRAGMA foreign_key_check", None),
    ] {
        let mut statement = connection.prepare(check)?;
        let mut found = statement.query([])?;
        while let Some(row) = found.next()? {
            let said = row.get::<_, String>(0).unwrap_or_default();
            damage += u64::from(Some(said.as_str()) != sound);
        }
    }
    Ok(damage)
}
