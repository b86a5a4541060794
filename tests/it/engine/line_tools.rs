//! What an owner does with a line as a whole: seeing who did what, checking its connection, taking everything along.

use std::fs;
use std::path::Path;

use fanline_engine::Until;
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";

async fn with_two_fans() -> TestApp {
    let app = TestApp::new().await;
    app.text(ANA, "hello");
    app.text(BO, "STOP");
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
    app
}

fn whats(page: &Value) -> Vec<&str> {
    page["items"].as_array().expect("entries").iter().filter_map(|entry| entry["what"].as_str()).collect()
}

/// Two people who share a line would not know which of them switched what off.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_done_is_told() {
    let app = with_two_fans().await;
    app.call("rules.set", json!({ "id": "welcome", "on": true })).await;
    app.call("auto_replies.set", json!({ "on": false, "by": "Mira" })).await;
    app.call("fans.change", json!({ "filter": {}, "add_tags": ["first"] })).await;
    let all = app.call("activity.list", json!({ "limit": 3 })).await;
    assert_eq!(whats(&all), ["fans_changed", "auto_replies", "rule_set"], "newest first");
    assert_eq!(all["items"][0]["params"]["fans"], "2");
    assert_eq!(all["items"][1]["who"], "Mira");
    assert_eq!(all["items"][2]["params"], json!({ "rule": "welcome", "on": "true", "changed": "" }));
    let next = app.call("activity.list", json!({ "cursor": all["next"] })).await;
    assert!(whats(&next).contains(&"line_added"), "{next}");
    let replies = app.call("activity.list", json!({ "area": "replies" })).await;
    assert_eq!(whats(&replies), ["auto_replies", "rule_set"]);
    let line = app.call("activity.list", json!({ "area": "line" })).await;
    assert!(whats(&line).iter().all(|what| what.starts_with("setting") || what.starts_with("line")), "{line}");
    assert_eq!(whats(&app.call("activity.list", json!({ "area": "fans" })).await), ["fans_changed"]);
    let said = all.to_string() + &next.to_string();
    assert!(!said.contains("hello") && !said.contains("2025550101"), "neither texts nor numbers are told");
}

/// An owner would move to another program, or answer a request of an authority, with half of the data.
#[tokio::test(flavor = "multi_thread")]
async fn everything_can_be_taken_along() {
    let app = with_two_fans().await;
    let id = app.call("fans.get", json!({ "number": ANA })).await["id"].clone();
    app.call("fans.set", json!({ "id": id, "name": "=Ana", "tags": ["front row"] })).await;
    let folder = app.folder.path().join("taken along");
    let mut step = app.call("lines.export", json!({ "folder": folder })).await;
    while !step["next"].is_null() {
        step = app.call("lines.export", json!({ "folder": step["folder"], "cursor": step["next"] })).await;
    }
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect(name);
    let texts: Vec<Value> =
        read("messages.jsonl").lines().map(|line| serde_json::from_str(line).expect("a text")).collect();
    assert_eq!((texts.len() as u64, &step["of"]), (step["texts"].as_u64().expect("a count"), &step["texts"]));
    assert!(texts.iter().any(|text| text["body"] == "hello" && text["fan"] == id));
    let table = read("fans.csv");
    assert_eq!(table.lines().count(), 3, "a header and two fans");
    assert!(table.contains("\"'=Ana\"") && table.contains("front row"), "no spreadsheet finds a formula in it");
    assert!(read("do-not-text.csv").contains(BO));
    assert!(read("fans.jsonl").contains("texted_first"), "consent comes along");
    let about: Value = serde_json::from_str(&read("line.json")).expect("the line");
    assert_eq!((&about["number"], &about["rules"][0]["key"]), (&json!(app.carrier.number()), &json!("welcome")));
    assert!(!read("line.json").contains(app.carrier.secret()), "no secret leaves");
    let refused = app.refused("lines.export", json!({ "folder": "somewhere" })).await;
    assert_eq!(refused.code.as_str(), "bad_params");
}

/// Somebody who erases a fan would still hold their texts, in a folder that the program made.
#[tokio::test(flavor = "multi_thread")]
async fn erasing_a_fan_takes_exports_along() {
    let app = with_two_fans().await;
    let made = app.call("lines.export", json!({})).await;
    let folder = made["folder"].as_str().expect("a folder").to_owned();
    assert!(Path::new(&folder).join("fans.csv").exists());
    let id = app.call("fans.get", json!({ "number": ANA })).await["id"].clone();
    app.call("fans.erase", json!({ "id": id, "yes": true })).await;
    support::eventually("the export is gone", || {
        let gone = !Path::new(&folder).exists();
        async move { gone.then_some(()) }
    })
    .await;
}

/// An owner would look for the reason of missing answers in the wrong place.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_is_checked() {
    let app = TestApp::new().await;
    let checks = app.call("lines.check", json!({})).await;
    let state = |name: &str| {
        checks["items"].as_array().expect("checks").iter().find(|item| item["name"] == name).expect(name)["state"]
            .clone()
    };
    assert_eq!((state("key"), state("number"), state("webhook")), (json!("fine"), json!("fine"), json!("fine")));
    assert!(["fine", "look"].iter().any(|known| state("balance") == *known), "{checks}");
    app.carrier.clone().stop().await;
    let checks = app.call("lines.check", json!({})).await;
    assert_eq!(
        (&checks["items"][0]["state"], &checks["items"][0]["why"]["code"]),
        (&json!("wrong"), &json!("offline"))
    );
}
