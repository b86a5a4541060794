//! How a text travels and what it costs: GSM-7 or UCS-2, in parts (3GPP TS 23.038 and 23.040).

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::fold::is_invisible;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub enum Encoding {
    #[serde(rename = "GSM-7")]
    Gsm7,
    #[serde(rename = "UCS-2")]
    Ucs2,
}

/// How a text travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Segments {
    pub encoding: Encoding,
    /// Septets for GSM-7, 16-bit code units for UCS-2.
    pub units: u32,
    /// What is paid: messages of 160/153 or 70/67 units.
    pub parts: u32,
    /// Units that fit before another part is needed.
    pub room: u32,
    /// The first character that made the text UCS-2.
    pub forced_by: Option<ForcedBy>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ForcedBy {
    pub character: String,
    /// Position in UTF-16 code units, as browsers count.
    pub index: u32,
    /// A plain character that says the same, where there is one.
    pub replacement: Option<String>,
}

/// Units in a text of one part, and in each part of a longer one (the rest is the header that joins them).
struct Sizes {
    single: u32,
    part: u32,
}

const GSM7: Sizes = Sizes { single: 160, part: 153 };
const UCS2: Sizes = Sizes { single: 70, part: 67 };

/// Counts units and parts. An empty text is one part: that is what would be paid if it were sent.
#[must_use]
pub fn count(text: &str) -> Segments {
    let septets = text.chars().map(septets).try_fold(Count::new(&GSM7), |count, units| Some(count.add(units?)));
    if let Some(count) = septets {
        return count.finish(Encoding::Gsm7, None);
    }
    let mut count = Count::new(&UCS2);
    for cluster in text.graphemes(true) {
        let units = utf16_len(cluster);
        // A cluster that no part can hold is cut between its characters, as is the line break of two characters.
        if units > UCS2.part || cluster == "\r\n" {
            count = cluster.chars().fold(count, |count, character| count.add(utf16_len_of(character)));
        } else {
            count = count.add(units);
        }
    }
    count.finish(Encoding::Ucs2, forced_by(text))
}

/// The text with every character that has a plain equivalent replaced: curly quotes, dashes, ellipses, fancy letters.
/// Emoji, accents outside GSM-7 and other scripts stay.
#[must_use]
pub fn straighten(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| septets(character).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for cluster in text.graphemes(true) {
        match replacement(cluster) {
            Some(same) => plain.push_str(&same),
            None => plain.push_str(cluster),
        }
    }
    Cow::Owned(plain)
}

/// Fills parts one by one, both as one single text and as joined parts, until the text is known to be longer.
struct Count<'a> {
    sizes: &'a Sizes,
    units: u32,
    parts: u32,
    used: u32,
}

impl<'a> Count<'a> {
    fn new(sizes: &'a Sizes) -> Self {
        Self { sizes, units: 0, parts: 1, used: 0 }
    }

    /// Adds a character (or a cluster) that may not be split across parts.
    fn add(mut self, units: u32) -> Self {
        if self.used + units > self.sizes.part {
            self.parts += 1;
            self.used = 0;
        }
        self.used += units;
        self.units += units;
        self
    }

    fn finish(self, encoding: Encoding, forced_by: Option<ForcedBy>) -> Segments {
        let (parts, room) = if self.units <= self.sizes.single {
            (1, self.sizes.single - self.units)
        } else {
            (self.parts, self.sizes.part - self.used)
        };
        Segments { encoding, units: self.units, parts, room, forced_by }
    }
}

/// What a character costs in GSM-7: one septet, two for the extension table, `None` when it is in neither.
fn septets(character: char) -> Option<u32> {
    match character {
        '\n' | '\r' | ' '..='Z' | '_' | 'a'..='z' => Some(1),
        '\u{c}' | '[' | '\\' | ']' | '^' | '{' | '|' | '}' | '~' | '€' => Some(2),
        '¡' | '£' | '¤' | '¥' | '§' | '¿' | 'Ä' | 'Å' | 'Æ' | 'Ç' | 'É' | 'Ñ' | 'Ö' | 'Ø' | 'Ü' | 'ß' | 'à' | 'ä'
        | 'å' | 'æ' | 'è' | 'é' | 'ì' | 'ñ' | 'ò' | 'ö' | 'ø' | 'ù' | 'ü' | 'Γ' | 'Δ' | 'Θ' | 'Λ' | 'Ξ' | 'Π' | 'Σ'
        | 'Φ' | 'Ψ' | 'Ω' => Some(1),
        _ => None,
    }
}

fn forced_by(text: &str) -> Option<ForcedBy> {
    let mut index = 0;
    for cluster in text.graphemes(true) {
        if cluster.chars().any(|character| septets(character).is_none()) {
            return Some(ForcedBy { character: cluster.to_owned(), index, replacement: replacement(cluster) });
        }
        index += utf16_len(cluster);
    }
    None
}

/// What to write instead of a cluster so that GSM-7 carries it; `None` for GSM-7 clusters and where nothing is equal.
fn replacement(cluster: &str) -> Option<String> {
    if cluster.chars().all(|character| septets(character).is_some()) {
        return None;
    }
    let visible = cluster.chars().filter(|character| !is_invisible(*character));
    let mut plain = String::new();
    for character in visible.nfc() {
        match character {
            _ if septets(character).is_some() => plain.push(character),
            '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' | '`' | '´' => plain.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' => plain.push('"'),
            '‹' => plain.push('<'),
            '›' => plain.push('>'),
            '\u{2010}'..='\u{2015}' | '−' | '•' | '‣' | '⁃' => plain.push('-'),
            '…' => plain.push_str("..."),
            '‥' => plain.push_str(".."),
            '‼' => plain.push_str("!!"),
            '⁉' => plain.push_str("!?"),
            '⁈' => plain.push_str("?!"),
            '⁇' => plain.push_str("??"),
            '×' => plain.push('x'),
            '⁄' | '∕' => plain.push('/'),
            '·' | '∙' => plain.push('.'),
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' => plain.push('\n'),
            '\t' => plain.push(' '),
            _ if character.is_whitespace() => plain.push(' '),
            _ if character.is_control() => {}
            // Full-width forms, bold and script letters, ligatures: the same letter in another dress.
            '\u{ff01}'..='\u{ff5e}' | '\u{1d400}'..='\u{1d7ff}' | '\u{fb00}'..='\u{fb06}' => {
                plain.extend(character.nfkc());
            }
            _ => return None,
        }
    }
    plain.chars().all(|character| septets(character).is_some()).then_some(plain)
}

fn utf16_len(text: &str) -> u32 {
    text.chars().map(utf16_len_of).sum()
}

fn utf16_len_of(character: char) -> u32 {
    if character > '\u{ffff}' { 2 } else { 1 }
}

#[cfg(test)]
mod tests;
