//! Who did what, what a line's connection is worth, and everything of it as files.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MoneyView;
use crate::domain::Why;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ActivityArea {
    Replies,
    Updates,
    Fans,
    /// Settings, prices, hours, guards, keys, and whatever else is of the line itself.
    Line,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ListActivity {
    /// All of them when absent.
    pub area: Option<ActivityArea>,
    pub cursor: Option<String>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ActivityView {
    pub id: String,
    pub at: i64,
    /// `owner`, or the part of Fanline that did it by itself: `fanline`, `guard`.
    pub who: String,
    /// `rule_set`, `fans_changed`, `setting_set`.
    pub what: String,
    /// Ids and codes; never a text or a number of a fan.
    pub params: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckName {
    /// The provider accepts the key.
    Key,
    /// The number is the account's, and can text.
    Number,
    /// Nothing else at the provider answers texts.
    Webhook,
    /// There is money left.
    Balance,
    /// The provider's price list is known.
    Prices,
    /// The carriers know the number (10DLC).
    Registration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Fine,
    /// It works, and somebody should know this.
    Look,
    Wrong,
    /// The key may not see it, or the provider does not tell.
    Untold,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct CheckView {
    pub name: CheckName,
    pub state: CheckState,
    /// Why it is not fine, where the provider said so.
    pub why: Option<Why>,
    /// What is at the number's webhook: a host.
    pub host: Option<String>,
    pub balance: Option<MoneyView>,
    /// When the price list was read.
    pub at: Option<i64>,
}

/// One piece of an export of everything.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct ExportStep {
    /// An absolute path, made when missing; a new folder beside the data of the line when absent.
    pub folder: Option<String>,
    /// `next` of the piece before; absent for the first one.
    pub cursor: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Exported {
    /// Where the files are.
    pub folder: String,
    /// Texts written so far, and in all.
    pub texts: u64,
    pub of: u64,
    /// There is more: handed back as `cursor`, with the folder.
    pub next: Option<String>,
}
