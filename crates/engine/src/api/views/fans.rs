//! Fans and what is known about them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Voice, Why};

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

/// Which fans; what is left out does not matter.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct FanFilter {
    pub show: FanShow,
    /// Fans with any of these tags.
    pub tags: Vec<String>,
    pub city: Option<String>,
    /// A part of the name, the number, the city or the notes.
    pub search: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FanShow {
    #[default]
    Everyone,
    Vip,
    Flagged,
    Blocked,
    OptedOut,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FanSort {
    /// The newest text that a person wrote.
    #[default]
    Last,
    Name,
    /// The first text.
    Joined,
    /// Texts from the fan.
    Texts,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct FindFans {
    pub filter: FanFilter,
    pub sort: FanSort,
    pub ascending: bool,
    pub cursor: Option<String>,
    pub limit: Option<u32>,
}

/// A fan in the grid.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundFan {
    pub id: String,
    pub number: String,
    pub name: Option<String>,
    pub city: Option<String>,
    pub tags: Vec<String>,
    /// The newest text that a person wrote, and whose it is.
    pub preview: String,
    pub preview_voice: Voice,
    pub first_at: i64,
    pub last_at: i64,
    pub from_fan: u64,
    pub personal: u64,
    pub vip: bool,
    pub flagged: bool,
    pub blocked: bool,
    pub opted_out: bool,
    pub suppressed: bool,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct CountFans {
    pub filter: FanFilter,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FanCount {
    pub matched: u64,
}

/// A tag or a city, and how many fans it is of.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FanGroup {
    pub name: String,
    pub fans: u64,
}

/// What fans can be told apart by: the most frequent tags and cities.
#[derive(Debug, Clone, Serialize, TS)]
pub struct FanGroups {
    pub tags: Vec<FanGroup>,
    pub cities: Vec<FanGroup>,
}

/// Changes many fans at once: those of the ids, or all that a filter finds.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ChangeFans {
    pub ids: Option<Vec<String>>,
    pub filter: Option<FanFilter>,
    pub add_tags: Vec<String>,
    pub remove_tags: Vec<String>,
    pub vip: Option<bool>,
    pub blocked: Option<bool>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct FansChanged {
    /// Fans for whom it was a change.
    pub changed: u64,
    /// Who they are, for taking it back; `None` when they are too many for that.
    pub ids: Option<Vec<String>>,
}
