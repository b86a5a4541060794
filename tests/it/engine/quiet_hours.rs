//! Nobody is woken by something they did not just ask for.

use std::collections::BTreeSet;
use std::sync::Arc;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, FaultPlan, Injected};
use serde_json::json;
use support::{ShiftedClock, TestApp, eventually};
use tokio_util::sync::CancellationToken;

const WORDS: &str = "Doors open Friday. Text STOP to end.";

/// Numbers of Iceland, which lives by UTC all year.
fn fan(place: u32) -> String {
    format!("+354555{place:04}")
}

/// An hour of the UTC day that is over, or not yet begun.
fn another_hour() -> String {
    let hour = SystemClock.now_ms().rem_euclid(86_400_000) / 3_600_000;
    let other = (hour + 12) % 24;
    format!("{other:02}:00-{other:02}:59")
}

/// The fans' country has no hours of its own: what closes is the line's window alone.
async fn any_hour_in_iceland(app: &TestApp) {
    app.call("quiet_hours.set", json!({ "region": "IS", "opens": "00:00", "closes": "24:00" })).await;
}

/// An update waits for the fan's hours; an answer to a text of this minute and a person's own do not.
#[tokio::test(flavor = "multi_thread")]
async fn updates_wait_and_answers_do_not() {
    let app = TestApp::new().await;
    app.set("undo_window", "0s").await;
    any_hour_in_iceland(&app).await;
    app.set("quiet_hours", &another_hour()).await;
    app.welcome_on().await;
    app.text(&fan(101), "are you awake?");
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(&fan(101)).len(), 1, "who just asked is answered at any hour");
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!((preview["recipients"].clone(), preview["asleep"].clone()), (json!(1), json!(1)));
    assert!(preview["asleep_until"].as_i64() > Some(SystemClock.now_ms()));
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 1 })).await;
    app.call("messages.send", json!({ "to": fan(101), "text": "it's me", "client_id": "a" })).await;
    let report = app.engine.run(Until::Idle, CancellationToken::new()).await.expect("waiting for an hour is idle");
    assert_eq!((report.sent, report.waiting), (1, 1), "the personal text went, the update waits");
    assert_eq!(report.next_at, preview["asleep_until"].as_i64());
    app.set("quiet_hours", "off").await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(&fan(101)).len(), 3, "with other hours it goes at once");
}

/// A number without a place has candidates from New York to Hawaii: with no hour in common nobody is woken.
#[tokio::test(flavor = "multi_thread")]
async fn no_hour_in_common_is_an_exclusion() {
    let app = TestApp::new().await;
    app.set("quiet_hours", "09:00-10:00").await;
    app.text("+18005550101", "hello from a business");
    app.call("sync.now", json!({})).await;
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!(preview["excluded"], json!([{ "reason": "never_in_window", "count": 1 }]));
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    let refused = app.refused("updates.send", json!({ "id": update["id"], "confirm": 0 })).await;
    assert_eq!(refused.code.as_str(), "no_recipients");
}

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// The next Wednesday at noon UTC: both this day and the following one open at nine.
fn wednesday_noon() -> i64 {
    // The first day of 1970 was a Thursday.
    let day = SystemClock.now_ms().div_euclid(DAY_MS);
    let ahead = (6 - day.rem_euclid(7)).rem_euclid(7) + 7;
    (day + ahead) * DAY_MS + 12 * HOUR_MS
}

/// An update that has begun stops where the window closes, goes on in the morning, and reaches everyone once.
#[tokio::test(flavor = "multi_thread")]
async fn an_update_rests_over_the_night() {
    let noon = wednesday_noon();
    let clock = Arc::new(ShiftedClock::showing(noon));
    let app = TestApp::with_clock(CarrierConfig::default(), clock.clone()).await;
    app.set("undo_window", "0s").await;
    app.set("quiet_hours", "09:00-20:00").await;
    app.set("pace_per_second", "20").await;
    for place in 0..60 {
        app.text(&fan(place), "hi");
    }
    app.call("sync.now", json!({})).await;
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!((preview["asleep"].clone(), preview["asleep_until"].clone()), (json!(0), json!(null)));
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 60 })).await;
    app.engine.start().await;
    eventually("some are sent", || async { (app.sent().len() >= 5).then_some(()) }).await;
    clock.set(noon + 9 * HOUR_MS);
    let resting = eventually("the rest is held back", || async {
        let view = app.call("updates.get", json!({ "id": update["id"] })).await;
        (view["next_at"].is_i64() && view["states"]["sending"].is_null()).then_some(view)
    })
    .await;
    let before = app.sent().len();
    assert!(before < 60, "the night came in the middle");
    assert_eq!(resting["state"], "sending");
    assert_eq!(resting["next_at"], noon + 21 * HOUR_MS, "Thursday at nine");
    assert!(resting["seconds_left"].as_u64() > Some(11 * 3_600), "the rest leaves in the morning");
    app.call("messages.send", json!({ "to": fan(1), "text": "good night", "client_id": "n" })).await;
    eventually("a personal text goes at night", || async { (app.sent().len() == before + 1).then_some(()) }).await;
    clock.set(noon + 21 * HOUR_MS);
    eventually("it ends", || async {
        let view = app.call("updates.get", json!({ "id": update["id"] })).await;
        (view["state"] == "done").then_some(())
    })
    .await;
    app.engine.shutdown().await;
    let updates: Vec<_> = app.sent().into_iter().filter(|entry| entry.body == WORDS).map(|entry| entry.to).collect();
    let people: BTreeSet<_> = updates.iter().collect();
    assert_eq!((updates.len(), people.len()), (60, 60), "nobody twice, nobody forgotten");
}

/// A computer that slept wakes with old texts: their answers wait for the morning, until the owner lets them go.
#[tokio::test(flavor = "multi_thread")]
async fn a_late_answer_waits_until_it_is_released() {
    let now = SystemClock.now_ms();
    // An hour ago, on both clocks: the rule counts from the provider's.
    let clock = Arc::new(ShiftedClock::showing(now - HOUR_MS));
    let faults = FaultPlan { clock_skew_ms: -HOUR_MS, ..FaultPlan::default() };
    let app = TestApp::with_clock(CarrierConfig { faults, ..CarrierConfig::default() }, clock.clone()).await;
    any_hour_in_iceland(&app).await;
    app.set("quiet_hours", &another_hour()).await;
    app.welcome_on().await;
    clock.set(SystemClock.now_ms());
    app.carrier.set_faults(FaultPlan::default());
    let late =
        Injected { from: fan(101), body: "hello?".to_owned(), at: Some(now - HOUR_MS / 3), ..Injected::default() };
    app.carrier.inject(late);
    app.text(&fan(102), "I am here now");
    let report = app.engine.run(Until::Idle, CancellationToken::new()).await.expect("waiting is idle");
    assert_eq!(app.received_by(&fan(102)).len(), 1, "who just asked is answered");
    assert_eq!((app.received_by(&fan(101)).len(), report.waiting), (0, 1), "who asked twenty minutes ago is not woken");
    assert!(report.next_at > Some(SystemClock.now_ms()));
    app.call("auto_replies.set", json!({ "on": false })).await;
    app.call("auto_replies.set", json!({ "on": true, "answer_waiting": true })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(&fan(101)).len(), 1, "the owner said: answer those who waited");
}
