//! Rules, and what they would do.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Segments, Why};
pub use crate::domain::{Acquaintance, Actions, Conditions, Day, FanFact, Repeat, Timing, Trigger};

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct RuleView {
    pub id: String,
    /// A name that scripts can rely on, `welcome`.
    pub key: String,
    pub name: String,
    pub trigger: Trigger,
    pub conditions: Conditions,
    /// The reply; empty when the rule replies nothing and lets the next ones look.
    pub text: String,
    pub actions: Actions,
    pub repeat: Repeat,
    pub timing: Timing,
    pub on: bool,
    /// Texts older than this never count.
    pub enabled_at: Option<i64>,
    /// Answers queued or sent since midnight, or texts that a rule without a reply acted on.
    pub today: u64,
    pub total: u64,
    pub segments: Segments,
    /// What the owner should know about the wording.
    pub warnings: Vec<Why>,
}

/// What a new rule can start from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RuleTemplate {
    /// `welcome`, `dates`, `away`, `thanks`, `ask_name`, `ask_city`: the window has a name for each.
    pub id: String,
    pub trigger: Trigger,
    pub conditions: Conditions,
    pub text: String,
    pub actions: Actions,
    pub repeat: Repeat,
}

/// What a person decides about a rule; what is left out stays, or has its default in a rule that is made.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct RuleParts {
    pub name: Option<String>,
    pub trigger: Option<Trigger>,
    pub conditions: Option<Conditions>,
    pub text: Option<String>,
    pub actions: Option<Actions>,
    pub repeat: Option<Repeat>,
    pub timing: Option<Timing>,
    pub on: Option<bool>,
}

/// A rule to make; it needs a name and a trigger, and a reply or something else to do.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddRule {
    /// A name that scripts can rely on; made from the name when absent.
    #[serde(default)]
    pub key: Option<String>,
    #[serde(flatten)]
    pub parts: RuleParts,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetRule {
    pub id: String,
    #[serde(flatten)]
    pub parts: RuleParts,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct MoveRule {
    pub id: String,
    /// Its place in the order, from 1; beyond the last one it is the last.
    pub place: u32,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct TryText {
    pub from: String,
    pub text: String,
}

/// What would happen to a text, step by step, without sending anything.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Decision {
    /// The text that would be sent.
    pub reply: Option<String>,
    /// The rule that would answer.
    pub rule: Option<String>,
    pub why: Why,
    pub steps: Vec<DecisionStep>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DecisionStep {
    /// `reaction`, `stop_and_help`, `blocked`, `care`, `answer`, `guards`, `auto_replies`, `rule`.
    pub step: String,
    /// The rule's name when `step` is `rule`.
    pub rule: Option<String>,
    pub hit: bool,
    pub why: Why,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct ReplayTexts {
    #[serde(default)]
    pub cursor: Option<String>,
    #[serde(default)]
    pub limit: Option<u32>,
}

/// What the rules, as they are, would have done with the texts of the last day. Nothing is sent or stored.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReplayReport {
    pub since_at: i64,
    pub until_at: i64,
    pub texts: u64,
    /// Texts that would have been answered.
    pub answered: u64,
    /// In the rules' order.
    pub rules: Vec<ReplayedRule>,
    /// A page of the texts, oldest first.
    pub items: Vec<ReplayedText>,
    pub next: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReplayedRule {
    pub id: String,
    pub name: String,
    pub answered: u64,
    /// Texts on which a rule without a reply would have acted.
    pub applied: u64,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReplayedText {
    /// The text's id.
    pub id: String,
    pub fan_id: String,
    pub number: String,
    pub name: Option<String>,
    pub body: String,
    pub at: i64,
    /// The text that would have been sent, and the rule.
    pub reply: Option<String>,
    pub rule: Option<String>,
    pub why: Why,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct CountSegments {
    pub text: String,
}
