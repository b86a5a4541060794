//! Numbers that must not be texted, consent, hours, and what becomes of a fan's data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::Why;

// Suppressions

/// Who or what keeps a number from getting texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionKind {
    /// Entered by a person or an import.
    Entered,
    /// The fan's own STOP.
    Stop,
    /// An erased fan, of whom only a keyed hash is left.
    Erased,
}

/// One number that must never get a text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SuppressionView {
    pub id: String,
    pub kind: SuppressionKind,
    /// `None` for an erased fan.
    pub number: Option<String>,
    /// Who asked, and how: `e-mail`. Empty for a STOP.
    pub source: String,
    pub note: String,
    /// When it was asked for.
    pub at: i64,
    pub fan_id: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddSuppression {
    pub number: String,
    /// Who asked, and how: `e-mail`, `letter`.
    pub source: String,
    #[serde(default)]
    pub note: Option<String>,
    /// When it was asked for; this moment when absent.
    #[serde(default)]
    pub at: Option<i64>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ImportSuppressions {
    /// Numbers one to a line, or CSV with a header.
    pub text: String,
    /// Where the list comes from, for lines that do not say it themselves.
    pub source: String,
}

/// What became of an import: each line has its answer.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct ImportedSuppressions {
    /// Lines that were read, blank ones and the header included.
    pub lines: u32,
    pub added: u32,
    pub already_there: u32,
    pub not_a_number: u32,
    pub items: Vec<ImportedLine>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportedLine {
    /// From 1. A line with two numbers has two items.
    pub line: u32,
    pub outcome: ImportOutcome,
    pub number: Option<String>,
    /// The line itself, where it holds no number.
    pub text: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImportOutcome {
    Added,
    AlreadyThere,
    NotANumber,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListSuppressions {
    /// A part of a number, a source or a note; or a whole number, which finds erased fans too.
    #[serde(default)]
    pub search: Option<String>,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// The whole list as a file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SuppressionsFile {
    /// `number,source,note,at`; spreadsheets find no formula in it.
    pub csv: String,
    pub count: u64,
    /// Erased fans, whose numbers nobody knows any more: they are not in the file.
    pub erased: u64,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RemoveSuppression {
    pub number: String,
    /// Why, for the activity log.
    pub reason: String,
    /// Where the fan's new consent comes from. Without it a STOP stands.
    #[serde(default)]
    pub consent_source: Option<String>,
}

// Consent

/// One entry of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ConsentView {
    pub id: String,
    pub at: i64,
    /// `texted_first`, `stop`, `start`, `yes`, `review`, `provider_21610`, `stop_lifted`, `suppressed`, `released`,
    /// `given`, `withdrawn`.
    pub what: String,
    pub how: ConsentHow,
    /// The text that said it.
    pub message_id: Option<String>,
    /// Exactly what was said.
    pub wording: Option<String>,
    /// Where an entry comes from that is not a text.
    pub source: Option<String>,
    pub recorded_at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentHow {
    /// A text of the fan.
    Text,
    /// The provider said so.
    Provider,
    /// Written down by a person or an import.
    Entered,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListConsent {
    pub fan_id: String,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentChange {
    Given,
    Withdrawn,
}

/// Consent that was given or withdrawn otherwise than by a text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddConsent {
    pub number: String,
    pub what: ConsentChange,
    /// Where it comes from: the name of a form, a list, a person.
    pub source: String,
    /// Exactly what was agreed to.
    #[serde(default)]
    pub wording: Option<String>,
    /// When; this moment when absent.
    #[serde(default)]
    pub at: Option<i64>,
}

// A fan's data

/// Where the file goes that a fan can be handed.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ExportFan {
    pub id: String,
    /// An absolute path; made when missing.
    pub folder: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportedFan {
    pub id: String,
    /// The same data for machines and for people.
    pub json: String,
    pub html: String,
    pub texts: u64,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct EraseFan {
    pub id: String,
    /// A person confirmed it: it cannot be taken back.
    #[serde(default)]
    pub yes: bool,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListErasures {
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// How far an erasing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErasureState {
    /// A text to the fan is under way or in doubt; its outcome is looked for first.
    Waiting,
    /// Rows are being deleted on this computer.
    Here,
    /// Gone from the tables; the search index and the write-ahead log are being cleaned.
    Index,
    /// Gone here; the provider still deletes.
    Provider,
    Done,
}

/// The receipt of an erasing. It names nobody.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ErasureView {
    pub id: String,
    pub state: ErasureState,
    pub requested_at: i64,
    /// When the last row on this computer was deleted.
    pub erased_at: Option<i64>,
    pub done_at: Option<i64>,
    /// Rows deleted on this computer, by table; `journal` counts entries that were made nameless.
    pub here: BTreeMap<String, u64>,
    /// Texts that the provider had to delete, those it has deleted, and the pictures among them.
    pub provider_texts: u64,
    pub provider_deleted: u64,
    pub provider_pictures: u64,
    /// Why the provider has not deleted everything yet, and when it is tried again.
    pub problem: Option<Why>,
    pub next_at: Option<i64>,
}

// Quiet hours

/// The hours in which texts that nobody just asked for may arrive in a region. The line's own window holds as well.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RegionHoursView {
    /// The region: `US-FL`, `IT`, or `*` for those without a row.
    pub id: String,
    /// `09:00`, local time.
    pub opens: String,
    pub closes: String,
    pub sunday_opens: String,
    /// Where the row comes from; `None` when a person set it.
    pub source: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetRegionHours {
    pub region: String,
    pub opens: String,
    pub closes: String,
    /// As on other days when absent.
    #[serde(default)]
    pub sunday_opens: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ResetRegionHours {
    /// All of them when absent.
    #[serde(default)]
    pub region: Option<String>,
}
