//! What the owner's wording tells fans: whether it says that it is automatic, and whether it asks them to follow a link.

use std::borrow::Cow;

use super::phrases::Words;
use crate::domain::fold::compatible;

/// Beginnings of the words for "automatic" in the languages of the lines.
const AUTOMATIC: &[&str] = &["automat", "autorepl", "autorespon", "autoantwort", "autorisp"];

/// Words for machines that answer.
const MACHINES: &[&str] = &["bot", "robot", "chatbot", "assistente", "risponditore", "repondeur", "contestador"];

/// Words that turn the meaning round when they stand up to three words before, in the same clause.
const NOT: &[&str] = &[
    "not", "isnt", "arent", "no", "never", "aint", "non", "ni", "ne", "nest", "nicht", "kein", "keine", "keinen",
    "nao", "nunca", "jamais", "pas", "niente", "nessun", "nessuna", "sin", "senza", "sans", "ohne", "without", "sem",
];

/// Whether a text says in so many words that it is an automatic one, in English, Italian, Spanish, French, German or
/// Portuguese. "This is not automatic" does not.
#[must_use]
pub fn says_automatic(text: &str) -> bool {
    let words = Words::of(text);
    words.iter().enumerate().any(|(at, word)| {
        let says = AUTOMATIC.iter().any(|beginning| word.starts_with(beginning))
            || MACHINES.contains(&word)
            || (word == "auto"
                && words.after(at).is_some_and(|next| next.starts_with("rep") || next.starts_with("res")));
        let denied = (1..=3).any(|distance| words.before(at, distance).is_some_and(|word| NOT.contains(&word)));
        says && !denied
    })
}

/// Whether a text holds something that a phone makes a link of: an address with a scheme, with `www.`, or a bare host.
/// E-mail addresses and missing spaces after a full stop ("later.It was") are none.
#[must_use]
pub fn has_link(text: &str) -> bool {
    let text: Cow<'_, str> = compatible(text);
    text.split(|character: char| character.is_whitespace() || matches!(character, '<' | '>' | '"' | '(' | ')' | ','))
        .any(is_link)
}

fn is_link(word: &str) -> bool {
    let lower = word.to_lowercase();
    if let Some((scheme, rest)) = lower.split_once("://") {
        let named = scheme.rsplit(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
        return !named.is_empty() && !rest.is_empty();
    }
    let trimmed = word.trim_matches(|character: char| !character.is_alphanumeric() && character != '/');
    let (host, path) = match trimmed.find(['/', '?', '#', ':']) {
        Some(at) => (&trimmed[..at], &trimmed[at..]),
        None => (trimmed, ""),
    };
    let Some((name, ending)) = host.rsplit_once('.') else { return false };
    let labelled = name.split('.').all(|label| {
        !label.is_empty() && label.chars().all(|character| character.is_alphanumeric() || character == '-')
    });
    if !labelled || name.chars().all(|character| character.is_ascii_digit() || character == '.') {
        return false;
    }
    if name.to_lowercase().starts_with("www") && name.len() > 3 || path.len() > 1 && path.starts_with('/') {
        return ending.len() >= 2 && ending.chars().all(char::is_alphabetic);
    }
    let plain = ending.to_lowercase();
    ENDINGS.contains(&plain.as_str())
        // Endings that are also words: only where nobody forgot a space.
        || (WORD_ENDINGS.contains(&plain.as_str()) && name.len() > 3 && trimmed == lower.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Endings of hosts that no sentence is likely to go on with.
const ENDINGS: &[&str] = &[
    "com", "net", "org", "io", "co", "uk", "fr", "de", "es", "pt", "br", "ly", "gl", "tv", "app", "dev", "link",
    "shop", "store", "xyz", "info", "biz", "eu", "gg", "fm", "page", "site", "online", "club", "ch", "nl", "ca", "mx",
    "au", "jp", "cc", "ws", "ai", "edu", "gov", "mobi", "top", "tel",
];

const WORD_ENDINGS: &[&str] = &["it", "me", "to", "us", "live", "fans", "music", "world", "art"];

#[cfg(test)]
mod tests {
    use super::{has_link, says_automatic};
    use crate::domain::words;

    /// The app would warn about the very words that it proposes.
    #[test]
    fn our_own_words_are_honest() {
        for locale in ["en", "it"] {
            let words = words(locale);
            for name in [Some("Juno"), None] {
                let all = [
                    words.welcome(name, None),
                    words.help(name, None),
                    words.stop_confirmation(name),
                    words.start_confirmation(name),
                ];
                for text in all {
                    assert!(says_automatic(&text) && !has_link(&text), "{text}");
                }
            }
        }
    }

    /// The owner would be told that an honest text hides what it is, or that a hidden one is honest.
    #[test]
    fn hears_that_a_text_is_automatic() {
        for text in [
            "This hello is automatic, the next ones are really me.",
            "AUTOMATED message from the team",
            "Auto-reply: thanks!",
            "I'm a bot 🤖",
            "Questo saluto è automatico.",
            "Risposta automatica: grazie!",
            "Este mensaje es automático",
            "Réponse automatique",
            "Dies ist eine automatische Antwort",
            "Resposta automática",
            "It is not me typing, it is automatic",
        ] {
            assert!(says_automatic(text), "{text}");
        }
        for text in [
            "Hi, Juno here!",
            "This is not automatic, I promise",
            "I'm not a bot",
            "Non è automatico, sono io",
            "No soy un bot",
            "Ce n'est pas un message automatique",
            "Das ist keine automatische Antwort",
            "Não é automático",
            "Text me about autumn and autographs",
        ] {
            assert!(!says_automatic(text), "{text}");
        }
    }

    /// A rule that sends fans to a page would pass without the caution, or plain words would raise it.
    #[test]
    fn sees_links() {
        for text in [
            "Tickets: https://example.com/tour",
            "see www.example.com",
            "example.com",
            "go to bit.ly/3abc now",
            "HTTP://EXAMPLE.COM",
            "(example.co.uk)",
            "new song on example.fm!",
            "sul sito example.it",
            "ｅｘａｍｐｌｅ.com",
            "t.me/example",
            "link:https://example.com",
        ] {
            assert!(has_link(text), "{text}");
        }
        for text in [
            "See you later.It was fun",
            "write to juno@example.com",
            "wait...what",
            "at 9.30 or 21.15",
            "v1.2.3",
            "ok.me too",
            "e.g. this",
            "U.S. tour and/or Europe",
            "no. thanks",
            "",
            "://",
        ] {
            assert!(!has_link(text), "{text}");
        }
    }
}
