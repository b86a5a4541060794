//! The list of rules: what it can start from, and taking a deletion back.

use fanline_engine::Until;
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

fn items(page: &Value) -> &Vec<Value> {
    page["items"].as_array().expect("a list")
}

/// A starting point would be refused, or would let an owner answer in disguise.
#[tokio::test]
async fn every_template_becomes_an_honest_rule() {
    let app = TestApp::new().await;
    let templates = app.call("rules.templates", json!({})).await;
    assert_eq!(items(&templates).len(), 6);
    for template in items(&templates) {
        let mut parts = template.clone();
        parts["name"] = json!(format!("From {}", template["id"]));
        let made = app.call("rules.add", parts).await;
        assert_eq!(made["warnings"], json!([]), "{}", template["id"]);
        assert_eq!(
            (&made["on"], &made["text"], &made["trigger"]),
            (&json!(false), &template["text"], &template["trigger"])
        );
    }
}

/// A rule deleted by a slip would be gone with its place and its memory: fans would be greeted a second time.
#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_taken_back() {
    let app = TestApp::new().await;
    let parts = json!({ "name": "Last", "text": "An automatic last word.", "trigger": { "kind": "first_text" } });
    app.call("rules.add", parts).await;
    app.call("rules.set", json!({ "id": "welcome", "on": true })).await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    let before = app.call("rules.list", json!({})).await;
    let welcome = items(&before)[0].clone();
    app.call("rules.delete", json!({ "id": "welcome" })).await;
    assert_eq!(items(&app.call("rules.list", json!({})).await).len(), 1);

    let back = app.call("rules.restore", json!({ "id": welcome["id"] })).await;
    assert_eq!((&back["key"], &back["on"], &back["total"]), (&json!("welcome"), &json!(false), &json!(1)));
    let after = app.call("rules.list", json!({})).await;
    assert_eq!(items(&after)[0]["id"], welcome["id"], "it is where it was");
    let again = app.refused("rules.restore", json!({ "id": welcome["id"] })).await;
    assert_eq!(again.code.as_str(), "not_found", "it is not deleted any more");

    app.call("rules.set", json!({ "id": "welcome", "on": true })).await;
    app.text(ANA, "me again");
    app.text(BO, "hello");
    until_idle(&app).await;
    assert_eq!((app.received_by(ANA).len(), app.received_by(BO).len()), (1, 1), "nobody is greeted twice");
}
