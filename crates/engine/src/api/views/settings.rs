//! Settings of the line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Why;

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
