//! An account that refuses everything, carriers that refuse much, and what a person does about it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, Fault, FaultPlan, On, Scripted};
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp, eventually};
use tokio_util::sync::CancellationToken;

/// Requests that are under way at once, at the most.
const MOST_UNDER_WAY: u64 = 16;
const WORDS: &str = "Doors open Friday. Juno. Text STOP to end.";

/// Numbers of a crowd that comes from everywhere.
fn fan(place: u32) -> String {
    format!("+1212{:03}{:04}", 200 + place % 700, 5_000 + place / 700)
}

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

async fn with_fans(config: CarrierConfig, count: u32) -> TestApp {
    let app = TestApp::with(config).await;
    app.set("daily_cap", "off").await;
    app.set("undo_window", "0s").await;
    for place in 0..count {
        app.text(&fan(place), "hi");
    }
    app.call("sync.now", json!({})).await;
    app
}

async fn send_update(app: &TestApp) -> String {
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    let id = update["id"].as_str().expect("an id").to_owned();
    app.call("updates.send", json!({ "id": id, "yes": true })).await;
    id
}

/// While the account is refused nothing burns through the queue, one banner says why, and it goes on by itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_account_holds_everything_and_goes_on_by_itself() {
    for (status, code) in [(401, 20_003), (400, 30_002), (400, 30_034), (400, 21_606)] {
        let clock = Arc::new(ShiftedClock::default());
        let app = TestApp::with_clock(CarrierConfig::default(), clock.clone()).await;
        let fault = Fault::Refuse { status, code };
        app.carrier.set_faults(FaultPlan {
            script: vec![Scripted { on: On::Create, skip: 0, times: 1_000, fault }],
            ..FaultPlan::default()
        });
        for place in 0..30 {
            let params = json!({ "to": fan(place), "text": "hi", "client_id": place.to_string() });
            app.call("messages.send", params).await;
        }
        app.engine.start().await;
        let problem = eventually("the account's trouble is said", || async {
            let problem = app.status().await["problem"].clone();
            (problem["code"] == "account_stopped").then_some(problem)
        })
        .await;
        assert_eq!(problem["params"]["code"], code.to_string());
        eventually("everything waits", || async {
            (app.status().await["outbox"] == json!({ "queued": 30 })).then_some(())
        })
        .await;
        let left = app.carrier.faults().script.first().map_or(0, |step| step.times);
        assert!(1_000 - left <= 16, "a full window was refused at most: {}", 1_000 - left);
        app.carrier.set_faults(FaultPlan::default());
        clock.set(SystemClock.now_ms() + 40_000);
        eventually("it goes on", || async { (app.sent().len() == 30).then_some(()) }).await;
        eventually("the banner goes", || async { app.status().await["problem"].is_null().then_some(()) }).await;
        app.engine.shutdown().await;
        let people: BTreeSet<_> = app.sent().into_iter().map(|entry| entry.to).collect();
        assert_eq!((app.sent().len(), people.len()), (30, 30), "each once");
    }
}

/// Bursts of 429 slow an update down, and lose and double nothing; afterwards it has its pace again.
#[tokio::test(flavor = "multi_thread")]
async fn bursts_of_too_many_requests_are_ridden_out() {
    let app = with_fans(CarrierConfig::default(), 80).await;
    app.carrier.set_faults(FaultPlan { busy: 0.06, busy_burst: 3, ..FaultPlan::default() });
    let id = send_update(&app).await;
    until_idle(&app).await;
    let people: BTreeSet<_> = app.sent().into_iter().map(|entry| entry.to).collect();
    assert_eq!((app.sent().len(), people.len()), (80, 80), "nobody twice, nobody forgotten");
    let update = app.call("updates.get", json!({ "id": id })).await;
    assert_eq!((&update["state"], &update["reason"]), (&json!("done"), &Value::Null), "429 is no failure");
}

/// An update that carriers filter pauses itself before it has burnt the list, says how bad it is, and goes on when a
/// person says so, without stopping again for what was seen.
#[tokio::test(flavor = "multi_thread")]
async fn a_filtered_update_pauses_itself_once() {
    let undelivered: BTreeMap<String, u32> = (0..260).map(|place| (fan(place), 30_007)).collect();
    let faults = FaultPlan { undelivered, ..FaultPlan::default() };
    let app = with_fans(CarrierConfig { faults, ..CarrierConfig::default() }, 700).await;
    app.set("pace_per_second", "40").await;
    app.engine.start().await;
    let id = send_update(&app).await;
    let paused = eventually("it pauses itself", || async {
        let update = app.call("updates.get", json!({ "id": id })).await;
        (update["state"] == "paused").then_some(update)
    })
    .await;
    assert_eq!(paused["reason"]["code"], "too_many_failures", "{paused}");
    // A tenth of the two hundred outcomes that are waited for, at the least.
    let failed: u64 = paused["reason"]["params"]["failed"].as_str().expect("how many").parse().expect("a number");
    assert!(failed > 20, "{paused}");
    let count = |update: &Value, state: &str| update["states"][state].as_u64().unwrap_or(0);
    let ended = ["delivered", "undelivered", "failed"].map(|state| count(&paused, state)).iter().sum::<u64>();
    assert!(ended >= 200, "no fewer outcomes say anything: {paused}");
    // What was under way lands, and nothing else leaves: every text that was queued at the pause still is.
    let (queued, sending) = (count(&paused, "queued"), count(&paused, "sending"));
    assert!(queued > 0 && sending <= MOST_UNDER_WAY, "{paused}");
    let rests = eventually("what was under way has landed", || async {
        let update = app.call("updates.get", json!({ "id": id })).await;
        (count(&update, "sending") == 0).then_some(update)
    })
    .await;
    assert_eq!(count(&rests, "queued"), queued, "a paused update sends nothing: {rests}");
    assert_eq!(app.sent().len() as u64, 700 - queued, "each text that is not queued left once");
    app.set("pace_per_second", "1000").await;
    app.call("updates.resume", json!({ "id": id })).await;
    let done = eventually("it ends", || async {
        let update = app.call("updates.get", json!({ "id": id })).await;
        let open = update["states"]["queued"].as_u64().unwrap_or(0) + update["states"]["sending"].as_u64().unwrap_or(0);
        (open == 0 || update["state"] == "paused").then_some(update)
    })
    .await;
    assert_ne!(done["state"], "paused", "what was seen does not stop it again: {done}");
    app.engine.shutdown().await;
    assert_eq!(app.sent().len(), 700);
}

/// What failed for a reason that is gone can be tried again, each once, and nobody else gets it twice.
#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_tried_again_and_nothing_else() {
    let refused = BTreeMap::from([(fan(1), 21_408), (fan(2), 21_610), (fan(3), 21_211)]);
    let undelivered = BTreeMap::from([(fan(4), 30_003), (fan(5), 30_005)]);
    let faults = FaultPlan { refused, undelivered, ..FaultPlan::default() };
    let app = with_fans(CarrierConfig { faults, ..CarrierConfig::default() }, 10).await;
    let id = send_update(&app).await;
    until_idle(&app).await;
    eventually("the outcomes are known", || async {
        app.call("sync.now", Value::Null).await;
        let update = app.call("updates.get", json!({ "id": id })).await;
        (update["states"]["undelivered"] == 2).then_some(())
    })
    .await;
    app.carrier.set_faults(FaultPlan::default());
    let again = app.call("updates.retry_failed", json!({ "id": id })).await;
    assert_eq!((&again["state"], &again["states"]["queued"]), (&json!("sending"), &json!(2)), "{again}");
    until_idle(&app).await;
    let times = |place: u32| app.received_by(&fan(place)).len();
    assert_eq!((times(1), times(2), times(3)), (1, 0, 0), "not switched on then; opted out; no number");
    assert_eq!((times(4), times(5), times(6)), (2, 1, 1), "out of reach then; no such number; got it");
    let update = app.call("updates.get", json!({ "id": id })).await;
    assert_eq!(update["state"], "done");
    let refused = app.refused("updates.retry_failed", json!({ "id": id })).await;
    assert_eq!(refused.code.as_str(), "no_recipients");
}

/// What a person lets go never leaves, and what is listed is what is there.
#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_listed_and_let_go() {
    let refused = BTreeMap::from([(fan(1), 21_408), (fan(2), 21_408), (fan(3), 21_408)]);
    let faults = FaultPlan { refused, ..FaultPlan::default() };
    let app = TestApp::with(CarrierConfig { faults, ..CarrierConfig::default() }).await;
    for place in 1..=3 {
        app.call("messages.send", json!({ "to": fan(place), "text": "hi", "client_id": place.to_string() })).await;
    }
    until_idle(&app).await;
    let first = app.call("outbox.list", json!({ "state": "failed", "limit": 2 })).await;
    let rest = app.call("outbox.list", json!({ "state": "failed", "limit": 2, "cursor": first["next"] })).await;
    let numbers: BTreeSet<&str> = [&first, &rest]
        .into_iter()
        .flat_map(|page| page["items"].as_array().into_iter().flatten())
        .filter_map(|item| item["number"].as_str())
        .collect();
    assert_eq!(numbers.len(), 3, "all, over two pages");
    assert_eq!(first["items"][0]["reason"]["params"]["code"], "21408");
    app.carrier.set_faults(FaultPlan::default());
    assert_eq!(app.call("outbox.drop_all", json!({ "state": "failed" })).await["changed"], 3);
    assert_eq!(app.call("outbox.retry_all", json!({ "state": "failed" })).await["changed"], 0);
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
}
