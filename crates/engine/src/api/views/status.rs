//! How the line stands, and what a look or a run found.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{LineView, MoneyView, Why};

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
