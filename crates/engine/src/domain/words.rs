//! The words that fans read, by language, as a new line starts with them. They live in `texts/{locale}.toml`.

use serde::Deserialize;

use super::FanFact;

/// One language's words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    contact: String,
    ask: Questions,
    templates: Templates,
    named: Wording,
    unnamed: Wording,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Questions {
    name: String,
    city: String,
    birthday: String,
}

/// What a rule can start from, beside the welcome and the questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Templates {
    pub dates: String,
    pub dates_keywords: Vec<String>,
    pub away: String,
    pub thanks: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wording {
    welcome: String,
    help: String,
    stop_confirmation: String,
    start_confirmation: String,
}

/// What a fan gets one confirmation for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    Help,
    Stop,
    Start,
}

impl Confirmation {
    /// The setting that holds the line's own wording.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Help => "help_text",
            Self::Stop => "stop_text",
            Self::Start => "start_text",
        }
    }

    /// The confirmation whose wording this setting holds.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        [Self::Help, Self::Stop, Self::Start].into_iter().find(|confirmation| confirmation.key() == key)
    }
}

/// Languages that fans can be addressed in.
pub const LOCALES: &[&str] = &["en", "de", "es", "fr", "it", "pt"];

/// The language of a locale such as `it-CH`: `it`, or `en` where it is none of ours.
#[must_use]
pub fn language(locale: &str) -> &'static str {
    let wanted = locale.split(['-', '_']).next().unwrap_or_default();
    LOCALES.iter().find(|ours| ours.eq_ignore_ascii_case(wanted)).copied().unwrap_or("en")
}

/// The words of a locale such as `it` or `it-CH`; English where there are none.
#[must_use]
pub fn words(locale: &str) -> Words {
    let source = match language(locale) {
        "de" => include_str!("../../texts/de.toml"),
        "es" => include_str!("../../texts/es.toml"),
        "fr" => include_str!("../../texts/fr.toml"),
        "it" => include_str!("../../texts/it.toml"),
        "pt" => include_str!("../../texts/pt.toml"),
        _ => include_str!("../../texts/en.toml"),
    };
    toml::from_str(source).expect("the words are part of the program, and a test reads each of them")
}

impl Words {
    /// The first automatic text to a fan: who, what for, rates, HELP and STOP. Without a name it says "this number".
    #[must_use]
    pub fn welcome(&self, name: Option<&str>, contact: Option<&str>) -> String {
        self.fill(name, contact, |wording| &wording.welcome)
    }

    /// The answer to HELP: who this is, and whom to ask.
    #[must_use]
    pub fn help(&self, name: Option<&str>, contact: Option<&str>) -> String {
        self.fill(name, contact, |wording| &wording.help)
    }

    /// The one text that a fan gets after STOP, where the provider sends none.
    #[must_use]
    pub fn stop_confirmation(&self, name: Option<&str>) -> String {
        self.fill(name, None, |wording| &wording.stop_confirmation)
    }

    /// The answer to START.
    #[must_use]
    pub fn start_confirmation(&self, name: Option<&str>) -> String {
        self.fill(name, None, |wording| &wording.start_confirmation)
    }

    /// The question of a rule that asks a fan for something.
    #[must_use]
    pub fn question(&self, fact: FanFact) -> &str {
        match fact {
            FanFact::Name => &self.ask.name,
            FanFact::City => &self.ask.city,
            FanFact::Birthday => &self.ask.birthday,
        }
    }

    #[must_use]
    pub fn templates(&self) -> &Templates {
        &self.templates
    }

    /// The text for one of them.
    #[must_use]
    pub fn confirmation(&self, which: Confirmation, name: Option<&str>, contact: Option<&str>) -> String {
        match which {
            Confirmation::Help => self.help(name, contact),
            Confirmation::Stop => self.stop_confirmation(name),
            Confirmation::Start => self.start_confirmation(name),
        }
    }

    fn fill(&self, name: Option<&str>, contact: Option<&str>, text: fn(&Wording) -> &String) -> String {
        let given = |value: Option<&str>| value.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned);
        let contact = given(contact).map(|contact| self.contact.replace("{contact}", &contact)).unwrap_or_default();
        // The name goes in last: one with braces in it is only a name.
        match given(name) {
            Some(name) => text(&self.named).replace("{contact}", &contact).replace("{name}", &name),
            None => text(&self.unnamed).replace("{contact}", &contact),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LOCALES, Words, words};
    use crate::domain::{Encoding, FanFact, count_segments};

    /// As long as names are that a line is likely to have.
    const NAME: &str = "Twentycharacter Name";

    fn all(words: &Words, name: Option<&str>, contact: Option<&str>) -> [String; 4] {
        [
            words.welcome(name, contact),
            words.help(name, contact),
            words.stop_confirmation(name),
            words.start_confirmation(name),
        ]
    }

    /// Each welcome would cost double, or a letter would arrive as a question mark.
    #[test]
    fn every_text_fits_one_plain_part() {
        assert_eq!(NAME.chars().count(), 20);
        for locale in LOCALES {
            for name in [Some(NAME), None] {
                for text in all(&words(locale), name, None) {
                    let size = count_segments(&text);
                    assert_eq!((size.encoding, size.parts), (Encoding::Gsm7, 1), "{} units: {text}", size.units);
                }
                for fact in [FanFact::Name, FanFact::City, FanFact::Birthday] {
                    let size = count_segments(words(locale).question(fact));
                    assert_eq!((size.encoding, size.parts), (Encoding::Gsm7, 1), "{fact:?} in {locale}");
                }
                let ready = words(locale);
                for text in [&ready.templates.dates, &ready.templates.away, &ready.templates.thanks] {
                    let size = count_segments(text);
                    assert_eq!((size.encoding, size.parts), (Encoding::Gsm7, 1), "{} units: {text}", size.units);
                }
                let help = count_segments(&words(locale).help(name, Some("help@example.com")));
                assert!(help.encoding == Encoding::Gsm7 && help.parts <= 2);
            }
        }
    }

    /// The first text would lack what carriers and the law ask of it.
    #[test]
    fn the_welcome_carries_what_a_first_text_must() {
        let asked = [
            ("en", "this number", "HELP", "data rates"),
            ("de", "diese Nummer", "INFO", "SMS-Kosten"),
            ("es", "este numero", "INFO", "Tarifas"),
            ("fr", "ce numéro", "INFO", "Tarif"),
            ("it", "questo numero", "AIUTO", "Costi"),
            ("pt", "deste numero", "INFO", "Tarifas"),
        ];
        assert_eq!(asked.map(|(locale, ..)| locale), LOCALES, "every language is looked at");
        for (locale, unnamed, help, rates) in asked {
            for (name, who) in [(Some(NAME), NAME), (None, unnamed)] {
                let welcome = words(locale).welcome(name, None);
                for part in [who, help, rates, "STOP", "automati"] {
                    assert!(welcome.contains(part), "{part} in {welcome}");
                }
            }
        }
    }

    /// A fan would read a placeholder, or nothing where the name or the contact should stand.
    #[test]
    fn placeholders_are_filled() {
        for locale in LOCALES {
            let words = words(locale);
            for name in [Some(NAME), Some("  "), None] {
                for contact in [Some("help@example.com"), Some(""), None] {
                    for text in all(&words, name, contact) {
                        assert!(!text.contains(['{', '}']) && !text.contains("  ") && !text.is_empty(), "{text}");
                        assert_eq!(text.contains(NAME), name == Some(NAME), "{text}");
                    }
                    let help = words.help(name, contact);
                    assert_eq!(help.contains("help@example.com"), contact == Some("help@example.com"), "{help}");
                }
            }
        }
        assert!(words("en").welcome(Some("{contact}"), Some("x")).contains("it's {contact}!"));
    }

    /// An Italian line would greet in English because the locale names a country.
    #[test]
    fn locales_fall_back_to_their_language_then_english() {
        assert!(words("it-CH").welcome(None, None).starts_with("Ciao"));
        assert!(words("IT_it").welcome(None, None).starts_with("Ciao"));
        assert!(words("pt_BR").welcome(None, None).starts_with("Oi"));
        for locale in ["en-GB", "xx", "", "italiano"] {
            assert!(words(locale).welcome(None, None).starts_with("Hi!"), "{locale}");
        }
    }
}
