//! What a carrier is made of: its number, its crowd, its pace and its faults.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::faults::FaultPlan;

/// When the crowd begins to text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    Now,
    /// Only when [`crate::Carrier::start_fans`] or the control route says so.
    Wait,
}

/// How many fans text for the first time, over the time that the crowd has been running.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateCurve {
    /// Fans that text at once.
    pub at_once: u32,
    /// One after the other; the last one goes on until every fan has texted.
    pub phases: Vec<Phase>,
}

/// A stretch of a [`RateCurve`].
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phase {
    pub seconds: f64,
    /// Fans per second.
    pub per_second: f64,
}

impl RateCurve {
    /// The same rate all the time.
    #[must_use]
    pub fn steady(per_second: f64) -> Self {
        Self { at_once: 0, phases: vec![Phase { seconds: 1.0, per_second }] }
    }

    /// The day somebody posts the number: a few at once, the crowd, then calm. Forty thousand in about an hour.
    #[must_use]
    pub fn practice() -> Self {
        let phase = |seconds, per_second| Phase { seconds, per_second };
        Self {
            at_once: 4,
            phases: vec![
                phase(30.0, 0.6),
                phase(20.0, 6.0),
                phase(120.0, 40.0),
                phase(600.0, 24.0),
                phase(1800.0, 9.0),
                phase(1030.0, 4.0),
                phase(1.0, 1.5),
            ],
        }
    }

    /// Fans that have texted once the crowd has been running for `seconds`.
    #[must_use]
    pub fn arrived(&self, seconds: f64) -> f64 {
        let mut left = seconds.max(0.0);
        let mut arrived = f64::from(self.at_once);
        for (place, phase) in self.phases.iter().enumerate() {
            let last = place + 1 == self.phases.len();
            let spent = if last { left } else { left.min(phase.seconds.max(0.0)) };
            arrived += spent * phase.per_second.max(0.0);
            left -= spent;
        }
        arrived
    }
}

/// How fast an accepted text goes its way. Milliseconds after it was accepted; each text varies around them by a third.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Delivery {
    pub sending_ms: u32,
    pub sent_ms: u32,
    pub delivered_ms: u32,
    /// When the price appears.
    pub priced_ms: u32,
    /// Share of texts that end as undelivered (0 to 1).
    pub undelivered: f64,
    /// Share of texts whose last status is `sent`, because their network tells nothing of the delivery.
    pub untold: f64,
}

impl Default for Delivery {
    fn default() -> Self {
        Self { sending_ms: 60, sent_ms: 200, delivered_ms: 700, priced_ms: 1_200, undelivered: 0.0, untold: 0.0 }
    }
}

impl Delivery {
    /// As a busy network feels.
    #[must_use]
    pub fn practice() -> Self {
        Self { sending_ms: 250, sent_ms: 900, delivered_ms: 3_500, priced_ms: 9_000, undelivered: 0.006, untold: 0.01 }
    }
}

/// How fans react to what they get.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Manners {
    /// Shortest and longest time from a text's delivery to the fan's answer, in milliseconds.
    pub answer_after_ms: (u64, u64),
    /// Share of fans that answer a first reply; later ones are answered by fewer.
    pub answers: f64,
    /// Share of replies that get a reaction ("Liked “…”").
    pub reacts: f64,
    /// Share of replies that are answered with STOP.
    pub stops: f64,
    /// Share of replies that are answered with HELP.
    pub helps: f64,
    /// Share of first texts that carry a picture.
    pub pictures: f64,
    /// Share of those who left that come back with START, once, later.
    pub returns: f64,
}

impl Default for Manners {
    fn default() -> Self {
        Self {
            answer_after_ms: (4_000, 90_000),
            answers: 0.34,
            reacts: 0.07,
            stops: 0.012,
            helps: 0.003,
            pictures: 0.05,
            returns: 0.15,
        }
    }
}

/// A number that the account owns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnedNumber {
    /// E.164.
    pub number: String,
    pub friendly_name: String,
    pub sms: bool,
    pub mms: bool,
    pub voice: bool,
    pub beta: bool,
    /// `twilio` or `hosted`.
    pub origin: String,
    pub sms_url: Option<String>,
    pub voice_url: Option<String>,
}

impl Default for OwnedNumber {
    fn default() -> Self {
        Self {
            number: String::new(),
            friendly_name: String::new(),
            sms: true,
            mms: true,
            voice: true,
            beta: false,
            origin: "twilio".to_owned(),
            sms_url: None,
            voice_url: None,
        }
    }
}

/// Everything a carrier is started with. The default is a quiet one: no fans, no faults, nothing on disk.
#[derive(Clone)]
pub struct CarrierConfig {
    /// 0 takes any free port.
    pub port: u16,
    /// Decides who the fans are and where faults strike. A resumed ledger keeps its own.
    pub seed: u64,
    /// Fans that will text, in all.
    pub fans: u32,
    /// A file of texts, one a line (`label<TAB>text` or plain): one fan sends each, once, and no fan does anything else.
    pub texts: Option<PathBuf>,
    /// Where everything that happened is kept, and resumed from. `None` forgets it at the end.
    pub ledger: Option<PathBuf>,
    /// The line's number, E.164. A resumed ledger keeps its own.
    pub number: String,
    /// Where the line's number sends its texts, as the number's resource tells it.
    pub sms_url: Option<String>,
    /// Other numbers of the account.
    pub more_numbers: Vec<OwnedNumber>,
    /// The API key's secret, which also serves as the account's token. `None` makes a fresh one. Never written.
    pub secret: Option<String>,
    pub start: Start,
    pub fans_per_second: RateCurve,
    /// Pace of [`CarrierConfig::texts`].
    pub texts_per_second: f64,
    pub manners: Manners,
    pub delivery: Delivery,
    /// Above this many creates a second the answer is 429; as many may come at once after a pause.
    pub creates_per_second: Option<u32>,
    /// Whether the carrier answers STOP, START and HELP by itself and refuses texts to those who left.
    pub answers_opt_out: bool,
    /// A reply that the number's own webhook gives to every text, as a number left on a demonstration webhook does.
    pub webhook_reply: Option<String>,
    /// What the account holds, in millionths of its currency.
    pub balance_micros: i64,
    /// What the account is billed in, ISO 4217.
    pub currency: String,
    /// ISO 3166-1 code → what a part to a number there is billed, in millionths, where that is not as listed.
    pub billed: BTreeMap<String, i64>,
    pub faults: FaultPlan,
}

impl std::fmt::Debug for CarrierConfig {
    /// Without the secret and the number.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CarrierConfig")
            .field("port", &self.port)
            .field("seed", &self.seed)
            .field("fans", &self.fans)
            .field("texts", &self.texts)
            .field("ledger", &self.ledger)
            .finish_non_exhaustive()
    }
}

impl Default for CarrierConfig {
    fn default() -> Self {
        Self {
            port: 0,
            seed: 1,
            fans: 0,
            texts: None,
            ledger: None,
            number: "+15550142".to_owned(),
            sms_url: None,
            more_numbers: Vec::new(),
            secret: None,
            start: Start::Now,
            fans_per_second: RateCurve::practice(),
            texts_per_second: 250.0,
            manners: Manners::default(),
            delivery: Delivery::default(),
            creates_per_second: None,
            answers_opt_out: true,
            webhook_reply: None,
            balance_micros: 100_000_000,
            currency: "USD".to_owned(),
            billed: BTreeMap::new(),
            faults: FaultPlan::default(),
        }
    }
}

impl CarrierConfig {
    /// The practice line: forty thousand fans, a short code's pace, and a ledger in `folder`.
    #[must_use]
    pub fn practice(folder: &Path) -> Self {
        Self {
            fans: 40_000,
            ledger: Some(folder.join("ledger.jsonl")),
            creates_per_second: Some(100),
            delivery: Delivery::practice(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a practice day would be over in minutes or never become busy.
    #[test]
    fn the_practice_day_has_a_burst_and_then_calm() {
        let curve = RateCurve::practice();
        assert_eq!(curve.arrived(0.0).round(), 4.0, "a few at once");
        assert!(curve.arrived(30.0) < 30.0, "time to look around first");
        let burst = curve.arrived(170.0) - curve.arrived(50.0);
        assert!((4_000.0..6_000.0).contains(&burst), "{burst} in the two busiest minutes");
        let hour = curve.arrived(3_600.0);
        assert!((38_000.0..44_000.0).contains(&hour), "{hour} in an hour");
        assert!(curve.arrived(7_200.0) > hour, "the last phase goes on");
    }

    /// Fails when a steady rate would pause after its first second.
    #[test]
    fn a_steady_rate_stays() {
        assert_eq!(RateCurve::steady(50.0).arrived(10.0).round(), 500.0);
    }
}
