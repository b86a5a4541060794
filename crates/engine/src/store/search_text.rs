//! Search segmentation: what a text is found by, as space-joined tokens for a contentless FTS5 table, and queries on it.
//!
//! No stock tokenizer finds one emoji in a run or a two-letter Chinese word. So the index sees tokens that are made
//! here and hold nothing but letters, digits and marks, which no tokenizer cuts or folds further:
//! - words are compatible forms (NFKC), lower case, without accents;
//! - a word with an apostrophe is found by its pieces and as a whole: `l'amore` gives `l amore lamore`;
//! - scripts written without spaces give one token for each character and its follower (東京都 gives 東京 京都 都), so
//!   that any stretch of them is found, a single character by prefix;
//! - each emoji is a token of its own (😂 gives `e1f602`), without skin tone and presentation.

use crate::domain::fold::{compatible, fold_char, is_invisible, is_word_char};

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
    let mut expression = String::new();
    for term in terms(words) {
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

/// What the parts of a text become.
trait Sink {
    /// A word of a script with spaces, folded, with `'` where apostrophes stand inside it.
    fn word(&mut self, word: &str);
    /// A stretch of characters of a script without spaces.
    fn run(&mut self, run: &[char]);
    /// One emoji, as its token.
    fn emoji(&mut self, token: &str);
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

/// Cuts NFKC text into words, stretches and emoji.
fn segment(text: &str, sink: &mut impl Sink) {
    let mut word = String::new();
    let mut run: Vec<char> = Vec::new();
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        if is_emoji(character) || keycap(character, rest.clone()) {
            end_word(&mut word, sink);
            end_run(&mut run, sink);
            sink.emoji(&emoji_token(character, &mut rest));
        } else if is_apostrophe(character) && !word.is_empty() && !word.ends_with('\'') {
            word.push('\'');
        } else if is_apostrophe(character) {
            end_word(&mut word, sink);
            end_run(&mut run, sink);
        } else if is_unspaced(character) && (character.is_alphanumeric() || !run.is_empty()) {
            end_word(&mut word, sink);
            run.push(character);
        } else if character.is_alphanumeric()
            || is_invisible(character)
            || (is_word_char(character) && !word.is_empty())
        {
            let before = word.len();
            fold_char(character, |plain| word.push(plain));
            if word.len() > before {
                end_run(&mut run, sink);
            }
        } else {
            end_word(&mut word, sink);
            end_run(&mut run, sink);
        }
    }
    end_word(&mut word, sink);
    end_run(&mut run, sink);
}

fn end_word(word: &mut String, sink: &mut impl Sink) {
    // Folding may turn a letter into something else than letters (a spacing accent); a token holds none of it.
    word.retain(|character| character == '\'' || is_word_char(character));
    let inner = word.trim_matches('\'');
    if !inner.is_empty() {
        sink.word(inner);
    }
    word.clear();
}

fn end_run(run: &mut Vec<char>, sink: &mut impl Sink) {
    if !run.is_empty() {
        sink.run(run);
        run.clear();
    }
}

/// `e` and the code points of one emoji in hexadecimal, joined by `x`; takes the rest of its cluster from `rest`.
fn emoji_token(first: char, rest: &mut std::str::Chars<'_>) -> String {
    let mut token = format!("e{:x}", u32::from(first));
    let mut add = |character: char| token.push_str(&format!("x{:x}", u32::from(character)));
    let mut joined = false;
    let mut flag = is_regional(first);
    loop {
        let mut ahead = rest.clone();
        let Some(character) = ahead.next() else { break };
        match character {
            '\u{200d}' => joined = true,
            // Skin tones and presentation: a thumb is a thumb.
            '\u{1f3fb}'..='\u{1f3ff}' | '\u{fe0e}' | '\u{fe0f}' => {}
            '\u{20e3}' | '\u{e0020}'..='\u{e007e}' => add(character),
            '\u{e007f}' => {}
            _ if flag && is_regional(character) => {
                add(character);
                flag = false;
            }
            _ if joined && is_emoji(character) => {
                add(character);
                joined = false;
            }
            _ => break,
        }
        *rest = ahead;
    }
    token
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '‘' | '’' | 'ʼ' | '′' | '‛')
}

fn is_regional(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}

/// Emoji and the symbols that people use like them: hearts, stars, arrows, notes.
fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{1f000}'..='\u{1f0ff}' | '\u{1f170}'..='\u{1f19a}' | '\u{1f1e6}'..='\u{1faff}' | '\u{2190}'..='\u{21ff}'
            | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
            | '©' | '®' | '\u{3030}' | '\u{303d}'
    )
}

/// A digit, `#` or `*` in a keycap.
fn keycap(character: char, mut rest: std::str::Chars<'_>) -> bool {
    if !matches!(character, '0'..='9' | '#' | '*') {
        return false;
    }
    match rest.next() {
        Some('\u{20e3}') => true,
        Some('\u{fe0f}') => rest.next() == Some('\u{20e3}'),
        _ => false,
    }
}

/// Scripts whose words no space separates, or whose particles grow onto the word: Han, kana, Hangul, Thai, Lao,
/// Burmese, Khmer, Tibetan.
fn is_unspaced(character: char) -> bool {
    matches!(
        character,
        '\u{e00}'..='\u{fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{2fdf}'
            | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}' | '\u{3105}'..='\u{318f}' | '\u{31a0}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}'
            | '\u{f900}'..='\u{faff}' | '\u{1b000}'..='\u{1b16f}' | '\u{20000}'..='\u{3ffff}'
    ) && (is_word_char(character) || matches!(character, 'ー' | '々' | '〇'))
}

#[cfg(test)]
mod tests;
