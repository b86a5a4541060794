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
    /// The fan's newest text asks something.
    Questions,
    Vip,
    Flagged,
    OptedOut,
    Care,
    /// Done with, until the fan writes again.
    Archived,
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
    /// Done with, until the fan writes again.
    pub archived: bool,
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
    /// Words begun and not sent.
    pub draft: Option<String>,
    /// The time zones in which the fan's number may lie, by their IANA names.
    pub zones: Vec<String>,
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
    /// A text of one's own that has not left is held until then, and may be taken back.
    pub undo_until: Option<i64>,
    /// What the fan put on this text with the phone, in the order it came; what was taken off again is left out.
    pub reactions: Vec<ReactionView>,
}

/// A sign that a fan put on one of our texts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReactionView {
    /// An emoji.
    pub sign: String,
    pub at: i64,
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
    /// Hold it for the time that `personal_undo` says, in which it can be taken back.
    #[serde(default)]
    pub undoable: Option<bool>,
}

/// A text that was taken back: its words are the draft again.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct TakenBack {
    /// The outbox row's.
    pub id: String,
    pub fan_id: String,
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetDraft {
    pub fan_id: String,
    /// Nothing takes the draft away.
    pub text: String,
}

/// Words begun to a fan and not sent. `id` is the fan's.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DraftView {
    pub id: String,
    pub text: String,
}

/// The same change for several conversations; what is absent stays as it is.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ChangeInbox {
    pub fan_ids: Vec<String>,
    #[serde(default)]
    pub read: Option<bool>,
    /// `true` takes a conversation out of the inbox until its fan writes again, and counts it as read.
    #[serde(default)]
    pub archived: Option<bool>,
    #[serde(default)]
    pub blocked: Option<bool>,
    #[serde(default)]
    pub add_tag: Option<String>,
    #[serde(default)]
    pub remove_tag: Option<String>,
}

/// The conversations that a change concerned, and only those, in the order they were given.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ChangedInbox {
    pub before: Vec<Conversation>,
    pub after: Vec<Conversation>,
}

/// Words that a person uses often.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PhraseView {
    pub id: String,
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddPhrase {
    pub text: String,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetPhrase {
    pub id: String,
    #[serde(default)]
    pub text: Option<String>,
    /// It went into a text: the last used come first.
    #[serde(default)]
    pub used: Option<bool>,
}
