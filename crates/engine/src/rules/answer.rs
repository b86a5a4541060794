//! Reading a fan's answer to what a rule asked for. What cannot be read for sure is left alone: a card without a name
//! is better than one with a wrong name, which later texts would repeat.

use crate::domain::fold::{fold, is_word_char};
use crate::domain::{Birthday, FanFact};
use words::{BIRTHDAY_WORDS, CITY_LEADS, ENDINGS, MONTHS, NAME_LEADS, OPENERS, TALK, WEAK_CITY_LEADS, WEAK_NAME_LEADS};

mod words;

/// How a text came after the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstance {
    /// Nothing else came from the fan in between. A later text has to say what it is: "my name is …".
    pub is_next: bool,
    /// `3/5` is the fifth of March, as in North America.
    pub month_first: bool,
}

const LONGEST: usize = 40;
/// Words of a text that is still an answer and not a story.
const MOST_WORDS: usize = 12;

/// The answer that a text gives, as it is kept on the card.
#[must_use]
pub fn read(fact: FanFact, text: &str, circumstance: Circumstance) -> Option<String> {
    let words = spoken(text);
    if words.is_empty() || words.len() > MOST_WORDS || text.contains(['?', '？', '؟']) {
        return None;
    }
    match fact {
        FanFact::Name => name(&words, circumstance.is_next),
        FanFact::City => city(&words, circumstance.is_next),
        FanFact::Birthday => birthday(&words, circumstance),
    }
}

/// One word as it was written, how it compares, and whether a clause ends with it.
#[derive(Debug)]
struct Spoken<'a> {
    written: &'a str,
    folded: String,
    ends: bool,
}

fn spoken(text: &str) -> Vec<Spoken<'_>> {
    let word = |character: char| is_word_char(character) || character == '\'' || character == '’';
    let mut words: Vec<Spoken<'_>> = Vec::new();
    for line in text.lines() {
        for piece in line.split_whitespace() {
            let written = piece.trim_matches(|character: char| !word(character));
            let ends = !piece.ends_with(word) || written.is_empty();
            if !written.is_empty() {
                words.push(Spoken { written, folded: fold(written), ends });
            } else if let Some(last) = words.last_mut() {
                last.ends = true;
            }
        }
        if let Some(last) = words.last_mut() {
            last.ends = true;
        }
    }
    words
}

fn name(words: &[Spoken<'_>], is_next: bool) -> Option<String> {
    if let Some(rest) = after_lead(words, NAME_LEADS) {
        return taken(rest, 3).map(capitalised);
    }
    if let Some(rest) = after_lead(words, WEAK_NAME_LEADS) {
        // "I'm Ana" is a name, "I'm screaming" is not.
        let looks_like_one = rest.first().is_some_and(|word| starts_upper(word.written) || is_next && alone(rest, 2));
        return taken(rest, 3).filter(|_| looks_like_one && !is_doing(rest)).map(capitalised);
    }
    if !is_next {
        return None;
    }
    let rest = without_openers(words);
    taken(rest, 3).map(capitalised)
}

fn city(words: &[Spoken<'_>], is_next: bool) -> Option<String> {
    if let Some(rest) = after_lead(words, CITY_LEADS) {
        return taken(rest, 4).map(capitalised);
    }
    if !is_next {
        return None;
    }
    let rest = without_openers(words);
    let rest = after_lead_at_start(rest, WEAK_CITY_LEADS).unwrap_or(rest);
    taken(rest, 4).filter(|_| !is_doing(rest)).map(capitalised)
}

/// What follows the first of the leads that stands in the text.
fn after_lead<'a, 'b>(words: &'a [Spoken<'b>], leads: &[&str]) -> Option<&'a [Spoken<'b>]> {
    (0..words.len()).find_map(|at| after_lead_at_start(&words[at..], leads))
}

fn after_lead_at_start<'a, 'b>(words: &'a [Spoken<'b>], leads: &[&str]) -> Option<&'a [Spoken<'b>]> {
    let begins = |lead: &&&str| {
        let mut wanted = lead.split(' ');
        let fits = wanted.by_ref().zip(words).all(|(wanted, word)| wanted == word.folded);
        fits && words.len() > lead.split(' ').count()
    };
    let longest = leads.iter().filter(begins).max_by_key(|lead| lead.len())?;
    Some(&words[longest.split(' ').count()..])
}

fn without_openers<'a, 'b>(words: &'a [Spoken<'b>]) -> &'a [Spoken<'b>] {
    let from = words.iter().position(|word| !OPENERS.contains(&word.folded.as_str())).unwrap_or(words.len());
    &words[from..]
}

/// The words up to the end of the clause, if all of them can be a name.
fn taken(words: &[Spoken<'_>], most: usize) -> Option<String> {
    let mut taken = Vec::new();
    for word in words {
        if !taken.is_empty() && ENDINGS.contains(&word.folded.as_str()) {
            break;
        }
        if TALK.contains(&word.folded.as_str()) || !is_nameable(word.written) || taken.len() == most {
            return None;
        }
        taken.push(word.written);
        if word.ends {
            break;
        }
    }
    let whole = taken.join(" ");
    (!whole.is_empty() && whole.chars().count() <= LONGEST).then_some(whole)
}

fn is_nameable(word: &str) -> bool {
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    let inside = |character: char| is_word_char(character) || matches!(character, '\'' | '’' | '-' | '.');
    let latin = word.chars().any(|character| character.is_ascii_alphabetic());
    // No word of one Latin letter is a name, and hardly any has a letter three times in a row.
    let stretched =
        word.chars().zip(word.chars().skip(1)).zip(word.chars().skip(2)).any(|((a, b), c)| a == b && b == c);
    letters >= if latin { 2 } else { 1 }
        && word.chars().all(inside)
        && !word.chars().any(char::is_numeric)
        && !stretched
}

fn alone(words: &[Spoken<'_>], most: usize) -> bool {
    words.len() <= most
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// "I'm screaming": what somebody does, not who they are.
fn is_doing(words: &[Spoken<'_>]) -> bool {
    words
        .first()
        .is_some_and(|word| word.folded.len() > 4 && word.folded.ends_with("ing") && !starts_upper(word.written))
}

/// "ana maria" and "ANA MARIA" as people write names; "McKay" and "de la Cruz" as they were written.
fn capitalised(name: String) -> String {
    let upper = name.chars().any(char::is_uppercase);
    let lower = name.chars().any(char::is_lowercase);
    if upper == lower {
        return name;
    }
    let mut start = true;
    let mut written = String::with_capacity(name.len());
    for character in name.chars() {
        if start {
            written.extend(character.to_uppercase());
        } else {
            written.extend(character.to_lowercase());
        }
        start = matches!(character, ' ' | '-');
    }
    written
}

fn birthday(words: &[Spoken<'_>], circumstance: Circumstance) -> Option<String> {
    let named = words.iter().any(|word| BIRTHDAY_WORDS.contains(&word.folded.as_str()));
    if !named && !circumstance.is_next {
        return None;
    }
    let day = (0..words.len()).find_map(|at| in_digits(&words[at], circumstance).or_else(|| in_words(&words[at..])))?;
    Some(day.to_string())
}

/// `1990-03-05`, `5.3.90`, `03/05`.
fn in_digits(word: &Spoken<'_>, circumstance: Circumstance) -> Option<Birthday> {
    let parts: Vec<&str> = word.folded.split(['-', '/', '.']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let (year, one, other) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => {
            return Birthday::new(year.parse().ok(), month.parse().ok()?, day.parse().ok()?);
        }
        [one, other, year_part] => (Some(year(year_part)?), one, other),
        [one, other] => (None, one, other),
        _ => return None,
    };
    let (one, other): (i8, i8) = (one.parse().ok()?, other.parse().ok()?);
    let month_first = if one > 12 { false } else { other > 12 || circumstance.month_first };
    let (month, day) = if month_first { (one, other) } else { (other, one) };
    Birthday::new(year, month, day)
}

/// "March 5th, 1990", "5 marzo", "the 5th of March".
fn in_words(words: &[Spoken<'_>]) -> Option<Birthday> {
    let small = |word: &&Spoken<'_>| !matches!(word.folded.as_str(), "of" | "the" | "de" | "di" | "il");
    let mut parts = words.iter().filter(small);
    let (first, second) = (parts.next()?, parts.next()?);
    let (month, day) = match (month(&first.folded), month(&second.folded)) {
        (Some(month), _) => (month, day(&second.folded)?),
        (None, Some(month)) => (month, day(&first.folded)?),
        (None, None) => return None,
    };
    let year = parts.next().and_then(|word| if word.folded.len() == 4 { year(&word.folded) } else { None });
    Birthday::new(year, month, day)
}

fn month(word: &str) -> Option<i8> {
    if TALK.contains(&word) || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let named = |names: &[&str]| names.iter().any(|name| word.starts_with(name));
    let place = MONTHS.iter().position(|names| named(names))?;
    i8::try_from(place + 1).ok()
}

fn day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|character: char| !character.is_ascii_digit());
    let ending = &word[digits.len()..];
    (digits.len() <= 2 && matches!(ending, "" | "st" | "nd" | "rd" | "th" | "er"))
        .then(|| digits.parse().ok())
        .flatten()
}

/// `1990`, or `90`: nobody who texts was born in the future.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year <= NEWEST_SHORT_YEAR => Some(2_000 + year),
        2 => Some(1_900 + year),
        _ => None,
    }
}

const NEWEST_SHORT_YEAR: i16 = 30;

#[cfg(test)]
mod tests;
