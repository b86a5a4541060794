//! Whether one rule acts on one text, and if not, why.

use std::cell::OnceCell;

use super::evaluate::{Fan, Setup, Text};
use super::keyword::{Keywords, Words};
use crate::domain::fold::fold;
use crate::domain::{Acquaintance, Day, Repeat, Rule, Trigger, Why, WhyCode};

/// A rule that is ready to look at many texts: its words are folded once.
#[derive(Debug, Clone)]
pub struct ReadyRule {
    pub rule: Rule,
    keywords: Keywords,
    cities: Vec<String>,
}

impl From<Rule> for ReadyRule {
    fn from(rule: Rule) -> Self {
        let keywords = match &rule.trigger {
            Trigger::Keywords { keywords } => Keywords::new(keywords),
            Trigger::FirstText | Trigger::AnyText | Trigger::OutsideHours { .. } | Trigger::ReplyToUpdate { .. } => {
                Keywords::default()
            }
        };
        let cities = rule.conditions.cities.iter().map(|city| fold(city.trim())).collect();
        Self { rule, keywords, cities }
    }
}

/// What the rules that are on ask of a fan beyond the card: whatever none of them asks for need not be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Needs {
    /// Whether this is the fan's first text.
    pub history: bool,
    pub tags: bool,
    /// Whether the text is the first after an update.
    pub update: bool,
    /// Whatever keeps a reply back: a person who took over, texts from elsewhere, the daily cap.
    pub replies: bool,
}

impl Needs {
    #[must_use]
    pub fn of(rules: &[ReadyRule]) -> Self {
        let mut needs = Self::default();
        for rule in rules.iter().map(|ready| &ready.rule).filter(|rule| rule.on) {
            needs.history |= rule.trigger == Trigger::FirstText || rule.conditions.fan.is_some();
            needs.tags |= !rule.conditions.has_tags.is_empty() || !rule.conditions.lacks_tags.is_empty();
            needs.update |= matches!(rule.trigger, Trigger::ReplyToUpdate { .. });
            needs.replies |= rule.replies();
        }
        needs
    }
}

/// Whether any rule could act on a text of this moment. If none could, nothing need be known of the fan.
#[must_use]
pub fn may_act(setup: &Setup, text: &Text<'_>, rules: &[ReadyRule]) -> bool {
    setup.auto_replies && rules.iter().any(|ready| untimely(setup, text, &ready.rule).is_none())
}

/// One text on its way past the rules. Its words are cut once, and only if a rule has keywords.
pub(super) struct Look<'a> {
    setup: &'a Setup,
    fan: &'a Fan,
    text: &'a Text<'a>,
    words: OnceCell<Words>,
}

/// Why a rule does not act, and how close it came.
pub(super) struct Refusal {
    pub(super) stage: Stage,
    pub(super) why: Why,
}

/// The last thing that a rule looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    Off,
    Time,
    Trigger,
    Condition,
    Restraint,
}

/// How a rule fits: the keyword that stood in the text, if that is what it looks for.
pub(super) type Fit<'a> = Option<&'a str>;

impl<'a> Look<'a> {
    pub(super) fn new(setup: &'a Setup, fan: &'a Fan, text: &'a Text<'a>) -> Self {
        Self { setup, fan, text, words: OnceCell::new() }
    }

    /// Whether a rule fits. `given` are the tags that rules before it have just put on the fan.
    pub(super) fn at<'r>(&self, ready: &'r ReadyRule, given: &[&str]) -> Result<Fit<'r>, Refusal> {
        let rule = &ready.rule;
        if let Some(code) = untimely(self.setup, self.text, rule) {
            let stage = if rule.on { Stage::Time } else { Stage::Off };
            return Err(Refusal { stage, why: code.into() });
        }
        let keyword = self.trigger(ready).map_err(|code| {
            let stage = if code == WhyCode::AlreadyAnswered { Stage::Restraint } else { Stage::Trigger };
            Refusal { stage, why: code.into() }
        })?;
        if let Some(why) = self.condition(ready, given) {
            return Err(Refusal { stage: Stage::Condition, why });
        }
        if let Some(why) = self.restraint(rule) {
            return Err(Refusal { stage: Stage::Restraint, why });
        }
        Ok(keyword)
    }

    fn trigger<'r>(&self, ready: &'r ReadyRule) -> Result<Fit<'r>, WhyCode> {
        let fits = match &ready.rule.trigger {
            Trigger::FirstText => match (self.fan.texted_before, self.last_run(&ready.rule)) {
                (false, _) => Ok(()),
                // Who got this reply is better told so.
                (true, Some(_)) => Err(WhyCode::AlreadyAnswered),
                (true, None) => Err(WhyCode::NotFirstText),
            },
            Trigger::Keywords { .. } => {
                let words = self.words.get_or_init(|| Words::of(self.text.body));
                return ready.keywords.find(words).map(Some).ok_or(WhyCode::NoKeyword);
            }
            Trigger::AnyText => Ok(()),
            Trigger::OutsideHours { hours } => {
                if hours.contains(self.local().1) {
                    Err(WhyCode::WithinHours)
                } else {
                    Ok(())
                }
            }
            Trigger::ReplyToUpdate { within_s, update_id } => {
                let after = self.fan.update.as_ref().filter(|update| {
                    let in_time = self.text.at - update.at <= within_s.saturating_mul(1_000);
                    let this_one = update_id.as_ref().is_none_or(|wanted| update.id.as_ref() == Some(wanted));
                    in_time && this_one
                });
                after.map(|_| ()).ok_or(WhyCode::NotAfterUpdate)
            }
        };
        fits.map(|()| None)
    }

    fn condition(&self, ready: &ReadyRule, given: &[&str]) -> Option<Why> {
        let conditions = &ready.rule.conditions;
        let has = |tag: &String| self.fan.tags.contains(tag) || given.contains(&tag.as_str());
        match conditions.fan {
            Some(Acquaintance::New) if self.fan.texted_before => return Some(WhyCode::FanNotNew.into()),
            Some(Acquaintance::Known) if !self.fan.texted_before => return Some(WhyCode::FanNotKnown.into()),
            Some(Acquaintance::New | Acquaintance::Known) | None => {}
        }
        if let Some(tag) = conditions.has_tags.iter().find(|tag| !has(tag)) {
            return Some(Why::new(WhyCode::TagMissing).with("tag", tag));
        }
        if let Some(tag) = conditions.lacks_tags.iter().find(|tag| has(tag)) {
            return Some(Why::new(WhyCode::TagPresent).with("tag", tag));
        }
        let lives_there = || self.fan.city.as_deref().is_some_and(|city| ready.cities.contains(&fold(city.trim())));
        if !ready.cities.is_empty() && !lives_there() {
            return Some(WhyCode::CityDiffers.into());
        }
        if conditions.hours.is_some() || !conditions.days.is_empty() {
            let (day, minute) = self.local();
            if conditions.hours.is_some_and(|hours| !hours.contains(minute)) {
                return Some(WhyCode::OtherHours.into());
            }
            if !conditions.days.is_empty() && !conditions.days.contains(&day) {
                return Some(WhyCode::OtherDay.into());
            }
        }
        None
    }

    /// What keeps a rule from acting although it fits.
    fn restraint(&self, rule: &Rule) -> Option<Why> {
        match (rule.repeat, self.last_run(rule)) {
            (Repeat::Once, Some(_)) => return Some(WhyCode::AlreadyAnswered.into()),
            (Repeat::Cooldown { seconds }, Some(at)) if self.text.at - at < seconds.saturating_mul(1_000) => {
                return Some(WhyCode::InCooldown.into());
            }
            (Repeat::Once | Repeat::Cooldown { .. } | Repeat::Always, _) => {}
        }
        if !rule.replies() {
            return None;
        }
        if rule.repeat == Repeat::Once && self.fan.texted_elsewhere {
            return Some(WhyCode::SentElsewhere.into());
        }
        if let Some(fact) = rule.actions.ask.filter(|fact| self.fan.known.contains(fact)) {
            return Some(Why::new(WhyCode::FactKnown).with("fact", fact.name()));
        }
        let person = self.setup.person_takes_over_ms.zip(self.fan.person_at);
        if person.is_some_and(|(window, at)| self.text.at - at < window) {
            return Some(WhyCode::PersonTookOver.into());
        }
        self.fan.at_daily_cap.then(|| WhyCode::FanDailyCap.into())
    }

    /// When this rule last acted for this fan, in the provider's time.
    fn last_run(&self, rule: &Rule) -> Option<i64> {
        self.fan.runs.iter().find(|(id, _)| *id == rule.id).map(|(_, at)| *at)
    }

    /// The day and the minute of the owner's clock at which the text came.
    fn local(&self) -> (Day, u32) {
        let at = jiff::Timestamp::from_millisecond(self.text.at).unwrap_or_default();
        let local = self.setup.zone.to_datetime(at);
        let day = match local.weekday() {
            jiff::civil::Weekday::Monday => Day::Mon,
            jiff::civil::Weekday::Tuesday => Day::Tue,
            jiff::civil::Weekday::Wednesday => Day::Wed,
            jiff::civil::Weekday::Thursday => Day::Thu,
            jiff::civil::Weekday::Friday => Day::Fri,
            jiff::civil::Weekday::Saturday => Day::Sat,
            jiff::civil::Weekday::Sunday => Day::Sun,
        };
        (day, u32::from(local.hour().unsigned_abs()) * 60 + u32::from(local.minute().unsigned_abs()))
    }
}

/// Why a text of this moment is none of the rule's business, whoever sent it.
fn untimely(setup: &Setup, text: &Text<'_>, rule: &Rule) -> Option<WhyCode> {
    let (Some(enabled_at), Some(enabled_here_at), true) = (rule.enabled_at, rule.enabled_here_at, rule.on) else {
        return Some(WhyCode::RuleOff);
    };
    let timing = &rule.timing;
    if timing.from_at.is_some_and(|from| text.at < from) || timing.until_at.is_some_and(|until| text.at >= until) {
        return Some(WhyCode::OutsideSchedule);
    }
    if text.at < enabled_at || text.stored_at < enabled_here_at {
        return Some(WhyCode::BeforeSwitchOn);
    }
    let catch_up_ms = timing.catch_up_s.map_or(setup.catch_up_ms, |seconds| seconds.saturating_mul(1_000));
    (setup.now - text.at > catch_up_ms).then_some(WhyCode::TooOld)
}
