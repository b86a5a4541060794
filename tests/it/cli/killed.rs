//! The program is killed in the middle of sending, again and again.

use std::collections::BTreeMap;

use fanline_simulator::{CarrierConfig, Delivery, FaultPlan, Injected, Origin};
use serde_json::json;
use support::eventually;
use support::process::{signal, wait};

use super::{Setup, connected};

const FANS: u32 = 240;
/// Answers that each life of the program is allowed before it is killed.
const LIVES: [usize; 12] = [1, 9, 2, 17, 5, 30, 3, 12, 1, 24, 7, 14];

fn answers(setup: &Setup) -> BTreeMap<String, u32> {
    let mut answers = BTreeMap::new();
    for entry in setup.carrier.ledger().into_iter().filter(|entry| entry.origin == Origin::Api) {
        *answers.entry(entry.to).or_default() += 1;
    }
    answers
}

/// If this fails a power cut or a crash texts a fan twice, or loses a fan's answer.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn killed_again_and_again_every_fan_gets_one_answer() {
    // Texts stay under way, so that nobody can tell from a state what became of them.
    let delivery = Delivery { delivered_ms: 4_000, ..Delivery::default() };
    let setup = connected(CarrierConfig { delivery, ..CarrierConfig::default() }).await;
    setup.cli.json(&["settings", "set", "pace_per_second", "120"]).await;
    // Longer than the carrier takes to carry a text out and to show it: less, and an absent text may still come.
    setup.cli.json(&["settings", "set", "quiet_period", "6s"]).await;
    setup.welcome_on().await;
    setup.carrier.set_faults(FaultPlan {
        busy: 0.02,
        error_before: 0.02,
        error_after: 0.12,
        cut_before: 0.02,
        cut_after: 0.03,
        truncated: 0.02,
        slow: 0.1,
        late: 0.1,
        slow_ms: 300,
        late_visible: 0.7,
        late_visible_ms: 4_500,
        plain_quotes: true,
        ..FaultPlan::default()
    });
    for number in 0..FANS {
        setup.carrier.inject(Injected::text(format!("+1212{:03}5{:03}", 500 + number % 100, number / 100), "hello"));
    }
    for more in LIVES {
        let goal = answers(&setup).len() + more;
        let life = setup.cli.command(&["run"]).spawn().expect("the program starts");
        eventually("some are answered", async || (answers(&setup).len() >= goal).then_some(())).await;
        signal(&life, "KILL");
        assert_eq!(wait(life).await.code, None, "it was killed, and did not end before");
    }
    assert!(answers(&setup).len() < FANS as usize, "everything was sent before the last kill");
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!((&report["waiting"], &report["unknown"]), (&json!(0), &json!(0)), "{report}");
    let answers = answers(&setup);
    assert_eq!(answers.len(), FANS as usize, "every fan got an answer");
    let twice: Vec<_> = answers.iter().filter(|(_, count)| **count != 1).collect();
    assert!(twice.is_empty(), "more than one answer: {twice:?}");
}
