//! Recognising that a fan wants no more texts, wants them again, or asks for help (CTIA Messaging Principles; Twilio's
//! default keywords; 47 CFR 64.1200(a)(10): any reasonable means).

use std::sync::LazyLock;

use super::phrases::{Phrases, Words, is_polite};
use words::{ASKED_POLITELY, HELP, PHRASES, START, STOP, YES};

mod words;

/// What a text says about receiving texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptOut {
    None,
    /// The whole text is a stop word: the fan is out. `word` is the word as the tables write it.
    Stop {
        word: &'static str,
    },
    /// The fan says it in other words: nothing automatic goes out until a person has looked. `phrase` is the folded part
    /// of the text that says it.
    Phrase {
        phrase: String,
    },
    Start,
    Help,
    /// The whole text is YES: a start for somebody who is out, an ordinary answer from anybody else.
    Yes,
}

static TABLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[("opt_out", PHRASES)]));

/// Reads a text. Case, accents, full-width letters, and punctuation, quotes and emoji around the words do not matter.
/// A text that merely contains a stop word ("don't stop!") is `None`.
#[must_use]
pub fn classify(text: &str) -> OptOut {
    let words = Words::of(text);
    let count = words.len();
    if count == 0 {
        return OptOut::None;
    }
    // The longest keyword has two words.
    if count <= 2 {
        let whole = words.join(0..count);
        if let Some(word) = STOP.iter().find(|word| word.eq_ignore_ascii_case(&whole)) {
            return OptOut::Stop { word };
        }
        for (table, meaning) in [(START, OptOut::Start), (HELP, OptOut::Help), (YES, OptOut::Yes)] {
            if table.iter().any(|word| word.eq_ignore_ascii_case(&whole)) {
                return meaning;
            }
        }
    }
    if asked_politely(&words) {
        return OptOut::Phrase { phrase: words.join(0..count) };
    }
    match TABLE.find(&words) {
        Some(found) => OptOut::Phrase { phrase: words.join(found.place) },
        None => OptOut::None,
    }
}

/// Whether a text means something to every line, so that no rule may wait for it. YES does so only from somebody who is
/// out, and stays free.
#[must_use]
pub fn is_reserved(text: &str) -> bool {
    match classify(text) {
        OptOut::Stop { .. } | OptOut::Phrase { .. } | OptOut::Start | OptOut::Help => true,
        OptOut::Yes | OptOut::None => false,
    }
}

/// "Please stop.", "STOP STOP STOP", "no thanks, unsubscribe": nothing but stop words and politeness.
fn asked_politely(words: &Words) -> bool {
    let mut asked = false;
    let mut thanked = false;
    let mut refused = false;
    for word in words.iter() {
        if ASKED_POLITELY.contains(&word) {
            asked = true;
        } else if word == "no" {
            refused = true;
        } else if is_polite(word) {
            thanked = true;
        } else {
            return false;
        }
    }
    // "No stop" is play; "no thanks, stop" is not.
    asked && (thanked || !refused)
}

#[cfg(test)]
mod tests;
