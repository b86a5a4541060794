//! A past that a line could have had, in pages as the provider's list serves them: millions of texts that nobody has to
//! keep, because each follows from the seed and its place.

use crate::clock::rfc2822;
use crate::config::Manners;
use crate::fans::Fan;
use crate::rng::{Rng, mix};
use crate::server::wire::MessageResource;

/// Fans who text more than all others, and the share of the texts that is theirs.
const DEVOTED: u32 = 10;
const DEVOTED_SHARE: f64 = 0.04;
/// Of eight texts, one is the line's.
const OURS_OF: u64 = 8;
const ACCOUNT: &str = "AC00000000000000000000000000000000";
/// Syllables of the names, places and jokes that only a few people use.
const SYLLABLES: &[&str] = &["ka", "lo", "mi", "ren", "tu", "sha", "bel", "no", "vi", "dor", "an", "zu", "per", "qui"];

/// Texts to and from one line, evenly over a time that ends at `until_ms`.
#[derive(Debug, Clone)]
pub struct History {
    pub seed: u64,
    /// In both directions together.
    pub texts: u64,
    /// How many people they are from.
    pub fans: u32,
    /// The line's number, E.164.
    pub line: String,
    /// UTC milliseconds; no text is newer.
    pub until_ms: i64,
    pub days: u32,
}

impl History {
    /// Texts of one direction.
    #[must_use]
    pub fn len(&self, inbound: bool) -> u64 {
        let ours = self.texts / OURS_OF;
        if inbound { self.texts - ours } else { ours }
    }

    /// The page of up to `count` texts behind the newest `first`, newest first, as JSON. Its `next_page_uri` is
    /// whatever `next` makes of the place where the following one begins.
    #[must_use]
    pub fn page(&self, inbound: bool, first: u64, count: u64, next: impl FnOnce(u64) -> String) -> Vec<u8> {
        let end = first.saturating_add(count).min(self.len(inbound));
        let texts: Vec<MessageResource> = (first..end).map(|place| self.text(inbound, place)).collect();
        let following = (end < self.len(inbound)).then(|| next(end));
        let page = serde_json::json!({ "messages": texts, "next_page_uri": following, "page_size": count });
        page.to_string().into_bytes()
    }

    /// When the text at a place came, UTC milliseconds, in whole seconds.
    #[must_use]
    pub fn at(&self, inbound: bool, place: u64) -> i64 {
        let span = u128::from(self.days) * 86_400_000;
        let ago = span * u128::from(place) / u128::from(self.len(inbound).max(1));
        (self.until_ms - i64::try_from(ago).unwrap_or(i64::MAX)).div_euclid(1_000) * 1_000
    }

    fn text(&self, inbound: bool, place: u64) -> MessageResource {
        let seed = mix(mix(self.seed, u64::from(inbound)), place);
        let mut rng = Rng::new(seed);
        let fan = Fan::new(self.seed, self.fan_of(&mut rng, place));
        let (mut body, _) = fan.first_text(seed, &Manners::default());
        if rng.chance(0.4) {
            body.push(' ');
            body.push_str(&rare_word(&mut rng));
        }
        let date = rfc2822(self.at(inbound, place));
        let sid = format!("SM{:016x}{:016x}", seed, mix(seed, 1));
        MessageResource::past(ACCOUNT, sid, inbound, &fan.number, &self.line, body, date)
    }

    /// Everybody texts now and then, some more than others, and a few all the time.
    fn fan_of(&self, rng: &mut Rng, place: u64) -> u32 {
        if self.fans <= DEVOTED || rng.chance(DEVOTED_SHARE) {
            return u32::try_from(rng.below(DEVOTED.min(self.fans) as usize)).unwrap_or(0);
        }
        let others = u64::from(self.fans - DEVOTED);
        let other = if rng.chance(0.7) {
            place.wrapping_mul(982_451_653) % others
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a place below the number of fans"
            )]
            let skewed = (rng.unit().powi(3) * others as f64) as u64;
            skewed
        };
        DEVOTED + u32::try_from(other).unwrap_or(0)
    }
}

/// Words as a name list would have them: a few often, most of them hardly ever.
fn rare_word(rng: &mut Rng) -> String {
    let syllables = 2 + rng.below(3);
    (0..syllables).filter_map(|_| rng.pick(SYLLABLES)).copied().collect()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use serde_json::Value;

    use super::*;

    fn history() -> History {
        let line = "+15550142".to_owned();
        History { seed: 7, texts: 8_000, fans: 1_000, line, until_ms: 1_795_507_478_000, days: 30 }
    }

    fn read(page: &[u8]) -> Vec<Value> {
        let page: Value = serde_json::from_slice(page).expect("a page is JSON");
        page["messages"].as_array().cloned().expect("texts")
    }

    /// Fails when a measurement could not be repeated, or a page would differ when it is asked for again.
    #[test]
    fn a_past_is_the_same_whichever_way_it_is_read() {
        let (one, other) = (history(), history());
        let whole = read(&one.page(true, 0, 7_000, |_| String::new()));
        let mut pages = Vec::new();
        for first in (0..7_000).step_by(700) {
            pages.extend(read(&other.page(true, first, 700, |at| at.to_string())));
        }
        assert_eq!(whole, pages);
        let ids: BTreeSet<&str> = whole.iter().filter_map(|text| text["sid"].as_str()).collect();
        assert_eq!(ids.len(), 7_000, "each text has its own id");
    }

    /// Fails when the ten conversations with thousands of texts are missing, which are what a search is slow in.
    #[test]
    fn a_few_fans_text_far_more_than_all_others() {
        let texts = read(&history().page(true, 0, 7_000, |_| String::new()));
        let mut by_fan = BTreeMap::new();
        for text in &texts {
            *by_fan.entry(text["from"].to_string()).or_insert(0_u32) += 1;
        }
        let mut counts: Vec<u32> = by_fan.into_values().collect();
        counts.sort_unstable_by(|one, other| other.cmp(one));
        assert!(counts.len() > 900, "{} fans of a thousand", counts.len());
        let middle = counts[counts.len() / 2];
        assert!(counts[9] >= 3 * middle, "the ten: {:?}, the one in the middle: {middle}", &counts[..10]);
    }
}
