//! Every reason in words, as the second half of a sentence: "not answered: …".

use fanline_engine::api::views::{Why, WhyCode};

use crate::text;

/// The words of a reason.
#[must_use]
pub fn of(why: &Why) -> String {
    let given = |name: &str| why.params.get(name).map_or("", String::as_str);
    let words = match why.code {
        WhyCode::Reaction => "a reaction to a text, not a text",
        WhyCode::Stop => return format!("the fan wrote {} and gets nothing more", given("word").to_uppercase()),
        WhyCode::Start => "the fan came back",
        WhyCode::Help => "the fan asked for help",
        WhyCode::HelpAnswered => "the fan asked for help again; today's answer went out before",
        WhyCode::OptOutPhrase => return format!("it reads like a wish to be left alone: “{}”", given("phrase")),
        WhyCode::Care => return care(given("kind")).to_owned(),
        WhyCode::Blocked => "the fan is blocked",
        WhyCode::OptedOut => "the fan stopped the texts",
        WhyCode::Suppressed => "the number is on the list of those that get no texts",
        WhyCode::OptOutReview => "the fan may want to be left alone; a person should look",
        WhyCode::NotAPhone => "a machine sent it, not a phone",
        WhyCode::OwnNumber => "it came from the line's own number",
        WhyCode::AutoRepliesOff => "automatic replies are off",
        WhyCode::Answered => return format!("answered by {}", given("rule")),
        WhyCode::RuleApplied => return format!("noted by {}; no reply fits it", given("rule")),
        WhyCode::FactKept => return format!("the fan's {} is on the card", given("fact")),
        WhyCode::NoRule => "no reply fits it",
        WhyCode::Passed => "nothing found",
        WhyCode::RuleOff => "the rule is off",
        WhyCode::RuleMatches => "the rule fits",
        WhyCode::NotFirstText => "not the first text of this fan",
        WhyCode::NoKeyword => "none of its keywords is in the text",
        WhyCode::WithinHours => "it came within the hours",
        WhyCode::NotAfterUpdate => "not the first text after an update",
        WhyCode::FanNotNew => "only for new fans",
        WhyCode::FanNotKnown => "only for fans who texted before",
        WhyCode::TagMissing => return format!("only for fans with the tag {}", given("tag")),
        WhyCode::TagPresent => return format!("not for fans with the tag {}", given("tag")),
        WhyCode::CityDiffers => "only for fans in another city",
        WhyCode::OtherHours => "only at other hours",
        WhyCode::OtherDay => "only on other days",
        WhyCode::OutsideSchedule => "outside its dates",
        WhyCode::InCooldown => "this fan got this reply not long ago",
        WhyCode::FactKnown => return format!("the card has the fan's {} already", given("fact")),
        WhyCode::PersonTookOver => "a person wrote to this fan not long ago",
        WhyCode::AlreadyAnswered => "this fan got this reply before",
        WhyCode::BeforeSwitchOn => "it came before the rule was switched on",
        WhyCode::TooOld => "too old to be answered automatically",
        WhyCode::SentElsewhere => "this fan was texted from somewhere else",
        WhyCode::FanDailyCap => "this fan got enough automatic texts today",
        WhyCode::ReplyLoop => reply_loop(given("kind")),
        WhyCode::RangePaused => {
            return range(given("kind"), given("range"), "automatic answers wait for your decision");
        }
        WhyCode::RangeBlocked => return range(given("kind"), given("range"), "automatic answers are blocked"),
        WhyCode::ProviderCode => return format!("the carrier gave code {}", given("code")),
        WhyCode::OutcomeUnknown => "the provider did not answer clearly; the text is looked for",
        WhyCode::UnknownTooOften => "its outcome stayed unclear; a person decides",
        WhyCode::NotTextable => "this number cannot get texts",
        WhyCode::NoConsent => "no consent on record",
        WhyCode::NeverInWindow => "its possible time zones share no hour of the window",
        WhyCode::TooManyFailures => {
            return format!("{} of {} texts were not delivered", given("failed"), given("outcomes"));
        }
        WhyCode::UpdateCancelled => "the update was cancelled",
        WhyCode::AutoRepliesSwitchedOff => "automatic replies were switched off",
        WhyCode::RuleDeleted => "the rule was deleted",
        WhyCode::Dropped => "dropped by a person",
        WhyCode::Offline => return format!("{} cannot be reached", given("host")),
        WhyCode::KeyRefused => "the provider refuses the key",
        WhyCode::ProviderError => return format!("the provider answers with an error (status {})", given("status")),
        WhyCode::NotTrusted => {
            return format!("whoever answers as {} has no certificate that this computer trusts", given("host"));
        }
        WhyCode::NotTheProvider => return format!("something else answers in place of {}", given("host")),
        WhyCode::AccountStopped => return format!("the provider refuses every text (code {})", given("code")),
        WhyCode::CapReached => {
            let whose = match given("kind") {
                "auto_reply" => " for automatic replies",
                "broadcast" => " for updates",
                _ => "",
            };
            let until = given("until").parse().map(|at| format!("; they go on {}", text::time(at))).unwrap_or_default();
            return format!("the spending cap of {} {}{whose} is reached{until}", given("cap"), given("currency"));
        }
        WhyCode::LineInUse => "another Fanline on this computer answers on this number",
        WhyCode::AnsweredElsewhere => {
            "another computer answers on this number; `fanline line answer-here` lets this one answer"
        }
        WhyCode::OlderCopy => {
            "the database is an older copy; unsent texts are looked for, and `fanline line answer-here` lets it answer"
        }
        WhyCode::DiskFull => "the disk is full, and nothing is sent until there is room",
        WhyCode::ReadOnly => "the data folder cannot be written, and nothing is sent until it can",
        WhyCode::StoreFailed => {
            return format!("the disk fails ({}), and nothing is sent until it works", given("detail"));
        }
        WhyCode::DatabaseDamaged => "the database is damaged; restore a backup",
        WhyCode::CannotWork => return format!("Fanline cannot work ({})", given("code")),
        WhyCode::PictureCut => "it came only in part",
        WhyCode::NotSaidAutomatic => "it does not say that it is automatic",
        WhyCode::HasLink => "it has a link, which carriers filter in automatic texts",
        WhyCode::NoStopWording => "it does not say how to stop the texts",
        WhyCode::NoSenderName => "it does not say who it is from",
        WhyCode::PriceUnknown => {
            return format!("no price is known for {}: the highest plausible one is counted", given("countries"));
        }
        WhyCode::PaceAboveType => {
            return format!(
                "{} a second is above the usual {} of this kind of number",
                given("per_second"),
                given("usual")
            );
        }
        WhyCode::QuietPeriodShort => {
            return format!("shorter than {} may send a text twice on a slow day", given("shortest"));
        }
    };
    words.to_owned()
}

fn reply_loop(kind: &str) -> &'static str {
    match kind {
        "auto_responder" => "the fan's phone answers by itself",
        "echo" => "it repeats our own words",
        "same_words" => "the same words came back to every answer",
        "provider" => "the provider saw too many answers to this number",
        "person" => "a person paused the answers to this fan",
        _ => "every answer was answered within seconds",
    }
}

fn range(kind: &str, range: &str, consequence: &str) -> String {
    let what = match kind {
        "pumping" => "too many first texts at once",
        "premium" => "premium numbers",
        "high_cost" => "costly numbers",
        _ => "numbers on your list",
    };
    format!("{what} ({range}…): {consequence}")
}

fn care(kind: &str) -> &'static str {
    match kind {
        "self_harm" => "the fan may be in danger; a person should look",
        "threat" => "it threatens somebody; a person should look",
        "minor" => "the fan may be a child; a person should look",
        _ => "a person should look at this fan first",
    }
}
