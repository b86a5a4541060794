//! Cutting a text into what people mean by words: words of scripts with spaces, stretches of scripts without, emoji.

use super::fold::{fold_char, is_invisible, is_word_char};

/// What the parts of a text become.
pub trait Sink {
    /// A word of a script with spaces, folded, with `'` where apostrophes stand inside it.
    fn word(&mut self, word: &str);
    /// A stretch of characters of a script without spaces.
    fn run(&mut self, run: &[char]);
    /// One emoji, as its token.
    fn emoji(&mut self, token: &str);
}

/// Cuts NFKC text into words, stretches and emoji.
pub fn segment(text: &str, sink: &mut impl Sink) {
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
