//! What commands take and return: plain data, the same for the window, the command line and the test bridge.
//!
//! Ids are strings, times are UTC milliseconds named `*_at`, numbers are E.164, money is a decimal with its
//! currency. No view carries a secret but `RecoveryKey`, until it is written down.

mod compliance;
mod rules;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::compliance::*;
pub use self::rules::*;
pub use crate::domain::{Encoding, ForcedBy, NumberType, Segments, Why, WhyCode};
pub use crate::event::{Event, EventBatch};
pub use crate::secrets::SecretsPlace;

/// A command that needs nothing.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// One page of a list; `next` is handed back as `cursor` to get the following one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// A decimal amount, for example `{"amount": "0.0079", "currency": "USD"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoneyView {
    pub amount: String,
    pub currency: String,
}

impl From<&crate::domain::Money> for MoneyView {
    fn from(money: &crate::domain::Money) -> Self {
        Self { amount: money.to_string(), currency: money.currency.clone() }
    }
}

/// A command that is about one object.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ById {
    pub id: String,
}

// Lines

/// A phone number at a provider, as this computer knows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LineView {
    pub id: String,
    /// `twilio`.
    pub provider: String,
    pub number: String,
    pub number_type: NumberType,
    pub account: String,
    /// Sid of the API key; never its secret.
    pub key: String,
    pub name: Option<String>,
    pub contact: Option<String>,
    pub locale: String,
    /// Nothing that this line sends reaches anybody.
    pub practice: bool,
    /// Where the database key and the provider secret are kept.
    pub secrets: SecretsPlace,
    pub added_at: i64,
    pub selected: bool,
}

/// What opens an account at a provider. `secret` is kept in the keychain and never returned.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindNumbers {
    pub provider: String,
    pub account: String,
    pub key: String,
    #[ts(type = "string")]
    pub secret: secrecy::SecretString,
    /// Another host that speaks the same API; everything resolves under it.
    #[serde(default)]
    pub base_url: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FoundNumber {
    pub number: String,
    pub name: String,
    pub number_type: NumberType,
    /// Whether the number can receive and send texts at all.
    pub sms: bool,
    pub already_added: bool,
    /// Something at the provider answers texts to this number by itself.
    pub webhook: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FoundNumbers {
    pub items: Vec<FoundNumber>,
    pub balance: Option<MoneyView>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddLine {
    pub provider: String,
    pub account: String,
    pub key: String,
    #[ts(type = "string")]
    pub secret: secrecy::SecretString,
    pub number: String,
    #[serde(default)]
    pub base_url: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub contact: Option<String>,
    /// The language of the words that fans read, `en` when absent.
    #[serde(default)]
    pub locale: Option<String>,
}

/// The recovery key of the selected line: 13 groups of five characters. Given only until it is written down.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct RecoveryKey {
    /// The line's.
    pub id: String,
    pub groups: Vec<String>,
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RecoveryKey").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct Recover {
    /// The selected line when absent, also one that does not open.
    #[serde(default)]
    pub id: Option<String>,
    /// As it was written down; spaces, dashes and small letters do not matter.
    #[ts(type = "string")]
    pub key: secrecy::SecretString,
    /// The provider's secret, if the keychain has lost that, too.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub secret: Option<secrecy::SecretString>,
}

/// A command about a line, also one that does not open.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct OfLine {
    /// The selected line when absent.
    #[serde(default)]
    pub id: Option<String>,
}

/// A copy of a line's database in its folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BackupView {
    pub id: String,
    pub at: i64,
    pub bytes: u64,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RestoreBackup {
    /// The line; the selected one when absent.
    #[serde(default)]
    pub id: Option<String>,
    pub backup: String,
}

// State

/// Everything the live bar and `fanline status` show.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Status {
    pub line: Option<LineView>,
    /// The recovery key of the line still has to be written down.
    pub recovery_key_waiting: bool,
    /// This process answers and sends. False beside another process that does.
    pub sender: bool,
    pub fans: u64,
    pub inbound: u64,
    pub inbound_today: u64,
    /// Conversations with something unread.
    pub unread: u64,
    /// Conversations that a person must look at first: self-harm, threats, minors.
    pub care: u64,
    /// Rows of the outbox by state.
    pub outbox: BTreeMap<String, u64>,
    /// Rows of the outbox that still have to go, by kind.
    pub waiting: BTreeMap<String, u64>,
    /// Every text up to this moment is stored, as far back as the history is imported.
    pub frontier_at: Option<i64>,
    /// Messages a second.
    pub pace: f64,
    pub spend_today: MoneyView,
    pub daily_cap: Option<MoneyView>,
    /// The master switch is on and at least one rule is on.
    pub auto_replies: bool,
    /// Who switched last, and when.
    pub auto_replies_by: Option<String>,
    pub auto_replies_at: Option<i64>,
    /// Automatic answers that wait because the switch is off.
    pub auto_replies_held: u64,
    /// Ranges of numbers whose automatic answers wait for the owner's decision.
    pub guards_paused: u64,
    pub rules_on: u64,
    /// Updates that are being sent, or wait in their undo window.
    pub updates_running: u64,
    pub sync: SyncStatus,
    /// Texts in, for each of the last 32 seconds, oldest first.
    pub pulse: Vec<u32>,
    pub texts_last_minute: u64,
    /// What keeps the line from sending or hearing, if anything.
    pub problem: Option<Why>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SyncStatus {
    pub state: SyncState,
    /// When the state began, or of the last complete look for `synced`.
    pub at: Option<i64>,
    /// Texts read so far in a look that is not complete.
    pub read: u64,
    /// Where the import of older texts stands; absent when nothing is left to import.
    pub history: Option<History>,
}

/// The import of what is older than the first look, from the newest day to the oldest.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, TS)]
pub struct History {
    /// Every text since this moment is stored.
    pub at: i64,
    /// Texts read so far.
    pub read: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncState {
    /// This process does not look for texts.
    Idle,
    Starting,
    CatchingUp,
    Synced,
    Offline,
    KeyRefused,
    ProviderError,
    /// What was heard cannot be stored; `problem` says why.
    StoreFailed,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetAutoReplies {
    pub on: bool,
    /// When switching on: answer those who waited (`true`) or let their answers go (`false`).
    #[serde(default)]
    pub answer_waiting: Option<bool>,
    /// Who did it, for the activity log. `owner` when absent.
    #[serde(default)]
    pub by: Option<String>,
}

/// What a complete sync found.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct SyncReport {
    pub pages: u64,
    pub read: u64,
    pub new_inbound: u64,
    pub new_outbound: u64,
    pub frontier_at: Option<i64>,
}

/// How a bounded run ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
pub struct RunReport {
    /// Texts that arrived during the run.
    pub inbound: u64,
    /// Texts that the provider accepted during the run.
    pub sent: u64,
    /// Rows that still have to go, at a later time.
    pub waiting: u64,
    pub unknown: u64,
    /// When the next waiting row falls due.
    pub next_at: Option<i64>,
}

// Inbox

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InboxFilter {
    #[default]
    All,
    Unread,
    Vip,
    Flagged,
    OptedOut,
    Care,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListInbox {
    #[serde(default)]
    pub filter: InboxFilter,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// One row of the inbox: a fan and the last text between them and the line. `id` is the fan's.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Conversation {
    pub id: String,
    pub number: String,
    pub name: Option<String>,
    pub preview: String,
    pub preview_voice: Voice,
    pub preview_media: u32,
    pub question: bool,
    pub last_at: i64,
    pub unread: u32,
    pub vip: bool,
    pub flagged: bool,
    pub opted_out: bool,
    pub blocked: bool,
    pub care: bool,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    Fan,
    /// Written to this fan by a person.
    Personal,
    /// Written by a person, sent to many.
    Update,
    Automatic,
    /// Sent from somewhere else: the provider's console, another computer.
    Elsewhere,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ListThread {
    pub fan_id: String,
    /// Items before this cursor; the newest when absent.
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A conversation, newest item last. `next` leads to older items.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Thread {
    pub fan: Fan,
    pub items: Vec<ThreadItem>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ThreadItem {
    /// `m…` a stored text, `o…` one that waits in the outbox or never left.
    pub id: String,
    pub voice: Voice,
    pub body: String,
    pub media: u32,
    pub at: i64,
    pub state: ItemState,
    /// The provider's error code, or the reason a text was parked or cancelled.
    pub reason: Option<Why>,
    /// For an automatic text: the rule's name. For a fan's text: why it was answered or not.
    pub why: Option<Why>,
    pub rule: Option<String>,
    pub update: Option<UpdateRef>,
    pub client_id: Option<String>,
    /// The outbox row to retry or drop, while that is possible.
    pub outbox_id: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UpdateRef {
    pub id: String,
    pub recipients: u64,
}

/// Where one text stands, in the words of the delivery line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    Received,
    /// Queued, or to be tried again.
    Waiting,
    Sending,
    Sent,
    Delivered,
    NotDelivered,
    /// The provider did not answer clearly; the text is looked for before anything else happens.
    Unknown,
    /// Waits for a person.
    Parked,
    Cancelled,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct MarkRead {
    pub fan_id: String,
    pub read: bool,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SendPersonal {
    /// A fan's id, or a number.
    #[serde(default)]
    pub fan_id: Option<String>,
    #[serde(default)]
    pub to: Option<String>,
    pub text: String,
    /// The same client id never sends twice. Made up when absent.
    #[serde(default)]
    pub client_id: Option<String>,
}

// Outbox

/// Where a row of the outbox stands, for listing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxList {
    /// Waits for a person.
    #[default]
    Parked,
    /// The provider refused it for good.
    Failed,
    Unknown,
    Queued,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListOutbox {
    #[serde(default)]
    pub state: OutboxList,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A text that has not left, or never will by itself.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OutboxItem {
    pub id: String,
    pub fan_id: String,
    pub number: String,
    pub name: Option<String>,
    pub body: String,
    pub voice: Voice,
    pub reason: Option<Why>,
    pub created_at: i64,
    /// Requests that left for it.
    pub attempts: u32,
    pub update_id: Option<String>,
    /// What it is taken to cost.
    pub cost: MoneyView,
}

/// What a person decides about at once. Numbers whose range waits for a decision are left to that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutboxChoice {
    Parked,
    Failed,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChangeOutbox {
    pub state: OutboxChoice,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct OutboxChanged {
    pub changed: u64,
}

// Fans

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Fan {
    pub id: String,
    pub number: String,
    pub name: Option<String>,
    pub notes: String,
    pub city: Option<String>,
    /// `YYYY-MM-DD`, or `--MM-DD` without the year.
    pub birthday: Option<String>,
    pub tags: Vec<String>,
    pub first_at: i64,
    pub last_at: i64,
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
    /// Said it in other words; nothing automatic goes out until a person looked.
    pub opt_out_review: bool,
    /// On the list of numbers that must never get a text.
    pub suppressed: bool,
    /// The fan texted the line first.
    pub consent_at: Option<i64>,
    pub not_textable: Option<Why>,
    /// Why automatic answers to this fan are paused, and since when: a machine answers there.
    pub answers_paused: Option<Why>,
    pub answers_paused_at: Option<i64>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct GetFan {
    #[serde(default)]
    pub id: Option<String>,
    #[serde(default)]
    pub number: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListFans {
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct SetFan {
    pub id: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub notes: Option<String>,
    #[serde(default)]
    pub city: Option<String>,
    /// `YYYY-MM-DD`, `--MM-DD`, or nothing.
    #[serde(default)]
    pub birthday: Option<String>,
    /// All tags that the fan shall have.
    #[serde(default)]
    pub tags: Option<Vec<String>>,
    #[serde(default)]
    pub vip: Option<bool>,
    #[serde(default)]
    pub flagged: Option<bool>,
    #[serde(default)]
    pub blocked: Option<bool>,
    /// A person looked: `false` takes the fan out of the care tray, or ends an opt-out review.
    #[serde(default)]
    pub care: Option<bool>,
    #[serde(default)]
    pub opt_out_review: Option<bool>,
    /// `false` lets automatic answers to this fan go again, `true` pauses them.
    #[serde(default)]
    pub answers_paused: Option<bool>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct Search {
    pub words: String,
    /// In one conversation only.
    #[serde(default)]
    pub fan_id: Option<String>,
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SearchHit {
    /// The text's id.
    pub id: String,
    pub fan_id: String,
    pub number: String,
    pub name: Option<String>,
    pub body: String,
    pub voice: Voice,
    pub at: i64,
    pub opted_out: bool,
}

// Updates

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    #[default]
    Everyone,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct DraftUpdate {
    pub text: String,
    #[serde(default)]
    pub audience: Audience,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetUpdate {
    pub id: String,
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SendUpdate {
    pub id: String,
    /// The number of recipients that the person saw and typed. Refused when there are more; fewer, after a STOP in
    /// between, are what was confirmed.
    #[serde(default)]
    pub confirm: Option<u64>,
    /// `as_of` of the preview that was confirmed: fans who joined since are not part of it.
    #[serde(default)]
    pub as_of: Option<String>,
    /// A script stands for the confirmation.
    #[serde(default)]
    pub yes: bool,
}

/// What would happen if the update went out at once.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UpdatePreview {
    /// Names this moment's audience; handed back with the confirmation.
    pub as_of: String,
    pub matched: u64,
    pub excluded: Vec<Excluded>,
    pub recipients: u64,
    /// Recipients whose hours are not now, and when the last of them is reached.
    pub asleep: u64,
    pub asleep_until: Option<i64>,
    pub segments: Segments,
    /// Where most recipients are.
    pub price_per_part: MoneyView,
    pub cost: MoneyView,
    /// Most recipients first.
    pub by_country: Vec<CountryCost>,
    /// Of the cap that is closest.
    pub cap_left: Option<MoneyView>,
    /// At the line's pace, alone on it.
    pub seconds: u64,
    pub warnings: Vec<Why>,
}

/// What the recipients in one country cost.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CountryCost {
    /// ISO 3166-1; `None` where the numbers tell no country.
    pub country: Option<String>,
    pub recipients: u64,
    pub price_per_part: MoneyView,
    pub cost: MoneyView,
    /// `false`: nobody said a price, and the highest plausible one is counted with.
    pub known: bool,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Excluded {
    pub reason: String,
    pub count: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UpdateState {
    Draft,
    /// Approved; nothing leaves before `undo_until`.
    Undo,
    Expanding,
    Sending,
    Paused,
    Done,
    Cancelled,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct UpdateView {
    pub id: String,
    pub text: String,
    pub audience: Audience,
    pub state: UpdateState,
    /// Why it is paused, when it paused itself.
    pub reason: Option<Why>,
    pub created_at: i64,
    pub approved_at: Option<i64>,
    pub undo_until: Option<i64>,
    pub finished_at: Option<i64>,
    /// Counted when it was approved, and again when every fan has a row.
    pub recipients: u64,
    pub excluded: Vec<Excluded>,
    /// Rows by `queued`, `sending`, `sent`, `delivered`, `undelivered`, `failed`, `unknown`, `parked`, `cancelled`.
    pub states: BTreeMap<String, u64>,
    /// Rows that the provider accepted.
    pub sent: u64,
    pub cost: MoneyView,
    /// When the next row may leave, while all that are left wait for their fans' hours.
    pub next_at: Option<i64>,
    /// Seconds until the last row leaves, at the line's pace and in its fan's hours.
    pub seconds_left: Option<u64>,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListUpdates {
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

// Guards

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ListGuards {
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// A range of numbers that is watched.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct GuardView {
    pub id: String,
    /// Numbers that begin with this.
    pub range: String,
    pub kind: GuardKind,
    pub state: GuardState,
    /// First texts from it in the minutes before it was paused.
    pub texts: u64,
    /// Texts that wait for the decision.
    pub held: u64,
    pub tripped_at: i64,
    pub decided_at: Option<i64>,
}

/// What made Fanline look at a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GuardKind {
    /// More than 100 first texts from one block of a thousand numbers within ten minutes.
    Pumping,
    Premium,
    HighCost,
    /// The owner named it.
    Owner,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GuardState {
    /// Automatic answers wait for the owner.
    Paused,
    /// Automatic answers go, whatever comes.
    Allowed,
    /// No automatic answers.
    Blocked,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetGuard {
    /// As listed, or the beginning of other numbers: `+` and at least two digits.
    pub range: String,
    pub state: GuardState,
}

/// A range that Fanline ships with. The owner's own decision about it, or about a part of it, wins.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CostlyRangeView {
    pub range: String,
    pub kind: GuardKind,
    /// ISO 3166-1, where a country has it.
    pub country: Option<String>,
    pub source: String,
}

// Prices

/// What one part of a text costs to and from the numbers of a country.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PriceView {
    /// ISO 3166-1.
    pub country: String,
    pub outbound: PartPrice,
    /// For a line with a number there.
    pub inbound: PartPrice,
    /// When the provider's list was read.
    pub fetched_at: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartPrice {
    pub price: MoneyView,
    pub source: PriceSource,
}

/// Who says a price; the first that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    Owner,
    /// The provider's list, its dearest carrier.
    Listed,
    /// The dearest bill.
    Billed,
    /// Came with Fanline.
    Shipped,
    /// Nobody: the highest that is plausible.
    Assumed,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceDirection {
    #[default]
    Outbound,
    Inbound,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct FetchPrices {
    /// ISO 3166-1; all countries of the line and its fans when absent.
    #[serde(default)]
    pub country: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetPrice {
    /// ISO 3166-1.
    pub country: String,
    #[serde(default)]
    pub direction: PriceDirection,
    /// A decimal in the line's currency; absent or null goes by the list again.
    #[serde(default)]
    pub per_part: Option<String>,
}

// Settings

#[derive(Debug, Clone, Deserialize, TS)]
pub struct GetSetting {
    pub key: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetSetting {
    pub key: String,
    pub value: String,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Setting {
    pub key: String,
    pub value: String,
    pub default: String,
    /// What the owner should know about the value.
    pub warning: Option<Why>,
}

/// Something was removed or was already gone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Removed {
    pub id: String,
}
