//! The keychain has lost a line's key: what was written down opens it again, and nothing else does.

use fanline_engine::secrets::SecretKind;
use serde_json::{Value, json};
use support::TestApp;

async fn line_id(app: &TestApp) -> String {
    app.call("lines.list", Value::Null).await["items"][0]["id"].as_str().expect("an id").to_owned()
}

fn written(key: &Value) -> String {
    let groups: Vec<&str> = key["groups"].as_array().expect("groups").iter().filter_map(Value::as_str).collect();
    groups.join(" ")
}

/// If this fails an emptied keychain takes a year of fans with it, though the owner wrote the key down.
#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_key_opens_what_the_keychain_lost() {
    let mut app = TestApp::new().await;
    let id = line_id(&app).await;
    let key = written(&app.call("lines.recovery_key", Value::Null).await);
    app.engine.shutdown().await;
    for kind in [SecretKind::DatabaseKey, SecretKind::ProviderSecret] {
        app.secrets.remove(&id, kind).expect("memory");
    }
    app.restart().await;
    let refused = app.refused("status.get", Value::Null).await;
    assert_eq!((refused.code.as_str(), refused.params["line"].as_str()), ("database_key_missing", id.as_str()));
    let slip = key.replacen(char::is_alphanumeric, "!", 1);
    for (typed, code) in [("", "recovery_key_mistyped"), (slip.as_str(), "recovery_key_mistyped")] {
        assert_eq!(app.refused("lines.recover", json!({ "key": typed })).await.code.as_str(), code);
    }
    // The database is open then, and only the provider's secret is missing.
    assert_eq!(app.refused("lines.recover", json!({ "key": key })).await.code.as_str(), "secret_missing");
    app.call("lines.recover", json!({ "id": id, "key": key, "secret": app.carrier.secret() })).await;
    assert_eq!(app.status().await["line"]["id"], json!(id));
    app.restart().await;
    assert_eq!(app.status().await["line"]["id"], json!(id), "the keychain has it again");
}

/// If this fails a key of another line is taken for this one's, and kept over it.
#[tokio::test(flavor = "multi_thread")]
async fn another_lines_recovery_key_changes_nothing() {
    let (mut app, other) = (TestApp::new().await, TestApp::new().await);
    let id = line_id(&app).await;
    let foreign = written(&other.call("lines.recovery_key", Value::Null).await);
    app.engine.shutdown().await;
    app.secrets.set(&id, SecretKind::DatabaseKey, &"0".repeat(64).into()).expect("memory");
    app.restart().await;
    let file = app.folder.path().join("lines").join(&id).join("line.db");
    let before = std::fs::read(&file).expect("the database");
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "database_key_wrong");
    assert_eq!(app.refused("lines.recover", json!({ "key": foreign })).await.code.as_str(), "recovery_key_wrong");
    assert!(before == std::fs::read(&file).expect("the database"), "the file is as it was");
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "database_key_wrong");
}

/// If this fails whoever gets at an unlocked computer for a minute can copy the key to everything.
#[tokio::test(flavor = "multi_thread")]
async fn the_recovery_key_is_shown_until_it_is_written_down() {
    let mut app = TestApp::new().await;
    let first = written(&app.call("lines.recovery_key", Value::Null).await);
    app.restart().await;
    assert_eq!(written(&app.call("lines.recovery_key", Value::Null).await), first, "nobody said that it is kept");
    app.call("lines.recovery_key_kept", Value::Null).await;
    assert_eq!(app.refused("lines.recovery_key", Value::Null).await.code.as_str(), "recovery_key_gone");
    app.restart().await;
    assert_eq!(app.refused("lines.recovery_key", Value::Null).await.code.as_str(), "recovery_key_gone");
    assert_eq!(app.status().await["recovery_key_waiting"], false);
}
