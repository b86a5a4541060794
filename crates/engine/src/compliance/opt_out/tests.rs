use proptest::prelude::*;

use super::super::phrases::assert_readable;
use super::words::{PHRASES, STOP};
use super::{OptOut, classify};

/// A fan who said STOP would go on getting texts.
#[test]
fn a_stop_word_alone_is_a_stop() {
    for (text, word) in [
        ("STOP", "STOP"),
        ("Stop.", "STOP"),
        ("STOP!!", "STOP"),
        (" «stop» ", "STOP"),
        ("“Stop”", "STOP"),
        ("stop 🛑🛑", "STOP"),
        ("🙏 Stop", "STOP"),
        ("ＳＴＯＰ", "STOP"),
        ("𝗦𝘁𝗼𝗽", "STOP"),
        ("S\u{200b}TOP\n", "STOP"),
        ("(stop)", "STOP"),
        ("stop?", "STOP"),
        ("stop all", "STOP ALL"),
        ("Opt-Out", "OPT OUT"),
        ("opt\u{2011}out", "OPT OUT"),
        ("optout", "OPTOUT"),
        ("Unsubscribe", "UNSUBSCRIBE"),
        ("end", "END"),
        ("Quit!", "QUIT"),
        ("Arrêt", "ARRET"),
        ("ARRE\u{302}T", "ARRET"),
        ("Basta!", "BASTA"),
        ("cancellami", "CANCELLAMI"),
        ("Disiscrivimi.", "DISISCRIVIMI"),
    ] {
        assert_eq!(classify(text), OptOut::Stop { word }, "{text}");
    }
    for word in STOP {
        assert_eq!(classify(&word.to_lowercase()), OptOut::Stop { word });
    }
}

/// A fan who asked to come back or for help would get no answer, or a wrong one.
#[test]
fn start_help_and_yes_are_heard() {
    for (text, meaning) in [
        ("start", OptOut::Start),
        ("UNSTOP!", OptOut::Start),
        ("Help?", OptOut::Help),
        ("info", OptOut::Help),
        ("Aiuto!!", OptOut::Help),
        ("yes", OptOut::Yes),
        ("YES 😍", OptOut::Yes),
    ] {
        assert_eq!(classify(text), meaning, "{text}");
    }
}

/// A fan who asked in other words would get the next update all the same.
#[test]
fn clear_phrases_are_heard() {
    for text in [
        "Please remove me",
        "please stop",
        "STOP STOP STOP",
        "no thanks, unsubscribe",
        "Pls stop texting me",
        "hey can u stop txting me please",
        "I said stop texting me!",
        "Juno please stop messaging me",
        "Who is this? Stop texting me",
        "don't text me again",
        "Do not text me anymore.",
        "don’t text me",
        "dont ever text me again",
        "never contact me again",
        "lose my number",
        "Delete my number please",
        "take me off your list",
        "take me off this list pls",
        "remove my number from your list",
        "how do I unsubscribe",
        "How can i opt out of this?",
        "I want to unsubscribe",
        "I would like to be removed",
        "I no longer wish to receive these",
        "i don't want any more texts",
        "I do not want to receive these messages",
        "I never signed up for this",
        "no more texts please",
        "stop sending me messages",
        "you have the wrong number",
        "Wrong number",
        "leave me alone",
        // Italian
        "non scrivermi più",
        "Non scrivetemi piu'!",
        "per favore non mi scrivete più",
        "non voglio più ricevere messaggi",
        "smettila di scrivermi",
        "Basta messaggi!",
        "toglimi dalla lista",
        "cancella il mio numero",
        "come faccio a disiscrivermi?",
        "lasciami in pace",
        "non mandatemi più sms",
        // Spanish
        "no me escribas más",
        "por favor no me envíen más mensajes",
        "No quiero más mensajes",
        "ya no quiero recibir esto",
        "deja de escribirme",
        "borra mi número",
        "quiero darme de baja",
        // French
        "ne m'écrivez plus",
        "N’envoyez rien. Ne m’envoyez plus de messages",
        "arrêtez de m'écrire",
        "Je ne veux plus recevoir de messages",
        "supprimez mon numéro",
        "désinscription",
        "s'il vous plaît, retirez-moi",
        // German
        "Schreib mir nicht mehr",
        "Bitte schreiben Sie mir nicht mehr",
        "Keine Nachrichten mehr bitte",
        "Hör auf, mir zu schreiben",
        "Hör auf mir zu schreiben",
        "bitte löschen Sie meine Nummer",
        "ich möchte keine Nachrichten mehr",
        "Abmelden",
        // Portuguese
        "não me mande mais mensagens",
        "Não quero mais receber mensagens",
        "pare de me mandar mensagem",
        "remova meu número",
        "me tire dessa lista",
    ] {
        assert!(matches!(classify(text), OptOut::Phrase { .. }), "{text}: {:?}", classify(text));
    }
}

/// A fan who is having fun would be silenced, and miss what they came for.
#[test]
fn talk_with_stop_in_it_is_talk() {
    for text in [
        "don't stop!",
        "stop it, you're hilarious",
        "can't stop listening",
        "Stop. I can't breathe 😂",
        "omg stop you're so pretty",
        "s t o p",
        "no stop 😭",
        "stop it",
        "non-stop",
        "Don't stop texting me!",
        "my ex won't stop texting me",
        "I hope you never stop texting me",
        "why did you stop texting me?",
        "don't text me, I'm driving lol",
        "don't text me back until 5",
        "bus stop",
        "the end",
        "I quit my job",
        "help me choose a song",
        "yes please",
        "yes I will",
        "get started",
        "To stop texts reply STOP",
        "reply STOP to opt out",
        "basta così, sei bravissima",
        "la fine non mi piace",
        "non smettere mai di scrivermi",
        "je veux plus de concerts",
        "on m'envoie plus de photos",
        "no me olvides más",
        "hör nicht auf mir zu schreiben",
        "não pare de me mandar mensagem",
        "never leave me alone with this song",
        "",
        "🛑",
        "...",
    ] {
        assert_eq!(classify(text), OptOut::None, "{text}");
    }
}

/// The reviewer would not see what the fan said.
#[test]
fn a_phrase_is_quoted() {
    assert_eq!(classify("Hey! Pls STOP texting me, thanks"), OptOut::Phrase { phrase: "stop texting me".to_owned() });
}

/// A phrase with a typing error in the table would never be heard.
#[test]
fn every_phrase_can_be_met() {
    assert_readable(&[("opt_out", PHRASES)]);
}

proptest! {
    /// Dressing up a stop word would keep a fan on the list, and no text may bring the program down.
    #[test]
    fn dress_does_not_matter(word in proptest::sample::select(STOP), dress in "[ .!?,;:\"'“”«»()*😂🛑❤️\n]{0,6}", tail in "[ .!?😂\u{200d}\u{fe0f}]{0,6}") {
        let text = format!("{dress}{word}{tail}");
        let found = classify(&text);
        prop_assert!(matches!(&found, OptOut::Stop { .. }), "{} {:?}", text, found);
    }

    /// Some text would bring the program down, or a space would change what it means.
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        prop_assert_eq!(classify(&text), classify(&format!(" {text}\n")));
    }
}
