//! Texts that have not left.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MoneyView, Voice, Why};

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
