//! One row for each person (or machine) that texted the line or was texted by it.

use rusqlite::{Connection, OptionalExtension, Row, params};
use tracing::trace_span;

use super::consent::{self, Consent};
use super::opt_state::{self, OptState};
use super::{erased, prices};
use crate::domain::FanFact;
use crate::domain::fold::fold;
use crate::domain::template::Values;
use crate::error::{Error, ErrorCode, Result};

#[derive(Debug, Clone)]
pub struct FanRow {
    pub id: i64,
    pub number: String,
    pub name: Option<String>,
    pub notes: String,
    pub city: Option<String>,
    /// `YYYY-MM-DD`, or `--MM-DD` without the year.
    pub birthday: Option<String>,
    /// The fan's texts that said so; `None` when a person wrote it.
    pub name_from: Option<i64>,
    pub city_from: Option<i64>,
    pub birthday_from: Option<i64>,
    /// What a rule last asked for, and the outbox row of the question.
    pub asked: Option<String>,
    pub asked_row: Option<i64>,
    pub last_message_id: i64,
    pub last_at: i64,
    pub preview: String,
    pub preview_kind: String,
    pub preview_media: u32,
    pub first_at: i64,
    pub unread: u32,
    pub from_fan: u64,
    pub personal: u64,
    pub updates: u64,
    pub automatic: u64,
    pub elsewhere: u64,
    pub vip: bool,
    pub flagged: bool,
    pub blocked: bool,
    pub care: bool,
    pub opted_out_at: Option<i64>,
    pub opt_changed_at: i64,
    pub opt_out_review: bool,
    pub consent_at: Option<i64>,
    pub not_textable: Option<u32>,
    pub loop_kind: Option<String>,
    pub loop_at: Option<i64>,
    pub loop_lifted_at: i64,
    /// The newest text is the fan's, and asks something.
    pub question: bool,
    /// Done with, until the fan writes again.
    pub archived: bool,
    /// On the list of numbers that must never get a text.
    pub suppressed: bool,
    /// When consent was last withdrawn otherwise than by a text; 0: never.
    pub withdrawn_at: i64,
}

impl FanRow {
    /// What merge fields become for this fan.
    #[must_use]
    pub fn values(&self) -> Values<'_> {
        Values { name: self.name.as_deref(), city: self.city.as_deref() }
    }

    /// Texts between the fan and the line.
    #[must_use]
    pub fn texts(&self) -> u64 {
        self.from_fan + self.personal + self.updates + self.automatic + self.elsewhere
    }
}

pub(super) const COLUMNS: &str = "id, number, name, notes, last_message_id, last_at, preview, preview_kind, preview_media, first_at, \
     unread, from_fan, personal, updates, automatic, elsewhere, vip, flagged, blocked, care, opted_out_at, \
     opt_changed_at, opt_out_review, consent_at, not_textable, city, birthday, name_from, city_from, birthday_from, \
     asked, asked_row, loop_kind, loop_at, loop_lifted_at, question, archived, \
     EXISTS (SELECT 1 FROM suppressions WHERE suppressions.number = fans.number), withdrawn_at";

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<FanRow> {
    Ok(FanRow {
        id: row.get(0)?,
        number: row.get(1)?,
        name: row.get(2)?,
        notes: row.get(3)?,
        last_message_id: row.get(4)?,
        last_at: row.get(5)?,
        preview: row.get(6)?,
        preview_kind: row.get(7)?,
        preview_media: row.get(8)?,
        first_at: row.get(9)?,
        unread: row.get(10)?,
        from_fan: row.get(11)?,
        personal: row.get(12)?,
        updates: row.get(13)?,
        automatic: row.get(14)?,
        elsewhere: row.get(15)?,
        vip: row.get(16)?,
        flagged: row.get(17)?,
        blocked: row.get(18)?,
        care: row.get(19)?,
        opted_out_at: row.get(20)?,
        opt_changed_at: row.get(21)?,
        opt_out_review: row.get(22)?,
        consent_at: row.get(23)?,
        not_textable: row.get(24)?,
        city: row.get(25)?,
        birthday: row.get(26)?,
        name_from: row.get(27)?,
        city_from: row.get(28)?,
        birthday_from: row.get(29)?,
        asked: row.get(30)?,
        asked_row: row.get(31)?,
        loop_kind: row.get(32)?,
        loop_at: row.get(33)?,
        loop_lifted_at: row.get(34)?,
        question: row.get(35)?,
        archived: row.get(36)?,
        suppressed: row.get(37)?,
        withdrawn_at: row.get(36)?,
    })
}

pub fn get(connection: &Connection, id: i64) -> Result<Option<FanRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM fans WHERE id = ?"))?
        .query_row([id], read)
        .optional()?;
    Ok(row)
}

pub fn by_number(connection: &Connection, number: &str) -> Result<Option<FanRow>> {
    let row = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM fans WHERE number = ?"))?
        .query_row([number], read)
        .optional()?;
    Ok(row)
}

/// The fan with this number, made if there is none. One who was erased after a STOP is out from the beginning.
pub fn ensure(connection: &Connection, number: &str) -> Result<FanRow> {
    let _span = trace_span!("fans").entered();
    if let Some(fan) = by_number(connection, number)? {
        return Ok(fan);
    }
    connection.prepare_cached("INSERT INTO fans (number) VALUES (?)")?.execute([number])?;
    let id = connection.last_insert_rowid();
    if let Some(out_at) = erased::find(connection, number)?.and_then(|erased| erased.opted_out_at) {
        consent::record(connection, id, out_at, Consent::Stop, None, None)?;
        opt_state::set(connection, id, OptState::out(out_at))?;
    }
    prices::want(connection, number)?;
    let made = get(connection, id)?;
    made.ok_or_else(|| Error::new(ErrorCode::StoreFailed).with("detail", "fan"))
}

/// Which conversations a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    All,
    Unread,
    Questions,
    Vip,
    Flagged,
    OptedOut,
    Care,
    Archived,
}

impl Filter {
    fn condition(self) -> &'static str {
        match self {
            Self::All => "last_message_id > 0 AND archived = 0",
            Self::Unread => "unread > 0",
            Self::Questions => "question = 1 AND archived = 0",
            Self::Vip => "vip = 1",
            Self::Flagged => "flagged = 1",
            Self::OptedOut => "opted_out_at IS NOT NULL",
            Self::Care => "care = 1",
            Self::Archived => "archived = 1 AND last_message_id > 0",
        }
    }
}

/// Conversations by their newest text, newest first, before the text `before`.
pub fn inbox(connection: &Connection, filter: Filter, before: i64, limit: u32) -> Result<Vec<FanRow>> {
    let condition = filter.condition();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM fans WHERE {condition} AND last_message_id < ? ORDER BY last_message_id DESC LIMIT ?"
    ))?;
    let rows = statement.query_map(params![before, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Conversations with fans whose number holds these digits, newest first. Reads every number, in their index.
pub fn by_digits(connection: &Connection, digits: &str, limit: u32) -> Result<Vec<FanRow>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM fans WHERE id IN (SELECT id FROM fans WHERE instr(number, ?) > 0 LIMIT {MOST_NAMED})
         ORDER BY last_message_id DESC LIMIT ?"
    ))?;
    let rows = statement.query_map(params![digits, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Fans looked at for one search, before the newest of them are shown.
const MOST_NAMED: usize = 500;

/// Conversations with fans whose name or city `fits`, newest first. Reads every name, in their index.
pub fn by_name(connection: &Connection, fits: impl Fn(&str) -> bool, limit: u32) -> Result<Vec<FanRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, name, city FROM fans INDEXED BY fans_known WHERE name IS NOT NULL OR city IS NOT NULL",
    )?;
    let mut rows = statement.query([])?;
    let mut ids = Vec::new();
    while ids.len() < MOST_NAMED
        && let Some(row) = rows.next()?
    {
        let holds = |column| -> Result<bool> {
            let words = row.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?;
            Ok(words.is_some_and(&fits))
        };
        if holds(1)? || holds(2)? {
            ids.push(row.get::<_, i64>(0)?);
        }
    }
    let mut fans = Vec::new();
    for id in ids {
        fans.extend(get(connection, id)?);
    }
    fans.sort_unstable_by_key(|fan| std::cmp::Reverse(fan.last_message_id));
    fans.truncate(limit as usize);
    Ok(fans)
}

pub fn list(connection: &Connection, after: i64, limit: u32) -> Result<Vec<FanRow>> {
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} FROM fans WHERE id > ? ORDER BY id LIMIT ?"))?;
    let rows = statement.query_map(params![after, limit], read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

pub fn last_id(connection: &Connection) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT coalesce(max(id), 0) FROM fans")?.query_row([], |row| row.get(0))?)
}

/// What a stored text changes on its fan.
#[derive(Debug, Clone)]
pub struct Touch<'a> {
    pub message_id: i64,
    pub at: i64,
    pub kind: &'a str,
    pub body: &'a str,
    pub media: u32,
    /// Counts as unread when it is the fan's.
    pub unread: bool,
    /// Somebody's own words: they move the conversation up in the list.
    pub by_person: bool,
}

/// The list shows what people said: an update to everyone must not turn it over, nor a hello hide a question.
#[must_use]
pub fn is_by_person(kind: &str) -> bool {
    !matches!(kind, "auto_reply" | "broadcast" | "compliance" | "hosted")
}

/// Characters of a text that the list repeats.
const PREVIEW_CHARS: usize = 120;

pub fn touch(connection: &Connection, fan_id: i64, touch: &Touch<'_>) -> Result<()> {
    let _span = trace_span!("fans").entered();
    let newest = if touch.by_person { touch.message_id } else { 0 };
    let counted = counted(touch.kind);
    let counts = format!(
        "first_at = iif(first_at = 0, ?3, min(first_at, ?3)),
         consent_at = iif(?4 = 'fan' AND ?3 > withdrawn_at, min(coalesce(consent_at, ?3), ?3), consent_at),
         {counted} = {counted} + 1"
    );
    let unread = if touch.unread { ", unread = unread + 1, archived = 0" } else { "" };
    // History is read newest first: most texts leave the fan's place in the list alone, and with it seven indexes.
    let stays = connection
        .prepare_cached(&format!("UPDATE fans SET {counts}{unread} WHERE id = ?1 AND last_message_id >= ?2"))?
        .execute(params![fan_id, newest, touch.at, touch.kind])?;
    if stays > 0 {
        return Ok(());
    }
    let preview: String = touch.body.chars().take(PREVIEW_CHARS).collect();
    connection
        .prepare_cached(&format!(
            "UPDATE fans SET
                preview = ?5, preview_kind = ?4, preview_media = ?6,
                last_at = max(last_at, ?3), last_message_id = ?2, question = ?7, {counts}{unread}
             WHERE id = ?1"
        ))?
        .execute(params![fan_id, newest, touch.at, touch.kind, preview, touch.media, asks(touch)])?;
    Ok(())
}

/// Whether a text is a fan's and holds a question mark of any script.
fn asks(touch: &Touch<'_>) -> bool {
    touch.kind == "fan" && touch.body.contains(['?', '？', '؟', '¿', '՞', '፧'])
}

/// The column that counts texts of a kind.
fn counted(kind: &str) -> &'static str {
    match kind {
        "fan" => "from_fan",
        "personal" => "personal",
        "broadcast" => "updates",
        "auto_reply" | "compliance" => "automatic",
        _ => "elsewhere",
    }
}

/// Adds to the count of one kind of text between the fan and the line.
pub fn count_kind(connection: &Connection, fan_id: i64, kind: &str, by: i64) -> Result<()> {
    let column = counted(kind);
    connection
        .prepare_cached(&format!("UPDATE fans SET {column} = {column} + ? WHERE id = ?"))?
        .execute(params![by, fan_id])?;
    Ok(())
}

pub fn set_preview_kind(connection: &Connection, fan_id: i64, message_id: i64, kind: &str) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE fans SET preview_kind = ?1, question = question AND ?1 = 'fan' WHERE id = ?2 AND last_message_id = ?3",
        )?
        .execute(params![kind, fan_id, message_id])?;
    Ok(())
}

/// Takes a conversation out of the inbox until its fan writes again, or puts it back.
pub fn set_archived(connection: &Connection, id: i64, archived: bool) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET archived = ? WHERE id = ?")?.execute(params![archived, id])?;
    Ok(())
}

pub fn set_unread(connection: &Connection, id: i64, unread: u32) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET unread = ? WHERE id = ?")?.execute(params![unread, id])?;
    Ok(())
}

pub fn set_care(connection: &Connection, id: i64, care: bool) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET care = ? WHERE id = ?")?.execute(params![care, id])?;
    Ok(())
}

/// Consent that did not come as a text. An earlier consent stays the first.
pub fn give_consent(connection: &Connection, id: i64, at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE fans SET consent_at = min(coalesce(consent_at, ?1), ?1) WHERE id = ?2")?
        .execute(params![at, id])?;
    Ok(())
}

/// The end of it: only a text from after it is a consent again.
pub fn withdraw_consent(connection: &Connection, id: i64, at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE fans SET consent_at = NULL, withdrawn_at = max(withdrawn_at, ?1) WHERE id = ?2")?
        .execute(params![at, id])?;
    Ok(())
}

pub fn set_not_textable(connection: &Connection, id: i64, code: u32) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET not_textable = ? WHERE id = ?")?.execute(params![code, id])?;
    Ok(())
}

pub fn set_card(connection: &Connection, fan: &FanRow) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE fans SET name = ?, name_key = ?, notes = ?, city = ?, birthday = ?, name_from = ?, city_from = ?, birthday_from = ?,
                vip = ?, flagged = ?, blocked = ?, care = ?, opt_out_review = ? WHERE id = ?",
        )?
        .execute(params![
            fan.name,
            name_key(fan.name.as_deref()),
            fan.notes,
            fan.city,
            fan.birthday,
            fan.name_from,
            fan.city_from,
            fan.birthday_from,
            fan.vip,
            fan.flagged,
            fan.blocked,
            fan.care,
            fan.opt_out_review,
            fan.id,
        ])?;
    Ok(())
}

/// A name as it is sorted and searched.
#[must_use]
pub fn name_key(name: Option<&str>) -> String {
    name.map(|name| fold(name.trim())).unwrap_or_default()
}

/// Pauses automatic answers to a fan; one that is paused keeps its first reason.
pub fn pause_answers(connection: &Connection, id: i64, kind: &str, at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE fans SET loop_kind = ?, loop_at = ? WHERE id = ? AND loop_kind IS NULL")?
        .execute(params![kind, at, id])?;
    Ok(())
}

/// A person looked: answers go again, and what was said until `provider_at` counts for no loop.
pub fn lift_pause(connection: &Connection, id: i64, provider_at: i64) -> Result<()> {
    connection
        .prepare_cached("UPDATE fans SET loop_kind = NULL, loop_at = NULL, loop_lifted_at = ? WHERE id = ?")?
        .execute(params![provider_at, id])?;
    Ok(())
}

/// A rule asked for something, with the text that waits in an outbox row.
pub fn set_asked(connection: &Connection, id: i64, fact: FanFact, row: i64) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET asked = ?, asked_row = ? WHERE id = ?")?.execute(params![
        fact.name(),
        row,
        id
    ])?;
    Ok(())
}

/// Keeps what a fan said in a text, where the card says nothing yet.
pub fn keep_fact(connection: &Connection, id: i64, fact: FanFact, value: &str, message_id: i64) -> Result<()> {
    let column = fact.name();
    let kept = connection
        .prepare_cached(&format!(
            "UPDATE fans SET {column} = ?1, {column}_from = ?2 WHERE id = ?3 AND {column} IS NULL"
        ))?
        .execute(params![value, message_id, id])?;
    if kept > 0 && fact == FanFact::Name {
        let key = name_key(Some(value));
        connection.prepare_cached("UPDATE fans SET name_key = ? WHERE id = ?")?.execute(params![key, id])?;
    }
    Ok(())
}

pub fn set_flagged(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET flagged = 1 WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// One text of the fan need not be read.
pub fn read_one(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET unread = max(unread - 1, 0) WHERE id = ?")?.execute([id])?;
    Ok(())
}

/// Whether the provider was asked for this fan's earlier texts.
pub fn past_known(connection: &Connection, id: i64) -> Result<bool> {
    let known = connection
        .prepare_cached("SELECT past_known FROM fans WHERE id = ?")?
        .query_row([id], |row| row.get(0))
        .optional()?;
    Ok(known == Some(true))
}

pub fn set_past_known(connection: &Connection, id: i64) -> Result<()> {
    connection.prepare_cached("UPDATE fans SET past_known = 1 WHERE id = ?")?.execute([id])?;
    Ok(())
}
