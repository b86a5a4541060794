//! A bill that cannot explode.

use std::collections::BTreeMap;
use std::sync::Arc;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, Delivery, FaultPlan};
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550100";
/// The UK regulator's fiction range.
const BEN: &str = "+447700900123";
const WORDS: &str = "Doors open Friday. Juno. Text STOP to end.";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("a cap is idle, not work");
}

fn fan(place: u32) -> String {
    format!("+120255501{place:02}")
}

async fn spent(app: &TestApp) -> String {
    app.status().await["spend_today"]["amount"].as_str().expect("an amount").to_owned()
}

/// At the day's cap automatic answers wait, the owner is told, and a person's own answer still goes.
#[tokio::test(flavor = "multi_thread")]
async fn the_cap_holds_automatic_answers_and_never_a_persons() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    // Receiving twenty texts costs 0.158; what is left pays six answers.
    app.set("daily_cap", "0.2054").await;
    for place in 0..20 {
        app.text(&fan(place), "hi");
    }
    until_idle(&app).await;
    let automatic = app.sent().len();
    assert_eq!(automatic, 6, "six texts at 0.0079");
    let status = app.status().await;
    assert_eq!(status["spend_today"]["amount"], "0.2054");
    let problem = &status["problem"];
    assert_eq!((&problem["code"], &problem["params"]["period"]), (&json!("cap_reached"), &json!("day")));
    let until: i64 = problem["params"]["until"].as_str().expect("when it goes on").parse().expect("a moment");
    assert!(until > SystemClock.now_ms(), "the coming midnight");
    app.call("messages.send", json!({ "to": ANA, "text": "it's really me", "client_id": "a" })).await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), automatic + 1);
    app.set("daily_cap", "off").await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 21, "a raised cap lets the waiting answers go");
}

/// A month's cap holds until the month is over, not until midnight.
#[tokio::test(flavor = "multi_thread")]
async fn a_months_cap_is_renewed_with_the_month() {
    let clock = Arc::new(ShiftedClock::default());
    let app = TestApp::with_clock(CarrierConfig::default(), clock.clone()).await;
    app.welcome_on().await;
    app.set("monthly_cap", "0.01").await;
    app.text(&fan(1), "hi");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    let problem = app.status().await["problem"].clone();
    assert_eq!((&problem["code"], &problem["params"]["period"]), (&json!("cap_reached"), &json!("month")));
    let until: i64 = problem["params"]["until"].as_str().expect("when it goes on").parse().expect("a moment");
    clock.set(until - 1_000);
    app.call("status.get", Value::Null).await;
    app.engine.run(Until::For(std::time::Duration::from_millis(300)), CancellationToken::new()).await.expect("a look");
    assert_eq!(app.sent().len(), 0, "a midnight later it still holds");
    clock.set(until + 1_000);
    app.set("catch_up", "720h").await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 1);
}

/// A cap on automatic replies leaves updates alone, and the other way round.
#[tokio::test(flavor = "multi_thread")]
async fn each_kind_has_its_own_cap() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.set("undo_window", "0s").await;
    app.set("auto_reply_daily_cap", "0.02").await;
    for place in 0..10 {
        app.text(&fan(place), "hi");
    }
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 2, "two answers at 0.0079");
    assert_eq!(app.status().await["problem"]["params"]["kind"], "auto_reply");
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.set("broadcast_daily_cap", "0.04").await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 10 })).await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 7, "and five updates, though answers wait before them");
    app.set("broadcast_daily_cap", "off").await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 12, "answers still wait");
    app.set("auto_reply_daily_cap", "off").await;
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 20);
}

/// What is dearer than the whole cap is set aside for a person, and does not stop everybody else for good.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_dearer_than_the_cap_holds_up_nobody() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.call("prices.set", json!({ "country": "GB", "per_part": "0.25" })).await;
    app.set("auto_reply_daily_cap", "0.20").await;
    app.text(BEN, "hi from London");
    app.text(ANA, "hi");
    until_idle(&app).await;
    assert_eq!((app.received_by(BEN).len(), app.received_by(ANA).len()), (0, 1));
    let set_aside = app.thread(BEN).await.pop().expect("the answer");
    assert_eq!((&set_aside["state"], &set_aside["reason"]["code"]), (&json!("parked"), &json!("cap_reached")));
    let parked = app.call("outbox.list", json!({})).await;
    let row = &parked["items"][0];
    assert_eq!((&row["number"], &row["cost"]["amount"]), (&json!(BEN), &json!("0.25")), "{parked}");
    app.set("auto_reply_daily_cap", "off").await;
    let retried = app.call("outbox.retry_all", json!({ "state": "parked" })).await;
    assert_eq!(retried["changed"], 1);
    until_idle(&app).await;
    assert_eq!(app.received_by(BEN).len(), 1);
}

/// Estimates are what the provider lists for each country, the owner's own price wins, and the bill has the last word.
#[tokio::test(flavor = "multi_thread")]
async fn prices_are_the_providers_until_the_owner_says_otherwise() {
    let app = TestApp::new().await;
    app.text(ANA, "hi");
    app.text(BEN, "hi from London");
    app.call("sync.now", Value::Null).await;
    let before = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!(before["cost"]["amount"], "0.4079", "a country without a known price is counted high");
    assert_eq!(before["warnings"].as_array().expect("warnings").last().expect("one")["params"]["countries"], "GB");
    app.engine.start().await;
    eventually("the list of the fans' countries is read", || async {
        let prices = app.call("prices.list", Value::Null).await;
        let items = prices["items"].as_array().cloned().unwrap_or_default();
        items.iter().any(|price| price["country"] == "GB" && price["outbound"]["source"] == "listed").then_some(())
    })
    .await;
    app.engine.shutdown().await;
    let listed = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!(listed["cost"]["amount"], "0.0539", "0.0079 and 0.046");
    assert!(listed["by_country"].as_array().expect("countries").iter().all(|country| country["known"] == true));
    let edited = app.call("prices.set", json!({ "country": "gb", "per_part": "0.05" })).await;
    assert_eq!(
        (&edited["outbound"]["price"]["amount"], &edited["outbound"]["source"]),
        (&json!("0.05"), &json!("owner"))
    );
    app.call("prices.fetch", json!({})).await;
    assert_eq!(app.call("updates.preview", json!({ "text": WORDS })).await["cost"]["amount"], "0.0579");
    let reset = app.call("prices.set", json!({ "country": "GB" })).await;
    assert_eq!(reset["outbound"]["price"]["amount"], "0.046");
    assert_eq!(app.refused("prices.set", json!({ "country": "ZZ", "per_part": "1" })).await.code.as_str(), "not_found");
    let unread = app.refused("prices.set", json!({ "country": "GB", "per_part": "cheap" })).await;
    assert_eq!(unread.code.as_str(), "bad_params");
}

/// A bill that differs from the list corrects the books once, to the micro-unit, and teaches the price.
#[tokio::test(flavor = "multi_thread")]
async fn bills_correct_the_books_exactly_once() {
    let config = CarrierConfig {
        billed: BTreeMap::from([("GB".to_owned(), 51_230)]),
        delivery: Delivery { priced_ms: 1_500, ..Delivery::default() },
        faults: FaultPlan { prices_closed_to_key: true, ..FaultPlan::default() },
        ..CarrierConfig::default()
    };
    let app = TestApp::with(config).await;
    app.text(BEN, "hi from London");
    app.call("sync.now", Value::Null).await;
    assert_eq!(spent(&app).await, "0.0079", "each text that comes in is paid for");
    app.call("messages.send", json!({ "to": BEN, "text": "it's really me", "client_id": "a" })).await;
    until_idle(&app).await;
    eventually("the bill has come", || async {
        app.call("sync.now", Value::Null).await;
        (spent(&app).await == "0.05913").then_some(())
    })
    .await;
    for _ in 0..2 {
        app.call("sync.now", Value::Null).await;
    }
    assert_eq!(spent(&app).await, "0.05913", "a bill that is read again corrects nothing more");
    let prices = app.call("prices.list", Value::Null).await;
    let britain = prices["items"].as_array().expect("prices").iter().find(|price| price["country"] == "GB");
    let britain = britain.expect("a fan is there");
    assert_eq!(
        (&britain["outbound"]["price"]["amount"], &britain["outbound"]["source"]),
        (&json!("0.05123"), &json!("billed"))
    );
}

/// An account in euros is counted in euros, and its caps too.
#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_currency_is_the_lines() {
    let app = TestApp::with(CarrierConfig { currency: "EUR".to_owned(), ..CarrierConfig::default() }).await;
    app.text(ANA, "hi");
    app.call("sync.now", Value::Null).await;
    let status = app.status().await;
    assert_eq!(status["spend_today"], json!({ "amount": "0.0079", "currency": "EUR" }));
    assert_eq!(status["daily_cap"]["currency"], "EUR");
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!(preview["cost"], json!({ "amount": "0.0079", "currency": "EUR" }));
}

/// A country that is dearer than the owner's threshold is not answered before they say so.
#[tokio::test(flavor = "multi_thread")]
async fn a_dear_country_waits_for_the_owner() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.call("prices.fetch", json!({ "country": "GB" })).await;
    app.set("high_cost_above", "0.04").await;
    app.text(BEN, "hi from London");
    app.text(ANA, "hi");
    until_idle(&app).await;
    assert_eq!((app.received_by(BEN).len(), app.received_by(ANA).len()), (0, 1));
    let guards = app.call("guards.list", json!({})).await;
    assert_eq!((&guards["items"][0]["range"], &guards["items"][0]["kind"]), (&json!("+44"), &json!("high_cost")));
    app.call("guards.set", json!({ "range": "+44", "state": "allowed" })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(BEN).len(), 1);
}

/// An answer that the fan's own daily limit refuses is not lost silently: its text says why.
#[tokio::test(flavor = "multi_thread")]
async fn a_fan_at_their_limit_sees_no_answer_and_the_owner_why() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.set("fan_daily_cap", "0").await;
    app.text(ANA, "hi");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    assert_eq!(app.thread(ANA).await[0]["why"]["code"], "fan_daily_cap");
}

/// Two automatic lines that answer each other must not burn money: one answer, then silence.
#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_answers_gets_one_answer() {
    let peer = "+12025550123";
    let app = TestApp::new().await;
    app.carrier.set_faults(fanline_simulator::FaultPlan {
        auto_answering_numbers: vec![peer.to_owned()],
        ..Default::default()
    });
    app.welcome_on().await;
    app.text(peer, "I am out of the office");
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(peer).len(), 1);
}
