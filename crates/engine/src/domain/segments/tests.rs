use proptest::prelude::*;

use super::Encoding::{self, Gsm7, Ucs2};
use super::{count, straighten};

/// The owner would be told another price than the carrier takes. Every row agrees with the carrier's own calculator.
#[test]
fn counts_what_the_carrier_counts() {
    let x = |times: usize| "x".repeat(times);
    let cases: Vec<(String, Encoding, u32, u32, u32)> = vec![
        (String::new(), Gsm7, 0, 1, 160),
        ("Hello".into(), Gsm7, 5, 1, 155),
        (x(160), Gsm7, 160, 1, 0),
        (x(161), Gsm7, 161, 2, 145),
        (x(306), Gsm7, 306, 2, 0),
        (x(307), Gsm7, 307, 3, 152),
        (x(158) + "€", Gsm7, 160, 1, 0),
        (x(159) + "€", Gsm7, 161, 2, 145),
        // The two septets of the euro do not fit at 152 of 153 and move together.
        (x(152) + "€" + &x(10), Gsm7, 164, 2, 141),
        ("{}[]~|^\\€\u{c}".into(), Gsm7, 20, 1, 140),
        ("à è é ì ò ù Ç ß Ω\r\n".into(), Gsm7, 19, 1, 141),
        ("ç".into(), Ucs2, 1, 1, 69),
        ("`".into(), Ucs2, 1, 1, 69),
        ("\t".into(), Ucs2, 1, 1, 69),
        ("😂".into(), Ucs2, 2, 1, 68),
        ("’".to_owned() + &x(69), Ucs2, 70, 1, 0),
        ("’".to_owned() + &x(70), Ucs2, 71, 2, 63),
        ("’".to_owned() + &x(133), Ucs2, 134, 2, 0),
        // An emoji of two units does not fit at 66 of 67.
        ("’".to_owned() + &x(65) + "😂" + &x(3), Ucs2, 71, 2, 62),
        // A family of eleven units moves as one.
        (x(60) + "👨‍👩‍👧‍👦" + "!!", Ucs2, 73, 2, 54),
        (x(66) + "🇮🇹" + "x", Ucs2, 71, 2, 62),
        (x(66) + "e\u{301}" + &x(3), Ucs2, 71, 2, 62),
        (x(66) + "\r\n" + &x(3) + "😂", Ucs2, 73, 2, 61),
    ];
    for (text, encoding, units, parts, room) in cases {
        let found = count(&text);
        assert_eq!((found.encoding, found.units, found.parts, found.room), (encoding, units, parts, room), "{text:?}");
    }
}

/// A cluster larger than a part would be counted as fitting into one.
#[test]
fn an_endless_cluster_is_cut_like_any_text() {
    let zalgo = format!("e{}", "\u{301}".repeat(134));
    assert_eq!(count(&zalgo).parts, 3);
}

/// The owner would not see which character made the text dear, or the marker would stand beside it.
#[test]
fn names_the_character_that_costs() {
    for (text, character, index, plain) in [
        ("It’s me", "’", 2, Some("'")),
        ("Hi 😂 “you”", "😂", 3, None),
        ("Hi 👍🏽", "👍🏽", 3, None),
        ("a {b} – c", "–", 6, Some("-")),
        ("wait…", "…", 4, Some("...")),
        ("5\u{a0}€", "\u{a0}", 1, Some(" ")),
        ("cafe\u{301}", "e\u{301}", 3, Some("é")),
        ("a\u{301}", "a\u{301}", 0, None),
        ("x\u{200b}y", "\u{200b}", 1, Some("")),
        ("𝐉uno", "𝐉", 0, Some("J")),
        ("ＯＫ", "Ｏ", 0, Some("O")),
        ("façade", "ç", 2, None),
        ("1️⃣", "1️⃣", 0, None),
    ] {
        let forced = count(text).forced_by.unwrap_or_else(|| panic!("{text} is UCS-2"));
        assert_eq!((forced.character.as_str(), forced.index), (character, index), "{text}");
        assert_eq!(forced.replacement.as_deref(), plain, "{text}");
    }
    assert_eq!(count("plain €").forced_by, None);
}

/// "Use plain characters" would leave a dear character in, or change what the fans read.
#[test]
fn straightening_changes_only_the_dress() {
    for (written, plain) in [
        ("“Hi” – it’s me…", "\"Hi\" - it's me..."),
        ("«ciao» 😂", "\"ciao\" 😂"),
        ("perché no? è così", "perché no? è così"),
        ("𝓗𝓮𝔂 ﬁne ＯＫ！", "Hey fine OK!"),
        ("日本 ok", "日本 ok"),
        ("1½ m² ①", "1½ m² ①"),
    ] {
        assert_eq!(straighten(written), plain);
    }
}

proptest! {
    /// A text would be billed for fewer parts than it needs, or the counter would show a negative rest.
    #[test]
    fn parts_hold_the_units(text in "[a€😂’\u{301}\r\n]{0,400}") {
        let found = count(&text);
        let (single, part) = if found.encoding == Gsm7 { (160, 153) } else { (70, 67) };
        prop_assert!(found.parts >= 1);
        if found.units <= single {
            prop_assert_eq!((found.parts, found.room), (1, single - found.units));
        } else {
            prop_assert!(found.units <= found.parts * part - found.room);
            prop_assert!(found.room < part);
        }
        prop_assert_eq!(found.forced_by.is_some(), found.encoding == Ucs2);
    }

    /// The button that promises one part fewer would have to be pressed twice, or would reach into plain text.
    #[test]
    fn straightening_once_is_enough(text in "\\PC{0,80}") {
        let plain = straighten(&text).into_owned();
        prop_assert_eq!(straighten(&plain), plain.clone());
        if let Some(forced) = count(&plain).forced_by {
            prop_assert_eq!(forced.replacement, None);
        }
    }
}
