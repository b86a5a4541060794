//! Machines that answer our answers, and numbers that somebody is paid for.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, FaultPlan};
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp, eventually};
use tokio_util::sync::CancellationToken;

const HOUR_MS: i64 = 3_600_000;
const PEER: &str = "+12025550123";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

fn in_block(place: u32) -> String {
    format!("+1202555{place:04}")
}

async fn fan(app: &TestApp, number: &str) -> Value {
    app.call("fans.get", json!({ "number": number })).await
}

/// A phone that answers by itself gets no second answer from any rule, the owner sees why, and can lift it.
#[tokio::test(flavor = "multi_thread")]
async fn answers_to_a_machine_are_paused_until_a_person_looks() {
    let app = TestApp::new().await;
    app.carrier.set_faults(FaultPlan { auto_answering_numbers: vec![PEER.to_owned()], ..FaultPlan::default() });
    app.welcome_on().await;
    app.text(PEER, "hello");
    until_idle(&app).await;
    app.engine.run(Until::For(Duration::from_secs(3)), CancellationToken::new()).await.expect("it hears the answer");
    let paused = fan(&app, PEER).await;
    assert_eq!(paused["answers_paused"]["params"]["kind"], "auto_responder", "{paused}");
    assert!(paused["answers_paused_at"].is_i64());
    let trial = app.call("rules.try", json!({ "from": PEER, "text": "anyone?" })).await;
    assert_eq!(trial["why"]["code"], "reply_loop");
    assert_eq!(app.received_by(PEER).len(), 1);
    let lifted = app.call("fans.set", json!({ "id": paused["id"], "answers_paused": false })).await;
    assert!(lifted["answers_paused"].is_null());
    app.call("sync.now", Value::Null).await;
    assert!(fan(&app, PEER).await["answers_paused"].is_null(), "what was looked at is not held against them again");
}

/// A line that answers every text, on a number of an ordinary phone.
async fn answering(number: &str, words: &str) -> TestApp {
    let app = TestApp::with(CarrierConfig { number: number.to_owned(), ..CarrierConfig::default() }).await;
    for (key, value) in [("pace_per_second", "100"), ("fan_daily_cap", "1000"), ("daily_cap", "off")] {
        app.set(key, value).await;
    }
    let rule = json!({ "name": "All", "text": words, "trigger": { "kind": "any_text" }, "repeat": { "kind": "always" }, "on": true });
    app.call("rules.add", rule).await;
    app.engine.start().await;
    app
}

/// Carries what one line sent to the other, from the text `seen` on.
fn relay(from: &TestApp, to: &TestApp, seen: &AtomicUsize) {
    let sent = from.sent();
    for entry in &sent[seen.swap(sent.len(), Ordering::SeqCst)..] {
        to.text(from.carrier.number(), &entry.body);
    }
}

/// Two lines that answer every text, and each other, stop before the fourth answer of either.
#[tokio::test(flavor = "multi_thread")]
async fn two_lines_that_answer_each_other_stop() {
    let one = answering("+12025550111", "Thanks for writing, this is Juno").await;
    let other = answering("+13105550122", "Hello, the shop is closed today").await;
    one.text(other.carrier.number(), "hello?");
    let (ones, others) = (AtomicUsize::new(0), AtomicUsize::new(0));
    eventually("one of them notices", || async {
        relay(&one, &other, &ones);
        relay(&other, &one, &others);
        let mut paused = false;
        for (app, peer) in [(&one, &other), (&other, &one)] {
            let fans = app.call("fans.list", json!({})).await;
            let peer = fans["items"].as_array()?.iter().find(|fan| fan["number"] == peer.carrier.number()).cloned();
            paused |= peer.is_some_and(|fan| fan["answers_paused"]["code"] == "reply_loop");
        }
        paused.then_some(())
    })
    .await;
    one.engine.shutdown().await;
    other.engine.shutdown().await;
    for app in [&one, &other] {
        assert!((1..=3).contains(&app.sent().len()), "{} answers", app.sent().len());
    }
    // Whatever was on its way when it was noticed changes nothing.
    relay(&one, &other, &ones);
    relay(&other, &one, &others);
    until_idle(&one).await;
    until_idle(&other).await;
    for app in [&one, &other] {
        assert!(app.sent().len() <= 3, "{} answers", app.sent().len());
    }
}

/// A thousand numbers that text at once are somebody's machine: it gets a hundred answers at most, until the owner says.
#[tokio::test(flavor = "multi_thread")]
async fn a_pumped_block_waits_for_the_owner() {
    let app = TestApp::new().await;
    app.set("daily_cap", "off").await;
    app.welcome_on().await;
    for place in 0..150 {
        app.text(&in_block(place), "hi");
    }
    app.text("+13105550101", "hi from somewhere else");
    app.call("sync.now", Value::Null).await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 1, "who is not in the block is answered, and nobody in it: {}", app.sent().len());
    let status = app.status().await;
    assert_eq!(status["guards_paused"], 1);
    let guards = app.call("guards.list", json!({})).await;
    let guard = &guards["items"][0];
    assert_eq!(
        (&guard["range"], &guard["kind"], &guard["state"]),
        (&json!("+12025550"), &json!("pumping"), &json!("paused"))
    );
    assert_eq!(guard["held"], 150);
    let mut told = false;
    // Which of a second's texts came last is not known: some of them were not among the first hundred.
    for place in 0..150 {
        told |= app.thread(&in_block(place)).await[0]["why"]["code"] == "range_paused";
    }
    assert!(told, "the owner sees why");
    app.call("guards.set", json!({ "range": "+12025550", "state": "allowed" })).await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 151, "an allowed block is answered, each once");
    app.text(&in_block(150), "late to the party");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 152, "and stays allowed");
}

/// A blocked range gets nothing, not even what waited, and a person can still write to it.
#[tokio::test(flavor = "multi_thread")]
async fn a_premium_number_is_answered_only_if_the_owner_wants() {
    let premium = "+19005550132";
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(premium, "hi");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    let guards = app.call("guards.list", json!({})).await;
    assert_eq!((&guards["items"][0]["kind"], &guards["items"][0]["held"]), (&json!("premium"), &json!(1)));
    let blocked = app.call("guards.set", json!({ "range": "+1900", "state": "blocked" })).await;
    assert_eq!((&blocked["state"], &blocked["held"]), (&json!("blocked"), &json!(0)));
    app.text(premium, "hello?");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    app.call("messages.send", json!({ "to": premium, "text": "who are you?", "client_id": "a" })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(premium).len(), 1, "a person's own answer always goes");
    let refused = app.refused("guards.set", json!({ "range": "+", "state": "blocked" })).await;
    assert_eq!(refused.code.as_str(), "bad_number");
}

/// An update must not be what pumped numbers earn on, and its preview says who is left out.
#[tokio::test(flavor = "multi_thread")]
async fn no_update_goes_to_a_blocked_range() {
    let app = TestApp::new().await;
    let (blocked, open, allowed) = ("+447700900101", "+12025550101", "+447700900201");
    for number in [blocked, open, allowed] {
        app.text(number, "hi");
    }
    until_idle(&app).await;
    app.call("guards.set", json!({ "range": "+44", "state": "blocked" })).await;
    app.call("guards.set", json!({ "range": "+4477009002", "state": "allowed" })).await;
    app.set("undo_window", "0s").await;
    let preview = app.call("updates.preview", json!({ "text": "Doors open" })).await;
    assert_eq!(preview["recipients"], 2);
    assert_eq!(preview["excluded"], json!([{ "reason": "range_blocked", "count": 1 }]));
    let update = app.call("updates.create", json!({ "text": "Doors open" })).await;
    app.call("updates.send", json!({ "id": update["id"], "yes": true })).await;
    until_idle(&app).await;
    let mut reached: Vec<String> = app.sent().into_iter().map(|entry| entry.to).collect();
    reached.sort();
    assert_eq!(reached, [open, allowed]);
}

/// The rows of an update are made before its texts leave: a range that is blocked in between gets none of them.
#[tokio::test(flavor = "multi_thread")]
async fn a_queued_update_stops_at_a_blocked_range() {
    // Three in the morning in London, at which no update leaves.
    let night = SystemClock.now_ms().div_euclid(24 * HOUR_MS) * 24 * HOUR_MS + 3 * HOUR_MS;
    let app = TestApp::with_clock(CarrierConfig::default(), Arc::new(ShiftedClock::showing(night))).await;
    let number = "+447700900101";
    app.text(number, "hi");
    until_idle(&app).await;
    app.set("undo_window", "0s").await;
    app.set("quiet_hours", "09:00-20:00").await;
    let update = app.call("updates.create", json!({ "text": "Doors open" })).await;
    app.call("updates.send", json!({ "id": update["id"], "yes": true })).await;
    until_idle(&app).await;
    assert_eq!(app.status().await["outbox"]["queued"], 1, "it waits for the fan's hours");
    app.call("guards.set", json!({ "range": "+44", "state": "blocked" })).await;
    app.set("quiet_hours", "off").await;
    until_idle(&app).await;
    let item = app.thread(number).await.into_iter().find(|item| item["voice"] == "update").expect("the row");
    assert_eq!((&item["state"], &item["reason"]["code"]), (&json!("cancelled"), &json!("range_blocked")));
    assert!(app.sent().is_empty());
}
