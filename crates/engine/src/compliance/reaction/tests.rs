use proptest::prelude::*;

use super::{Reaction, parse};

fn reaction(emoji: &str, quoted: &str, removed: bool) -> Option<Reaction> {
    Some(Reaction { emoji: emoji.to_owned(), quoted: quoted.to_owned(), removed })
}

/// A heart on an update would be answered like a first text, and stand unread in the inbox.
#[test]
fn reads_reactions_as_phones_write_them() {
    for (text, emoji, quoted, removed) in [
        ("Liked “See you in Rome”", "👍", "See you in Rome", false),
        ("Loved \"See you in Rome\"", "❤️", "See you in Rome", false),
        ("Disliked “No show”", "👎", "No show", false),
        ("Laughed at “lol”", "😂", "lol", false),
        ("Emphasized “Tonight”", "‼️", "Tonight", false),
        ("Questioned “What?”", "❓", "What?", false),
        ("Reacted 🎉 to “We won”", "🎉", "We won", false),
        ("Reacted 👍🏽 to “We won…”", "👍🏽", "We won…", false),
        ("Reacted 👨‍👩‍👧 to “We won”", "👨‍👩‍👧", "We won", false),
        ("Removed a heart from “See you”", "❤️", "See you", true),
        ("Removed an exclamation from “See you”", "‼️", "See you", true),
        ("Removed 🎉 from “See you”", "🎉", "See you", true),
        ("\u{200a}\u{200b}👍\u{200b} to “\u{200a}Hello\u{200a}”\u{200a}", "👍", "Hello", false),
        ("❤️ to \"Hello\"", "❤️", "Hello", false),
        ("Loved an image", "❤️", "", false),
        ("Reacted 😍 to a movie", "😍", "", false),
        ("Loved “line one\n\nline “two””", "❤️", "line one\n\nline “two”", false),
        ("Ha messo Mi piace a “Ci vediamo a Roma”", "👍", "Ci vediamo a Roma", false),
        ("Ha messo “Mi piace” a “Ci vediamo a Roma”", "👍", "Ci vediamo a Roma", false),
        ("Ha reagito con 🔥 a “Ci vediamo”", "🔥", "Ci vediamo", false),
        ("Ha rimosso un cuore da “Ci vediamo”", "❤️", "Ci vediamo", true),
        ("Le gustó “hola”", "👍", "hola", false),
        ("Le encantó “hola”", "❤️", "hola", false),
        ("Le dio risa “hola”", "😂", "hola", false),
        ("Exclamó por “hola”", "‼️", "hola", false),
        ("Reaccionó con 😂 a “hola”", "😂", "hola", false),
        ("Le encantó una imagen", "❤️", "", false),
        ("A adoré « superbe »", "❤️", "superbe", false),
        ("N’a pas aimé « bof »", "👎", "bof", false),
        ("a attribué la mention «\u{a0}J’aime\u{a0}» à «\u{a0}ok\u{a0}»", "👍", "ok", false),
        ("A attribué la mention « Adore » à « ok »", "❤️", "ok", false),
        ("a attribué la mention « 😂 » à « lol »", "😂", "lol", false),
        ("A réagi avec 🔥 à « la photo »", "🔥", "la photo", false),
        ("A retiré la mention « Adore » de « ok »", "❤️", "ok", true),
        ("Hat „Hallo“ geliebt", "❤️", "Hallo", false),
        ("Hat mit 🔥 auf „Hallo“ reagiert", "🔥", "Hallo", false),
        ("Lachte über „Hallo“", "😂", "Hallo", false),
        ("Curtiu “oi”", "👍", "oi", false),
        ("Reagiu com 🔥 a “oi”", "🔥", "oi", false),
    ] {
        assert_eq!(parse(text), reaction(emoji, quoted, removed), "{text}");
    }
}

/// What a fan wrote would vanish into a sign.
#[test]
fn ordinary_texts_are_not_reactions() {
    for text in [
        "I loved the movie",
        "He said “I loved it” and left",
        "Liked it a lot",
        "Reacted well to “your plan”",
        "“quote only”",
        "Loved it, “See you” was my favourite",
        "Removed my heart from “See you”",
        "to “Hello”",
        "I took a photo",
        "Loved",
        "",
        "“",
        "”“",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

/// A reaction would stand on no text, or on another one.
#[test]
fn a_quote_matches_its_text() {
    let matches = |quoted: &str, body: &str| reaction("👍", quoted, false).expect("one").matches(body);
    for (quoted, body) in [
        ("See you in Rome", "See you in Rome"),
        ("See you in Rome", " See you in Rome\n"),
        ("It's me – Juno", "It’s me - Juno"),
        ("line one line two", "line one\nline two"),
        ("Tickets are out, get…", "Tickets are out, get yours tonight"),
        ("Tickets are out, get...", "Tickets are out, get yours tonight"),
        ("🎉🎉", "🎉🎉"),
        ("❤️", "❤"),
    ] {
        assert!(matches(quoted, body), "{quoted} on {body}");
    }
    for (quoted, body) in [
        ("See you in Rome", "See you in Rome tomorrow"),
        ("See you", "Say you"),
        ("", "See you"),
        ("…", "See you"),
        ("See…", "See you in Rome"),
        ("!!", "??"),
        ("🎉", "🔥"),
    ] {
        assert!(!matches(quoted, body), "{quoted} on {body}");
    }
}

proptest! {
    /// A reaction to some text of ours would be answered, because its quote does not read like the text.
    #[test]
    fn a_whole_quote_is_found_again(body in "[a-zé’'“”\"«» .!?\n😂❤️0-9]{1,40}") {
        let found = parse(&format!("Loved “{body}”"));
        prop_assert!(found.is_some());
        let readable = body.chars().any(|character| character.is_alphanumeric());
        prop_assert!(!readable || found.expect("checked").matches(&body));
    }

    /// Some text would bring the program down, or a space would make a text of a reaction.
    #[test]
    fn any_text_is_read(text in "\\PC{0,20}[“”\"«»„]{0,3}\\PC{0,20}[“”\"«»„]{0,3}") {
        prop_assert_eq!(parse(&text), parse(&format!(" {text}\n")));
    }
}
