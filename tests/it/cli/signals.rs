//! Being stopped, and going on.

use fanline_simulator::{CarrierConfig, Injected, Origin};
use serde_json::Value;
use support::eventually;
use support::process::{signal, wait};

use super::{Setup, connected, fan};

fn replies(setup: &Setup) -> usize {
    setup.carrier.ledger().into_iter().filter(|entry| entry.origin == Origin::Api).count()
}

/// If this fails a restart of the computer loses answers, sends some twice, or reports a failure that was none.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_a_run_and_the_next_one_goes_on() {
    let setup = connected(CarrierConfig::default()).await;
    // Slow enough that the signal comes in the middle.
    setup.cli.json(&["settings", "set", "pace_per_second", "20"]).await;
    setup.welcome_on().await;
    for number in 0..60 {
        setup.carrier.inject(Injected::text(fan(number), "hello"));
    }
    let mut sent = 0;
    for name in ["TERM", "INT"] {
        let running = setup.cli.command(&["run"]).spawn().expect("the program starts");
        let before = replies(&setup);
        eventually("some are answered", async || (replies(&setup) >= before + 5).then_some(())).await;
        signal(&running, name);
        let ended = wait(running).await;
        let report = ended.document(&["run", name]);
        sent += report["sent"].as_u64().expect("a count");
        assert_eq!(report["unknown"], 0, "{name} cut a request: {report}");
        assert_eq!(sent, replies(&setup) as u64, "{name}: the report counts what the carrier took");
        assert!(sent < 60, "{name} came too late to prove anything");
    }
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!(sent + report["sent"].as_u64().expect("a count"), 60);
    assert_eq!(setup.carrier.duplicates(), [], "nobody was answered twice");
    assert_eq!(replies(&setup), 60);
    let status: Value = setup.cli.json(&["status"]).await;
    assert_eq!((&status["fans"], &status["outbox"]["queued"]), (&Value::from(60), &Value::Null));
}

/// If this fails a script that runs a line for an hour runs it for ever, or not at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_can_be_bounded_by_time() {
    let setup = connected(CarrierConfig::default()).await;
    let report = setup.cli.json(&["run", "--for", "300ms"]).await;
    assert_eq!((&report["inbound"], &report["sent"]), (&Value::from(0), &Value::from(0)));
}
