//! What a person writes to one fan.

use fanline_engine::Until;
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";

/// A double click, or a script that runs twice, must not text a fan twice.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_client_id_sends_once() {
    let app = TestApp::new().await;
    for _ in 0..3 {
        app.call("messages.send", json!({ "to": ANA, "text": "Bring the sign", "client_id": "one" })).await;
    }
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    app.call("messages.send", json!({ "to": ANA, "text": "Bring the sign", "client_id": "one" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1);
}

/// The delivery line must tell the truth: delivered when it was, and why when it was not.
#[tokio::test(flavor = "multi_thread")]
async fn delivery_is_followed() {
    let lost = "+12025550109";
    let app = TestApp::new().await;
    app.carrier.set_faults(fanline_simulator::FaultPlan {
        undelivered: [(lost.to_owned(), 30_003)].into(),
        ..Default::default()
    });
    app.engine.start().await;
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    app.call("messages.send", json!({ "to": lost, "text": "hi", "client_id": "b" })).await;
    let state = |item: &Value| item["state"].as_str().map(ToOwned::to_owned);
    eventually("the text is shown as delivered", || async {
        app.thread(ANA).await.first().and_then(state).filter(|state| state == "delivered")
    })
    .await;
    let reason = eventually("the other is shown as not delivered", || async {
        app.thread(lost).await.into_iter().find(|item| item["state"] == "not_delivered")
    })
    .await;
    assert_eq!(reason["reason"]["params"]["code"], "30003");
    app.engine.shutdown().await;
}

/// A text that failed can be tried again, and one that waits can be dropped.
#[tokio::test(flavor = "multi_thread")]
async fn failed_texts_are_retried_or_dropped_by_a_person() {
    let app = TestApp::new().await;
    app.carrier
        .set_faults(fanline_simulator::FaultPlan { refused: [(ANA.to_owned(), 21_408)].into(), ..Default::default() });
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    let item = app.thread(ANA).await.pop().expect("the failed text");
    assert_eq!(
        (item["state"].clone(), item["reason"]["params"]["code"].clone()),
        (json!("not_delivered"), json!("21408"))
    );
    app.carrier.set_faults(fanline_simulator::FaultPlan::default());
    app.call("outbox.retry", json!({ "id": item["outbox_id"] })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1);
    let dropped = app.call("messages.send", json!({ "to": ANA, "text": "never mind", "client_id": "b" })).await;
    app.call("outbox.drop", json!({ "id": dropped["outbox_id"] })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1, "a dropped text does not leave");
}

/// Bad input gets a clear refusal, and nothing is queued.
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_sent_is_refused() {
    let app = TestApp::new().await;
    for (params, code) in [
        (json!({ "to": "0170 1234", "text": "hi" }), "bad_number"),
        (json!({ "to": ANA, "text": "  \n " }), "empty_text"),
        (json!({ "to": ANA, "text": "x".repeat(1_601) }), "text_too_long"),
        (json!({ "text": "hi" }), "bad_params"),
        (json!({ "fan_id": "99", "text": "hi" }), "not_found"),
    ] {
        assert_eq!(app.refused("messages.send", params).await.code.as_str(), code);
    }
    assert_eq!(app.status().await["outbox"], json!({}));
}

/// Words, numbers in words and emoji inside a run are found, newest first.
#[tokio::test(flavor = "multi_thread")]
async fn texts_are_found() {
    let app = TestApp::new().await;
    app.text(ANA, "Belo Horizonte!! 11 hours by bus 🖤🎂🖤");
    app.text(ANA, "お誕生日おめでとう");
    app.call("sync.now", json!({})).await;
    for words in ["horizonte", "belo bus", "🎂", "誕生", "11 hou"] {
        let hits = app.call("search.messages", json!({ "words": words })).await;
        assert_eq!(hits["items"].as_array().expect("items").len(), 1, "{words}");
    }
}
