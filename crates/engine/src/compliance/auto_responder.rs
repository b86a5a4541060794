//! Texts that a phone or a mailbox writes by itself: "I'm driving", "out of office", "automatic reply".

use super::phrases::Words;

/// Whole statements, folded, by language. A fan who *asks* whether we are automatic, or says that they drive to the
/// concert, must not look like a machine: each entry is long enough to be nobody's small talk.
/// Sources: the texts that iOS (Driving Focus) and Android Auto send, and what mail and office systems call them.
const PHRASES: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "automatic reply",
            "automated reply",
            "automatic response",
            "automated response",
            "automatic message",
            "automated message",
            "auto reply",
            "autoreply",
            "auto response",
            "autoresponse",
            "auto responder",
            "autoresponder",
            "out of office",
            "out of the office",
            "away from the office",
            "im driving with focus turned on",
            "im driving with do not disturb",
            "im driving right now",
            "im currently driving",
            "i am currently driving",
            "im not receiving notifications",
            "this number is not monitored",
            "this mailbox is not monitored",
            "this inbox is not monitored",
            "does not accept incoming messages",
            "do not reply to this message",
        ],
    ),
    (
        "it",
        &[
            "risposta automatica",
            "messaggio automatico",
            "risponditore automatico",
            "sto guidando e ti",
            "sono alla guida",
            "fuori ufficio",
            "assente dallufficio",
            "non rispondere a questo messaggio",
        ],
    ),
    (
        "es",
        &[
            "respuesta automatica",
            "mensaje automatico",
            "fuera de la oficina",
            "estoy conduciendo y",
            "no responda a este mensaje",
        ],
    ),
    (
        "fr",
        &[
            "reponse automatique",
            "message automatique",
            "absence du bureau",
            "absent du bureau",
            "je conduis actuellement",
            "je suis au volant",
        ],
    ),
    (
        "de",
        &[
            "automatische antwort",
            "automatische nachricht",
            "abwesenheitsnotiz",
            "nicht im buro",
            "ich fahre gerade auto",
            "ich fahre gerade und",
        ],
    ),
    (
        "pt",
        &[
            "resposta automatica",
            "mensagem automatica",
            "fora do escritorio",
            "estou dirigindo agora",
            "estou a conduzir",
        ],
    ),
    ("nl", &["automatisch antwoord", "automatisch bericht", "niet op kantoor", "ik ben aan het rijden"]),
    ("tr", &["otomatik yanit", "otomatik cevap", "su anda arac kullaniyorum", "ofis disindayim"]),
];

/// Scripts without spaces between words, or whose words change: looked for anywhere.
const FRAGMENTS: &[&str] = &[
    "自動返信",
    "自動応答",
    "運転中のため",
    "자동 응답",
    "자동응답",
    "운전 중이",
    "自动回复",
    "自動回覆",
    "מענה אוטומטי",
    "הודעה אוטומטית",
    "رد تلقايي",
    "автоответ",
    "автоматическии ответ",
];

/// Whether a text says in so many words that nobody wrote it. A question does not.
#[must_use]
pub fn is_auto_responder(text: &str) -> bool {
    if text.contains(['?', '？', '؟']) {
        return false;
    }
    let words = Words::of(text);
    let joined = format!(" {} ", words.join(0..words.len()));
    let says = |phrase: &&str| joined.contains(&format!(" {phrase} "));
    PHRASES.iter().any(|(_, phrases)| phrases.iter().any(says))
        || FRAGMENTS.iter().any(|fragment| joined.contains(fragment))
}

#[cfg(test)]
mod tests {
    use super::{FRAGMENTS, PHRASES, is_auto_responder};
    use crate::domain::fold::fold;

    /// A phone that answers every text by itself would be answered for ever.
    #[test]
    fn machines_are_heard() {
        for text in [
            "I can't look at my phone right now. This is an automatic reply.",
            "I’m driving with Focus turned on. I’ll see your message when I get where I’m going.",
            "AUTO-REPLY: thanks, we're closed",
            "Out of Office until Monday",
            "Risposta automatica: sono in ferie",
            "Assente dall'ufficio fino al 3",
            "Respuesta automática. Estoy de viaje.",
            "Réponse automatique",
            "Automatische Antwort: bin im Urlaub",
            "Resposta automática",
            "自動返信：運転中です",
            "자동 응답입니다",
        ] {
            assert!(is_auto_responder(text), "{text}");
        }
    }

    /// A fan who wonders whether a machine writes would never be answered again.
    #[test]
    fn people_are_not_machines() {
        for text in [
            "is this an automatic reply?",
            "lol is this automated",
            "I'm driving to your show right now!!",
            "I drive everyone crazy with your songs",
            "so this is automatic huh",
            "my mom works in an office, she is out",
            "sei tu o è automatico",
            "reply automatically pls",
            "",
        ] {
            assert!(!is_auto_responder(text), "{text}");
        }
    }

    /// A phrase that is not written as texts are compared would never be found.
    #[test]
    fn phrases_are_written_folded() {
        for phrase in PHRASES.iter().flat_map(|(_, phrases)| phrases.iter()).chain(FRAGMENTS) {
            assert_eq!(fold(phrase), **phrase);
        }
    }
}
