//! Finding phrases in the words of hurried people: the small language that the tables of phrases are written in.
//!
//! A phrase is words in order, folded (see `domain::fold`), apostrophes left out:
//! `a|b` one of several · `word?` may be missing · `#` an age from 4 to 17, in digits or words ·
//! leading `^` only at the beginning of a clause, after polite words at most · trailing `$` only at its end and `$$` only
//! at the end of the text, before polite words at most · `!word` at the end: not when this word follows.

use std::collections::HashMap;

use crate::domain::fold::{fold, is_word_char};
use vocabulary::{AGES, LEADS, PLEASE, SPELLINGS, TAILS};

mod vocabulary;

/// The words of a text, with the clauses that punctuation, line breaks and emoji make of them.
#[derive(Debug)]
pub(super) struct Words(Vec<Word>);

#[derive(Debug)]
struct Word {
    text: String,
    clause: u32,
}

impl Words {
    pub(super) fn of(text: &str) -> Self {
        let folded = fold(text);
        let mut words: Vec<Word> = Vec::with_capacity(folded.len() / 4);
        let mut clause = 0;
        let mut current = String::new();
        for character in folded.chars().chain([' ']) {
            if is_word_char(character) {
                current.push(character);
                continue;
            }
            if character == '\'' && !current.is_empty() {
                continue;
            }
            if !current.is_empty() {
                push(&mut words, &current, clause);
                current.clear();
            }
            let inside =
                (character.is_whitespace() && character != '\n') || matches!(character, '-' | '/' | '&' | '_' | '*');
            clause += u32::from(!inside);
        }
        Self(words)
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| word.text.as_str())
    }

    /// The words of a place, joined by spaces.
    pub(super) fn join(&self, place: std::ops::Range<usize>) -> String {
        self.0[place].iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The word before a place in the same clause, counted backwards from 1.
    pub(super) fn before(&self, at: usize, distance: usize) -> Option<&str> {
        let word = self.0.get(at.checked_sub(distance)?)?;
        (word.clause == self.0[at].clause).then_some(word.text.as_str())
    }

    /// The word behind a place in the same clause.
    pub(super) fn after(&self, at: usize) -> Option<&str> {
        let word = self.0.get(at + 1)?;
        (word.clause == self.0[at].clause).then_some(word.text.as_str())
    }

    fn begins_clause(&self, at: usize) -> bool {
        let clause = self.0[at].clause;
        let before = self.0[..at].iter().rev().take_while(|word| word.clause == clause);
        let mut first = None;
        for word in before {
            if PLEASE.contains(&word.text.as_str()) {
                return true;
            }
            if !LEADS.contains(&word.text.as_str()) {
                return false;
            }
            first = Some(word.text.as_str());
        }
        // "To stop texts, …" is what other senders write under their own.
        first != Some("to")
    }

    /// Whether only polite words follow, in the clause or in the whole text.
    fn ends(&self, at: usize, ends: Ends) -> bool {
        let clause = self.0[at - 1].clause;
        let within = |word: &&Word| ends == Ends::Text || word.clause == clause;
        ends == Ends::Anywhere || self.0[at..].iter().take_while(within).all(|word| is_polite(&word.text))
    }
}

/// Adds a word in its usual spelling; "do not" is one word, like "don't", and "12yo" is two.
fn push(words: &mut Vec<Word>, text: &str, clause: u32) {
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or_default();
    if digits > 0 && matches!(&text[digits..], "yo" | "yr" | "yrs" | "years") {
        words.push(Word { text: text[..digits].to_owned(), clause });
        words.push(Word { text: "years".to_owned(), clause });
        return;
    }
    let text = SPELLINGS.iter().find(|(short, _)| *short == text).map_or(text, |(_, usual)| usual);
    match words.last_mut() {
        Some(last) if text == "not" && last.text == "do" && last.clause == clause => "dont".clone_into(&mut last.text),
        _ => words.push(Word { text: text.to_owned(), clause }),
    }
}

/// Thanks and requests, which change nothing about what is asked for.
pub(super) fn is_polite(word: &str) -> bool {
    PLEASE.contains(&word) || TAILS.contains(&word)
}

#[derive(Debug)]
struct Step {
    words: Vec<&'static str>,
    optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Anywhere,
    Clause,
    Text,
}

#[derive(Debug)]
struct Phrase {
    code: &'static str,
    begins: bool,
    ends: Ends,
    steps: Vec<Step>,
    not_before: Vec<&'static str>,
}

/// Where a phrase stands in a text, and the code of its table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) code: &'static str,
    pub(super) place: std::ops::Range<usize>,
}

/// Phrases, ready for searching.
#[derive(Debug)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// Phrases by each word that can begin them.
    by_first: HashMap<&'static str, Vec<usize>>,
}

impl Phrases {
    pub(super) fn new(tables: &[(&'static str, &[&'static str])]) -> Self {
        let phrases: Vec<Phrase> =
            tables.iter().flat_map(|(code, table)| table.iter().map(|source| read(code, source))).collect();
        let mut by_first: HashMap<&'static str, Vec<usize>> = HashMap::new();
        for (index, phrase) in phrases.iter().enumerate() {
            for step in &phrase.steps {
                for word in &step.words {
                    by_first.entry(word).or_default().push(index);
                }
                if !step.optional {
                    break;
                }
            }
        }
        Self { phrases, by_first }
    }

    /// The first phrase in the text.
    pub(super) fn find(&self, words: &Words) -> Option<Found> {
        words.iter().enumerate().find_map(|(at, word)| {
            let candidates = self.by_first.get(word)?;
            candidates.iter().find_map(|index| {
                let phrase = &self.phrases[*index];
                let end = phrase.matches(words, at)?;
                Some(Found { code: phrase.code, place: at..end })
            })
        })
    }
}

impl Phrase {
    fn matches(&self, words: &Words, at: usize) -> Option<usize> {
        if self.begins && !words.begins_clause(at) {
            return None;
        }
        self.walk(words, at, &self.steps)
    }

    /// Tries each optional step both ways; phrases are short.
    fn walk(&self, words: &Words, at: usize, steps: &[Step]) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else {
            let follows = words.0.get(at).is_some_and(|word| self.not_before.contains(&word.text.as_str()));
            let complete = !follows && words.ends(at, self.ends);
            return complete.then_some(at);
        };
        let here = words.0.get(at).is_some_and(|word| {
            step.words.iter().any(|wanted| *wanted == word.text || (*wanted == "#" && is_young_age(&word.text)))
        });
        here.then(|| self.walk(words, at + 1, rest))
            .flatten()
            .or_else(|| step.optional.then(|| self.walk(words, at, rest)).flatten())
    }
}

fn read(code: &'static str, source: &'static str) -> Phrase {
    let mut phrase = Phrase { code, begins: false, ends: Ends::Anywhere, steps: Vec::new(), not_before: Vec::new() };
    let mut rest = source;
    if let Some(after) = rest.strip_prefix('^') {
        phrase.begins = true;
        rest = after;
    }
    for (mark, ends) in [("$$", Ends::Text), ("$", Ends::Clause)] {
        if let Some(before) = rest.strip_suffix(mark) {
            phrase.ends = ends;
            rest = before;
            break;
        }
    }
    for step in rest.split(' ') {
        if let Some(words) = step.strip_prefix('!') {
            phrase.not_before.extend(words.split('|'));
        } else {
            let (words, optional) = step.strip_suffix('?').map_or((step, false), |words| (words, true));
            phrase.steps.push(Step { words: words.split('|').collect(), optional });
        }
    }
    phrase
}

fn is_young_age(word: &str) -> bool {
    match word.parse::<u32>() {
        Ok(age) => (4..=17).contains(&age),
        Err(_) => AGES.contains(&word),
    }
}

/// Every table says what it means in the small language, in folded words that a text can contain.
#[cfg(test)]
pub(super) fn assert_readable(tables: &[(&'static str, &[&'static str])]) {
    for (code, table) in tables {
        for source in *table {
            let phrase = read(code, source);
            assert!(phrase.steps.iter().any(|step| !step.optional), "{source} asks for nothing");
            for word in phrase.steps.iter().flat_map(|step| &step.words).chain(&phrase.not_before) {
                let words = Words::of(word);
                assert!(
                    *word == "#" || (words.len() == 1 && words.join(0..1) == *word),
                    "{word} in {source} is never met"
                );
            }
        }
    }
}
