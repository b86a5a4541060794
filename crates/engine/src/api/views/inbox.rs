//! Conversations and what is said in them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Fan, Why};

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
