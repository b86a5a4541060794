//! What changed, as it crosses to the window: kinds and ids only.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What changed, in kinds and ids only: the window asks for what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EventBatch {
    /// One for each kind, in the order of their names.
    pub events: Vec<Event>,
    /// Some were lost: reload everything.
    pub overflow: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Event {
    /// `line.changed`, `inbox.changed`, `thread.changed`, `rules.changed`, `updates.changed`, `status.changed`,
    /// `settings.changed`.
    pub kind: String,
    /// Ids of the objects that changed; empty means any of them.
    pub ids: Vec<String>,
}
