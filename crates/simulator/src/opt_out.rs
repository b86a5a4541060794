//! The words a carrier acts on by itself: leave, come back, help.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keyword {
    Stop,
    Start,
    Help,
}

/// The default set of the provider: the whole text is the word, in any case, with nothing but space around it.
pub(crate) fn keyword(body: &str) -> Option<Keyword> {
    match body.trim().to_ascii_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => Some(Keyword::Stop),
        "START" | "UNSTOP" | "YES" => Some(Keyword::Start),
        "HELP" | "INFO" => Some(Keyword::Help),
        _ => None,
    }
}

/// What the carrier answers; `None` where it says nothing, because nothing changed.
pub(crate) fn confirmation(keyword: Keyword, was_out: bool) -> Option<&'static str> {
    match (keyword, was_out) {
        (Keyword::Stop, false) => {
            Some("You are unsubscribed and will get no more texts from this number. Text START to come back.")
        }
        (Keyword::Start, true) => {
            Some("Welcome back: you will get texts from this number again. Text STOP to leave, HELP for help.")
        }
        (Keyword::Help, _) => Some("Text STOP to leave. Msg & data rates may apply."),
        (Keyword::Stop, true) | (Keyword::Start, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a fan who says "don't stop!" would be cut off in practice.
    #[test]
    fn only_the_whole_word_counts() {
        assert_eq!(keyword(" Stop \n"), Some(Keyword::Stop));
        assert_eq!(keyword("unstop"), Some(Keyword::Start));
        assert_eq!(keyword("info"), Some(Keyword::Help));
        assert_eq!(keyword("don't stop!"), None);
        assert_eq!(keyword("STOP."), None, "the carrier is stricter than the app");
    }

    /// Fails when leaving twice would be confirmed twice.
    #[test]
    fn a_confirmation_comes_once() {
        assert!(confirmation(Keyword::Stop, false).is_some());
        assert_eq!(confirmation(Keyword::Stop, true), None);
        assert_eq!(confirmation(Keyword::Start, false), None);
    }
}
