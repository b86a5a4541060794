//! The order of the steps: reaction, STOP and its kin, who may be answered at all, care, answers to what was asked,
//! then the rules.

use super::answer::{self, Circumstance};
use super::rule::{Look, ReadyRule, Stage};
use crate::clock::TimeZone;
use crate::compliance::{self, OptOut};
use crate::domain::{FanFact, Why, WhyCode};

/// The text to decide about.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    pub body: &'a str,
    /// The provider's time, UTC milliseconds.
    pub at: i64,
    /// When this computer stored it.
    pub stored_at: i64,
    /// It reacts to one of our texts to this fan.
    pub reacts_to_ours: bool,
}

/// What matters about the sender.
#[derive(Debug, Clone, Default)]
pub struct Fan {
    /// A phone number that people have, not a short code or a word.
    pub is_phone: bool,
    /// The line's own number.
    pub is_line: bool,
    /// Sent a text before this one.
    pub texted_before: bool,
    pub opted_out: bool,
    /// On the list of numbers that must never get a text.
    pub suppressed: bool,
    pub opt_out_review: bool,
    pub blocked: bool,
    pub care: bool,
    /// Was texted by something else than this store.
    pub texted_elsewhere: bool,
    /// Reached the most automatic texts for one day.
    pub at_daily_cap: bool,
    /// Why automatic answers to this fan are paused: something there answers by itself.
    pub reply_loop: Option<Why>,
    /// Why automatic answers to the fan's range of numbers are held.
    pub range_held: Option<Why>,
    pub tags: Vec<String>,
    pub city: Option<String>,
    /// What the card says already.
    pub known: Vec<FanFact>,
    /// What a rule asked for, not more than a day ago.
    pub asked: Option<Asked>,
    /// The rules that acted for this fan, each with the provider's time of the last text it acted on.
    pub runs: Vec<(i64, i64)>,
    /// When a person last wrote to this fan, in the provider's time.
    pub person_at: Option<i64>,
    /// The update that this text is the first one after.
    pub update: Option<AfterUpdate>,
}

/// A question that waits for its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub fact: FanFact,
    pub circumstance: Circumstance,
}

/// An update that was sent to the fan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterUpdate {
    pub id: Option<String>,
    /// The provider's time.
    pub at: i64,
}

/// What holds for every text.
#[derive(Debug, Clone)]
pub struct Setup {
    /// The provider's time.
    pub now: i64,
    pub auto_replies: bool,
    pub catch_up_ms: i64,
    /// How long rules keep silent after a person wrote to a fan; `None`: they do not.
    pub person_takes_over_ms: Option<i64>,
    /// The owner's zone, for hours and days.
    pub zone: TimeZone,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Reaction,
    Stop,
    Start,
    Help,
    /// Automatic texts wait until a person looked.
    Review,
    Care,
    /// Keep on the card what the fan was asked for.
    Keep {
        fact: FanFact,
        value: String,
    },
    /// Answer with the rule at this place in the list.
    Answer(usize),
    Nothing,
}

/// One step on the way, for the trace that people read.
#[derive(Debug, Clone)]
pub struct Step {
    pub step: &'static str,
    pub rule: Option<String>,
    pub hit: bool,
    pub why: Why,
}

#[derive(Debug, Clone)]
pub struct Decision {
    pub outcome: Outcome,
    /// Places of the rules that act without a reply, before the one that answers.
    pub applied: Vec<usize>,
    pub why: Why,
    pub steps: Vec<Step>,
}

impl Decision {
    /// Places of all rules that act.
    pub fn acting(&self) -> impl Iterator<Item = usize> + '_ {
        self.applied.iter().copied().chain(self.answering())
    }

    /// The place of the rule that answers.
    #[must_use]
    pub fn answering(&self) -> Option<usize> {
        match self.outcome {
            Outcome::Answer(place) => Some(place),
            Outcome::Reaction
            | Outcome::Stop
            | Outcome::Start
            | Outcome::Help
            | Outcome::Review
            | Outcome::Care
            | Outcome::Keep { .. }
            | Outcome::Nothing => None,
        }
    }
}

/// Decides about one text; `rules` are in their order. Those without a reply act and let the next ones look; the first
/// one with a reply that fits ends the search.
#[must_use]
pub fn evaluate(setup: &Setup, fan: &Fan, text: &Text<'_>, rules: &[ReadyRule]) -> Decision {
    let mut steps = Vec::with_capacity(rules.len() + 6);
    let early = [
        ("reaction", reaction(text)),
        ("stop_and_help", stop_and_help(fan, text)),
        ("blocked", unanswerable(fan)),
        ("care", care(fan, text)),
        ("answer", answered_question(fan, text)),
        ("guards", guarded(fan)),
        ("auto_replies", (!setup.auto_replies).then(|| (Outcome::Nothing, WhyCode::AutoRepliesOff.into()))),
    ];
    for (step, found) in early {
        match found {
            Some((outcome, why)) => {
                steps.push(Step { step, rule: None, hit: true, why: why.clone() });
                return Decision { outcome, applied: Vec::new(), why, steps };
            }
            None => steps.push(Step { step, rule: None, hit: false, why: WhyCode::Passed.into() }),
        }
    }
    past_the_rules(setup, fan, text, rules, steps)
}

fn past_the_rules(setup: &Setup, fan: &Fan, text: &Text<'_>, rules: &[ReadyRule], mut steps: Vec<Step>) -> Decision {
    let look = Look::new(setup, fan, text);
    let mut applied = Vec::new();
    let mut given: Vec<&str> = Vec::new();
    let mut closest: Option<(Stage, Why)> = None;
    for (place, ready) in rules.iter().enumerate() {
        let rule = &ready.rule;
        let mut step = |hit, why| steps.push(Step { step: "rule", rule: Some(rule.name.clone()), hit, why });
        match look.at(ready, &given) {
            Err(refusal) => {
                step(false, refusal.why.clone());
                if closest.as_ref().is_none_or(|(stage, _)| *stage <= refusal.stage) {
                    closest = Some((refusal.stage, refusal.why));
                }
            }
            Ok(keyword) => {
                step(true, WhyCode::RuleMatches.into());
                if !rule.replies() {
                    applied.push(place);
                    given.extend(rule.actions.tags.iter().map(String::as_str));
                    continue;
                }
                let why = Why::new(WhyCode::Answered).with("rule", &rule.name).with("trigger", rule.trigger.kind());
                let why = keyword.iter().fold(why, |why, keyword| why.with("keyword", keyword));
                return Decision { outcome: Outcome::Answer(place), applied, why, steps };
            }
        }
    }
    let why = silence(rules, &applied, closest);
    Decision { outcome: Outcome::Nothing, applied, why, steps }
}

/// Why no rule answered. One that did something says so; else the rule that came closest explains it best, unless
/// several looked for something else entirely.
fn silence(rules: &[ReadyRule], applied: &[usize], closest: Option<(Stage, Why)>) -> Why {
    let names: Vec<&str> =
        applied.iter().filter_map(|place| rules.get(*place)).map(|ready| &*ready.rule.name).collect();
    if !names.is_empty() {
        return Why::new(WhyCode::RuleApplied).with("rule", names.join(", "));
    }
    let on = rules.iter().filter(|ready| ready.rule.on).count();
    match closest {
        Some((stage, why)) if stage > Stage::Trigger || stage > Stage::Off && on == 1 => why,
        Some(_) | None => WhyCode::NoRule.into(),
    }
}

fn reaction(text: &Text<'_>) -> Option<(Outcome, Why)> {
    text.reacts_to_ours.then(|| (Outcome::Reaction, WhyCode::Reaction.into()))
}

fn stop_and_help(fan: &Fan, text: &Text<'_>) -> Option<(Outcome, Why)> {
    match compliance::classify(text.body) {
        OptOut::Stop { word } => Some((Outcome::Stop, Why::new(WhyCode::Stop).with("word", word))),
        OptOut::Phrase { phrase } => Some((Outcome::Review, Why::new(WhyCode::OptOutPhrase).with("phrase", phrase))),
        OptOut::Start => Some((Outcome::Start, WhyCode::Start.into())),
        // YES means something only from somebody who is out.
        OptOut::Yes if fan.opted_out => Some((Outcome::Start, WhyCode::Start.into())),
        OptOut::Help => Some((Outcome::Help, WhyCode::Help.into())),
        OptOut::Yes | OptOut::None => None,
    }
}

fn unanswerable(fan: &Fan) -> Option<(Outcome, Why)> {
    let code = if fan.is_line {
        WhyCode::OwnNumber
    } else if !fan.is_phone {
        WhyCode::NotAPhone
    } else if fan.blocked {
        WhyCode::Blocked
    } else if fan.opted_out {
        WhyCode::OptedOut
    } else if fan.suppressed {
        WhyCode::Suppressed
    } else if fan.opt_out_review {
        WhyCode::OptOutReview
    } else {
        return None;
    };
    Some((Outcome::Nothing, code.into()))
}

fn care(fan: &Fan, text: &Text<'_>) -> Option<(Outcome, Why)> {
    if let Some(kind) = compliance::needs_care(text.body) {
        return Some((Outcome::Care, Why::new(WhyCode::Care).with("kind", kind)));
    }
    // Until a person has looked, nothing automatic goes to somebody in the tray.
    fan.care.then(|| (Outcome::Nothing, Why::new(WhyCode::Care).with("kind", "waiting")))
}

/// Two machines that answer each other, or numbers that somebody is paid for, must not burn money.
fn guarded(fan: &Fan) -> Option<(Outcome, Why)> {
    let why = fan.reply_loop.as_ref().or(fan.range_held.as_ref())?;
    Some((Outcome::Nothing, why.clone()))
}

/// The answer to a rule's question goes onto the card, unless somebody wrote there.
fn answered_question(fan: &Fan, text: &Text<'_>) -> Option<(Outcome, Why)> {
    let asked = fan.asked.filter(|asked| !fan.known.contains(&asked.fact))?;
    let value = answer::read(asked.fact, text.body, asked.circumstance)?;
    let why = Why::new(WhyCode::FactKept).with("fact", asked.fact.name());
    Some((Outcome::Keep { fact: asked.fact, value }, why))
}

#[cfg(test)]
mod tests;
