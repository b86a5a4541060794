//! Whether what a person writes into a rule can be a rule.

use rusqlite::Connection;

use crate::compliance;
use crate::domain::fold::fold;
use crate::domain::{Conditions, Repeat, Rule, Timing, Trigger, tag};
use crate::error::{Error, ErrorCode, Result};
use crate::rules::Words;
use crate::store::{broadcasts, rules as rows};

const LONGEST_NAME: usize = 60;
const LONGEST_KEY: usize = 40;
const LONGEST_KEYWORD: usize = 60;
const MOST_KEYWORDS: usize = 100;
const DAY_S: i64 = 24 * 3_600;
const LONGEST_WINDOW_S: i64 = 30 * DAY_S;
const LONGEST_COOLDOWN_S: i64 = 365 * DAY_S;

/// Brings a rule into the form in which it is stored.
///
/// # Errors
/// `bad_value` with the field, `reserved_word` with the word, `empty_text` for a rule that does nothing.
pub fn rule(connection: &Connection, rule: &mut Rule) -> Result<()> {
    rule.name = line(&rule.name, LONGEST_NAME).ok_or_else(|| bad("name"))?;
    trigger(connection, &mut rule.trigger)?;
    conditions(&mut rule.conditions)?;
    rule.actions.tags = tags(&rule.actions.tags, "tags")?;
    rule.text = rule.text.trim().to_owned();
    // A question needs words, and a rule something to do.
    if !rule.replies() && (rule.actions.ask.is_some() || rule.actions.is_empty()) {
        return Err(ErrorCode::EmptyText.into());
    }
    if let Repeat::Cooldown { seconds } = rule.repeat
        && !(1..=LONGEST_COOLDOWN_S).contains(&seconds)
    {
        return Err(bad("repeat"));
    }
    timing(&rule.timing)
}

fn bad(field: &str) -> Error {
    Error::new(ErrorCode::BadValue).with("field", field)
}

/// Words on one line, without spaces around them.
fn line(text: &str, longest: usize) -> Option<String> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= longest && !text.contains(char::is_control);
    fits.then(|| text.to_owned())
}

fn trigger(connection: &Connection, trigger: &mut Trigger) -> Result<()> {
    match trigger {
        Trigger::Keywords { keywords } => {
            let mut kept: Vec<String> = Vec::new();
            for keyword in keywords.iter() {
                let keyword = line(keyword, LONGEST_KEYWORD).ok_or_else(|| bad("keywords"))?;
                let words = Words::of(&keyword);
                if words.is_empty() {
                    return Err(bad("keywords"));
                }
                if compliance::is_reserved(&keyword) {
                    return Err(Error::new(ErrorCode::ReservedWord).with("word", keyword));
                }
                if !kept.iter().any(|known| Words::of(known) == words) {
                    kept.push(keyword);
                }
            }
            if kept.is_empty() || kept.len() > MOST_KEYWORDS {
                return Err(bad("keywords"));
            }
            *keywords = kept;
        }
        Trigger::ReplyToUpdate { within_s, update_id } => {
            if !(60..=LONGEST_WINDOW_S).contains(within_s) {
                return Err(bad("within_s"));
            }
            if let Some(id) = update_id {
                let known = id.parse().ok().map(|id| broadcasts::get(connection, id)).transpose()?.flatten();
                let known = known.ok_or_else(|| super::not_found("update", id))?;
                *id = known.id.to_string();
            }
        }
        Trigger::FirstText | Trigger::AnyText | Trigger::OutsideHours { .. } => {}
    }
    Ok(())
}

fn conditions(conditions: &mut Conditions) -> Result<()> {
    conditions.has_tags = tags(&conditions.has_tags, "has_tags")?;
    conditions.lacks_tags = tags(&conditions.lacks_tags, "lacks_tags")?;
    let cities = conditions.cities.iter().map(|city| line(city, LONGEST_NAME).ok_or_else(|| bad("cities")));
    conditions.cities = cities.collect::<Result<_>>()?;
    Ok(())
}

/// Tags in their one spelling, each once.
pub fn tags(written: &[String], field: &str) -> Result<Vec<String>> {
    let mut tags: Vec<String> = Vec::new();
    for text in written {
        let tag = tag(text).ok_or_else(|| bad(field))?;
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    Ok(tags)
}

fn timing(timing: &Timing) -> Result<()> {
    let Timing { from_at, until_at, delay_from_s, delay_to_s, catch_up_s } = *timing;
    if from_at.zip(until_at).is_some_and(|(from, until)| from >= until) {
        return Err(bad("until_at"));
    }
    if delay_from_s < 0 || delay_to_s > DAY_S || delay_from_s > delay_to_s {
        return Err(bad("delay_to_s"));
    }
    if catch_up_s.is_some_and(|seconds| !(0..=LONGEST_WINDOW_S).contains(&seconds)) {
        return Err(bad("catch_up_s"));
    }
    Ok(())
}

/// A key that no rule has: the one asked for, or one made of the name.
pub fn key(connection: &Connection, asked: Option<&str>, name: &str) -> Result<String> {
    if let Some(key) = asked {
        // Digits alone are ids.
        let allowed =
            |character: char| character.is_ascii_lowercase() || character.is_ascii_digit() || character == '-';
        let is_name = key.contains(|character: char| character.is_ascii_lowercase());
        if !is_name || !key.chars().all(allowed) || key.len() > LONGEST_KEY {
            return Err(bad("key"));
        }
        return match rows::find(connection, key)? {
            Some(_) => Err(Error::new(ErrorCode::KeyTaken).with("key", key)),
            None => Ok(key.to_owned()),
        };
    }
    let base = slug(name);
    let mut key = base.clone();
    let mut number = 2;
    while rows::find(connection, &key)?.is_some() {
        key = format!("{base}-{number}");
        number += 1;
    }
    Ok(key)
}

fn slug(name: &str) -> String {
    let plain = fold(name);
    let words = plain.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let joined: String = words.collect::<Vec<_>>().join("-").chars().take(LONGEST_KEY - 4).collect();
    if joined.contains(|character: char| character.is_ascii_lowercase()) { joined } else { format!("rule-{joined}") }
        .trim_matches('-')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::slug;

    /// A script would find a rule by its place in the list, or not at all.
    #[test]
    fn keys_are_made_of_names() {
        for (name, key) in
            [("Tour dates", "tour-dates"), ("Città & caffè", "citta-caffe"), ("2026", "rule-2026"), ("🎸", "rule")]
        {
            assert_eq!(slug(name), key);
        }
    }
}
