//! One plain form of a text for comparing words: compatibility forms, case, accents and invisible characters gone.

use std::borrow::Cow;

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// `text` in NFKC, so that full-width, mathematical and ligature letters read like plain ones.
#[must_use]
pub fn compatible(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// Lower case without accents, invisible characters and typographic apostrophes: "L’Été" becomes "l'ete".
/// Scripts whose marks carry meaning (kana, Indic, Thai, Hangul) keep them.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for character in compatible(text).chars() {
        fold_char(character, |plain| folded.push(plain));
    }
    folded
}

/// The folded form of one character of NFKC text: none, one or a few characters.
pub fn fold_char(character: char, mut emit: impl FnMut(char)) {
    match character {
        '\0'..='\u{7f}' => return emit(character.to_ascii_lowercase()),
        '‘' | '’' | 'ʼ' | '′' | '‛' | '´' => return emit('\''),
        // Kana, Hangul and Han have no case, and a decomposed kana would lose its voicing.
        '\u{2e80}'..='\u{d7ff}' | '\u{20000}'..='\u{3ffff}' => return emit(character),
        _ if is_invisible(character) || is_accent(character) => return,
        _ => {}
    }
    for lower in character.to_lowercase() {
        decompose_canonical(lower, |part| {
            if is_accent(part) {
                return;
            }
            match without_stroke(part) {
                Some(plain) => plain.chars().for_each(&mut emit),
                None => emit(part),
            }
        });
    }
}

/// Whether a character continues the word it stands in: a letter, a digit, or a mark on one.
#[must_use]
pub fn is_word_char(character: char) -> bool {
    character.is_alphanumeric() || (character > '\u{2ff}' && is_combining_mark(character))
}

/// Characters that are not seen and separate nothing: joiners, direction marks, soft hyphens, variation selectors.
#[must_use]
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Marks that a searcher or a hurried fan leaves out: Latin, Greek and Cyrillic accents, Hebrew points, Arabic vowels.
fn is_accent(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}'
            | '\u{670}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

/// Letters that carry a stroke or a joined letter, which canonical decomposition keeps.
fn without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŧ' => "t",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::fold;

    /// A fan who types accents, capitals or fancy letters would not be found, or their STOP would not be heard.
    #[test]
    fn spellings_of_one_word_fold_alike() {
        for (written, plain) in [
            ("STOP", "stop"),
            ("ＳＴＯＰ", "stop"),
            ("𝗦𝗧𝗢𝗣", "stop"),
            ("S\u{200b}T\u{ad}OP", "stop"),
            ("Arrêt", "arret"),
            ("ARRE\u{302}T", "arret"),
            ("don’t", "don't"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Łódź", "lodz"),
            ("İstanbul", "istanbul"),
            ("ΟΔΟΣ", "οδοσ"),
            ("οδός", "οδοσ"),
            ("Ёлка", "елка"),
            ("ﬁne", "fine"),
        ] {
            assert_eq!(fold(written), plain, "{written}");
        }
    }

    /// A Japanese, Korean or Hindi word must not turn into another word.
    #[test]
    fn marks_that_carry_meaning_stay() {
        for word in ["が", "ガ", "한국어", "हिन्दी", "ไทย"] {
            assert_eq!(fold(word), word);
        }
        assert_eq!(fold("ｶﾞ"), "ガ", "half-width kana reads like full-width");
        assert_eq!(fold("か\u{3099}"), "が", "a decomposed kana reads like a composed one");
    }
}
