use super::super::phrases::assert_readable;
use super::{TABLES, needs_care};

/// A fan in need would get a cheerful automatic answer.
#[test]
fn plain_words_are_heard() {
    for (text, code) in [
        ("I want to kill myself", "self_harm"),
        ("i wanna die", "self_harm"),
        ("i’m suicidal", "self_harm"),
        ("sometimes I think about ending my life", "self_harm"),
        ("I don't want to live anymore", "self_harm"),
        ("I keep cutting myself", "self_harm"),
        ("everyone would be better off without me", "self_harm"),
        ("voglio morire", "self_harm"),
        ("vorrei uccidermi", "self_harm"),
        ("quiero morirme", "self_harm"),
        ("J'ai envie de mourir", "self_harm"),
        ("Ich will nicht mehr leben", "self_harm"),
        ("não quero mais viver", "self_harm"),
        ("I'm going to kill you", "threat"),
        ("i know where you live", "threat"),
        ("ti ammazzo", "threat"),
        ("so dove abiti", "threat"),
        ("te voy a matar", "threat"),
        ("je vais te tuer", "threat"),
        ("Ich bring dich um", "threat"),
        ("vou te matar", "threat"),
        ("I'm 12 years old", "minor"),
        ("Im 12", "minor"),
        ("im 12yo", "minor"),
        ("hi i'm 9 yrs old and i love you", "minor"),
        ("I am thirteen years old", "minor"),
        ("I'm in 6th grade", "minor"),
        ("ho 12 anni", "minor"),
        ("tengo 13 años", "minor"),
        ("J'ai 12 ans", "minor"),
        ("ich bin 12 Jahre alt", "minor"),
        ("tenho 11 anos", "minor"),
    ] {
        assert_eq!(needs_care(text), Some(code), "{text}");
    }
}

/// Ordinary enthusiasm would fill the care tray until nobody looks into it.
#[test]
fn figures_of_speech_are_not() {
    for text in [
        "I'm dying 😂",
        "this song kills me",
        "I want to die laughing",
        "you killed it last night",
        "I would kill for a ticket",
        "I'm 12 minutes away",
        "I'm 34 years old",
        "I'm 15 mins late",
        "I was 12 years old when I first heard you",
        "I have 12 cats",
        "ho 12 biglietti",
        "ho 15 anni di esperienza",
        "voglio morire dal ridere",
        "ich sterbe vor Lachen",
        "suicide squad was fun",
        "cut it out",
        "I cut myself shaving",
        "",
    ] {
        assert_eq!(needs_care(text), None, "{text}");
    }
}

/// A phrase with a typing error in the table would never be heard.
#[test]
fn every_phrase_can_be_met() {
    assert_readable(TABLES);
}
