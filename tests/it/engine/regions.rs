//! Each state has its own evening, and the owner's table of them holds at once.

use std::sync::Arc;

use fanline_engine::Until;
use fanline_simulator::CarrierConfig;
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp};
use tokio_util::sync::CancellationToken;

const WORDS: &str = "Doors open Friday. Text STOP to end.";
/// New York closes at nine in the evening, New Jersey at eight; their clocks show the same.
const NEW_YORK: &str = "+12125550101";
const NEW_JERSEY: &str = "+12015550102";

/// 20:30 in New York on a Tuesday in winter, UTC milliseconds.
const EVENING: i64 = 1_895_362_200_000;
const HOUR_MS: i64 = 3_600_000;

async fn evening() -> TestApp {
    let app = TestApp::with_clock(CarrierConfig::default(), Arc::new(ShiftedClock::showing(EVENING))).await;
    app.set("undo_window", "0s").await;
    app.text(NEW_YORK, "hi");
    app.text(NEW_JERSEY, "hi");
    app.call("sync.now", json!({})).await;
    app
}

async fn asleep(app: &TestApp) -> Value {
    app.call("updates.preview", json!({ "text": WORDS })).await["asleep"].clone()
}

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

/// If this fails a state's stricter evening is broken by every late update.
#[tokio::test(flavor = "multi_thread")]
async fn a_stricter_state_closes_earlier() {
    let app = evening().await;
    app.set("quiet_hours", "08:00-24:00").await;
    assert_eq!(asleep(&app).await, 1);
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.call("updates.send", json!({ "id": update["id"], "yes": true })).await;
    until_idle(&app).await;
    assert_eq!((app.received_by(NEW_YORK).len(), app.received_by(NEW_JERSEY).len()), (1, 0));
    // The line's own window can only be stricter.
    app.set("quiet_hours", "09:00-20:00").await;
    assert_eq!(asleep(&app).await, 2);
}

/// If this fails a change of the table is believed and does nothing until tomorrow, or touches rows that wait for
/// something else.
#[tokio::test(flavor = "multi_thread")]
async fn the_table_is_the_owners() {
    let app = evening().await;
    app.set("quiet_hours", "08:00-24:00").await;
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    app.call("updates.send", json!({ "id": update["id"], "yes": true })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(NEW_JERSEY).len(), 0);
    let waits = |app: &TestApp| {
        let id = update["id"].clone();
        let call = app.engine.clone();
        async move { call.call("updates.get", json!({ "id": id })).await.expect("the update")["next_at"].clone() }
    };
    let morning = waits(&app).await.as_i64().expect("it waits for the morning");
    let set = json!({ "region": "US-NJ", "opens": "10:00", "closes": "20:00" });
    let row = app.call("quiet_hours.set", set).await;
    assert_eq!((&row["opens"], &row["sunday_opens"], &row["source"]), (&json!("10:00"), &json!("10:00"), &Value::Null));
    assert_eq!(waits(&app).await, morning + 2 * HOUR_MS, "a waiting row follows the table");
    app.call("quiet_hours.set", json!({ "region": "US-NJ", "opens": "08:00", "closes": "22:00" })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(NEW_JERSEY).len(), 1, "and leaves at once when the hour allows it");
    let reset = app.call("quiet_hours.reset", json!({})).await;
    let rows = reset["items"].as_array().expect("rows");
    let new_jersey = rows.iter().find(|row| row["id"] == "US-NJ").expect("a row");
    assert_eq!((&new_jersey["closes"], new_jersey["source"].is_string()), (&json!("20:00"), true));
    for (region, closes, code) in
        [("NJ", "20:00", "not_found"), ("US-NJ", "8 pm", "bad_setting"), ("IT", "07:00", "bad_setting")]
    {
        let refused =
            app.refused("quiet_hours.set", json!({ "region": region, "opens": "08:00", "closes": closes })).await;
        assert_eq!(refused.code.as_str(), code, "{region} {closes}");
    }
}
