//! Everything of a line as files that any program reads: fans, texts, consent, the list of numbers not to text, rules
//! and settings.
//!
//! It is made in pieces, each asked for by whoever wants it, so that progress can be shown and the line goes on working.
//! The files are as readable as the folder that they lie in.

use std::collections::BTreeMap;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::Connection;
use serde_json::json;

use crate::compliance;
use crate::domain::Rule;
use crate::error::{Error, ErrorCode, Result};
use crate::line::Line;
use crate::lines::{self, Lines};
use crate::store::{Durability, EXPORTS_FOLDER, consent, disk, fans, journal, messages, rules, tags};

use super::views::{ExportStep, Exported, Nothing};
use super::{settings, suppressions};

/// Texts in a piece, and fans read in one go.
const TEXTS: u32 = 20_000;
const FANS: u32 = 2_000;

pub async fn step(lines: &Lines, params: ExportStep) -> Result<Exported> {
    let line = lines.current()?;
    let folder = match (params.folder, &params.cursor) {
        (Some(folder), _) => PathBuf::from(folder),
        (None, None) => line.dir.join(EXPORTS_FOLDER).join(name(line.now())),
        (None, Some(_)) => return Err(wrong("folder")),
    };
    if !folder.is_absolute() {
        return Err(wrong("folder"));
    }
    match params.cursor {
        None => {
            let numbers = suppressions::export(lines, Nothing {}).await?.csv;
            let settings = settings::list(lines, Nothing {}).await?.items;
            let settings: Vec<_> = settings.into_iter().map(|setting| (setting.key, setting.value)).collect();
            begin(&line, &folder, numbers, settings).await?;
            let of = line.store.read(messages::count).await?;
            Ok(Exported { folder: shown(&folder), texts: 0, of, next: Some(format!("0-0-{of}")) })
        }
        Some(cursor) => more(&line, folder, &cursor).await,
    }
}

fn wrong(detail: &str) -> Error {
    Error::new(ErrorCode::BadParams).with("detail", detail)
}

fn shown(folder: &Path) -> String {
    folder.to_string_lossy().into_owned()
}

fn name(now: i64) -> String {
    let at = Timestamp::from_millisecond(now).unwrap_or(Timestamp::UNIX_EPOCH);
    at.strftime("%Y-%m-%d-%H%M%S").to_string()
}

/// Everything but the texts.
async fn begin(line: &Line, folder: &Path, numbers: String, settings: Vec<(String, String)>) -> Result<()> {
    let all = line
        .store
        .read(|connection| {
            let written = |rule: Rule| {
                json!({
                    "key": rule.key, "name": rule.name, "on": rule.on, "trigger": rule.trigger,
                    "conditions": rule.conditions, "text": rule.text, "actions": rule.actions,
                    "repeat": rule.repeat, "timing": rule.timing,
                })
            };
            Ok(rules::list(connection)?.into_iter().map(written).collect::<Vec<_>>())
        })
        .await?;
    let row = line.row();
    let about = json!({
        "version": 1, "made_at": line.now(), "number": row.number, "name": row.name, "contact": row.contact,
        "locale": row.locale, "provider": row.provider, "added_at": row.added_at, "settings": BTreeMap::from_iter(settings), "rules": all,
    });
    let files = [
        ("line.json", serde_json::to_vec_pretty(&about).map_err(|_| Error::from(ErrorCode::StoreFailed))?),
        ("do-not-text.csv", numbers.into_bytes()),
        ("fans.csv", compliance::write_row(&COLUMNS).into_bytes()),
        ("fans.jsonl", Vec::new()),
        ("messages.jsonl", Vec::new()),
    ];
    for (name, content) in files {
        put(folder.join(name), content).await?;
    }
    let mut after = 0;
    loop {
        let (last, table, documents) = line.store.read(move |connection| fans_after(connection, after)).await?;
        let Some(last) = last else { return Ok(()) };
        add(folder.join("fans.csv"), table).await?;
        add(folder.join("fans.jsonl"), documents).await?;
        after = last;
    }
}

const COLUMNS: [&str; 11] =
    ["number", "name", "city", "birthday", "tags", "notes", "first_text", "last_text", "texts", "vip", "stopped"];

/// A few fans behind one, as rows and as documents, and the last of them.
fn fans_after(connection: &Connection, after: i64) -> Result<(Option<i64>, String, String)> {
    let (mut last, mut table, mut documents) = (None, String::new(), String::new());
    for fan in fans::list(connection, after, FANS)? {
        last = Some(fan.id);
        let tags = tags::of_fan(connection, fan.id)?;
        let (first, newest, stopped) =
            (date(fan.first_at), date(fan.last_at), fan.opted_out_at.map_or_else(String::new, date));
        let (texts, joined) = (fan.from_fan.to_string(), tags.join(", "));
        table.push_str(&compliance::write_row(&[
            &fan.number,
            fan.name.as_deref().unwrap_or_default(),
            fan.city.as_deref().unwrap_or_default(),
            fan.birthday.as_deref().unwrap_or_default(),
            &joined,
            &fan.notes,
            &first,
            &newest,
            &texts,
            if fan.vip { "yes" } else { "" },
            &stopped,
        ]));
        let mut ledger = Vec::new();
        let mut before = i64::MAX;
        loop {
            let page = consent::of_fan(connection, fan.id, before, FANS)?;
            let Some(oldest) = page.last() else { break };
            before = oldest.id;
            ledger.extend(page.into_iter().map(|entry| {
                json!({
                    "at": entry.at, "what": entry.what, "wording": entry.wording, "source": entry.source,
                    "message": entry.message_id.map(|id| format!("m{id}")),
                })
            }));
        }
        let document = json!({
            "id": fan.id.to_string(), "number": fan.number, "name": fan.name, "city": fan.city,
            "birthday": fan.birthday, "notes": fan.notes, "tags": tags, "first_at": fan.first_at,
            "last_at": fan.last_at, "vip": fan.vip, "flagged": fan.flagged, "blocked": fan.blocked,
            "opted_out_at": fan.opted_out_at, "consent_at": fan.consent_at, "consent": ledger,
        });
        documents.push_str(&document.to_string());
        documents.push('\n');
    }
    Ok((last, table, documents))
}

/// A moment as spreadsheets read it; empty for none.
fn date(at: i64) -> String {
    if at == 0 {
        return String::new();
    }
    Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default()
}

/// The texts behind a place, appended.
async fn more(line: &Line, folder: PathBuf, cursor: &str) -> Result<Exported> {
    let (after, before, of) = read_place(cursor).ok_or_else(|| wrong("cursor"))?;
    let (last, count, documents) = line.store.read(move |connection| texts_after(connection, after)).await?;
    let texts = before + count;
    let Some(last) = last else {
        let now = line.now();
        let details = json!({ "texts": texts });
        let note = move |connection: &Connection| journal::write(connection, now, "owner", "exported", &details);
        line.store.write(Durability::Synced, note).await?;
        return Ok(Exported { folder: shown(&folder), texts, of: texts, next: None });
    };
    add(folder.join("messages.jsonl"), documents).await?;
    Ok(Exported { folder: shown(&folder), texts, of: of.max(texts), next: Some(format!("{last}-{texts}-{of}")) })
}

/// The last text that was written, how many were, and how many there are.
fn read_place(cursor: &str) -> Option<(i64, u64, u64)> {
    let mut parts = cursor.split('-');
    let place = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(place)
}

fn texts_after(connection: &Connection, after: i64) -> Result<(Option<i64>, u64, String)> {
    let (mut last, mut count, mut documents) = (None, 0, String::new());
    for text in messages::after(connection, after, TEXTS)? {
        last = Some(text.id);
        count += 1;
        let document = json!({
            "id": format!("m{}", text.id), "fan": text.fan_id.to_string(), "at": messages::at_of(text.id),
            "to_fan": text.outbound, "kind": text.kind, "body": text.body, "media": text.media,
            "status": text.status, "error_code": text.error_code,
        });
        documents.push_str(&document.to_string());
        documents.push('\n');
    }
    Ok((last, count, documents))
}

/// Begins a file that only this user can read.
async fn put(path: PathBuf, content: Vec<u8>) -> Result<()> {
    blocking(move || lines::write_private(&path, &content)).await
}

/// Appends to a file that was begun.
async fn add(path: PathBuf, content: String) -> Result<()> {
    blocking(move || {
        let written =
            OpenOptions::new().append(true).open(path).and_then(|mut file| file.write_all(content.as_bytes()));
        written.map_err(|error| disk(&error))
    })
    .await
}

async fn blocking(work: impl FnOnce() -> Result<()> + Send + 'static) -> Result<()> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::new(ErrorCode::Stopped))?
}
