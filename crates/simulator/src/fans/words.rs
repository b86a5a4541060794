//! What fans say, by language. The sentences are data: `words/{language}.json`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// One language's phrases. `{name}` and `{city}` are filled in; `{}` in `liked` is the quoted text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub names: Vec<String>,
    pub cities: Vec<String>,
    pub openers: Vec<String>,
    pub bodies: Vec<String>,
    pub questions: Vec<String>,
    pub closers: Vec<String>,
    /// Texts of several parts.
    pub long: Vec<String>,
    /// What they say to an answer.
    pub answers: Vec<String>,
    pub liked: Vec<String>,
    /// Asking to be left alone in their own words.
    pub leaving: Vec<String>,
    /// What stands between two sentences.
    #[serde(default = "space")]
    pub between: String,
}

fn space() -> String {
    " ".to_owned()
}

const SOURCES: &[(&str, &str)] = &[
    ("ar", include_str!("words/ar.json")),
    ("de", include_str!("words/de.json")),
    ("en", include_str!("words/en.json")),
    ("es", include_str!("words/es.json")),
    ("fr", include_str!("words/fr.json")),
    ("he", include_str!("words/he.json")),
    ("hi", include_str!("words/hi.json")),
    ("it", include_str!("words/it.json")),
    ("ja", include_str!("words/ja.json")),
    ("ko", include_str!("words/ko.json")),
    ("pt", include_str!("words/pt.json")),
    ("tr", include_str!("words/tr.json")),
];

/// The phrases of a language.
pub(crate) fn of(language: &str) -> Option<&'static Words> {
    static ALL: OnceLock<BTreeMap<&'static str, Words>> = OnceLock::new();
    // A file that does not parse is left out here and named by the test.
    let all = ALL.get_or_init(|| {
        SOURCES.iter().filter_map(|(name, source)| Some((*name, serde_json::from_str(source).ok()?))).collect()
    });
    all.get(language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fans::numbers::COUNTRIES;

    /// Fails when the fans of a country would be silent, or say the same few things.
    #[test]
    fn every_language_of_the_crowd_has_enough_to_say() {
        for (name, source) in SOURCES {
            let words: Words = serde_json::from_str(source).unwrap_or_else(|error| panic!("{name}: {error}"));
            let combinations = words.openers.len() * (words.bodies.len() + words.questions.len()) * words.closers.len();
            assert!(combinations >= 300, "{name}: {combinations} combinations");
            assert!(words.names.len() >= 8 && words.cities.len() >= 5, "{name}");
            assert!(words.answers.len() >= 6 && words.long.len() >= 2 && !words.leaving.is_empty(), "{name}");
            assert!(words.liked.iter().all(|format| format.contains("{}")), "{name}: a reaction quotes the text");
            assert!(
                words.long.iter().all(|text| crate::segments::count(text) >= 2),
                "{name}: long texts have several parts"
            );
        }
        for language in COUNTRIES.iter().flat_map(|country| country.languages) {
            assert!(of(language).is_some(), "{language}");
        }
    }
}
