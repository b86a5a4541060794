//! Updates: texts to many.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MoneyView, Segments, Why};

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
