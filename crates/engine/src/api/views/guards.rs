//! Ranges of numbers whose automatic answers wait.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
