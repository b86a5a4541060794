//! The storm: the real `fanline run` is killed at random moments while the carrier fails in every way it can, a person
//! texts, updates are paused and fans leave. Then calm, and the carrier's ledger is held against what had to be.
//!
//! What must hold, whatever happened: nobody gets the same text twice, nothing is lost without a recorded reason,
//! nothing is shown as sent that was not, nothing leaves for a fan whose STOP is stored, and the file is whole.

mod dice;
mod hands;
mod lives;
mod store;
pub mod verdict;
mod weather;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fanline_simulator::{Carrier, CarrierConfig, Delivery, Injected, Origin};
use serde::Serialize;
use serde_json::json;
use tokio::time::Instant;

use crate::process::Cli;
use dice::Dice;
use hands::Hands;
use verdict::Violations;

/// Marks by which a text is known in the ledger, whatever the carrier did to its quotation marks.
const WELCOME: &str = "w";
const EVERYONE: &str = "all";
const CANCELLED: &str = "some";

/// How hard it blows.
#[derive(Debug, Clone, Copy)]
pub struct Strength {
    /// Fans that text, and get an answer and an update each.
    pub recipients: u32,
    /// Times that the running program is killed.
    pub kills: u32,
    pub seed: u64,
    /// Everything the carrier does late happens within three quarters of it.
    pub quiet: Duration,
    /// Each kill is a power cut: what was not synced is lost. One process at a time then. Linux only.
    pub drop_unsynced: bool,
}

/// One storm, and what was left behind.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    pub seed: u64,
    pub recipients: u32,
    pub kills: u32,
    pub seconds: u64,
    /// Texts that the carrier accepted.
    pub accepted: u64,
    /// Personal texts, fans who left, updates paused.
    pub personal: u64,
    pub stops: u64,
    pub pauses: u64,
    /// Commands that were refused, by their error's code.
    pub refused: BTreeMap<String, u64>,
    /// Requests that left, of them those after which a text was found absent, and texts left to a person.
    pub requests: u64,
    pub absences: u64,
    pub parked: u64,
    /// Texts that did not leave, each with its reason.
    pub held_back: u64,
    /// Writes that power cuts took back.
    pub dropped: u64,
    pub violations: Violations,
    /// A few of them, for whoever looks for the cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<String>,
}

/// Blows once.
///
/// # Panics
/// When the line cannot be set up or the program hangs: nothing can be said then.
pub async fn blow(strength: Strength) -> Outcome {
    let begun = Instant::now();
    let mut dice = Dice::new(strength.seed);
    let weather = weather::Weather::new(&mut dice, strength.quiet);
    let carrier = Carrier::start(CarrierConfig {
        seed: strength.seed,
        // It neither confirms nor refuses: that nobody is texted after STOP is left to the line.
        answers_opt_out: false,
        delivery: Delivery { delivered_ms: 2_500, priced_ms: 3_000, undelivered: 0.01, ..Delivery::default() },
        faults: weather.calm(),
        ..CarrierConfig::default()
    })
    .await
    .expect("the carrier starts");
    let cli = Cli::new(carrier.secret());
    set_up(&cli, &carrier, strength).await;
    carrier.set_faults(weather.storm());
    let mut hands = Hands::new(&cli, &carrier, dice.fork());
    let lived = lives::live(&cli, &carrier, &mut hands, strength, &mut dice).await;
    carrier.set_faults(weather.calm());
    hands.text_all(strength.recipients);
    hands.let_go_on().await;
    let report = lives::end(&cli).await;
    let mut facts = store::read(&cli, &carrier, hands.asked());
    facts.shown = shown(&cli, &facts, &mut dice).await;
    let verdict::Verdict { mut violations, examples } = verdict::judge(&facts);
    violations.ended_early = lived.ended_early + hands.done().crashed;
    if report["waiting"] != json!(0) || report["unknown"] != json!(0) {
        violations.open += 1;
    }
    let done = hands.done();
    let accepted = facts.accepted.len() as u64;
    carrier.stop().await;
    Outcome {
        seed: strength.seed,
        recipients: strength.recipients,
        kills: strength.kills,
        seconds: begun.elapsed().as_secs(),
        accepted,
        personal: done.personal,
        stops: done.stops,
        pauses: done.pauses,
        refused: done.refused,
        requests: facts.requests,
        absences: facts.absences,
        parked: facts.rows.iter().filter(|row| row.state == "parked").count() as u64,
        held_back: facts.rows.iter().filter(|row| row.sid.is_none() && row.reason.is_some()).count() as u64,
        dropped: lived.dropped,
        violations,
        examples,
    }
}

async fn set_up(cli: &Cli, carrier: &Carrier, strength: Strength) {
    let line = [carrier.number(), carrier.account(), carrier.key(), carrier.base_url()];
    let added = cli.add(line, carrier.secret()).await;
    assert_eq!(added.code, Some(0), "the line is added: {}", added.stderr);
    let quiet = format!("{}ms", strength.quiet.as_millis());
    for (key, value) in [
        ("quiet_period", quiet.as_str()),
        ("pace_per_second", "1000"),
        ("daily_cap", "off"),
        ("quiet_hours", "off"),
        ("undo_window", "0s"),
        // Every fan is owed a welcome, also those whom somebody writes to first.
        ("person_takes_over", "off"),
    ] {
        cli.json(&["settings", "set", key, value]).await;
    }
    let words = format!("Hi, it’s Juno — “hello” is automatic. Reply STOP to end. #{WELCOME}");
    cli.json(&["rules", "set", "welcome", "--text", &words]).await;
    cli.json(&["rules", "on", "welcome"]).await;
}

/// The number of an invented fan. A crowd comes from everywhere: many from one block of numbers are a fraud's.
fn number(fan: u32) -> String {
    format!("+1212{:03}{:04}", 200 + fan % 700, 5_000 + fan / 700)
}

fn text(carrier: &Carrier, fan: u32, body: &str) -> String {
    carrier.inject(Injected::text(number(fan), body))
}

/// The part of a body that no carrier changes.
fn mark(body: &str) -> String {
    body.rsplit_once('#').map_or("", |(_, mark)| mark).to_owned()
}

/// Conversations that are also looked at as a window shows them.
const SHOWN: usize = 12;

/// `(texts shown as sent, texts accepted)` of a few conversations.
async fn shown(cli: &Cli, facts: &verdict::Facts, dice: &mut Dice) -> Vec<(u64, u64)> {
    let numbers: Vec<&String> =
        facts.accepted.iter().map(|text| &text.to).collect::<BTreeSet<_>>().into_iter().collect();
    let mut pairs = Vec::new();
    for _ in 0..SHOWN.min(numbers.len()) {
        let number = numbers[dice.below(numbers.len())];
        let fan = cli.json(&["call", "fans.get", &json!({ "number": number }).to_string()]).await;
        let thread = cli.json(&["call", "thread.list", &json!({ "fan_id": fan["id"] }).to_string()]).await;
        let is_sent = |state: &str| matches!(state, "sent" | "delivered" | "not_delivered");
        let items = thread["items"].as_array().cloned().unwrap_or_default();
        // A text that was accepted is shown from the list (`m…`), one that was not from the outbox (`o…`).
        let sent = items.iter().filter(|item| {
            item["voice"] != "fan"
                && item["id"].as_str().is_some_and(|id| id.starts_with('m'))
                && item["state"].as_str().is_some_and(is_sent)
        });
        let accepted = facts.accepted.iter().filter(|text| text.to == *number).count() as u64;
        pairs.push((sent.count() as u64, accepted));
    }
    pairs
}

/// Texts that the carrier accepted over its API so far.
#[derive(Debug, Default)]
struct Counter {
    read: u64,
    accepted: usize,
}

impl Counter {
    fn count(&mut self, carrier: &Carrier) -> usize {
        let query = fanline_simulator::LedgerQuery { since: self.read, limit: Some(usize::MAX), ..Default::default() };
        for entry in carrier.ledger_part(&query) {
            self.read = entry.seq + 1;
            self.accepted += usize::from(entry.origin == Origin::Api);
        }
        self.accepted
    }
}
