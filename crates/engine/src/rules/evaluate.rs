//! The order of the steps: reaction, STOP and its kin, who may be answered at all, care, then the rules.

use crate::compliance::{self, OptOut};
use crate::domain::{Why, WhyCode};

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
}

/// A rule, and what is known of it and this fan.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: i64,
    pub name: String,
    pub text: String,
    pub on: bool,
    pub enabled_at: Option<i64>,
    pub enabled_here_at: Option<i64>,
    pub once_per_fan: bool,
    /// It answered this fan in this window already.
    pub answered: bool,
}

/// What holds for every text.
#[derive(Debug, Clone)]
pub struct Setup {
    pub now: i64,
    pub auto_replies: bool,
    pub catch_up_ms: i64,
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
    pub why: Why,
    pub steps: Vec<Step>,
}

/// Decides about one text; `rules` are in their order and the first match answers.
#[must_use]
pub fn evaluate(setup: &Setup, fan: &Fan, text: &Text<'_>, rules: &[Rule]) -> Decision {
    let mut trace = Trace::default();
    let early = [
        ("reaction", reaction(text)),
        ("stop_and_help", stop_and_help(fan, text)),
        ("blocked", unanswerable(fan)),
        ("care", care(fan, text)),
        ("guards", guarded(fan)),
        ("auto_replies", (!setup.auto_replies).then(|| (Outcome::Nothing, WhyCode::AutoRepliesOff.into()))),
    ];
    for (step, found) in early {
        match found {
            Some((outcome, why)) => return trace.end(step, None, outcome, why),
            None => trace.pass(step, None, WhyCode::Passed.into()),
        }
    }
    for (place, rule) in rules.iter().enumerate() {
        match refusal(setup, fan, text, rule) {
            Some(code) => trace.pass("rule", Some(rule), code.into()),
            None => {
                trace.pass_hit(rule);
                let why = Why::new(WhyCode::Answered).with("rule", &rule.name);
                return Decision { outcome: Outcome::Answer(place), why, steps: trace.steps };
            }
        }
    }
    // The rule that came closest explains the silence best; with several, the last one that is on.
    let steps = trace.steps.iter().skip(EARLY_STEPS);
    let last = rules.iter().zip(steps).rfind(|(rule, _)| rule.on);
    let why = last.map_or_else(|| WhyCode::NoRule.into(), |(_, step)| step.why.clone());
    Decision { outcome: Outcome::Nothing, why, steps: trace.steps }
}

/// Steps before the rules.
const EARLY_STEPS: usize = 6;

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

/// Why this rule does not answer; `None` when it does.
fn refusal(setup: &Setup, fan: &Fan, text: &Text<'_>, rule: &Rule) -> Option<WhyCode> {
    let (Some(enabled_at), Some(enabled_here_at), true) = (rule.enabled_at, rule.enabled_here_at, rule.on) else {
        return Some(WhyCode::RuleOff);
    };
    if rule.once_per_fan && rule.answered {
        return Some(WhyCode::AlreadyAnswered);
    }
    if rule.once_per_fan && fan.texted_elsewhere {
        return Some(WhyCode::SentElsewhere);
    }
    if text.at < enabled_at || text.stored_at < enabled_here_at {
        return Some(WhyCode::BeforeSwitchOn);
    }
    if setup.now - text.at > setup.catch_up_ms {
        return Some(WhyCode::TooOld);
    }
    if fan.texted_before {
        return Some(WhyCode::NotFirstText);
    }
    if fan.at_daily_cap {
        return Some(WhyCode::FanDailyCap);
    }
    None
}

#[derive(Default)]
struct Trace {
    steps: Vec<Step>,
}

impl Trace {
    fn pass(&mut self, step: &'static str, rule: Option<&Rule>, why: Why) {
        self.steps.push(Step { step, rule: rule.map(|rule| rule.name.clone()), hit: false, why });
    }

    fn pass_hit(&mut self, rule: &Rule) {
        let why = WhyCode::RuleMatches.into();
        self.steps.push(Step { step: "rule", rule: Some(rule.name.clone()), hit: true, why });
    }

    fn end(mut self, step: &'static str, rule: Option<String>, outcome: Outcome, why: Why) -> Decision {
        self.steps.push(Step { step, rule, hit: true, why: why.clone() });
        Decision { outcome, why, steps: self.steps }
    }
}

#[cfg(test)]
mod tests {
    use super::{Fan, Outcome, Rule, Setup, Text, evaluate};
    use crate::domain::WhyCode;

    const ENABLED: i64 = 1_700_000_000_000;

    fn setup() -> Setup {
        Setup { now: ENABLED + 60_000, auto_replies: true, catch_up_ms: 43_200_000 }
    }

    fn fan() -> Fan {
        Fan { is_phone: true, ..Fan::default() }
    }

    fn text(body: &str) -> Text<'_> {
        Text { body, at: ENABLED + 1_000, stored_at: ENABLED + 2_000, reacts_to_ours: false }
    }

    fn welcome() -> Rule {
        Rule {
            id: 1,
            name: "Welcome".to_owned(),
            text: "Hi, this hello is automatic.".to_owned(),
            on: true,
            enabled_at: Some(ENABLED),
            enabled_here_at: Some(ENABLED),
            once_per_fan: true,
            answered: false,
        }
    }

    /// The promise of the product: a first text is answered, once.
    #[test]
    fn a_first_text_is_welcomed() {
        let decision = evaluate(&setup(), &fan(), &text("is this really you"), &[welcome()]);
        assert_eq!(decision.outcome, Outcome::Answer(0));
        assert_eq!(decision.why.code, WhyCode::Answered);
    }

    /// Each of these must keep Welcome silent, with its own reason.
    #[test]
    fn silence_has_a_reason() {
        let cases: Vec<(WhyCode, Fan, Text<'_>, Rule)> = vec![
            (WhyCode::AlreadyAnswered, fan(), text("hi"), Rule { answered: true, ..welcome() }),
            (WhyCode::NotFirstText, Fan { texted_before: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::SentElsewhere, Fan { texted_elsewhere: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::BeforeSwitchOn, fan(), Text { at: ENABLED - 1, ..text("hi") }, welcome()),
            (WhyCode::BeforeSwitchOn, fan(), Text { stored_at: ENABLED - 1, ..text("hi") }, welcome()),
            (WhyCode::TooOld, fan(), text("hi"), Rule { enabled_at: Some(0), ..welcome() }),
            (WhyCode::FanDailyCap, Fan { at_daily_cap: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::NoRule, fan(), text("hi"), Rule { on: false, ..welcome() }),
            (WhyCode::NotAPhone, Fan { is_phone: false, ..fan() }, text("hi"), welcome()),
            (WhyCode::OwnNumber, Fan { is_line: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::Blocked, Fan { blocked: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::OptedOut, Fan { opted_out: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::Suppressed, Fan { suppressed: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::OptOutReview, Fan { opt_out_review: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::Care, Fan { care: true, ..fan() }, text("hi"), welcome()),
            (WhyCode::ReplyLoop, Fan { reply_loop: Some(WhyCode::ReplyLoop.into()), ..fan() }, text("hi"), welcome()),
            (
                WhyCode::RangePaused,
                Fan { range_held: Some(WhyCode::RangePaused.into()), ..fan() },
                text("hi"),
                welcome(),
            ),
        ];
        for (code, fan, text, rule) in cases {
            let mut setup = setup();
            if code == WhyCode::TooOld {
                setup.now = text.at + setup.catch_up_ms + 1;
            }
            let decision = evaluate(&setup, &fan, &text, &[rule]);
            assert_eq!(decision.outcome, Outcome::Nothing, "{code:?}");
            assert_eq!(decision.why.code, code);
        }
    }

    /// STOP must be heard whatever else holds: from a blocked fan, with rules off, as a first text.
    #[test]
    fn stop_beats_everything() {
        for fan in [fan(), Fan { blocked: true, ..fan() }, Fan { opted_out: true, ..fan() }] {
            let setup = Setup { auto_replies: false, ..setup() };
            assert_eq!(evaluate(&setup, &fan, &text("STOP"), &[welcome()]).outcome, Outcome::Stop);
        }
    }

    /// A thumbs-up on our text is not a conversation to answer.
    #[test]
    fn reactions_are_never_answered() {
        let text = Text { reacts_to_ours: true, ..text("Liked “Hi”") };
        assert_eq!(evaluate(&setup(), &fan(), &text, &[welcome()]).outcome, Outcome::Reaction);
    }

    /// With the switch off the trace says so, and nothing is answered.
    #[test]
    fn the_switch_silences_rules() {
        let setup = Setup { auto_replies: false, ..setup() };
        let decision = evaluate(&setup, &fan(), &text("hi"), &[welcome()]);
        assert_eq!((decision.outcome, decision.why.code), (Outcome::Nothing, WhyCode::AutoRepliesOff));
    }
}
