//! One fan of the crowd: who they are, what they text first, how they take an answer. All of it follows from the seed.

use super::numbers::{COUNTRIES, Country};
use super::words::{self, Words};
use crate::config::Manners;
use crate::rng::{Rng, mix};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fan {
    pub index: u32,
    pub number: String,
    pub language: &'static str,
    name: String,
    city: String,
}

/// What a fan does about a text they got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Reaction {
    Nothing,
    Says(String),
    /// STOP; `returns` when START follows later.
    Leaves {
        word: &'static str,
        returns: bool,
    },
}

const EMOJI: &[&str] =
    &["❤️", "😍", "🔥", "😭", "🥰", "🎉", "👏", "💜", "😂", "🙌", "✨", "🤩", "💃🏽", "🫶", "🌈", "👩‍🎤", "🐐", "🇮🇹"];
const STOP_WORDS: &[&str] = &["STOP", "STOP", "Stop", "stop", "UNSUBSCRIBE", "STOPALL"];

impl Fan {
    /// The fan with this number in the crowd, from 0.
    pub fn new(seed: u64, index: u32) -> Self {
        let (country, k) = place(seed, index);
        let mut rng = Rng::new(mix(seed, u64::from(index)));
        let language = rng.pick(country.languages).copied().unwrap_or("en");
        let words = words::of(language);
        let mut choose = |list: fn(&Words) -> &Vec<String>| {
            words.and_then(|words| rng.pick(list(words)).cloned()).unwrap_or_default()
        };
        Self { index, number: country.number(k), language, name: choose(|w| &w.names), city: choose(|w| &w.cities) }
    }

    fn rng(&self, seed: u64, turn: u64) -> Rng {
        Rng::new(mix(mix(seed, u64::from(self.index)), turn + 1))
    }

    /// The first text, and what its picture shows, if there is one.
    pub fn first_text(&self, seed: u64, manners: &Manners) -> (String, Option<u64>) {
        let mut rng = self.rng(seed, 0);
        let picture = rng.chance(manners.pictures).then(|| rng.next());
        let Some(words) = words::of(self.language) else { return ("👋".to_owned(), picture) };
        let kind = rng.unit();
        let mut parts: Vec<String> = Vec::new();
        let mut say = |rng: &mut Rng, list: &[String]| {
            if let Some(phrase) = rng.pick(list) {
                parts.push(phrase.clone());
            }
        };
        if kind < 0.06 {
            return (emoji_run(&mut rng, 12), picture);
        } else if kind < 0.16 {
            say(&mut rng, &words.openers);
        } else if kind < 0.24 {
            say(&mut rng, &words.long);
        } else if kind < 0.50 {
            say(&mut rng, &words.openers);
            say(&mut rng, &words.questions);
        } else if kind < 0.62 {
            say(&mut rng, &words.bodies);
        } else {
            say(&mut rng, &words.openers);
            say(&mut rng, &words.bodies);
            say(&mut rng, &words.closers);
        }
        if rng.chance(0.35) {
            parts.push(emoji_run(&mut rng, 3));
        }
        let text = join(&mut rng, &parts, &words.between);
        (self.style(&mut rng, text), picture)
    }

    /// Fills in who they are, and types it their way.
    fn style(&self, rng: &mut Rng, text: String) -> String {
        let text = text.replace("{name}", &self.name).replace("{city}", &self.city);
        match rng.unit() {
            roll if roll < 0.14 => text.to_lowercase(),
            roll if roll < 0.17 => text.to_uppercase(),
            roll if roll < 0.21 => text.replace('\'', "’"),
            _ => text,
        }
    }

    /// What they do about their `heard`-th text from the line (from 0).
    pub fn react(&self, seed: u64, manners: &Manners, heard: u32, body: &str) -> Reaction {
        let mut rng = self.rng(seed, u64::from(heard) + 1);
        let Some(words) = words::of(self.language) else { return Reaction::Nothing };
        if rng.chance(manners.stops) {
            let word = rng.pick(STOP_WORDS).copied().unwrap_or("STOP");
            return Reaction::Leaves { word, returns: rng.chance(manners.returns) };
        }
        if rng.chance(manners.stops / 3.0) {
            return rng.pick(&words.leaving).cloned().map_or(Reaction::Nothing, Reaction::Says);
        }
        if rng.chance(manners.helps) {
            return Reaction::Says("HELP".to_owned());
        }
        if rng.chance(manners.reacts) {
            return rng
                .pick(&words.liked)
                .map_or(Reaction::Nothing, |format| Reaction::Says(format.replacen("{}", body, 1)));
        }
        // Each further turn is half as likely, so that every conversation comes to its end.
        if rng.chance(manners.answers * 0.5_f64.powi(i32::try_from(heard.min(30)).unwrap_or(30))) {
            let Some(answer) = rng.pick(&words.answers).cloned() else { return Reaction::Nothing };
            let text = if rng.chance(0.3) { format!("{answer} {}", emoji_run(&mut rng, 3)) } else { answer };
            return Reaction::Says(self.style(&mut rng, text));
        }
        Reaction::Nothing
    }
}

/// Puts sentences one after the other; where one has no end of its own, the fan gives it one, or a line of its own.
fn join(rng: &mut Rng, parts: &[String], between: &str) -> String {
    let mut text = String::new();
    for part in parts {
        if text.ends_with(|last: char| last.is_alphanumeric()) && part.starts_with(char::is_alphanumeric) {
            text.push_str(rng.pick(&[".", "!", "\n", "..."]).copied().unwrap_or("."));
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(between);
        }
        text.push_str(part);
    }
    text
}

fn emoji_run(rng: &mut Rng, longest: u64) -> String {
    let favourite = rng.pick(EMOJI).copied().unwrap_or("❤️");
    let length = rng.between(1, longest);
    (0..length)
        .map(|_| if rng.chance(0.75) { favourite } else { rng.pick(EMOJI).copied().unwrap_or(favourite) })
        .collect()
}

/// A fan's country, and which of its numbers is theirs: every hundred fans hold each country's share, in a seeded order.
fn place(seed: u64, index: u32) -> (&'static Country, u32) {
    let mut slots: Vec<(usize, u32)> =
        COUNTRIES.iter().enumerate().flat_map(|(c, country)| (0..country.share).map(move |s| (c, s))).collect();
    let mut rng = Rng::new(seed ^ 0x0FA5);
    for last in (1..slots.len()).rev() {
        slots.swap(last, rng.below(last + 1));
    }
    let hundred = u32::try_from(slots.len().max(1)).unwrap_or(100);
    let (country, slot) = slots.get((index % hundred) as usize).copied().unwrap_or_default();
    let country = &COUNTRIES[country.min(COUNTRIES.len() - 1)];
    (country, (index / hundred) * country.share + slot)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeSet, HashSet};

    use super::*;

    /// Fails when a practice run could not be repeated, or two fans would share a number.
    #[test]
    fn the_crowd_follows_from_its_seed() {
        let manners = Manners::default();
        let crowd = |seed| {
            (0..3_000).map(|i| Fan::new(seed, i)).map(|fan| (fan.first_text(seed, &manners), fan)).collect::<Vec<_>>()
        };
        assert_eq!(crowd(5), crowd(5));
        assert_ne!(crowd(5), crowd(6));
        let numbers: HashSet<String> = crowd(5).into_iter().map(|(_, fan)| fan.number).collect();
        assert_eq!(numbers.len(), 3_000);
    }

    /// Fails when the practice inbox would look like one text repeated.
    #[test]
    fn the_crowd_is_varied() {
        let manners = Manners::default();
        let mut texts = HashSet::new();
        let (mut languages, mut pictures, mut long, mut questions) = (BTreeSet::new(), 0, 0, 0);
        for index in 0..2_000 {
            let fan = Fan::new(1, index);
            let (text, picture) = fan.first_text(1, &manners);
            assert!(!text.is_empty() && !text.contains('{'), "{text}");
            long += i32::from(crate::segments::count(&text) > 1);
            questions += i32::from(text.contains(['?', '？', '؟']));
            pictures += i32::from(picture.is_some());
            texts.insert(text);
            languages.insert(fan.language);
        }
        assert!(texts.len() > 1_200, "{} different texts of 2,000", texts.len());
        assert!(languages.len() >= 12, "{languages:?}");
        assert!((60..150).contains(&pictures), "{pictures} pictures of 2,000 at one in twenty");
        assert!(long > 100 && questions > 300, "{long} long ones, {questions} questions");
    }

    /// Fails when fans would answer for ever, never leave, or never react.
    #[test]
    fn fans_answer_react_and_leave_in_their_shares() {
        let manners = Manners::default();
        let (mut said, mut left, mut quoted, mut late) = (0, 0, 0, 0);
        for index in 0..5_000 {
            let fan = Fan::new(2, index);
            match fan.react(2, &manners, 0, "Thanks so much") {
                Reaction::Says(text) if text.contains("Thanks so much") => quoted += 1,
                Reaction::Says(_) => said += 1,
                Reaction::Leaves { .. } => left += 1,
                Reaction::Nothing => {}
            }
            late += i32::from(matches!(
                fan.react(2, &Manners { stops: 0.0, reacts: 0.0, helps: 0.0, ..manners }, 8, "x"),
                Reaction::Says(_)
            ));
        }
        assert!((1_200..2_000).contains(&said), "{said} answers");
        assert!((30..100).contains(&left), "{left} left");
        assert!((200..500).contains(&quoted), "{quoted} reactions");
        assert!(late < 30, "{late} still answer the ninth text");
    }
}
