//! Everything that is kept about one fan, as a file for machines and a page for people.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::domain::language;
use crate::error::{Error, ErrorCode, Result};
use crate::lines::{self, Lines};
use crate::media as pictures;
use crate::store::{consent, fans, line as line_rows, media, messages, outbox, suppressions};

use super::consent::view as consent_view;
use super::fans::{fan_view, parse_id};
use super::inbox::{not_found, open_item, stored_item};
use super::media::view as media_view;
use super::views::{ConsentView, ExportFan, ExportedFan, Fan, MediaState, ThreadItem, Voice};

/// Rows read in one go.
const CHUNK: u32 = 2_000;

/// The file for machines.
#[derive(Debug, Serialize)]
struct FanFile {
    /// Of this document's shape.
    version: u32,
    made_at: i64,
    line: String,
    fan: Fan,
    /// Why the number gets no texts, where somebody entered it.
    suppression: Option<String>,
    consent: Vec<ConsentView>,
    texts: Vec<ThreadItem>,
    /// Their pictures and other files.
    pictures: Vec<FilePicture>,
    /// What has not left, or never did.
    waiting: Vec<ThreadItem>,
}

#[derive(Debug, Serialize)]
struct FilePicture {
    /// Its text's id.
    text: String,
    kind: String,
    /// `fetched` where `data` holds it.
    state: MediaState,
    bytes: Option<u64>,
    /// Base64.
    data: Option<String>,
}

/// Pictures up to this many bytes together are part of the file; of the rest it says that they exist.
const MOST_PICTURE_BYTES: u64 = 256_000_000;

pub async fn export(lines: &Lines, params: ExportFan) -> Result<ExportedFan> {
    let line = lines.current()?;
    let folder = PathBuf::from(&params.folder);
    if !folder.is_absolute() {
        return Err(Error::new(ErrorCode::BadParams).with("detail", "folder"));
    }
    let id = parse_id("fan", &params.id)?;
    for message in line.store.read(move |connection| media::messages_of_fan(connection, id)).await? {
        // Without a connection the file holds what is here.
        if pictures::fetch(&line, message).await?.is_some() {
            break;
        }
    }
    let now = line.now();
    let (file, locale) = line
        .store
        .read(move |connection| {
            let line = line_rows::get(connection)?.ok_or(ErrorCode::DatabaseDamaged)?;
            let name = line.name.clone().unwrap_or_else(|| line.number.clone());
            Ok((gather(connection, id, name, now)?.ok_or_else(|| not_found("fan", &params.id))?, line.locale))
        })
        .await?;
    tokio::task::spawn_blocking(move || write(&folder, &file, &locale))
        .await
        .map_err(|_| Error::new(ErrorCode::Stopped))?
}

fn gather(connection: &Connection, id: i64, line: String, now: i64) -> Result<Option<FanFile>> {
    let Some(fan) = fans::get(connection, id)? else { return Ok(None) };
    let suppression = suppressions::find(connection, &fan.number)?.map(|row| format!("{} {}", row.source, row.note));
    let mut ledger = Vec::new();
    loop {
        let before = ledger.last().map_or(i64::MAX, |row: &consent::ConsentRow| row.id);
        let page = consent::of_fan(connection, id, before, CHUNK)?;
        if page.is_empty() {
            break;
        }
        ledger.extend(page);
    }
    ledger.reverse();
    let (mut texts, mut before) = (Vec::new(), i64::MAX);
    loop {
        let page = messages::of_fan(connection, id, before, CHUNK)?;
        let Some(oldest) = page.last().map(|row| row.id) else { break };
        before = oldest;
        for row in page {
            texts.push(stored_item(connection, row)?);
        }
    }
    texts.reverse();
    let pictures = gather_pictures(connection, id)?;
    let mut waiting = Vec::new();
    for row in outbox::open_of_fan(connection, id, u32::MAX)? {
        waiting.push(open_item(connection, row)?);
    }
    waiting.reverse();
    let consent = ledger.into_iter().map(consent_view).collect();
    let fan = fan_view(connection, fan)?;
    Ok(Some(FanFile { version: 1, made_at: now, line, fan, suppression, consent, texts, pictures, waiting }))
}

fn gather_pictures(connection: &Connection, fan_id: i64) -> Result<Vec<FilePicture>> {
    let (mut found, mut room) = (Vec::new(), MOST_PICTURE_BYTES);
    for message in media::messages_of_fan(connection, fan_id)? {
        for row in media::of_message(connection, message)? {
            let size = row.bytes.unwrap_or(0);
            let data = if size <= room { media::data(connection, row.id)? } else { None };
            room -= data.as_ref().map_or(0, |_| size);
            let view = media_view(row);
            found.push(FilePicture {
                text: pictures::text_id(message),
                kind: view.kind,
                state: view.state,
                bytes: view.bytes,
                data: data.map(|data| STANDARD.encode(data)),
            });
        }
    }
    Ok(found)
}

fn write(folder: &Path, file: &FanFile, locale: &str) -> Result<ExportedFan> {
    let name = format!("fan-{}", file.fan.id);
    let (json, html) = (folder.join(format!("{name}.json")), folder.join(format!("{name}.html")));
    let document = serde_json::to_vec_pretty(file).map_err(|_| Error::new(ErrorCode::StoreFailed))?;
    lines::write_private(&json, &document)?;
    lines::write_private(&html, page(file, &labels(locale)).as_bytes())?;
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    Ok(ExportedFan { id: file.fan.id.clone(), json: shown(&json), html: shown(&html), texts: file.texts.len() as u64 })
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    title: String,
    made: String,
    number: String,
    name: String,
    notes: String,
    first_text: String,
    last_text: String,
    stopped: String,
    suppressed: String,
    consent: String,
    texts: String,
    waiting: String,
    pictures: String,
    album: String,
    you: String,
    line: String,
    automatic: String,
    update: String,
    elsewhere: String,
    yes: String,
}

fn labels(locale: &str) -> Labels {
    let source = match language(locale) {
        "de" => include_str!("../../texts/export_de.toml"),
        "es" => include_str!("../../texts/export_es.toml"),
        "fr" => include_str!("../../texts/export_fr.toml"),
        "it" => include_str!("../../texts/export_it.toml"),
        "pt" => include_str!("../../texts/export_pt.toml"),
        _ => include_str!("../../texts/export_en.toml"),
    };
    toml::from_str(source).expect("the labels are part of the program, and a test reads them")
}

/// A page that needs nothing else: no script, no address that is looked up.
fn page(file: &FanFile, labels: &Labels) -> String {
    let title = escape(&labels.title.replace("{line}", &file.line));
    let mut html = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n\
         <style>{STYLE}</style></head>\n<body><h1 dir=\"auto\">{title}</h1>\n<p>{}</p>\n<table>\n",
        escape(&labels.made.replace("{date}", &time(file.made_at)))
    );
    let fan = &file.fan;
    let card = [
        (&labels.number, Some(fan.number.clone())),
        (&labels.name, fan.name.clone()),
        (&labels.notes, Some(fan.notes.clone()).filter(|notes| !notes.is_empty())),
        (&labels.first_text, (fan.first_at > 0).then(|| time(fan.first_at))),
        (&labels.last_text, (fan.last_at > 0).then(|| time(fan.last_at))),
        (&labels.stopped, fan.opted_out_at.map(time)),
        (&labels.suppressed, file.suppression.clone().or_else(|| fan.suppressed.then(|| labels.yes.clone()))),
    ];
    for (label, value) in card.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))) {
        row(&mut html, &[label, &value]);
    }
    html.push_str("</table>\n");
    section(
        &mut html,
        &labels.consent,
        file.consent.iter().map(|entry| {
            let said = [entry.wording.as_deref(), entry.source.as_deref()];
            let said = said.into_iter().flatten().collect::<Vec<_>>().join(" - ");
            vec![time(entry.at), entry.what.replace('_', " "), said]
        }),
    );
    let item = |item: &ThreadItem| {
        let pictures = if item.media > 0 { format!(" [{} {}]", item.media, labels.pictures) } else { String::new() };
        vec![time(item.at), voice(labels, item.voice).to_owned(), format!("{}{pictures}", item.body)]
    };
    section(&mut html, &labels.texts, file.texts.iter().map(item));
    album(&mut html, file, labels);
    section(&mut html, &labels.waiting, file.waiting.iter().map(item));
    html.push_str("</body></html>\n");
    html
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1c1b1a;\
    background:#fff}table{border-collapse:collapse;width:100%}td{padding:.3rem .8rem .3rem 0;vertical-align:top;\
    border-top:1px solid #ddd;unicode-bidi:isolate;white-space:pre-wrap;overflow-wrap:anywhere}\
    td:first-child{white-space:nowrap;color:#666}figure{margin:1rem 0}img{max-width:100%}figcaption{color:#666}";

fn section(html: &mut String, title: &str, rows: impl ExactSizeIterator<Item = Vec<String>>) {
    if rows.len() == 0 {
        return;
    }
    html.push_str(&format!("<h2>{}</h2>\n<table>\n", escape(title)));
    for cells in rows {
        row(html, &cells.iter().collect::<Vec<_>>());
    }
    html.push_str("</table>\n");
}

/// The pictures, each with the time of its text.
fn album(html: &mut String, file: &FanFile, labels: &Labels) {
    let shown: Vec<_> = file.pictures.iter().filter_map(|picture| Some((picture, picture.data.as_ref()?))).collect();
    if shown.is_empty() {
        return;
    }
    html.push_str(&format!("<h2>{}</h2>\n", escape(&labels.album)));
    let times: BTreeMap<&str, i64> = file.texts.iter().map(|text| (text.id.as_str(), text.at)).collect();
    for (picture, data) in shown {
        let at = times.get(picture.text.as_str()).map_or_else(String::new, |at| time(*at));
        let (kind, at) = (escape(&picture.kind), escape(&at));
        writeln!(
            html,
            "<figure><img alt=\"{at}\" src=\"data:{kind};base64,{data}\"><figcaption>{at}</figcaption></figure>"
        )
        .expect("a string takes everything");
    }
}

fn row(html: &mut String, cells: &[&String]) {
    html.push_str("<tr>");
    for cell in cells {
        write!(html, "<td dir=\"auto\">{}</td>", escape(cell)).expect("a string takes everything");
    }
    html.push_str("</tr>\n");
}

fn voice(labels: &Labels, voice: Voice) -> &str {
    match voice {
        Voice::Fan => &labels.you,
        Voice::Personal => &labels.line,
        Voice::Update => &labels.update,
        Voice::Automatic => &labels.automatic,
        Voice::Elsewhere => &labels.elsewhere,
    }
}

fn time(at: i64) -> String {
    match Timestamp::from_millisecond(at) {
        Ok(at) => at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
        Err(_) => String::new(),
    }
}

/// Text from fans is hostile: in the page it is text and nothing else.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\n' | '\t' => escaped.push(character),
            _ if character.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{escape, labels};

    /// A fan's page would have holes instead of words.
    #[test]
    fn every_language_has_its_labels() {
        assert_eq!(labels("en-GB").texts, "Texts");
        assert_eq!(labels("it").texts, "Messaggi");
        for locale in ["de", "en", "es", "fr", "it", "pt", "xx"] {
            assert!(labels(locale).title.contains("{line}") && labels(locale).made.contains("{date}"), "{locale}");
        }
    }

    /// A text with a script in it would run in the browser of whoever opens the page.
    #[test]
    fn a_text_is_only_text() {
        assert_eq!(
            escape("<img src=x onerror='a(\"&\")'>"),
            "&lt;img src=x onerror=&#39;a(&quot;&amp;&quot;)&#39;&gt;"
        );
    }
}
