//! Every error in words: what happened, and what to do about it.

use fanline_engine::api::COMMANDS;
use fanline_engine::{Error, ErrorCode};

/// The sentence of an error.
#[must_use]
pub fn of(error: &Error) -> String {
    let given = |name: &str| error.params.get(name).map_or("", String::as_str);
    match error.code {
        ErrorCode::UnknownCommand => {
            format!("There is no command {}. Known commands: {}.", quoted(given("name")), COMMANDS.join(", "))
        }
        ErrorCode::BadParams => bad_params(given("name"), given("detail")),
        ErrorCode::BadNumber => format!(
            "{} is not a phone number. Write it with its country, like +1 212 555 0142.",
            quoted(given("number"))
        ),
        ErrorCode::EmptyText => "There is nothing to send. Give a text that is not empty.".to_owned(),
        ErrorCode::TextTooLong => format!(
            "The text has {} characters and the provider takes {}. Shorten it, or send two.",
            given("length"),
            given("limit")
        ),
        ErrorCode::UnknownField => format!(
            "There is no merge field {}. Known fields: {}. For fans of whom it is not known: {{first_name|friend}}.",
            quoted(given("field")),
            given("known")
        ),
        ErrorCode::UnknownSetting => {
            format!("There is no setting {}. Known settings: {}.", quoted(given("key")), given("known"))
        }
        ErrorCode::BadSetting => {
            format!("{} does not fit {}. Give {}.", quoted(given("value")), given("key"), given("expected"))
        }
        ErrorCode::BadValue => bad_value(given("field")),
        ErrorCode::ReservedWord => format!(
            "{} stops, starts or helps on every text line, so no rule can wait for it. Choose another keyword.",
            quoted(given("word"))
        ),
        ErrorCode::KeyTaken => {
            format!("There is a rule with the key {} already. Give another --key.", quoted(given("key")))
        }
        ErrorCode::NotFound => {
            format!("There is no {} {}. List what is there, then try again.", given("what"), quoted(given("id")))
        }
        ErrorCode::WrongState => {
            format!("It is {} and that does not allow this. Show it to see what is possible.", quoted(given("state")))
        }
        ErrorCode::NoLine => "No number is connected. Connect one with `fanline line add`.".to_owned(),
        ErrorCode::LineExists => {
            format!("{} is connected already. See `fanline line list`.", or(given("number"), "This number"))
        }
        ErrorCode::LineInUse => {
            "Another Fanline on this computer answers on this number. Stop that one first.".to_owned()
        }
        ErrorCode::NumberNotFound => {
            format!("{} does not belong to this account. Check --number and --account.", given("number"))
        }
        ErrorCode::NumberNotTextable => format!(
            "{} cannot send or receive texts. Choose a number with SMS, or switch SMS on at the provider.",
            given("number")
        ),
        ErrorCode::PracticeUnavailable => practice(given("detail")),
        ErrorCode::KeyRefused => {
            "The provider refused the key. Check --account, --key and the secret on standard input, \
             or make a new key in the provider's console."
                .to_owned()
        }
        ErrorCode::Offline => {
            format!("{} cannot be reached. Check the connection and try again.", or(given("host"), "The provider"))
        }
        ErrorCode::ProviderError => format!(
            "The provider answered with an error (status {}{}). Try again in a minute; if it stays, look at its status page.",
            given("status"),
            after(", code ", given("provider_code"))
        ),
        ErrorCode::NotTheProvider => format!(
            "Something else answered in place of {}. Sign in to the network in a browser, or check --base-url.",
            or(given("host"), "the provider")
        ),
        ErrorCode::NotTrusted => format!(
            "Whoever answers as {} has no certificate that this computer trusts, so nothing was sent there. Check the \
             computer's date, and whether this network or a security program looks into connections.",
            or(given("host"), "the provider")
        ),
        ErrorCode::UnknownProvider => {
            format!("Fanline cannot speak to {}. Give --provider twilio.", quoted(given("provider")))
        }
        ErrorCode::BadBaseUrl => {
            "The base URL cannot be used. Give an https:// address, or http:// on this computer.".to_owned()
        }
        ErrorCode::OptedOut => {
            "This fan stopped the texts, so nothing is sent. They can text START to come back.".to_owned()
        }
        ErrorCode::Suppressed => suppressed(given("source")),
        ErrorCode::StopStands => {
            "The fan wrote STOP, and only their START ends that. If they agreed again in another way, name where with \
             --consent."
                .to_owned()
        }
        ErrorCode::FanBeingErased => {
            "This fan is being erased, and nothing about them can be changed any more. A text to them is still in \
             doubt: the rest follows when its outcome is known."
                .to_owned()
        }
        ErrorCode::FanBlocked => {
            "This fan is blocked. Unblock them in the app, or with `fanline call fans.set`.".to_owned()
        }
        ErrorCode::NotConfirmed => format!(
            "This erases {} here and at the provider, and cannot be taken back. Add --yes to do it.",
            or(given("texts"), "all").to_owned() + " texts"
        ),
        ErrorCode::CountChanged => recipients(error),
        ErrorCode::NoRecipients => {
            "Nobody would get this update. See who is left out with `fanline call updates.preview`.".to_owned()
        }
        ErrorCode::AlreadyRunning => format!(
            "The same words are going out, or went out, as update {}. See `fanline broadcast show {0}`.",
            given("id")
        ),
        ErrorCode::KeychainMissing => format!(
            "{} is not running, so there is no safe place for secrets. Start it, or use --secrets env.",
            or(given("service"), "The keychain")
        ),
        ErrorCode::KeychainLocked => "The keychain is locked. Unlock it, then try again.".to_owned(),
        ErrorCode::DatabaseKeyMissing => database_key(given("name")),
        ErrorCode::DatabaseKeyWrong => {
            "The database does not open with this key. Set the key that it was made with; the file was left as it is."
                .to_owned()
        }
        ErrorCode::RecoveryKeyMistyped => mistyped(given("group"), given("length")),
        ErrorCode::RecoveryKeyWrong => {
            "This is the recovery key of another line. Give the one that belongs to this number; the file was left as it is."
                .to_owned()
        }
        ErrorCode::RecoveryKeyGone => {
            "The recovery key was written down and is not shown again. Look where you keep it.".to_owned()
        }
        ErrorCode::DatabaseNewer => format!(
            "A newer Fanline wrote this database (version {}, this one knows {}). Install the latest version.",
            given("found"),
            given("known")
        ),
        ErrorCode::DatabaseDamaged => {
            "The database is damaged. Restore a backup with `fanline line restore`; the provider still has the texts.".to_owned()
        }
        ErrorCode::DiskFull => "The disk is full. Free some space and try again; nothing was lost.".to_owned(),
        ErrorCode::ReadOnly => "The data folder cannot be written. Check its permissions, or give --data.".to_owned(),
        ErrorCode::StoreFailed => format!(
            "Something could not be read or written ({}). Try again; if it stays, check the disk.",
            or(given("detail"), "no detail")
        ),
        ErrorCode::SecretMissing => secret(given("name")),
        ErrorCode::Stopped => "Fanline was ending while this was asked. Ask again.".to_owned(),
    }
}

fn bad_params(name: &str, detail: &str) -> String {
    match (name, detail) {
        ("", "") => "The parameters cannot be read. See `fanline --help`.".to_owned(),
        ("", detail) => format!("The parameters cannot be read ({detail}). Correct that and try again."),
        (name, _) => format!("{name} cannot be used. Set it to 64 hex digits, as `openssl rand -hex 32` prints."),
    }
}

fn suppressed(source: &str) -> String {
    let why = match source {
        "" => "This number is on the list of those that get no texts".to_owned(),
        "erased" => "This number belonged to a fan whose data was erased".to_owned(),
        source => format!("This number is on the list of those that get no texts ({source})"),
    };
    format!("{why}. To text it all the same, take it off with `fanline suppress remove`.")
}

fn bad_value(field: &str) -> String {
    let wanted = match field {
        "trigger" => "Say what makes the rule look, for example --keywords or --any-text",
        "keywords" => "Give 1 to 100 words or phrases of up to 60 characters, each with a letter, digit or emoji",
        "tags" | "has_tags" | "lacks_tags" => "Give tags of up to 40 characters without commas",
        "birthday" => "Write it as 1990-03-05, or --03-05 without the year",
        "name" => "Give a name of up to 60 characters on one line",
        "key" => "Give up to 40 small letters, digits and hyphens, with a letter among them",
        "cities" => "Give cities of up to 60 characters",
        "repeat" => "Give a cooldown from 1s to 8760h",
        "within_s" => "Give a window from 60s to 720h",
        "until_at" => "The end has to come after the beginning",
        "delay_to_s" => "Give a delay up to 24h, the shorter end first",
        "catch_up_s" => "Give a duration up to 720h",
        _ => "Correct it and try again",
    };
    format!("What was given for {} cannot be used. {wanted}.", quoted(field))
}

fn practice(detail: &str) -> String {
    if detail.is_empty() {
        return "This command cannot start a practice line. Use `fanline practice`, or the app.".to_owned();
    }
    format!("The practice carrier cannot start: {detail}. Check --port and --texts.")
}

fn database_key(name: &str) -> String {
    if name.is_empty() {
        return "The key that opens the database is not in the keychain. Give the recovery key with `fanline line recover`."
            .to_owned();
    }
    format!("A database is here and its key is not. Set {name} to the 64 hex digits that it was made with.")
}

fn mistyped(group: &str, length: &str) -> String {
    if group.is_empty() {
        return format!(
            "A recovery key has 65 characters in 13 groups{}. Type all of it.",
            after(", and this has ", length)
        );
    }
    format!("Group {group} of the recovery key holds a slip. Compare its five characters with what is written down.")
}

fn secret(name: &str) -> String {
    if name.is_empty() {
        return "The provider's secret is not in the keychain. Give it after the recovery key with `fanline line recover`.".to_owned();
    }
    format!("{name} is not set, or is not the secret that was given. Set it and try again.")
}

/// A send that nobody confirmed, or whose confirmed number is not the number any more.
fn recipients(error: &Error) -> String {
    let given = |name: &str| error.params.get(name).map_or("", String::as_str);
    if !given("given").is_empty() {
        return format!(
            "It would go to {} fans, not to {}. Look again and confirm.",
            given("expected"),
            given("given")
        );
    }
    let cost = match (given("cost"), given("parts")) {
        ("", _) | (_, "") => String::new(),
        (cost, parts) => format!(", {} each, about {cost} {}", several(parts, "part"), given("currency")),
    };
    format!("Not sent. It would go to {}{cost}. Add --yes to send it.", several(given("expected"), "fan"))
}

/// `1 fan`, `2 fans`.
fn several(count: &str, what: &str) -> String {
    if count == "1" { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}

fn after(before: &str, text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{before}{text}") }
}

#[cfg(test)]
mod tests {
    use fanline_engine::{Error, ErrorCode};

    use super::of;

    /// What the engine fills sentences with.
    const VALUES: &str = "detail expected found given host id key known length limit name number provider \
                          provider_code service state status value what texts group";

    /// All codes, as the engine declares them. The `match` above is exhaustive by itself; this reads what it says.
    fn codes() -> Vec<ErrorCode> {
        let source = include_str!("../../engine/src/error.rs");
        let names = source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\","));
        names.map(|name| serde_json::from_value(name.into()).expect("a code of the engine")).collect()
    }

    /// Whoever meets an error must read what to do, in whole sentences, with and without its values.
    #[test]
    fn every_code_has_sentences_that_say_what_to_do() {
        let codes = codes();
        assert!(codes.len() >= 37, "only {} codes were found in the engine", codes.len());
        for code in codes {
            let full = VALUES.split(' ').fold(Error::new(code), |error, name| error.with(name, "x"));
            assert!(!of(&full).contains("  "), "{code:?} names a value that the engine does not give: {}", of(&full));
            for error in [Error::new(code), full] {
                let sentence = of(&error);
                assert!(sentence.ends_with('.') && sentence.len() > 20, "{code:?}: {sentence}");
                assert!(sentence.matches(['.', ';']).count() >= 2, "{code:?} does not say what to do: {sentence}");
                assert!(!sentence.contains(code.as_str()), "{code:?} is shown as a code: {sentence}");
            }
        }
    }

    /// Who forgot --yes must learn how many fans that is and what it costs.
    #[test]
    fn an_unconfirmed_send_says_what_it_would_do() {
        let error = Error::new(ErrorCode::CountChanged)
            .with("expected", 12)
            .with("given", "")
            .with("cost", "0.19")
            .with("currency", "USD")
            .with("parts", 2);
        let sentence = of(&error);
        for part in ["12 fan", "2 part", "0.19 USD", "--yes"] {
            assert!(sentence.contains(part), "{sentence}");
        }
    }
}
