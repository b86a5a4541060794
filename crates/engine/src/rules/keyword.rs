//! Keywords: whole words and phrases in a text, whatever their case and accents.
//!
//! In scripts without spaces a keyword is found anywhere, as nothing there says where a word ends. An emoji is a word,
//! with or without its skin tone.

use crate::domain::fold::compatible;
use crate::domain::segmentation::{Sink, segment};

/// The words of a text, folded, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut words = Self::default();
        segment(&compatible(text), &mut words);
        words
    }

    /// Nothing in the text is a word: no keyword can be in it, and it can be none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Sink for Words {
    fn word(&mut self, word: &str) {
        // "l'amore" is two words, "don't" is one.
        match word.strip_suffix("'t") {
            Some(negated) => self.0.push(format!("{}t", negated.replace('\'', ""))),
            None => self.0.extend(word.split('\'').filter(|piece| !piece.is_empty()).map(str::to_owned)),
        }
    }

    fn run(&mut self, run: &[char]) {
        let from = self.0.len();
        for character in run {
            // A mark belongs to the letter before it.
            match self.0[from..].last_mut() {
                Some(letter) if !character.is_alphanumeric() => letter.push(*character),
                _ => self.0.push(character.to_string()),
            }
        }
    }

    fn emoji(&mut self, token: &str) {
        self.0.push(token.to_owned());
    }
}

/// The keywords of a rule, ready for looking.
#[derive(Debug, Clone, Default)]
pub struct Keywords(Vec<(String, Words)>);

impl Keywords {
    #[must_use]
    pub fn new(keywords: &[String]) -> Self {
        let words = keywords.iter().map(|keyword| (keyword.clone(), Words::of(keyword)));
        Self(words.filter(|(_, words)| !words.is_empty()).collect())
    }

    /// The first keyword that stands in the text, as it was written.
    #[must_use]
    pub fn find(&self, text: &Words) -> Option<&str> {
        let stands = |wanted: &Words| text.0.windows(wanted.0.len()).any(|words| words == wanted.0);
        self.0.iter().find(|(_, wanted)| stands(wanted)).map(|(keyword, _)| keyword.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Keywords, Words};

    fn found(keyword: &str, text: &str) -> bool {
        Keywords::new(&[keyword.to_owned()]).find(&Words::of(text)).is_some()
    }

    /// A fan who asks for tickets would hear nothing, or one who does not would get an answer about tickets.
    #[test]
    fn keywords_are_whole_words() {
        for (keyword, text, expected) in [
            ("tickets", "TICKETS please", true),
            ("tickets", "where are the tickets?!", true),
            ("tickets", "#tickets", true),
            ("ticket", "tickets", false),
            ("art", "start the party", false),
            ("caffe", "un Caffè, grazie", true),
            ("Caffè", "CAFFE", true),
            ("straße", "STRASSE", true),
            ("москва", "Привет из МОСКВА!", true),
            ("ёлка", "елка", true),
            ("amore", "l’amore", true),
            ("don", "don't", false),
            ("don't", "i DONT know", true),
            ("pre-sale", "when is the pre sale", true),
            ("meet and greet", "is there a Meet  and\ngreet?", true),
            ("meet and greet", "meet me and greet me", false),
            ("🎸", "love it 🎸🎸", true),
            ("👍", "👍🏽", true),
            ("❤️", "❤", true),
            ("👩", "👩‍🚒", false),
            ("🇮🇹", "🇮🇹 forza", true),
            ("🇮🇹", "🇺🇸", false),
            ("演唱会", "演唱会几点开始", true),
            ("チケット", "チケットはありますか", true),
            ("ﾁｹｯﾄ", "チケットはありますか", true),
            ("티켓", "티켓을 사고 싶어요", true),
            ("票", "pretty", false),
            ("сад", "садовник", false),
            ("tickets", "", false),
            ("vip 2", "VIP 2?", true),
            ("2", "2026", false),
        ] {
            assert_eq!(found(keyword, text), expected, "{keyword} in {text}");
        }
    }

    /// The thread would name a keyword that the owner did not write.
    #[test]
    fn the_keyword_is_named_as_it_was_written() {
        let keywords = Keywords::new(&["!!".to_owned(), "Tour".to_owned(), "Dates".to_owned()]);
        assert_eq!(keywords.find(&Words::of("any dates?")), Some("Dates"));
        assert_eq!(keywords.find(&Words::of("!!")), None, "punctuation is no word");
    }

    /// A word of a script with spaces, in its own letters.
    fn word() -> impl Strategy<Value = String> {
        prop_oneof!["[a-zA-Zà-öø-ÿ]{1,12}", "[а-яА-ЯёЁ]{1,12}", "[α-ωΑ-ΡΣ-Ω]{1,12}", "[a-z0-9]{1,12}"]
    }

    proptest! {
        /// Whatever the word is: alone it is found in any case, with or without marks around it.
        #[test]
        fn a_word_alone_is_always_found(word in word(), before in "[ .,!?\"(\n]{0,3}", after in "[ .,!?\")\n]{0,3}") {
            for written in [word.clone(), word.to_uppercase(), word.to_lowercase(), accented(&word)] {
                let text = format!("{before}{written}{after}");
                prop_assert!(found(&word, &text), "{word} in {text}");
            }
        }

        /// Whatever the word is: inside a longer one it is never found.
        #[test]
        fn a_word_inside_a_longer_one_is_never_found(word in word(), before in "[a-z]{0,4}", after in "[a-z]{1,4}") {
            let text = format!("{before}{word}{after}");
            prop_assert!(!found(&word, &text), "{word} in {text}");
            let text = format!("{after}{word}{before}");
            prop_assert!(!found(&word, &text), "{word} in {text}");
        }

        /// No text and no keyword may stop the line.
        #[test]
        fn nothing_is_too_strange(keyword in "\\PC{0,12}", text in "\\PC{0,40}") {
            found(&keyword, &text);
            found(&keyword, &format!("{text}{keyword}"));
        }
    }

    /// With an accent on each letter that a hurried or careful fan could put one on.
    fn accented(word: &str) -> String {
        word.chars().flat_map(|letter| [Some(letter), letter.is_alphabetic().then_some('\u{301}')]).flatten().collect()
    }
}
