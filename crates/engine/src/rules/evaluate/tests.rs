use super::{AfterUpdate, Asked, Decision, Fan, Outcome, Setup, Text, evaluate};
use crate::clock::TimeZone;
use crate::domain::{
    Acquaintance, Actions, Conditions, Day, DayWindow, FanFact, Repeat, Rule, Timing, Trigger, Why, WhyCode,
};
use crate::rules::{Circumstance, Needs, ReadyRule, may_act};

/// A Wednesday, 14:13:20 UTC.
const ENABLED: i64 = 1_700_057_600_000;
const HOUR_MS: i64 = 3_600_000;

fn setup() -> Setup {
    Setup {
        now: ENABLED + 60_000,
        auto_replies: true,
        catch_up_ms: 12 * HOUR_MS,
        person_takes_over_ms: Some(12 * HOUR_MS),
        zone: TimeZone::UTC,
    }
}

fn fan() -> Fan {
    Fan { is_phone: true, ..Fan::default() }
}

fn text(body: &str) -> Text<'_> {
    Text { body, at: ENABLED + 1_000, stored_at: ENABLED + 2_000, reacts_to_ours: false }
}

fn rule(id: i64, name: &str, trigger: Trigger) -> Rule {
    Rule {
        id,
        on: true,
        enabled_at: Some(ENABLED),
        enabled_here_at: Some(ENABLED),
        ..Rule::new(name, name, trigger, "This reply is automatic.")
    }
}

fn welcome() -> Rule {
    rule(1, "Welcome", Trigger::FirstText)
}

fn keywords(words: &[&str]) -> Trigger {
    Trigger::Keywords { keywords: words.iter().map(|word| (*word).to_owned()).collect() }
}

fn window(hours: &str) -> DayWindow {
    DayWindow::parse(hours).expect("a window")
}

fn look(setup: &Setup, fan: &Fan, text: &Text<'_>, rules: &[Rule]) -> Decision {
    let ready: Vec<ReadyRule> = rules.iter().cloned().map(ReadyRule::from).collect();
    evaluate(setup, fan, text, &ready)
}

fn decide(fan: &Fan, text: &Text<'_>, rules: &[Rule]) -> Decision {
    look(&setup(), fan, text, rules)
}

/// The promise of the product: a first text is answered, once.
#[test]
fn a_first_text_is_welcomed() {
    let decision = decide(&fan(), &text("is this really you"), &[welcome()]);
    assert_eq!(decision.outcome, Outcome::Answer(0));
    assert_eq!(decision.why.code, WhyCode::Answered);
}

/// Each of these must keep Welcome silent, with its own reason.
#[test]
fn silence_has_a_reason() {
    let ran = vec![(1, ENABLED)];
    let person = Some(ENABLED - 11 * HOUR_MS);
    let cases: Vec<(WhyCode, Fan, Text<'_>, Rule)> = vec![
        (WhyCode::AlreadyAnswered, Fan { runs: ran.clone(), ..fan() }, text("hi"), welcome()),
        (WhyCode::AlreadyAnswered, Fan { runs: ran, texted_before: true, ..fan() }, text("hi"), welcome()),
        (WhyCode::NotFirstText, Fan { texted_before: true, ..fan() }, text("hi"), welcome()),
        (WhyCode::SentElsewhere, Fan { texted_elsewhere: true, ..fan() }, text("hi"), welcome()),
        (WhyCode::PersonTookOver, Fan { person_at: person, ..fan() }, text("hi"), welcome()),
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
        (WhyCode::RangePaused, Fan { range_held: Some(WhyCode::RangePaused.into()), ..fan() }, text("hi"), welcome()),
    ];
    for (code, fan, text, rule) in cases {
        let mut setup = setup();
        if code == WhyCode::TooOld {
            setup.now = text.at + setup.catch_up_ms + 1;
        }
        let decision = look(&setup, &fan, &text, &[rule]);
        assert_eq!(decision.outcome, Outcome::Nothing, "{code:?}");
        assert_eq!(decision.why.code, code);
    }
}

/// STOP must be heard whatever else holds: from a blocked fan, with rules off, as a first text.
#[test]
fn stop_beats_everything() {
    let any = rule(1, "Any", Trigger::AnyText);
    for fan in [fan(), Fan { blocked: true, ..fan() }, Fan { opted_out: true, ..fan() }] {
        let setup = Setup { auto_replies: false, ..setup() };
        let rules = [any.clone(), rule(2, "Stop", keywords(&["stop"]))];
        assert_eq!(look(&setup, &fan, &text("STOP"), &rules).outcome, Outcome::Stop);
    }
}

/// A thumbs-up on our text is not a conversation to answer.
#[test]
fn reactions_are_never_answered() {
    let text = Text { reacts_to_ours: true, ..text("Liked “Hi”") };
    assert_eq!(decide(&fan(), &text, &[welcome()]).outcome, Outcome::Reaction);
}

/// With the switch off the trace says so, and nothing is answered.
#[test]
fn the_switch_silences_rules() {
    let setup = Setup { auto_replies: false, ..setup() };
    let decision = look(&setup, &fan(), &text("hi"), &[welcome()]);
    assert_eq!((decision.outcome, decision.why.code), (Outcome::Nothing, WhyCode::AutoRepliesOff));
}

/// A rule would answer texts that it is not for, or miss those that it is for.
#[test]
fn each_trigger_looks_for_its_own() {
    let known = || Fan { texted_before: true, ..fan() };
    let after = |id: &str, hours: i64| {
        let update = AfterUpdate { id: Some(id.to_owned()), at: ENABLED + 1_000 - hours * HOUR_MS };
        Fan { update: Some(update), ..known() }
    };
    let reply =
        |update: Option<&str>| Trigger::ReplyToUpdate { within_s: 48 * 3_600, update_id: update.map(str::to_owned) };
    let hours = |window_of: &str| Trigger::OutsideHours { hours: window(window_of) };
    for (trigger, fan, body, silence) in [
        (Trigger::FirstText, fan(), "hi", None),
        (Trigger::FirstText, known(), "hi", Some(WhyCode::NotFirstText)),
        (keywords(&["tour", "dates"]), known(), "Any DATES yet?", None),
        (keywords(&["tour", "dates"]), known(), "contour updates", Some(WhyCode::NoKeyword)),
        (Trigger::AnyText, known(), "anything", None),
        (Trigger::AnyText, known(), "", None),
        (hours("09:00-14:00"), known(), "hi", None),
        (hours("09:00-14:14"), known(), "hi", Some(WhyCode::WithinHours)),
        (hours("22:00-15:00"), known(), "hi", Some(WhyCode::WithinHours)),
        (reply(None), after("7", 47), "great!", None),
        (reply(None), after("7", 49), "great!", Some(WhyCode::NotAfterUpdate)),
        (reply(None), known(), "great!", Some(WhyCode::NotAfterUpdate)),
        (reply(Some("7")), after("7", 1), "great!", None),
        (reply(Some("8")), after("7", 1), "great!", Some(WhyCode::NotAfterUpdate)),
    ] {
        let decision = decide(&fan, &text(body), &[rule(1, "One", trigger.clone())]);
        let found = (decision.outcome == Outcome::Nothing).then_some(decision.why.code);
        assert_eq!(found, silence, "{trigger:?} on {body:?}");
    }
}

/// A rule for the fans of one city, of one tag or of the weekend would go to the others too.
#[test]
fn each_condition_must_hold() {
    let none = Conditions::default;
    let tagged = || Fan { tags: vec!["vip".to_owned(), "front row".to_owned()], ..fan() };
    let known = || Fan { texted_before: true, ..fan() };
    let from = |city: &str| Fan { city: Some(city.to_owned()), ..fan() };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    for (conditions, fan, silence) in [
        (none(), fan(), None),
        (Conditions { fan: Some(Acquaintance::New), ..none() }, fan(), None),
        (Conditions { fan: Some(Acquaintance::New), ..none() }, known(), Some(WhyCode::FanNotNew)),
        (Conditions { fan: Some(Acquaintance::Known), ..none() }, known(), None),
        (Conditions { fan: Some(Acquaintance::Known), ..none() }, fan(), Some(WhyCode::FanNotKnown)),
        (Conditions { has_tags: words(&["vip", "front row"]), ..none() }, tagged(), None),
        (Conditions { has_tags: words(&["vip", "press"]), ..none() }, tagged(), Some(WhyCode::TagMissing)),
        (Conditions { lacks_tags: words(&["press"]), ..none() }, tagged(), None),
        (Conditions { lacks_tags: words(&["press", "vip"]), ..none() }, tagged(), Some(WhyCode::TagPresent)),
        (Conditions { cities: words(&["Roma", "São Paulo"]), ..none() }, from("SAO PAULO "), None),
        (Conditions { cities: words(&["Roma"]), ..none() }, from("Romagna"), Some(WhyCode::CityDiffers)),
        (Conditions { cities: words(&["Roma"]), ..none() }, fan(), Some(WhyCode::CityDiffers)),
        (Conditions { hours: Some(window("14:00-15:00")), ..none() }, fan(), None),
        (Conditions { hours: Some(window("15:00-14:00")), ..none() }, fan(), Some(WhyCode::OtherHours)),
        (Conditions { days: vec![Day::Tue, Day::Wed], ..none() }, fan(), None),
        (Conditions { days: vec![Day::Sat, Day::Sun], ..none() }, fan(), Some(WhyCode::OtherDay)),
    ] {
        let rule = Rule { conditions: conditions.clone(), ..rule(1, "One", Trigger::AnyText) };
        let decision = decide(&fan, &text("hi"), &[rule]);
        let found = (decision.outcome == Outcome::Nothing).then_some(decision.why.code);
        assert_eq!(found, silence, "{conditions:?}");
    }
}

/// Hours and days are the owner's: nine in the evening in New York is another day in UTC.
#[test]
fn hours_and_days_are_the_owners() {
    let setup =
        Setup { zone: TimeZone::get("America/New_York").expect("a zone"), now: ENABLED + 12 * HOUR_MS, ..setup() };
    // Thursday 01:13 UTC, Wednesday 20:13 in New York.
    let late = Text { at: ENABLED + 11 * HOUR_MS, stored_at: ENABLED + 11 * HOUR_MS, ..text("hi") };
    let conditions = Conditions { days: vec![Day::Wed], hours: Some(window("20:00-21:00")), ..Conditions::default() };
    let rule = Rule { conditions, ..rule(1, "One", Trigger::AnyText) };
    assert_eq!(look(&setup, &fan(), &late, &[rule]).outcome, Outcome::Answer(0));
}

/// A fan would hear the same again, or never again.
#[test]
fn once_cooldown_and_always() {
    let after = |hours: i64| Fan { runs: vec![(1, ENABLED + 1_000 - hours * HOUR_MS)], texted_before: true, ..fan() };
    for (repeat, fan, silence) in [
        (Repeat::Once, fan(), None),
        (Repeat::Once, after(9_000), Some(WhyCode::AlreadyAnswered)),
        (Repeat::Cooldown { seconds: 7_200 }, fan(), None),
        (Repeat::Cooldown { seconds: 7_200 }, after(2), None),
        (Repeat::Cooldown { seconds: 7_200 }, after(1), Some(WhyCode::InCooldown)),
        (Repeat::Cooldown { seconds: 7_200 }, after(-1), Some(WhyCode::InCooldown)),
        (Repeat::Always, after(0), None),
    ] {
        let rule = Rule { repeat, ..rule(1, "One", Trigger::AnyText) };
        let decision = decide(&fan, &text("hi"), &[rule]);
        let found = (decision.outcome == Outcome::Nothing).then_some(decision.why.code);
        assert_eq!(found, silence, "{repeat:?}");
    }
    // Another rule's answer is another's.
    let other = Fan { runs: vec![(2, ENABLED)], ..fan() };
    assert_eq!(decide(&other, &text("hi"), &[welcome()]).outcome, Outcome::Answer(0));
}

/// A rule for one evening would answer the morning after.
#[test]
fn schedule_and_catch_up_hold() {
    let at = ENABLED + 1_000;
    for (timing, silence) in [
        (Timing { from_at: Some(at), until_at: Some(at + 1), ..Timing::default() }, None),
        (Timing { from_at: Some(at + 1), ..Timing::default() }, Some(WhyCode::OutsideSchedule)),
        (Timing { until_at: Some(at), ..Timing::default() }, Some(WhyCode::OutsideSchedule)),
        (Timing { catch_up_s: Some(59), ..Timing::default() }, None),
        (Timing { catch_up_s: Some(58), ..Timing::default() }, Some(WhyCode::TooOld)),
    ] {
        let rule = Rule { timing: timing.clone(), ..welcome() };
        let decision = decide(&fan(), &text("hi"), &[rule]);
        let found = (decision.outcome == Outcome::Nothing).then_some(decision.why.code);
        assert_eq!(found, silence, "{timing:?}");
    }
}

/// Rules without a reply note something and let the next ones look; the first reply ends the search.
#[test]
fn silent_rules_let_the_next_ones_look() {
    let silent = |id: i64, name: &str, word: &str| Rule {
        text: String::new(),
        actions: Actions { tags: vec!["tour".to_owned()], ..Actions::default() },
        ..rule(id, name, keywords(&[word]))
    };
    let rules = [
        silent(1, "Tour", "tour"),
        silent(2, "Milan", "milan"),
        rule(3, "Dates", keywords(&["tour"])),
        rule(4, "Any", Trigger::AnyText),
    ];
    let decision = decide(&fan(), &text("tour in Milan?"), &rules);
    assert_eq!((decision.outcome.clone(), decision.applied.clone()), (Outcome::Answer(2), vec![0, 1]));
    assert_eq!(decision.acting().collect::<Vec<_>>(), [0, 1, 2]);
    let why = Why::new(WhyCode::Answered).with("rule", "Dates").with("trigger", "keywords").with("keyword", "tour");
    assert_eq!(decision.why, why);
    let only = decide(&fan(), &text("tour in Milan?"), &rules[..2]);
    assert_eq!(
        (only.outcome, only.why),
        (Outcome::Nothing, Why::new(WhyCode::RuleApplied).with("rule", "Tour, Milan"))
    );
    // What a rule has just noted holds for the next ones.
    let tagged = |has: bool| {
        let tags = vec!["tour".to_owned()];
        let none = Conditions::default;
        let conditions =
            if has { Conditions { has_tags: tags, ..none() } } else { Conditions { lacks_tags: tags, ..none() } };
        [silent(1, "Tour", "tour"), Rule { conditions, ..rule(3, "Any", Trigger::AnyText) }]
    };
    assert_eq!(decide(&fan(), &text("tour"), &tagged(true)).outcome, Outcome::Answer(1));
    assert_eq!(decide(&fan(), &text("tour"), &tagged(false)).outcome, Outcome::Nothing);
    // Noting something is no reply: it goes on after a person took over, and whatever was said today.
    let busy = Fan { person_at: Some(ENABLED), at_daily_cap: true, texted_elsewhere: true, ..fan() };
    let decision = decide(&busy, &text("tour"), &rules);
    assert_eq!((decision.outcome, decision.applied), (Outcome::Nothing, vec![0]));
}

/// With several rules the reason must be the one that matters, not whatever the last one did not find.
#[test]
fn the_closest_rule_explains_the_silence() {
    let rules = [
        Rule { repeat: Repeat::Cooldown { seconds: 60 }, ..rule(1, "Tour", keywords(&["tour"])) },
        rule(2, "Merch", keywords(&["merch"])),
        Rule { on: false, ..rule(3, "Off", Trigger::AnyText) },
    ];
    let fan = Fan { runs: vec![(1, ENABLED)], ..fan() };
    assert_eq!(decide(&fan, &text("tour?"), &rules).why.code, WhyCode::InCooldown);
    assert_eq!(decide(&fan, &text("hello"), &rules).why.code, WhyCode::NoRule);
}

fn asked(fact: FanFact) -> Option<Asked> {
    Some(Asked { fact, circumstance: Circumstance { is_next: true, month_first: true } })
}

/// What a fan was asked for goes onto the card, and nothing else does.
#[test]
fn an_answer_is_kept_and_ends_the_search() {
    let any = rule(1, "Any", Trigger::AnyText);
    let waiting = || Fan { asked: asked(FanFact::Name), texted_before: true, ..fan() };
    let decision = decide(&waiting(), &text("it's Ana!"), std::slice::from_ref(&any));
    assert_eq!(decision.outcome, Outcome::Keep { fact: FanFact::Name, value: "Ana".to_owned() });
    assert_eq!(decision.why, Why::new(WhyCode::FactKept).with("fact", "name"));
    for (fan, body, outcome) in [
        (waiting(), "STOP", Outcome::Stop),
        (waiting(), "HELP", Outcome::Help),
        (waiting(), "I want to kill myself", Outcome::Care),
        (waiting(), "is this really you?", Outcome::Answer(0)),
        // A person wrote a name already.
        (Fan { known: vec![FanFact::Name], ..waiting() }, "Ana", Outcome::Answer(0)),
        (Fan { blocked: true, ..waiting() }, "Ana", Outcome::Nothing),
        (Fan { asked: None, ..waiting() }, "Ana", Outcome::Answer(0)),
    ] {
        assert_eq!(decide(&fan, &text(body), std::slice::from_ref(&any)).outcome, outcome, "{body}");
    }
}

/// Nobody is asked for what they told already.
#[test]
fn a_question_with_a_known_answer_is_not_asked() {
    let ask = Rule { actions: Actions { ask: Some(FanFact::City), ..Actions::default() }, ..welcome() };
    let known = Fan { known: vec![FanFact::City], ..fan() };
    let decision = decide(&known, &text("hi"), &[ask, rule(2, "Any", Trigger::AnyText)]);
    assert_eq!(decision.outcome, Outcome::Answer(1), "the next rule looks");
}

/// A person's word holds for as long as the owner says, and not at all when that is off.
#[test]
fn who_took_over_is_left_alone() {
    let wrote = |hours: i64| Fan { person_at: Some(ENABLED + 1_000 - hours * HOUR_MS), ..fan() };
    let with = |window: Option<i64>| Setup { person_takes_over_ms: window, ..setup() };
    for (window, hours, silent) in [
        (Some(12 * HOUR_MS), 11, true),
        (Some(12 * HOUR_MS), 12, false),
        (Some(12 * HOUR_MS), -1, true),
        (None, 1, false),
    ] {
        let decision = look(&with(window), &wrote(hours), &text("hi"), &[welcome()]);
        assert_eq!(decision.why.code == WhyCode::PersonTookOver, silent, "{window:?} after {hours} h");
    }
}

/// What no rule asks for is not read: a first sync of a million texts would take an hour longer.
#[test]
fn only_what_is_asked_for_is_needed() {
    let ready = |rules: &[Rule]| rules.iter().cloned().map(ReadyRule::from).collect::<Vec<_>>();
    assert_eq!(Needs::of(&ready(&[Rule { on: false, ..welcome() }])), Needs::default());
    let needs = Needs::of(&ready(&[welcome()]));
    assert_eq!(needs, Needs { history: true, replies: true, ..Needs::default() });
    let old = Text { at: ENABLED - 1, ..text("hi") };
    assert!(may_act(&setup(), &text("hi"), &ready(&[welcome()])));
    assert!(!may_act(&setup(), &old, &ready(&[welcome()])), "before the switch");
    assert!(!may_act(&Setup { auto_replies: false, ..setup() }, &text("hi"), &ready(&[welcome()])));
}
