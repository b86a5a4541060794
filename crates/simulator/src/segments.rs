//! How many parts a text takes, by the carriers' rules, and the carrier's own plain-character swap.

/// Characters of the GSM 7-bit default alphabet (3GPP TS 23.038) that cost one unit.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Characters that cost an escape and one unit.
const EXTENDED: &str = "|^€{}[]~\\\u{c}";

fn gsm_units(c: char) -> Option<u32> {
    if c.is_ascii_alphanumeric() || c == ' ' || BASIC.contains(c) {
        Some(1)
    } else if EXTENDED.contains(c) {
        Some(2)
    } else {
        None
    }
}

/// The number of parts: 160/153 units in the GSM alphabet, else 70/67 UTF-16 units. An empty text has one.
pub(crate) fn count(text: &str) -> u32 {
    let gsm: Option<Vec<u32>> = text.chars().map(gsm_units).collect();
    match gsm {
        Some(units) => fill(&units, 160, 153),
        None => fill(&text.chars().map(|c| u32::try_from(c.len_utf16()).unwrap_or(2)).collect::<Vec<_>>(), 70, 67),
    }
}

/// Fills parts without splitting one character over two.
fn fill(units: &[u32], single: u32, part: u32) -> u32 {
    if units.iter().sum::<u32>() <= single {
        return 1;
    }
    let (mut parts, mut used) = (1, 0);
    for &unit in units {
        if used + unit > part {
            parts += 1;
            used = 0;
        }
        used += unit;
    }
    parts
}

/// Swaps typographic characters for their plain neighbours, as the provider's `SmartEncoded` does.
pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{2032}' | '\u{ff07}' => out.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' | '\u{ab}' | '\u{bb}' => out.push('"'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => out.push('-'),
            '\u{2026}' => out.push_str("..."),
            '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => out.push(' '),
            '\u{200b}' | '\u{feff}' => {}
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the practice bill would show other parts than a real one.
    #[test]
    fn parts_follow_the_alphabet_and_the_lengths() {
        assert_eq!(count(""), 1);
        assert_eq!(count(&"a".repeat(160)), 1);
        assert_eq!(count(&"a".repeat(161)), 2);
        assert_eq!(count(&"€".repeat(80)), 1);
        assert_eq!(count(&"€".repeat(81)), 2);
        assert_eq!(count(&"й".repeat(70)), 1);
        assert_eq!(count(&"й".repeat(71)), 2);
        assert_eq!(count(&"😀".repeat(35)), 1);
        assert_eq!(count(&"😀".repeat(67)), 3, "a pair is not split: 33 fit into 67 units");
    }

    /// Fails when the app would never meet a swapped quote in practice and only meet it for real.
    #[test]
    fn typographic_characters_become_plain() {
        assert_eq!(plain("“don’t”…"), "\"don't\"...");
    }
}
