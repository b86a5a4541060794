//! Nobody is woken by something they did not just ask for.

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use serde_json::json;
use support::TestApp;
use tokio_util::sync::CancellationToken;

/// Reykjavik lives by UTC all year.
const ANA: &str = "+3545550101";
const WORDS: &str = "Doors open Friday. Text STOP to end.";

/// An hour of the UTC day that is over, or not yet begun.
fn another_hour() -> String {
    let hour = SystemClock.now_ms().rem_euclid(86_400_000) / 3_600_000;
    let other = (hour + 12) % 24;
    format!("{other:02}:00-{other:02}:59")
}

/// An update waits for the fan's hours; an answer to a text of this minute and a person's own do not.
#[tokio::test(flavor = "multi_thread")]
async fn updates_wait_and_answers_do_not() {
    let app = TestApp::new().await;
    app.set("undo_window", "0s").await;
    app.set("quiet_hours", &another_hour()).await;
    app.welcome_on().await;
    app.text(ANA, "are you awake?");
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 1, "who just asked is answered at any hour");
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!((preview["recipients"].clone(), preview["asleep"].clone()), (json!(1), json!(1)));
    assert!(preview["asleep_until"].as_i64() > Some(SystemClock.now_ms()));
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 1 })).await;
    app.call("messages.send", json!({ "to": ANA, "text": "it's me", "client_id": "a" })).await;
    let report = app.engine.run(Until::Idle, CancellationToken::new()).await.expect("waiting for an hour is idle");
    assert_eq!((report.sent, report.waiting), (1, 1), "the personal text went, the update waits");
    assert_eq!(report.next_at, preview["asleep_until"].as_i64());
    app.set("quiet_hours", "off").await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(ANA).len(), 3, "with other hours it goes at once");
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
