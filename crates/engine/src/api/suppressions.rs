//! The list of numbers that must never get a text.

use rusqlite::Connection;

use crate::compliance::{self, ListEntry, Said};
use crate::domain::{PhoneNumber, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::store::consent::{self, Consent, Told};
use crate::store::suppressions::{self as rows, Kind, Listed, Place};
use crate::store::{Durability, counters, erased, erasures, fans, journal, opt_state, outbox};

use super::inbox::{not_found, page_size};
use super::lines::number;
use super::views::{
    AddSuppression, ImportOutcome, ImportSuppressions, ImportedLine, ImportedSuppressions, ListSuppressions, Nothing,
    Page, RemoveSuppression, Removed, SuppressionKind, SuppressionView, SuppressionsFile,
};

const PAGE: u32 = 100;
/// Numbers that are entered in one transaction, so that sending goes on in between.
const CHUNK: usize = 500;
/// Bytes of the largest list: about half a million numbers.
const LARGEST_LIST: usize = 16 << 20;

/// When something is written down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub now: i64,
    /// The provider's clock, which dates STOP and START.
    pub provider_now: i64,
}

impl Moment {
    pub(super) fn read(connection: &Connection, now: i64) -> Result<Self> {
        Ok(Self { now, provider_now: counters::provider_time(connection, now)? })
    }

    /// A moment that a person gives, which cannot lie ahead.
    pub(super) fn past(self, at: Option<i64>) -> i64 {
        at.map_or(self.provider_now, |at| at.min(self.now.max(self.provider_now)))
    }
}

/// A source that a person gives: one line, not empty.
pub(super) fn source(text: &str) -> Result<String> {
    let source = compliance::tidy(text);
    if source.is_empty() {
        return Err(Error::new(ErrorCode::BadParams).with("detail", "missing field: source"));
    }
    Ok(source)
}

pub async fn add(lines: &Lines, params: AddSuppression) -> Result<SuppressionView> {
    let line = lines.current()?;
    let number = number(&params.number)?;
    let source = source(&params.source)?;
    let entry = ListEntry {
        number: number.clone(),
        source: None,
        note: compliance::tidy(&params.note.unwrap_or_default()),
        at: params.at,
    };
    let now = line.now();
    let view = line
        .store
        .write(Durability::Synced, move |connection| {
            let moment = Moment::read(connection, now)?;
            let outcome = suppress(connection, &entry, &source, moment)?;
            let details = serde_json::json!({ "added": outcome == ImportOutcome::Added, "source": source });
            journal::write(connection, now, "owner", "suppression_added", &details)?;
            let listed = rows::list(connection, number.as_str(), &erased::name(connection, &number)?, None, 500)?;
            let found =
                listed.into_iter().find(|row| row.number.as_deref().is_none_or(|known| known == number.as_str()));
            found.map(view).ok_or_else(|| not_found("number", number.as_str()))
        })
        .await?;
    changed(&line, view.fan_id.as_deref());
    Ok(view)
}

/// Enters one number: nothing that waits for it leaves any more.
fn suppress(connection: &Connection, entry: &ListEntry, source: &str, moment: Moment) -> Result<ImportOutcome> {
    let number = entry.number.as_str();
    let fan = fans::by_number(connection, number)?;
    if fan.as_ref().is_some_and(|fan| fan.opted_out_at.is_some()) {
        return Ok(ImportOutcome::AlreadyThere);
    }
    let source = entry.source.as_deref().unwrap_or(source);
    let at = moment.past(entry.at);
    if rows::add(connection, number, source, &entry.note, at)?.is_none() {
        return Ok(ImportOutcome::AlreadyThere);
    }
    if let Some(fan) = fan {
        outbox::cancel_of_fan(connection, fan.id, &WhyCode::Suppressed.name())?;
        let wording = Some(entry.note.as_str()).filter(|note| !note.is_empty());
        let told = Told { what: Consent::Suppressed, at, recorded_at: moment.now, source, wording };
        consent::record_told(connection, fan.id, &told)?;
    }
    Ok(ImportOutcome::Added)
}

pub async fn import(lines: &Lines, params: ImportSuppressions) -> Result<ImportedSuppressions> {
    let line = lines.current()?;
    let source = source(&params.source)?;
    if params.text.len() > LARGEST_LIST {
        let error = Error::new(ErrorCode::TextTooLong);
        return Err(error.with("limit", LARGEST_LIST).with("length", params.text.len()));
    }
    let mut report = ImportedSuppressions::default();
    let mut entries = Vec::new();
    for (said, place) in compliance::read_numbers(&params.text).into_iter().zip(1..) {
        report.lines = place;
        match said {
            Said::Blank | Said::Header => {}
            Said::Numbers(found) => entries.extend(found.into_iter().map(|entry| (place, entry))),
            Said::NotANumber(text) => report.items.push(ImportedLine {
                line: place,
                outcome: ImportOutcome::NotANumber,
                number: None,
                text: Some(text),
            }),
        }
    }
    for chunk in entries.chunks(CHUNK) {
        let (chunk, source, now) = (chunk.to_vec(), source.clone(), line.now());
        report.items.extend(
            line.store.write(Durability::Synced, move |connection| enter(connection, chunk, &source, now)).await?,
        );
    }
    report.items.sort_by_key(|item| item.line);
    let count = |outcome| u32::try_from(report.items.iter().filter(|item| item.outcome == outcome).count());
    report.added = count(ImportOutcome::Added).unwrap_or(u32::MAX);
    report.already_there = count(ImportOutcome::AlreadyThere).unwrap_or(u32::MAX);
    report.not_a_number = count(ImportOutcome::NotANumber).unwrap_or(u32::MAX);
    changed(&line, None);
    Ok(report)
}

fn enter(connection: &Connection, chunk: Vec<(u32, ListEntry)>, source: &str, now: i64) -> Result<Vec<ImportedLine>> {
    let moment = Moment::read(connection, now)?;
    let mut items = Vec::new();
    for (line, entry) in chunk {
        let outcome = suppress(connection, &entry, source, moment)?;
        items.push(ImportedLine { line, outcome, number: Some(entry.number.as_str().to_owned()), text: None });
    }
    let added = items.iter().filter(|item| item.outcome == ImportOutcome::Added).count();
    let details = serde_json::json!({ "added": added, "source": source });
    journal::write(connection, now, "owner", "suppressions_imported", &details)?;
    Ok(items)
}

pub async fn list(lines: &Lines, params: ListSuppressions) -> Result<Page<SuppressionView>> {
    let line = lines.current()?;
    let after = params.cursor.as_deref().map(place).transpose()?;
    let limit = page_size(params.limit, PAGE);
    let search = params.search.unwrap_or_default().trim().to_owned();
    let whole = PhoneNumber::parse(&search);
    line.store
        .read(move |connection| {
            let search = whole.as_ref().map_or(search.as_str(), PhoneNumber::as_str);
            let name = match &whole {
                Some(number) => erased::name(connection, number)?,
                None => String::new(),
            };
            let found = rows::list(connection, search, &name, after.as_ref(), limit)?;
            let next = (found.len() == limit as usize).then(|| found.last().map(|row| cursor(&row.place()))).flatten();
            Ok(Page { items: found.into_iter().map(view).collect(), next })
        })
        .await
}

fn cursor(place: &Place) -> String {
    format!("{}:{}:{}", place.at, place.rank, place.key)
}

fn place(cursor: &str) -> Result<Place> {
    let mut parts = cursor.splitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let (at, rank) = (number(), number());
    match (at, rank, parts.next()) {
        (Some(at), Some(rank), Some(key)) => Ok(Place { at, rank, key: key.to_owned() }),
        _ => Err(Error::new(ErrorCode::BadParams).with("detail", "cursor")),
    }
}

fn view(row: Listed) -> SuppressionView {
    let (kind, letter) = match row.kind {
        Kind::Entered => (SuppressionKind::Entered, 'n'),
        Kind::Stop => (SuppressionKind::Stop, 'f'),
        Kind::Erased => (SuppressionKind::Erased, 'e'),
    };
    SuppressionView {
        id: format!("{letter}{}", row.key),
        kind,
        number: row.number,
        source: row.source,
        note: row.note,
        at: row.at,
        fan_id: row.fan_id.map(|id| id.to_string()),
    }
}

pub async fn export(lines: &Lines, _: Nothing) -> Result<SuppressionsFile> {
    let line = lines.current()?;
    line.store
        .read(|connection| {
            let (mut known, mut erased, mut after) = (Vec::new(), 0, None);
            loop {
                let page = rows::list(connection, "", "", after.as_ref(), 5_000)?;
                after = page.last().map(Listed::place);
                if after.is_none() {
                    break;
                }
                erased += page.iter().filter(|row| row.number.is_none()).count() as u64;
                known.extend(page.into_iter().filter_map(|row| {
                    let source = if row.kind == Kind::Stop { "STOP".to_owned() } else { row.source };
                    row.number.map(|number| (number, source, row.note, row.at))
                }));
            }
            let rows =
                known.iter().map(|(number, source, note, at)| (number.as_str(), source.as_str(), note.as_str(), *at));
            Ok(SuppressionsFile { csv: compliance::write_numbers(rows), count: known.len() as u64, erased })
        })
        .await
}

pub async fn remove(lines: &Lines, params: RemoveSuppression) -> Result<Removed> {
    let line = lines.current()?;
    let number = number(&params.number)?;
    let reason = compliance::tidy(&params.reason);
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::BadParams).with("detail", "missing field: reason"));
    }
    let consent_source = params.consent_source.as_deref().map(source).transpose()?;
    let now = line.now();
    let (id, fan_id) = line
        .store
        .write(Durability::Synced, move |connection| {
            let moment = Moment::read(connection, now)?;
            let fan_id = release(connection, &number, &reason, consent_source.as_deref(), moment)?;
            Ok((number.as_str().to_owned(), fan_id))
        })
        .await?;
    changed(&line, fan_id.map(|id| id.to_string()).as_deref());
    Ok(Removed { id })
}

/// Takes a number off the list. A STOP, also an erased fan's, ends only with a new consent whose source is named.
fn release(
    connection: &Connection,
    number: &PhoneNumber,
    reason: &str,
    consent_source: Option<&str>,
    moment: Moment,
) -> Result<Option<i64>> {
    let fan = fans::by_number(connection, number.as_str())?;
    if let Some(fan) = &fan
        && erasures::is_asked_for(connection, fan.id)?
    {
        return Err(ErrorCode::FanBeingErased.into());
    }
    let gone = erased::find(connection, number.as_str())?;
    let stopped = fan
        .as_ref()
        .map_or_else(|| gone.is_some_and(|gone| gone.opted_out_at.is_some()), |fan| fan.opted_out_at.is_some());
    if stopped && consent_source.is_none() {
        return Err(ErrorCode::StopStands.into());
    }
    let entered = rows::remove(connection, number.as_str())?;
    let was_gone = fan.is_none() && erased::remove(connection, number.as_str())?;
    if !entered && !was_gone && !stopped {
        return Err(not_found("number", number.as_str()));
    }
    if let Some(fan) = &fan {
        let (what, at) = match consent_source {
            // Whoever ends a STOP has seen it, by whatever clock it is dated.
            Some(_) if stopped => (Consent::StopLifted, moment.provider_now.max(fan.opt_changed_at + 1)),
            Some(_) => (Consent::Given, moment.provider_now),
            None => (Consent::Released, moment.provider_now),
        };
        let told = Told {
            what,
            at,
            recorded_at: moment.now,
            source: consent_source.unwrap_or("owner"),
            wording: Some(reason),
        };
        consent::record_told(connection, fan.id, &told)?;
        if stopped {
            opt_state::settle(connection, fan.id)?;
        }
    }
    // The log names the number only by its hash or its fan, which erasing a fan makes nameless too.
    let details = serde_json::json!({
        "fan": fan.as_ref().map(|fan| fan.id.to_string()),
        "number": erased::name(connection, number)?,
        "reason": reason,
        "consent_source": consent_source,
    });
    journal::write(connection, moment.now, "owner", "suppression_removed", &details)?;
    Ok(fan.map(|fan| fan.id))
}

fn changed(line: &Line, fan_id: Option<&str>) {
    match fan_id.and_then(|id| id.parse().ok()) {
        Some(id) => line.conversations_changed([id]),
        None => line.everything_changed(),
    }
    line.events.publish_any(kind::SUPPRESSIONS);
    line.send.notify_one();
}
