use proptest::prelude::*;

use super::{Circumstance, read};
use crate::domain::FanFact;

const NEXT: Circumstance = Circumstance { is_next: true, month_first: true };
const LATER: Circumstance = Circumstance { is_next: false, ..NEXT };

/// A card would carry a word of talk as a name, and later texts would say "Hi Crying".
#[test]
fn names_are_names() {
    for (text, next, later) in [
        ("Ana", Some("Ana"), None),
        ("ana", Some("Ana"), None),
        ("ANA MARIA!!", Some("Ana Maria"), None),
        ("Hi, Ana 😊", Some("Ana"), None),
        ("I'm Ana from Austin", Some("Ana"), Some("Ana")),
        ("im ana", Some("Ana"), None),
        ("it's me, ana", None, None),
        ("My name is Ana-Lucía McKay", Some("Ana-Lucía McKay"), Some("Ana-Lucía McKay")),
        ("omg hi!! my name is zoë and i love you", Some("Zoë"), Some("Zoë")),
        ("mi chiamo Beatrice, ciao", Some("Beatrice"), Some("Beatrice")),
        ("je m'appelle O'Brien", Some("O'Brien"), Some("O'Brien")),
        ("さくら", Some("さくら"), None),
        ("I'm so excited", None, None),
        ("im crying", None, None),
        ("love you", None, None),
        ("is this really you", None, None),
        ("Ana?", None, None),
        ("ok", None, None),
        ("yes", None, None),
        ("lol no", None, None),
        ("noooo", None, None),
        ("12345", None, None),
        ("call me 5551234", None, None),
        ("example.com/x", None, None),
        ("", None, None),
        ("😂😂", None, None),
    ] {
        assert_eq!(read(FanFact::Name, text, NEXT).as_deref(), next, "next: {text}");
        assert_eq!(read(FanFact::Name, text, LATER).as_deref(), later, "later: {text}");
    }
}

/// An update for one city would reach nobody there, or "Nowhere really".
#[test]
fn cities_are_places() {
    for (text, next, later) in [
        ("Austin", Some("Austin"), None),
        ("austin, TX", Some("Austin"), None),
        ("from New York", Some("New York"), None),
        ("I live in São Paulo now", Some("São Paulo"), Some("São Paulo")),
        ("vivo a Reggio Calabria", Some("Reggio Calabria"), Some("Reggio Calabria")),
        ("I'm from Berlin and I love you", Some("Berlin"), Some("Berlin")),
        ("東京", Some("東京"), None),
        ("everywhere and nowhere", Some("Everywhere"), None),
        ("not telling", None, None),
        ("where are you", None, None),
    ] {
        assert_eq!(read(FanFact::City, text, NEXT).as_deref(), next, "next: {text}");
        assert_eq!(read(FanFact::City, text, LATER).as_deref(), later, "later: {text}");
    }
}

/// A fan would be congratulated on the wrong day.
#[test]
fn birthdays_are_days() {
    for (text, next, later) in [
        ("March 5", Some("--03-05"), None),
        ("5 marzo 1990", Some("1990-03-05"), None),
        ("the 5th of March, 1990", Some("1990-03-05"), None),
        ("my birthday is Mar 5th", Some("--03-05"), Some("--03-05")),
        ("1990-03-05", Some("1990-03-05"), None),
        ("3/5/1990", Some("1990-03-05"), None),
        ("25/12/90", Some("1990-12-25"), None),
        ("12.25", Some("--12-25"), None),
        ("2/30", None, None),
        ("born 29 Feb 2001", None, None),
        ("13/13/1990", None, None),
        ("tomorrow", None, None),
        ("I have 2 tickets", None, None),
    ] {
        assert_eq!(read(FanFact::Birthday, text, NEXT).as_deref(), next, "next: {text}");
        assert_eq!(read(FanFact::Birthday, text, LATER).as_deref(), later, "later: {text}");
    }
    let elsewhere = Circumstance { is_next: true, month_first: false };
    assert_eq!(read(FanFact::Birthday, "3/5/1990", elsewhere).as_deref(), Some("1990-05-03"), "day first in Europe");
}

proptest! {
    /// No text may stop the line, and no card gets what does not fit on it.
    #[test]
    fn nothing_is_too_strange(text in "\\PC{0,60}") {
        for fact in [FanFact::Name, FanFact::City, FanFact::Birthday] {
            for circumstance in [NEXT, LATER] {
                if let Some(kept) = read(fact, &text, circumstance) {
                    prop_assert!(!kept.is_empty() && kept.chars().count() <= 60 && !kept.contains(char::is_control));
                }
            }
        }
    }
}
