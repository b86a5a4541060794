//! Texts that a person must see first and no rule may answer: self-harm, threats, and fans who say that they are minors.
//!
//! The tables are kept narrow: they hold what people say plainly. They do not replace reading.

use std::sync::LazyLock;

use super::phrases::{Phrases, Words};

static TABLE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(TABLES));

/// Why a text needs a person: `self_harm`, `threat`, `minor`; `None` for most.
#[must_use]
pub fn needs_care(text: &str) -> Option<&'static str> {
    TABLE.find(&Words::of(text)).map(|found| found.code)
}

/// Our own phrases, 2026, in the language of `phrases`.
const TABLES: &[(&str, &[&str])] = &[("self_harm", SELF_HARM), ("threat", THREAT), ("minor", MINOR)];

const SELF_HARM: &[&str] = &[
    // English
    "kill|killing|hang|hanging|drown|drowning|shoot|shooting myself !laughing|if|a",
    "hurt|hurting|harm|harming|cut|cutting myself !off|shaving|a|some|out|loose|short|from|while|when|on",
    "end|ending|take|taking my own? life",
    "commit|committing|committed|attempt|attempted suicide",
    "suicidal",
    "i want|wanna|wish to? die|be !laughing|for|in|of|with|hard|young|as|a|the|your|you|there|like",
    "i wish i was|were dead",
    "i dont want|wanna to? live|exist anymore",
    "i dont want|wanna to? be alive",
    "i cant live anymore|like",
    "i have? no? nothing|reason to? live for?",
    "want|wanna to? end it all",
    "better off dead",
    "better off without me",
    "self harm|harming|harmed",
    "selfharm",
    "i overdosed",
    "going|gonna to? overdose",
    "took all my|the pills",
    // Italian
    "voglio|vorrei|volevo solo? morire !dal|di|per|dalle",
    "uccidermi|ammazzarmi|suicidarmi",
    "mi uccido|ammazzo|suicido !di|se|dalle|dal",
    "togliermi|farla la|finita vita?",
    "farmi del male",
    "mi taglio|sono le? tagliata|tagliato|vene|braccia|polsi",
    "non voglio piu vivere",
    "non ho piu voglia|motivo|ragione di|per vivere",
    // Spanish
    "quiero|quisiera morir|morirme !de",
    "matarme|suicidarme",
    "me voy a matar|suicidar",
    "quitarme la vida",
    "no quiero seguir? vivir|viviendo mas?",
    "ya no quiero vivir",
    "hacerme dano",
    "me corto|corte las venas",
    // French
    "je veux|voudrais mourir !de",
    "me suicider|tuer",
    "envie de mourir !de",
    "mettre fin a mes jours|ma",
    "me faire du mal",
    "plus envie de vivre",
    "je veux|peux plus vivre",
    "me scarifie|scarifier",
    // German
    "ich will|mochte nur? sterben !vor",
    "will|mochte nicht mehr leben",
    "mich umbringen|umzubringen|ritzen",
    "bringe|bring mich um",
    "mir das leben nehmen",
    "selbstmord begehen|machen|gedanken",
    "selbstmordgedanken",
    "suizidgedanken",
    "mir etwas antun|anzutun",
    "mich selbst verletze|verletzen",
    // Portuguese
    "quero|queria morrer !de",
    "me matar|suicidar !de|trabalhar",
    "vou me matar",
    "tirar minha|a propria|minha vida",
    "nao quero mais viver",
    "me cortando|machucar",
];

const THREAT: &[&str] = &[
    // English
    "i will|gonna|wanna kill|murder|stab|shoot|strangle|rape you !with",
    "i|im am? going|want|gonna to? kill|murder|stab|shoot|strangle|rape you !with",
    "ill kill|murder|stab|shoot|strangle|rape you !with",
    "i hope you die",
    "you are|will|deserve going? to? die !hard|of|from|laughing|when|for|young|for",
    "youre|youll going|gonna to? die !laughing|of|when",
    "kill your family",
    "i know where you live|sleep",
    "i have a gun|bomb !for",
    "bring|bringing|brought a gun|knife|bomb",
    "blow up the|your house|venue|stage|show|concert|building",
    "shoot up the|your venue|show|concert|school",
    // Italian
    "ti ammazzo|uccido|accoltello|sparo !di",
    "ti uccidero|ammazzero|sparero",
    "so dove abiti|vivi|dormi",
    "devi morire",
    "spero che tu muoia",
    "ti vengo a prendere a casa",
    // Spanish
    "te voy a matar|violar|apunalar|disparar !a|de",
    "te matare",
    "se donde vives",
    "ojala te mueras",
    // French
    "je vais te tuer|violer|planter|egorger|buter",
    "je te tuerai",
    "je sais ou tu habites|vis|dors",
    "va mourir",
    "jespere que tu vas? meurs|mourir|creves|crever",
    // German
    "ich bringe|bring dich um",
    "ich tote|stech|steche|erschiesse dich",
    "ich werde dich umbringen|toten|erschiessen|vergewaltigen",
    "ich weiss wo du wohnst|lebst|schlafst",
    "hoffentlich stirbst du",
    // Portuguese
    "vou te matar|estuprar|esfaquear !de",
    "sei onde voce|tu mora|moras|vive|vives",
    "tomara que voce morra",
];

const MINOR: &[&str] = &[
    // English
    "im # years|year|yo !of|in|since|ago|with|later|away",
    "i am # years|year|yo !of|in|since|ago|with|later|away",
    "^im|am only|just|almost? #$",
    "^i am only|just|almost? #$",
    "# years|year old here|fan|girl|boy|kid",
    "my age is #",
    "im|am a minor",
    "im|am underage|underaged",
    "im|am under 18",
    "im|am in? a? 5th|6th|7th|8th|9th|fifth|sixth|seventh|eighth|ninth grade|grader",
    "im|am in elementary|primary|middle school",
    "turning|turned # today|tomorrow|soon|this|next|in",
    // Italian
    "ho solo? # anni !di|e|fa|in",
    "faccio|compio # anni",
    "sono minorenne|una? minorenne",
    "vado|faccio alle|la medie|prima|seconda|terza media?",
    // Spanish
    "tengo solo|apenas? # anos !de|en",
    "cumplo # anos",
    "soy menor de? edad?",
    // French
    "jai seulement|que? # ans !de|dexperience",
    "je nai que # ans",
    "je suis mineur|mineure",
    // German
    "ich bin erst? # jahre|jahr !in|im",
    "^ich bin erst? #$",
    "bin minderjahrig",
    // Portuguese
    "tenho so|apenas? # anos !de",
    "faco # anos",
    "sou menor de? idade?",
];

#[cfg(test)]
mod tests;
