//! STOP beats everything; START comes back; nobody who left gets another text.

use fanline_engine::Until;
use serde_json::json;
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

/// After STOP nothing goes out: no welcome, no update, and a person is told why they cannot write.
#[tokio::test(flavor = "multi_thread")]
async fn stop_ends_everything_until_start() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "Stop!");
    app.text(BO, "hello");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0, "a first text that is STOP is not welcomed");
    let refused = app.refused("messages.send", json!({ "to": ANA, "text": "please come back" })).await;
    assert_eq!(refused.code.as_str(), "opted_out");
    app.next_second().await;
    app.text(ANA, "START");
    until_idle(&app).await;
    app.call("messages.send", json!({ "to": ANA, "text": "Welcome back", "client_id": "back" })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1);
    assert_eq!(app.carrier.report().sent_after_stop, 0);
}

/// What was queued before STOP arrived must not leave after it.
#[tokio::test(flavor = "multi_thread")]
async fn stop_cancels_what_is_queued() {
    let app = TestApp::new().await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    app.call("messages.send", json!({ "to": ANA, "text": "see you", "client_id": "a" })).await;
    app.text(ANA, "STOP");
    app.call("sync.now", json!({})).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0);
    let item = app.thread(ANA).await.into_iter().find(|item| item["voice"] == "personal").expect("the queued text");
    assert_eq!((item["state"].clone(), item["reason"]["code"].clone()), (json!("cancelled"), json!("opted_out")));
}

/// An old STOP that the provider shows after a newer START must not silence a fan who came back.
#[tokio::test(flavor = "multi_thread")]
async fn the_newest_word_counts_whatever_the_order() {
    let app = TestApp::new().await;
    let sid = app.text(ANA, "START");
    until_idle(&app).await;
    let started = app.carrier.ledger().into_iter().find(|entry| entry.sid == sid).expect("the text").created_at_ms;
    app.carrier.inject(fanline_simulator::Injected {
        from: ANA.to_owned(),
        body: "STOP".to_owned(),
        at: Some(started - 60_000),
        ..Default::default()
    });
    app.call("sync.now", json!({})).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert_eq!(fan["opted_out_at"], serde_json::Value::Null);
}

/// "Please don't text me again" is not a keyword, and means the same to a person.
#[tokio::test(flavor = "multi_thread")]
async fn other_words_wait_for_a_person() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "please don't text me again");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0);
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert_eq!(fan["opt_out_review"], true);
    let preview = app.call("updates.preview", json!({ "text": "Doors open Friday" })).await;
    assert_eq!(
        (preview["recipients"].clone(), preview["excluded"][0]["reason"].clone()),
        (json!(0), json!("opt_out_review"))
    );
}

/// A fan who left at the carrier (21610) must be known as gone here, too.
#[tokio::test(flavor = "multi_thread")]
async fn an_opt_out_at_the_provider_is_recorded() {
    let app = TestApp::new().await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    app.carrier
        .set_faults(fanline_simulator::FaultPlan { refused: [(ANA.to_owned(), 21_610)].into(), ..Default::default() });
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    until_idle(&app).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert!(fan["opted_out_at"].is_i64(), "the fan counts as opted out");
}
