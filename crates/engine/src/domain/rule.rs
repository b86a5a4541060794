//! What a rule is made of: when it looks at a text, whom it is for, what it does, and how often.
//!
//! Each part is stored as JSON. A part that a later version adds has a default, so that rules of an earlier one keep
//! their meaning.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DayWindow;

/// What makes a rule look at a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trigger {
    /// The fan's first text, reactions aside.
    FirstText,
    /// Any of the words or phrases stands in the text, whatever its case and accents.
    Keywords {
        keywords: Vec<String>,
    },
    AnyText,
    /// The text came outside a window of the owner's day, such as `09:00-18:00`.
    OutsideHours {
        #[ts(type = "string")]
        hours: DayWindow,
    },
    /// The fan's first text after an update that was sent to them, at most so many seconds later.
    ReplyToUpdate {
        within_s: i64,
        /// Only after this update.
        #[serde(default)]
        update_id: Option<String>,
    },
}

impl Trigger {
    /// Its kind, as it travels.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::FirstText => "first_text",
            Self::Keywords { .. } => "keywords",
            Self::AnyText => "any_text",
            Self::OutsideHours { .. } => "outside_hours",
            Self::ReplyToUpdate { .. } => "reply_to_update",
        }
    }
}

/// Whether a fan texted before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Acquaintance {
    New,
    Known,
}

/// A day of the owner's week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Day {
    Mon,
    Tue,
    Wed,
    Thu,
    Fri,
    Sat,
    Sun,
}

/// What must hold beside the trigger; whatever is left out holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Conditions {
    pub fan: Option<Acquaintance>,
    /// Tags that the fan must all have.
    pub has_tags: Vec<String>,
    /// Tags of which the fan may have none.
    pub lacks_tags: Vec<String>,
    /// The fan's city is one of these.
    pub cities: Vec<String>,
    /// The text came in this window of the owner's day, such as `22:00-06:00`.
    #[ts(type = "string | null")]
    pub hours: Option<DayWindow>,
    /// The text came on one of these days of the owner's week.
    pub days: Vec<Day>,
}

/// What a fan can be asked for, and a card has room for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FanFact {
    Name,
    City,
    Birthday,
}

impl FanFact {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::City => "city",
            Self::Birthday => "birthday",
        }
    }

    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Name, Self::City, Self::Birthday].into_iter().find(|fact| fact.name() == name)
    }
}

/// What a rule does beside its reply.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Actions {
    /// The reply asks for this: the fan's answer is kept on the card.
    pub ask: Option<FanFact>,
    pub tags: Vec<String>,
    pub flag: bool,
    pub mark_read: bool,
}

impl Actions {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// How often a rule may act for one fan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Repeat {
    /// Never a second time, whatever happens to the rule.
    #[default]
    Once,
    /// Not again within so many seconds.
    Cooldown {
        seconds: i64,
    },
    Always,
}

/// When a rule holds, and when its reply leaves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Timing {
    /// Texts from this moment on, UTC milliseconds.
    pub from_at: Option<i64>,
    /// Texts before this moment.
    pub until_at: Option<i64>,
    /// The reply leaves between so many seconds after the text…
    pub delay_from_s: i64,
    /// …and so many.
    pub delay_to_s: i64,
    /// How old a text may be and still count, in seconds; the line's `catch_up` when left out.
    pub catch_up_s: Option<i64>,
}

/// One rule of a line, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: i64,
    /// A name that scripts can rely on.
    pub key: String,
    pub name: String,
    pub trigger: Trigger,
    pub conditions: Conditions,
    /// The reply; empty when the rule replies nothing.
    pub text: String,
    pub actions: Actions,
    pub repeat: Repeat,
    pub timing: Timing,
    pub on: bool,
    /// Provider time from which texts count.
    pub enabled_at: Option<i64>,
    /// Texts stored before this moment of this computer never count.
    pub enabled_here_at: Option<i64>,
}

impl Rule {
    /// A rule that is off, not stored yet, and answers each fan once.
    #[must_use]
    pub fn new(key: &str, name: &str, trigger: Trigger, text: &str) -> Self {
        Self {
            id: 0,
            key: key.to_owned(),
            name: name.to_owned(),
            trigger,
            conditions: Conditions::default(),
            text: text.to_owned(),
            actions: Actions::default(),
            repeat: Repeat::default(),
            timing: Timing::default(),
            on: false,
            enabled_at: None,
            enabled_here_at: None,
        }
    }

    #[must_use]
    pub fn replies(&self) -> bool {
        !self.text.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Actions, Conditions, Repeat, Timing, Trigger};

    /// A rule of an earlier version would lose its meaning, or keep the line from opening.
    #[test]
    fn parts_that_are_left_out_have_defaults() {
        let read = |text: &str| serde_json::from_str::<Trigger>(text).expect("a trigger");
        assert_eq!(read(r#"{"kind":"first_text"}"#), Trigger::FirstText);
        let after = Trigger::ReplyToUpdate { within_s: 60, update_id: None };
        assert_eq!(read(r#"{"kind":"reply_to_update","within_s":60}"#), after);
        assert_eq!(serde_json::from_str::<Conditions>("{}").expect("none"), Conditions::default());
        assert_eq!(serde_json::from_str::<Actions>("{}").expect("none"), Actions::default());
        assert_eq!(serde_json::from_str::<Timing>("{}").expect("none"), Timing::default());
        assert_eq!(serde_json::from_str::<Repeat>(r#"{"kind":"once"}"#).expect("once"), Repeat::Once);
    }
}
