//! A database that is older than what has left, and another computer that answers on the same number.

use fanline_engine::Until;
use fanline_simulator::{Direction, Injected, Origin};
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BEN: &str = "+12025550102";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the line comes to rest");
}

/// A text that something else sent from the line's number.
fn from_elsewhere(app: &TestApp, to: &str) {
    app.carrier.inject(Injected {
        to: Some(to.to_owned()),
        body: "from another desk".to_owned(),
        direction: Direction::OutboundApi,
        ..Injected::default()
    });
}

/// If this fails everything that was sent since a backup is sent a second time when it is restored.
#[tokio::test(flavor = "multi_thread")]
async fn a_restored_backup_sends_nothing_twice() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    // In the copy these two are waiting.
    app.call("messages.send", json!({ "to": ANA, "text": "in person", "client_id": "a" })).await;
    app.set("undo_window", "0s").await;
    let update = app.call("updates.create", json!({ "text": "Doors at nine. Juno. STOP to end." })).await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 1 })).await;
    let backup = app.call("lines.back_up", Value::Null).await;
    until_idle(&app).await;
    app.text(BEN, "hello");
    until_idle(&app).await;
    assert_eq!((app.received_by(ANA).len(), app.received_by(BEN).len()), (3, 1));

    app.call("lines.restore_backup", json!({ "backup": backup["id"] })).await;
    until_idle(&app).await;
    let status = app.status().await;
    assert_eq!((&status["problem"]["code"], &status["auto_replies"]), (&json!("older_copy"), &json!(false)));
    let update = app.call("updates.get", json!({ "id": update["id"] })).await;
    assert_eq!(update["state"], "paused", "a person decides whether it goes on");
    app.call("updates.resume", json!({ "id": update["id"] })).await;
    app.call("auto_replies.set", json!({ "on": true })).await;
    until_idle(&app).await;
    assert_eq!((app.received_by(ANA).len(), app.received_by(BEN).len()), (3, 1), "nobody gets anything twice");
    let status = app.status().await;
    assert_eq!((&status["problem"], &status["auto_replies"]), (&Value::Null, &json!(true)));
    assert_eq!(status["outbox"]["queued"].as_u64().unwrap_or(0), 0, "{status}");
    app.text("+12025550103", "hello");
    until_idle(&app).await;
    assert_eq!(app.received_by("+12025550103").len(), 1, "it answers again");
    let replaced = std::fs::read_dir(app.folder.path().join("lines")).expect("lines").next().expect("a line");
    let replaced = replaced.expect("a line").path().join("replaced");
    assert_eq!(std::fs::read_dir(replaced).expect("what was replaced").count(), 1, "and nothing is thrown away");
}

/// If this fails a file that was put back by hand (from a disk image, a sync folder) sends everything again.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_put_back_is_noticed() {
    let mut app = TestApp::new().await;
    app.call("messages.send", json!({ "to": ANA, "text": "in person", "client_id": "a" })).await;
    let id = app.call("lines.list", Value::Null).await["items"][0]["id"].as_str().expect("an id").to_owned();
    let file = app.folder.path().join("lines").join(id).join("line.db");
    app.restart().await;
    let copy = std::fs::read(&file).expect("the database");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1);
    app.engine.shutdown().await;
    drop(std::mem::replace(&mut app.engine, TestApp::new().await.engine));
    std::fs::write(&file, copy).expect("the old file");
    app.restart().await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1, "the text is found and not sent again");
    assert_eq!(app.status().await["problem"]["code"], "older_copy");
}

/// If this fails two computers answer each fan, and nobody learns why fans get two answers.
#[tokio::test(flavor = "multi_thread")]
async fn another_computer_keeps_automatic_answers_off() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    from_elsewhere(&app, BEN);
    app.text(ANA, "hello");
    app.engine.start().await;
    let held = async || (app.status().await["problem"]["code"] == "answered_elsewhere").then_some(());
    eventually("it is said", held).await;
    app.engine.shutdown().await;
    until_idle(&app).await;
    assert!(app.sent().iter().all(|entry| entry.origin != Origin::Api || entry.to != ANA), "nothing automatic leaves");
    app.call("auto_replies.set", json!({ "on": true, "answer_waiting": true })).await;
    app.text("+12025550103", "hello");
    until_idle(&app).await;
    assert_eq!(app.received_by("+12025550103").len(), 1, "answered here, as a person said");
    assert_eq!(app.status().await["problem"], Value::Null);
    // What was known then is no news at the next start.
    until_idle(&app).await;
    assert_eq!(app.status().await["auto_replies"], true);
}
