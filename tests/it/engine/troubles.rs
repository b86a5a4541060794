//! What goes wrong: each trouble has a clear state, and loses nothing.

use fanline_engine::Until;
use fanline_engine::secrets::SecretKind;
use fanline_simulator::FaultPlan;
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";

/// A key that is revoked in the middle is said at once; texts are kept, and everything goes on once it works again.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_said_and_survived() {
    let app = TestApp::new().await;
    app.engine.start().await;
    eventually("the first look", || async { (app.status().await["sync"]["state"] == "synced").then_some(()) }).await;
    app.carrier.set_faults(FaultPlan { key_revoked: true, ..FaultPlan::default() });
    app.call("messages.send", json!({ "to": ANA, "text": "hi", "client_id": "a" })).await;
    let problem = eventually("the trouble is said", || async {
        let status = app.status().await;
        (!status["problem"].is_null()).then(|| status["problem"]["code"].clone())
    })
    .await;
    assert!(problem == "key_refused" || problem == "account_stopped", "{problem}");
    let waiting = app.thread(ANA).await.pop().expect("the text");
    assert!(["waiting", "sending"].contains(&waiting["state"].as_str().unwrap_or_default()), "it waits: {waiting}");
    app.engine.shutdown().await;
    app.carrier.set_faults(FaultPlan::default());
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("it goes on");
    assert_eq!(app.received_by(ANA).len(), 1);
}

/// The carrier goes away in the middle of a sync: what was read stays, and the rest comes later.
#[tokio::test(flavor = "multi_thread")]
async fn a_sync_that_breaks_off_goes_on_later() {
    let app = TestApp::new().await;
    for place in 0..2_500 {
        app.text(&format!("+1202555{place:04}"), "hi");
    }
    app.carrier.set_faults(FaultPlan {
        script: vec![fanline_simulator::Scripted {
            on: fanline_simulator::On::List,
            // The newest page of both lists.
            skip: 2,
            // One more than a walk asks again for a page.
            times: 5,
            fault: fanline_simulator::Fault::CutBefore,
        }],
        ..FaultPlan::default()
    });
    let broken = app.refused("sync.now", Value::Null).await;
    assert_eq!(broken.code.as_str(), "offline");
    let status = app.status().await;
    assert_eq!(status["inbound"], 100);
    assert!(status["sync"]["history"]["at"].is_i64(), "it says that more is to come");
    app.call("sync.now", Value::Null).await;
    let status = app.status().await;
    assert_eq!((status["inbound"].clone(), status["fans"].clone()), (json!(2_500), json!(2_500)));
    assert!(status["frontier_at"].is_i64() && status["sync"]["history"].is_null());
}

/// Pages that are shuffled, doubled, late and without dates give the same texts as clean ones.
#[tokio::test(flavor = "multi_thread")]
async fn untidy_pages_give_the_same_texts() {
    let app = TestApp::new().await;
    app.carrier.set_faults(FaultPlan {
        duplicate_rows: 0.5,
        shuffled_rows: 0.5,
        null_dates: 0.2,
        unknown_statuses: 0.1,
        backward_statuses: 0.2,
        ..FaultPlan::default()
    });
    for place in 0..600 {
        app.text(&format!("+120255501{:02}", place % 60), &format!("text {place}"));
        if place % 150 == 149 {
            app.call("sync.now", Value::Null).await;
        }
    }
    app.call("sync.now", Value::Null).await;
    let status = app.status().await;
    assert_eq!((status["inbound"].clone(), status["fans"].clone()), (json!(600), json!(60)));
}

/// A database whose key is gone is never replaced by an empty one.
#[tokio::test(flavor = "multi_thread")]
async fn a_missing_key_touches_nothing() {
    let mut app = TestApp::new().await;
    let line = app.call("lines.list", Value::Null).await["items"][0]["id"].as_str().expect("an id").to_owned();
    let file = app.folder.path().join("lines").join(&line).join("line.db");
    let key = app.secrets.get(&line, SecretKind::DatabaseKey).expect("memory").expect("the key");
    app.engine.shutdown().await;
    app.secrets.remove(&line, SecretKind::DatabaseKey).expect("memory");
    app.restart().await;
    let before = std::fs::read(&file).expect("the database");
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "database_key_missing");
    app.secrets.set(&line, SecretKind::DatabaseKey, &"0".repeat(64).into()).expect("memory");
    app.restart().await;
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "database_key_wrong");
    assert!(before == std::fs::read(&file).expect("the database"), "the file is as it was");
    app.secrets.set(&line, SecretKind::DatabaseKey, &key).expect("memory");
    app.restart().await;
    app.status().await;
}

/// Two programs on one line: one answers, the other says so and sends nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_sender_is_refused() {
    let app = TestApp::new().await;
    app.engine.start().await;
    eventually("the first one sends", || async { (app.status().await["sender"] == true).then_some(()) }).await;
    let refused = app.engine.run(Until::Idle, CancellationToken::new()).await.expect_err("a second sender");
    assert_eq!(refused.code.as_str(), "line_in_use");
    app.engine.shutdown().await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("after the first one ended");
}

/// An unknown command or setting is refused with what there is.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_knows_is_refused() {
    let app = TestApp::new().await;
    assert_eq!(app.refused("inbox.explode", Value::Null).await.code.as_str(), "unknown_command");
    let setting = app.refused("settings.set", json!({ "key": "volume", "value": "11" })).await;
    assert_eq!(setting.code.as_str(), "unknown_setting");
    assert!(setting.params["known"].contains("pace_per_second"));
    let value = app.refused("settings.set", json!({ "key": "undo_window", "value": "soon" })).await;
    assert_eq!(value.code.as_str(), "bad_setting");
}
