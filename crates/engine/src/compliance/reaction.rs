//! Reactions that phones send as texts ("Liked “See you”", "👍 to “See you”"): signs on one of our texts, not texts.
//!
//! Wordings are those of iOS and Google Messages in the languages of the lines. A wording alone proves nothing (a fan may
//! write it): a reaction counts when its quote `matches` one of our texts to that fan.

use crate::domain::fold::{fold, is_invisible, is_word_char};
use words::{PICTURES, WORDINGS};

mod words;

/// A sign that a fan put on a text, or took back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The sign: `👍 ❤️ 👎 😂 ‼️ ❓` for the six of iOS, else the emoji as sent.
    pub emoji: String,
    /// What the phone quotes of our text, perhaps cut with an ellipsis; empty when it names a picture instead.
    pub quoted: String,
    pub removed: bool,
}

/// A cut quote shorter than this proves nothing.
const MIN_CUT: usize = 8;

impl Reaction {
    /// Whether `body` is the text that is quoted. Spaces, quotes and look-alike characters that carriers swap do not
    /// matter.
    #[must_use]
    pub fn matches(&self, body: &str) -> bool {
        let quoted = self.quoted.trim();
        let cut = quoted.strip_suffix('…').or_else(|| quoted.strip_suffix("..."));
        let wanted = essence(cut.unwrap_or(quoted));
        let body = essence(body);
        if wanted.is_empty() {
            return false;
        }
        body == wanted || (cut.is_some() && wanted.chars().count() >= MIN_CUT && body.starts_with(&wanted))
    }
}

/// What is left of a text when carriers and phones have swapped quotes, dashes and spaces: words, emoji and symbols.
fn essence(text: &str) -> String {
    let kept = |character: &char| {
        is_word_char(*character) || (*character > '\u{2190}' && !matches!(character, '\u{3000}'..='\u{301f}'))
    };
    fold(text).chars().filter(kept).collect()
}

/// Reads a reaction out of a text that is nothing else.
#[must_use]
pub fn parse(text: &str) -> Option<Reaction> {
    let quotes = text.contains(is_quote);
    if !quotes && !PICTURES.iter().any(|thing| text.trim_end().ends_with(thing)) {
        return None;
    }
    let seen: String = text.chars().filter(|character| !is_unseen(*character)).collect();
    let seen = seen.trim();
    for thing in PICTURES {
        if let Some(before) = seen.strip_suffix(thing)
            && let Some(reaction) = read(before, "", "")
        {
            return Some(reaction);
        }
    }
    // The sign itself may stand in quotes before or behind ("Ha messo “Mi piace” a “…”"), and our text may hold quotes:
    // each pair is tried, the widest first. A wording has at most two pairs of its own.
    let places = |wanted: fn(char) -> bool| seen.char_indices().filter(move |(_, found)| wanted(*found));
    for (start, open) in places(opens).take(3) {
        let inner = start + open.len_utf8();
        let ends: Vec<(usize, char)> = places(closes).filter(|(end, _)| *end >= inner).collect();
        for (end, close) in ends.into_iter().rev().take(3) {
            if let Some(reaction) = read(&seen[..start], &seen[inner..end], &seen[end + close.len_utf8()..]) {
                return Some(reaction);
            }
        }
    }
    None
}

/// Compares what stands around the quote with the wordings.
fn read(before: &str, quoted: &str, after: &str) -> Option<Reaction> {
    let (before, after) = (plain(before), plain(after));
    let found =
        |emoji: &str, removed: bool| Reaction { emoji: emoji.to_owned(), quoted: quoted.trim().to_owned(), removed };
    for (emoji, removed, forms) in WORDINGS {
        for form in *forms {
            let (opening, closing) = form.split_once('…').unwrap_or((form, ""));
            if let Some((start, end)) = opening.trim().split_once('#') {
                let Some(sign) = before.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)) else { continue };
                if after == closing.trim() && is_emoji(sign.trim()) {
                    return Some(found(sign.trim(), *removed));
                }
            } else if let Some((start, end)) = closing.trim().split_once('#') {
                let Some(sign) = after.strip_prefix(start).and_then(|rest| rest.strip_suffix(end)) else { continue };
                if before == opening.trim() && is_emoji(sign.trim()) {
                    return Some(found(sign.trim(), *removed));
                }
            } else if before == opening.trim() && after == closing.trim() {
                return Some(found(emoji, *removed));
            }
        }
    }
    None
}

/// Lower case, single spaces, no accents, quotes or colons; emoji keep their joiners.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split(|character: char| character.is_whitespace() || is_quote(character) || character == ':') {
        if word.is_empty() {
            continue;
        }
        if !plain.is_empty() {
            plain.push(' ');
        }
        if is_emoji(word) {
            plain.push_str(word);
        } else {
            plain.push_str(&fold(word));
        }
    }
    plain
}

fn is_quote(character: char) -> bool {
    opens(character) || closes(character)
}

fn opens(character: char) -> bool {
    matches!(character, '“' | '„' | '"' | '«' | '»')
}

fn closes(character: char) -> bool {
    matches!(character, '”' | '“' | '"' | '»' | '«')
}

/// Characters that Google Messages marks its reactions with. Joiners and tags inside an emoji stay.
fn is_unseen(character: char) -> bool {
    character < '\u{3000}' && is_invisible(character) && character != '\u{200d}'
}

fn is_emoji(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= 12
        && text.chars().any(|character| character > '\u{203b}' || character == '\u{20e3}')
        && text.chars().all(|character| !is_word_char(character) || character.is_ascii_digit() || is_mark(character))
}

fn is_mark(character: char) -> bool {
    matches!(character, '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f100}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests;
