//! Looking for fans by name, city or number.

use crate::domain::fold::fold;
use crate::error::Result;
use crate::lines::Lines;
use crate::store::fans;

use super::inbox::{conversation, page_size};
use super::views::{Conversation, Page, SearchFans};

const PAGE: u32 = 20;
/// Fewer digits are in too many numbers.
const FEWEST_DIGITS: usize = 3;

pub async fn search(lines: &Lines, params: SearchFans) -> Result<Page<Conversation>> {
    let line = lines.current()?;
    let limit = page_size(params.limit, PAGE);
    let words = params.words.split_whitespace().collect::<Vec<_>>().join(" ");
    let rows = line
        .store
        .read(move |connection| match digits(&words) {
            Some(digits) => fans::by_digits(connection, &digits, limit),
            None if words.is_empty() => Ok(Vec::new()),
            None => {
                let wanted = fold(&words);
                fans::by_name(connection, |name| holds(name, &wanted), limit)
            }
        })
        .await?;
    Ok(Page { items: rows.into_iter().map(conversation).collect(), next: None })
}

/// The digits of what is written like a number, without a trunk zero in front.
fn digits(words: &str) -> Option<String> {
    let written = |character: char| character.is_ascii_digit() || "+()-. /\u{a0}".contains(character);
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    (words.chars().all(written) && digits.len() >= FEWEST_DIGITS).then(|| digits.to_owned())
}

/// Whether a name holds folded words. Most names and words are plain letters, and need no copy of the name.
fn holds(name: &str, wanted: &str) -> bool {
    if wanted.is_empty() {
        return false;
    }
    if name.is_ascii() {
        return name.as_bytes().windows(wanted.len()).any(|part| part.eq_ignore_ascii_case(wanted.as_bytes()));
    }
    fold(name).contains(wanted)
}

#[cfg(test)]
mod tests {
    use super::{digits, holds};
    use crate::domain::fold::fold;

    /// Somebody who types a name without its accents, in capitals or in its own script must find the fan.
    #[test]
    fn finds_names_however_they_are_typed() {
        for (name, words) in [
            ("Beatriz Almada", "ALMA"),
            ("Ayşegül Karabay", "aysegul"),
            ("ليان الحداد", "حداد"),
            ("田中 花子", "花"),
            ("Zoë 🌹", "🌹"),
        ] {
            assert!(holds(name, &fold(words)), "{name} is found by {words}");
        }
        assert!(!holds("Beatriz", &fold("Bea A")));
        assert!(!holds("Beatriz", ""), "nothing typed finds nobody");
    }

    /// A number pasted with its spaces, brackets or a trunk zero must be found; a name with a digit is a name.
    #[test]
    fn tells_numbers_from_names() {
        assert_eq!(digits("(202) 555-0101").as_deref(), Some("2025550101"));
        assert_eq!(digits("+44 7700 900123").as_deref(), Some("447700900123"));
        assert_eq!(digits("07700 900").as_deref(), Some("7700900"));
        assert_eq!(digits("12"), None);
        assert_eq!(digits("Ward 6"), None);
        assert_eq!(digits("agent 007"), None);
    }
}
