//! Connecting a number: verified before anything is saved, refused in words.

use fanline_simulator::{FaultPlan, OwnedNumber};
use serde_json::{Value, json};
use support::TestApp;

fn with(mut params: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().expect("an object") {
        params[key] = value.clone();
    }
    params
}

/// Each wrong thing has its own code, and nothing is left behind.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_are_told_apart() {
    let app = TestApp::new().await;
    let good = app.credentials();
    for (changes, code) in [
        (json!({ "secret": "wrong" }), "key_refused"),
        (json!({ "key": "SK00000000000000000000000000000000" }), "key_refused"),
        (json!({ "number": "not a number" }), "bad_number"),
        (json!({ "number": "+12025550199" }), "number_not_found"),
        (json!({ "provider": "pigeon" }), "unknown_provider"),
        (json!({ "base_url": "http://192.0.2.1/" }), "bad_base_url"),
        (json!({ "base_url": "http://127.0.0.1:1/" }), "offline"),
        (json!({}), "line_exists"),
    ] {
        let refused = app.refused("lines.add", with(good.clone(), changes)).await;
        assert_eq!(refused.code.as_str(), code);
        assert!(!format!("{refused:?}").contains(app.carrier.secret()), "an error carries no secret");
    }
    let folders = std::fs::read_dir(app.folder.path().join("lines")).expect("the folder").count();
    assert_eq!(folders, 1, "a refused line leaves no folder");
}

/// A captive portal is not the provider, and must not be taken for a wrong key.
#[tokio::test(flavor = "multi_thread")]
async fn a_captive_portal_is_named() {
    let app = TestApp::new().await;
    app.carrier.set_faults(FaultPlan { portal: 1.0, ..FaultPlan::default() });
    let refused = app.refused("lines.find_numbers", with(app.credentials(), json!({}))).await;
    assert_eq!(refused.code.as_str(), "not_the_provider");
}

/// The list of numbers says what each can do and what answers on it already.
#[tokio::test(flavor = "multi_thread")]
async fn numbers_are_found_with_what_matters() {
    let app = TestApp::with(fanline_simulator::CarrierConfig {
        more_numbers: vec![
            OwnedNumber { number: "+12025550150".to_owned(), sms: false, ..Default::default() },
            OwnedNumber {
                number: "+12025550151".to_owned(),
                sms_url: Some("https://demo.example.com/answer".to_owned()),
                ..Default::default()
            },
        ],
        ..Default::default()
    })
    .await;
    let found = app.call("lines.find_numbers", app.credentials()).await;
    let find = |number: &str| {
        let items = found["items"].as_array().expect("items");
        items.iter().find(|item| item["number"] == number).cloned().expect("the number")
    };
    assert_eq!(find(support::app::LINE)["already_added"], true);
    assert_eq!(find("+12025550150")["sms"], false);
    assert_eq!(find("+12025550151")["webhook"], "https://demo.example.com/answer");
    assert_eq!(found["balance"], json!({ "amount": "100.00", "currency": "USD" }));
    let silent = with(app.credentials(), json!({ "number": "+12025550150" }));
    assert_eq!(app.refused("lines.add", silent).await.code.as_str(), "number_not_textable");
}

/// A removed line takes its database and its secrets with it.
#[tokio::test(flavor = "multi_thread")]
async fn removing_a_line_leaves_nothing() {
    let app = TestApp::new().await;
    app.engine.start().await;
    let line = app.call("lines.list", Value::Null).await["items"][0].clone();
    app.call("lines.remove", json!({ "id": line["id"] })).await;
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "no_line");
    assert_eq!(std::fs::read_dir(app.folder.path().join("lines")).expect("the folder").count(), 0);
    let id = line["id"].as_str().expect("an id");
    for kind in [fanline_engine::secrets::SecretKind::DatabaseKey, fanline_engine::secrets::SecretKind::ProviderSecret]
    {
        assert!(app.secrets.get(id, kind).expect("memory").is_none());
    }
    app.engine.shutdown().await;
}

/// If this fails the program ends while its database is read, and crashes as it goes.
#[tokio::test(flavor = "multi_thread")]
async fn closing_waits_for_readers_and_closes_the_database() {
    let app = TestApp::new().await;
    app.engine.start().await;
    let readers: Vec<_> = (0..40)
        .map(|_| {
            let engine = app.engine.clone();
            tokio::spawn(async move { engine.call("status.get", Value::Null).await })
        })
        .collect();
    app.engine.close().await;
    for reader in readers {
        // Those who came in time have their answer, the others hear why not.
        if let Err(error) = reader.await.expect("no reader panics") {
            assert_eq!(error.code.as_str(), "stopped");
        }
    }
    assert_eq!(app.refused("status.get", Value::Null).await.code.as_str(), "stopped");
    let lines = std::fs::read_dir(app.folder.path().join("lines")).expect("the folder");
    let logs: Vec<_> =
        lines.map(|line| line.expect("a line").path().join("line.db-wal")).filter(|log| log.exists()).collect();
    assert_eq!(logs, Vec::<std::path::PathBuf>::new(), "the last connection folds the log into the file");
}
