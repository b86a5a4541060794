//! Looking for words in texts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Voice;

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
    /// The text to bring into view in its conversation: for a reaction, the one it stands on.
    pub shown_at: String,
    pub fan_id: String,
    pub number: String,
    pub name: Option<String>,
    pub body: String,
    pub voice: Voice,
    pub at: i64,
    pub opted_out: bool,
}

/// Looks for fans by name, city or number.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchFans {
    pub words: String,
    #[serde(default)]
    pub limit: Option<u32>,
}
