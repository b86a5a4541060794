//! Search segmentation: what a text is found by, as space-joined tokens for a contentless FTS5 table, and queries on it.
//!
//! No stock tokenizer finds one emoji in a run or a two-letter Chinese word. So the index sees tokens that are made
//! here and hold nothing but letters, digits and marks, which no tokenizer cuts or folds further:
//! - words are compatible forms (NFKC), lower case, without accents;
//! - a word with an apostrophe is found by its pieces and as a whole: `l'amore` gives `l amore lamore`;
//! - scripts written without spaces give one token for each character and its follower (東京都 gives 東京 京都 都), so
//!   that any stretch of them is found, a single character by prefix;
//! - each emoji is a token of its own (😂 gives `e1f602`), without skin tone and presentation.

use crate::domain::fold::compatible;
use crate::domain::segmentation::{Sink, segment};

/// Words of a query beyond this many are left out: they cannot narrow anything further for a person.
const MAX_TERMS: usize = 32;

/// The tokens of a text, joined by single spaces, for the index.
#[must_use]
pub fn tokens(text: &str) -> String {
    if text.is_ascii() {
        return ascii_tokens(text);
    }
    let mut index = Index { tokens: String::with_capacity(text.len() * 2) };
    segment(&compatible(text), &mut index);
    index.tokens
}

/// An FTS5 MATCH expression that finds texts with all the given words, the last one also by its beginning.
/// `None` when nothing in the input can be searched for.
#[must_use]
pub fn query(words: &str) -> Option<String> {
    expression(&terms(words))
}

/// The longest beginnings of words that the index keeps by themselves, in characters.
const INDEXED_BEGINNING: usize = 3;

/// An expression that finds all texts that `query` finds, and those where the last word only begins like it, as far as
/// the index keeps beginnings by themselves. `None` when that is no shorter.
#[must_use]
pub fn wider_query(words: &str) -> Option<String> {
    let mut terms = terms(words);
    let last = terms.last_mut().filter(|last| last.prefix)?;
    let (end, _) = last.token.char_indices().nth(INDEXED_BEGINNING)?;
    last.token.truncate(end);
    expression(&terms)
}

fn expression(terms: &[Term]) -> Option<String> {
    let mut expression = String::new();
    for term in terms {
        if !expression.is_empty() {
            expression.push_str(" AND ");
        }
        expression.push('"');
        expression.push_str(&term.token);
        expression.push_str(if term.prefix { "\"*" } else { "\"" });
    }
    (!expression.is_empty()).then_some(expression)
}

/// What a text has to hold, for looking into texts without the index.
#[derive(Debug)]
pub struct Wanted(Vec<Term>);

impl Wanted {
    /// Finds the same texts as `query`; `None` when nothing in the input can be searched for.
    #[must_use]
    pub fn of(words: &str) -> Option<Self> {
        let terms = terms(words);
        (!terms.is_empty()).then_some(Self(terms))
    }

    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        let tokens = tokens(text);
        let holds = |term: &Term| {
            tokens
                .split(' ')
                .any(|token| if term.prefix { token.starts_with(&term.token) } else { token == term.token })
        };
        self.0.iter().all(holds)
    }
}

fn terms(words: &str) -> Vec<Term> {
    let mut query = Query::default();
    segment(&compatible(words), &mut query);
    if let Some(last) = query.terms.last_mut() {
        // One letter begins so many words that the search would stall; it is looked for as a word of its own.
        last.prefix |= last.kind == Kind::Word && last.token.chars().nth(1).is_some();
    }
    query.terms.truncate(MAX_TERMS);
    query.terms
}

/// The same as the general way, for the plain English texts that are most of them.
fn ascii_tokens(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut apostrophe = false;
        while at < bytes.len() {
            let inside = bytes[at].is_ascii_alphanumeric();
            let joins = bytes[at] == b'\'' && at > start && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
            if !inside && !joins {
                break;
            }
            apostrophe |= joins;
            at += 1;
        }
        if at == start {
            at += 1;
            continue;
        }
        let word = &text[start..at];
        if apostrophe {
            for piece in word.split('\'') {
                push_lower(&mut out, piece);
            }
            push_lower(&mut out, &word.replace('\'', ""));
        } else {
            push_lower(&mut out, word);
        }
    }
    out
}

fn push_lower(out: &mut String, word: &str) {
    if !out.is_empty() {
        out.push(' ');
    }
    let from = out.len();
    out.push_str(word);
    out[from..].make_ascii_lowercase();
}

struct Index {
    tokens: String,
}

impl Index {
    fn push(&mut self, token: &str) {
        if !self.tokens.is_empty() {
            self.tokens.push(' ');
        }
        self.tokens.push_str(token);
    }
}

impl Sink for Index {
    fn word(&mut self, word: &str) {
        if word.contains('\'') {
            word.split('\'').filter(|piece| !piece.is_empty()).for_each(|piece| self.push(piece));
            self.push(&word.replace('\'', ""));
        } else {
            self.push(word);
        }
    }

    fn run(&mut self, run: &[char]) {
        for at in 0..run.len() {
            let mut buffer = [0; 4];
            self.push(run[at].encode_utf8(&mut buffer));
            if let Some(following) = run.get(at + 1) {
                self.tokens.push(*following);
            }
        }
    }

    fn emoji(&mut self, token: &str) {
        self.push(token);
    }
}

#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Kind {
    Word,
    Run,
    Emoji,
}

#[derive(Debug, PartialEq, Eq)]
struct Term {
    token: String,
    kind: Kind,
    prefix: bool,
}

#[derive(Default)]
struct Query {
    terms: Vec<Term>,
}

impl Query {
    fn push(&mut self, token: String, kind: Kind, prefix: bool) {
        let term = Term { token, kind, prefix };
        if !self.terms.contains(&term) {
            self.terms.push(term);
        } else if kind == Kind::Word {
            // A repeated word is the last one again, and that is the one still being typed.
            self.terms.retain(|known| *known != term);
            self.terms.push(term);
        }
    }
}

impl Sink for Query {
    fn word(&mut self, word: &str) {
        self.push(word.replace('\'', ""), Kind::Word, false);
    }

    fn run(&mut self, run: &[char]) {
        if let [single] = run {
            // Every character but the last of a stretch begins a token of two.
            self.push(single.to_string(), Kind::Run, true);
        }
        for pair in run.windows(2) {
            self.push(pair.iter().collect(), Kind::Run, false);
        }
    }

    fn emoji(&mut self, token: &str) {
        self.push(token.to_owned(), Kind::Emoji, false);
    }
}

#[cfg(test)]
mod tests;
