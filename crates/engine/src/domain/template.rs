//! Merge fields: `{first_name}` in a wording becomes what is known of the fan it goes to.
//!
//! A field is a word in braces, with an alternative after a bar for fans of whom it is not known:
//! `Hi {first_name|there}!`. Braces around anything else are only braces, and a field that does not exist is left as
//! it stands: who writes to many is told first ([`unknown_field`]).

use std::borrow::Cow;

use super::fold::is_invisible;

/// The fields that a wording may name.
pub const FIELDS: [&str; 3] = ["first_name", "name", "city"];

/// Longest value of a field, in characters: a fan chooses their own name, and pays nobody's bill with it.
const LONGEST: usize = 40;

/// What is known of one fan.
#[derive(Debug, Clone, Copy, Default)]
pub struct Values<'a> {
    pub name: Option<&'a str>,
    pub city: Option<&'a str>,
}

impl Values<'_> {
    fn of(&self, field: &str) -> Option<String> {
        let value = match field {
            "first_name" => self.name.map(|name| name.split_whitespace().next().unwrap_or_default()),
            "name" => self.name,
            "city" => self.city,
            _ => None,
        };
        value.map(clean).filter(|value| !value.is_empty())
    }
}

/// A value as it may stand in the middle of a sentence: one line, nothing unseen, not longer than a name.
fn clean(value: &str) -> String {
    let seen: String = value.chars().filter(|character| !character.is_control() && !is_invisible(*character)).collect();
    let words: Vec<&str> = seen.split_whitespace().collect();
    words.join(" ").chars().take(LONGEST).collect::<String>().trim_end().to_owned()
}

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Field { whole: &'a str, name: &'a str, otherwise: &'a str },
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| from + at) {
        let Some((name, otherwise, after)) = field_at(&rest[open..]) else {
            from = open + 1;
            continue;
        };
        if open > 0 {
            pieces.push(Piece::Words(&rest[..open]));
        }
        pieces.push(Piece::Field { whole: &rest[open..open + after], name, otherwise });
        rest = &rest[open + after..];
        from = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The field that begins with the brace at the start of `text`: its name, its alternative, and where it ends.
fn field_at(text: &str) -> Option<(&str, &str, usize)> {
    let close = text.find('}')?;
    let inside = text.get(1..close)?;
    let (name, otherwise) = inside.split_once('|').unwrap_or((inside, ""));
    let is_word = !name.is_empty() && name.chars().all(|character| character.is_ascii_lowercase() || character == '_');
    let plain = !otherwise.contains(['{', '\n', '\r']);
    (is_word && plain).then_some((name, otherwise, close + 1))
}

/// Whether a wording depends on the fan.
#[must_use]
pub fn has_fields(text: &str) -> bool {
    pieces(text).iter().any(|piece| matches!(piece, Piece::Field { name, .. } if FIELDS.contains(name)))
}

/// The first field of a wording that does not exist: it would go to everyone as it stands.
#[must_use]
pub fn unknown_field(text: &str) -> Option<String> {
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Field { name, .. } if !FIELDS.contains(&name) => Some(name.to_owned()),
        Piece::Field { .. } | Piece::Words(_) => None,
    })
}

/// The text that goes to one fan. A field that is not known and has no alternative takes the space before it along:
/// "Hi {first_name}!" becomes "Hi!".
#[must_use]
pub fn fill<'a>(text: &'a str, values: Values<'_>) -> Cow<'a, str> {
    if !text.contains('{') {
        return Cow::Borrowed(text);
    }
    let mut filled = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => filled.push_str(words),
            Piece::Field { whole, name, .. } if !FIELDS.contains(&name) => filled.push_str(whole),
            Piece::Field { name, otherwise, .. } => match values.of(name) {
                Some(value) => filled.push_str(&value),
                None if otherwise.is_empty() && filled.ends_with(' ') => {
                    filled.pop();
                }
                None => filled.push_str(otherwise),
            },
        }
    }
    Cow::Owned(filled)
}

/// The text with every field as long as a value can be.
#[must_use]
pub fn longest(text: &str) -> Cow<'_, str> {
    let value = "m".repeat(LONGEST);
    // An alternative can be longer than any value.
    let (known, unknown) =
        (fill(text, Values { name: Some(&value), city: Some(&value) }), fill(text, Values::default()));
    if known.len() >= unknown.len() { known } else { unknown }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{FIELDS, Values, fill, has_fields, longest, unknown_field};

    const JUNO: Values<'static> = Values { name: Some("Juno Park"), city: Some("Ferrara") };
    const NOBODY: Values<'static> = Values { name: None, city: None };

    /// A fan would read a field's name instead of their own, or somebody else's.
    #[test]
    fn fields_become_what_is_known() {
        for (text, known, unknown) in [
            ("Hi {first_name}!", "Hi Juno!", "Hi!"),
            ("Hi {first_name|there}, hello {city|world}", "Hi Juno, hello Ferrara", "Hi there, hello world"),
            ("{name}: thanks", "Juno Park: thanks", ": thanks"),
            ("{city}{city}", "FerraraFerrara", ""),
            ("no fields", "no fields", "no fields"),
            (
                ":-{ {} {1} {Name} {first name} }",
                ":-{ {} {1} {Name} {first name} }",
                ":-{ {} {1} {Name} {first name} }",
            ),
            ("{{first_name}}", "{Juno}", "{}"),
            ("{first_name|{city}}", "{first_name|Ferrara}", "{first_name|}"),
            ("{first_name", "{first_name", "{first_name"),
            ("so {happy}", "so {happy}", "so {happy}"),
        ] {
            assert_eq!(fill(text, JUNO), known, "{text}");
            assert_eq!(fill(text, NOBODY), unknown, "{text}");
        }
    }

    /// A misspelt field would go out to everyone in its braces.
    #[test]
    fn a_misspelt_field_is_named() {
        assert_eq!(unknown_field("Hi {firstname}!").as_deref(), Some("firstname"));
        assert_eq!(unknown_field("Hi {first_name|friend} of {city}"), None);
        assert!(has_fields("{city}") && !has_fields("{ city }") && !has_fields(":}{"));
    }

    /// A fan who names herself with a page of text, or with hidden characters, would break what everyone pays for.
    #[test]
    fn a_value_is_one_short_line() {
        let long = "x".repeat(5_000);
        let filled = fill("{name}", Values { name: Some(&long), city: None });
        assert_eq!(filled.chars().count(), 40);
        let hidden = Values { name: Some("a\u{202e}b\n\n c\u{0}"), city: None };
        assert_eq!(fill("{name}!", hidden), "ab c!");
    }

    /// A wording would pass that a long name makes longer than the provider takes.
    #[test]
    fn the_longest_text_is_known() {
        assert_eq!(longest("Hi {first_name}").chars().count(), 3 + 40);
        let alternative = format!("{{city|{}}}", "y".repeat(90));
        assert_eq!(longest(&alternative).len(), 90);
    }

    proptest! {
        /// Any wording, brace or name: filling ends, a wording without fields stays as it is, and no name makes it
        /// longer than names are.
        #[test]
        fn filling_ends_and_is_bounded(
            text in ".{0,60}|([{|}a-z_ ]|\\{first_name\\}|\\{city\\|x\\}){0,20}",
            name in ".{0,200}",
        ) {
            let filled = fill(&text, Values { name: Some(&name), city: Some("Bari") });
            if !has_fields(&text) {
                prop_assert_eq!(&filled, &text);
            }
            let fields = FIELDS.iter().map(|field| text.matches(field).count()).sum::<usize>();
            prop_assert!(filled.chars().count() <= text.chars().count() + 40 * fields);
        }
    }
}
