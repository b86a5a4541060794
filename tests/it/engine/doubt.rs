//! Outcomes in doubt: an accepted text is never sent again, and a lost one is never forgotten.

use fanline_engine::Until;
use fanline_simulator::{Fault, FaultPlan, On, Scripted};
use serde_json::json;
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";

fn on_create(fault: Fault) -> FaultPlan {
    FaultPlan { script: vec![Scripted { on: On::Create, skip: 0, times: 1, fault }], ..FaultPlan::default() }
}

async fn send_under(fault: Fault) -> TestApp {
    let app = TestApp::new().await;
    app.carrier.set_faults(on_create(fault));
    app.call("messages.send", json!({ "to": ANA, "text": "It’s me — really", "client_id": "a" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    app
}

/// The answer was lost, the text was not: it must be found and not sent again.
#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_text_is_adopted() {
    for fault in [Fault::CutAfter, Fault::ErrorAfter, Fault::Truncated] {
        let app = send_under(fault).await;
        assert_eq!(app.received_by(ANA).len(), 1, "{fault:?}");
        let items = app.thread(ANA).await;
        assert_eq!(items.len(), 1, "one text, one item: {fault:?}");
        assert_eq!(items[0]["voice"], "personal", "an adopted text is the person's own: {fault:?}");
    }
}

/// The request was lost: after the quiet period and two looks it must go.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_text_is_sent_after_the_quiet_period() {
    for fault in [Fault::CutBefore, Fault::ErrorBefore, Fault::Portal] {
        let app = send_under(fault).await;
        assert_eq!(app.received_by(ANA).len(), 1, "{fault:?}");
    }
}

/// The provider took the text only after the client gave up: the quiet period must outlast that.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_acceptance_is_waited_for() {
    let app = TestApp::new().await;
    app.set("quiet_period", "4s").await;
    app.carrier.set_faults(on_create(Fault::Late { ms: 2_000 }));
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1);
}

/// 429 says that nothing was accepted: the text goes a little later, once.
#[tokio::test(flavor = "multi_thread")]
async fn busy_is_repeated_safely() {
    let app = TestApp::new().await;
    app.carrier.set_faults(FaultPlan {
        script: vec![Scripted { on: On::Create, skip: 0, times: 3, fault: Fault::Busy }],
        ..FaultPlan::default()
    });
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1);
}

/// While nobody knows, the thread says so, and nobody is texted again before the quiet period is over.
#[tokio::test(flavor = "multi_thread")]
async fn doubt_is_shown_and_rests() {
    let app = TestApp::new().await;
    app.set("quiet_period", "60m").await;
    app.carrier.set_faults(on_create(Fault::CutBefore));
    app.engine.start().await;
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    eventually("the text is shown as unknown", || async {
        app.thread(ANA).await.into_iter().find(|item| item["state"] == "unknown")
    })
    .await;
    assert_eq!(app.status().await["outbox"]["unknown"], 1);
    assert_eq!(app.received_by(ANA).len(), 0);
    app.engine.shutdown().await;
}

/// Two equal texts to one fan are two texts: each is paired with its own.
#[tokio::test(flavor = "multi_thread")]
async fn equal_texts_are_paired_one_to_one() {
    let app = TestApp::new().await;
    app.carrier.set_faults(FaultPlan {
        script: vec![
            Scripted { on: On::Create, skip: 0, times: 1, fault: Fault::CutAfter },
            Scripted { on: On::Create, skip: 0, times: 1, fault: Fault::CutBefore },
        ],
        ..FaultPlan::default()
    });
    for id in ["a", "b"] {
        app.call("messages.send", json!({ "to": ANA, "text": "yes!", "client_id": id })).await;
    }
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 2);
    assert_eq!(app.thread(ANA).await.len(), 2);
}

/// A look can take one of two equal texts for the other, whose answer is still to come. Both are sent, and both settled.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_a_look_was_faster_than_leaves_nothing_under_way() {
    let app = TestApp::new().await;
    app.set("quiet_period", "10s").await;
    app.carrier.set_faults(FaultPlan {
        script: vec![
            Scripted { on: On::Create, skip: 0, times: 1, fault: Fault::CutBefore },
            Scripted { on: On::Create, skip: 0, times: 1, fault: Fault::Slow { ms: 2_200 } },
        ],
        ..FaultPlan::default()
    });
    for id in ["a", "b"] {
        app.call("messages.send", json!({ "to": ANA, "text": "yes!", "client_id": id })).await;
    }
    let run = app.engine.run(Until::Idle, CancellationToken::new());
    let report = tokio::time::timeout(std::time::Duration::from_secs(60), run).await.expect("nothing stays under way");
    assert_eq!(report.expect("idle").unknown, 0);
    assert_eq!(app.received_by(ANA).len(), 2);
    let outbox = app.status().await["outbox"].clone();
    assert_eq!((&outbox["sending"], &outbox["unknown"]), (&json!(null), &json!(null)), "{outbox}");
    let shown = app.thread(ANA).await;
    assert!(shown.len() == 2 && shown.iter().all(|item| item["voice"] == "personal"), "{shown:?}");
}

/// On a computer whose clock is an hour off, what the provider took must still be found, and not be sent again.
#[tokio::test(flavor = "multi_thread")]
async fn an_accepted_text_is_adopted_whatever_the_clocks_say() {
    for clock_skew_ms in [3_600_000, -3_600_000] {
        let app = TestApp::new().await;
        app.carrier.set_faults(FaultPlan { clock_skew_ms, ..on_create(Fault::CutAfter) });
        app.call("messages.send", json!({ "to": ANA, "text": "still me", "client_id": "a" })).await;
        app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
        assert_eq!(app.received_by(ANA).len(), 1, "{clock_skew_ms} ms apart");
        assert_eq!(app.thread(ANA).await.len(), 1, "one text, one item: {clock_skew_ms} ms apart");
    }
}
