//! The inbox: what it lists, what a person changes in it, and words on their way out.

use fanline_engine::Until;
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BEA: &str = "+12025550102";

async fn listed(app: &TestApp, filter: &str) -> Vec<String> {
    let page = app.call("inbox.list", json!({ "filter": filter })).await;
    let rows = page["items"].as_array().cloned().unwrap_or_default();
    rows.iter().map(|row| row["number"].as_str().unwrap_or_default().to_owned()).collect()
}

async fn id_of(app: &TestApp, number: &str) -> Value {
    app.call("fans.get", json!({ "number": number })).await["id"].clone()
}

async fn hear(app: &TestApp, from: &str, body: &str) {
    app.text(from, body);
    app.call("sync.now", json!({})).await;
}

async fn idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
}

/// A question that nobody answered must be found, also at the end of a long text; an answered one is none.
#[tokio::test(flavor = "multi_thread")]
async fn open_questions_are_listed_until_somebody_answers() {
    let app = TestApp::new().await;
    hear(&app, ANA, &format!("{} will you play in Rome?", "So many years. ".repeat(12))).await;
    hear(&app, BEA, "see you there").await;
    assert_eq!(listed(&app, "questions").await, [ANA]);
    app.call("messages.send", json!({ "to": ANA, "text": "In May!" })).await;
    idle(&app).await;
    assert!(listed(&app, "questions").await.is_empty(), "an answered question is none");
}

/// What is done with must leave the inbox, be found again, and come back by itself when the fan writes.
#[tokio::test(flavor = "multi_thread")]
async fn an_archived_conversation_returns_when_the_fan_writes() {
    let app = TestApp::new().await;
    hear(&app, ANA, "are you there?").await;
    let id = id_of(&app, ANA).await;
    let changed = app.call("inbox.change", json!({ "fan_ids": [id], "archived": true })).await;
    assert_eq!(changed["before"][0]["unread"], 1, "what undo needs is told");
    assert_eq!(changed["after"][0]["unread"], 0, "done with is read");
    for filter in ["all", "unread", "questions"] {
        assert!(listed(&app, filter).await.is_empty(), "{filter}");
    }
    assert_eq!(listed(&app, "archived").await, [ANA]);
    hear(&app, ANA, "hello?").await;
    assert_eq!(listed(&app, "all").await, [ANA]);
    assert!(listed(&app, "archived").await.is_empty());
}

/// One change for many must reach all of them, tell which were another way before, and be undone by its opposite.
#[tokio::test(flavor = "multi_thread")]
async fn many_conversations_change_at_once_and_back() {
    let app = TestApp::new().await;
    hear(&app, ANA, "hi").await;
    hear(&app, BEA, "hi").await;
    let ids = json!([id_of(&app, ANA).await, id_of(&app, BEA).await]);
    app.call("inbox.change", json!({ "fan_ids": [ids[0]], "add_tag": "Front  Row" })).await;
    let changed = app.call("inbox.change", json!({ "fan_ids": ids, "add_tag": "front row" })).await;
    assert_eq!(changed["after"].as_array().map(Vec::len), Some(1), "one of them carried it already");
    assert_eq!(changed["after"][0]["id"], ids[1]);
    app.call("inbox.change", json!({ "fan_ids": [ids[1]], "remove_tag": "front row" })).await;
    let tags = |fan: Value| fan["tags"].clone();
    assert_eq!(tags(app.call("fans.get", json!({ "id": ids[0] })).await), json!(["front row"]));
    assert_eq!(tags(app.call("fans.get", json!({ "id": ids[1] })).await), json!([]));
    app.call("inbox.change", json!({ "fan_ids": ids, "read": true, "blocked": true })).await;
    assert!(listed(&app, "unread").await.is_empty());
    let refused = app.refused("messages.send", json!({ "fan_id": ids[0], "text": "hi" })).await;
    assert_eq!(refused.code.as_str(), "fan_blocked");
}

/// A reaction must stand on the text it is about, and go when the fan takes it off.
#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_stands_on_its_text() {
    let app = TestApp::new().await;
    hear(&app, ANA, "hi").await;
    app.call("messages.send", json!({ "to": ANA, "text": "See you in Leipzig" })).await;
    idle(&app).await;
    app.next_second().await;
    hear(&app, ANA, "Loved “See you in Leipzig”").await;
    app.next_second().await;
    hear(&app, ANA, "Questioned “See you in Leipzig”").await;
    let thread = app.thread(ANA).await;
    let bodies: Vec<&Value> = thread.iter().map(|item| &item["body"]).collect();
    assert_eq!(bodies, ["hi", "See you in Leipzig"], "no text of its own");
    let signs =
        |item: &Value| item["reactions"].as_array().map(|all| all.iter().map(|one| one["sign"].clone()).collect());
    assert_eq!(signs(&thread[1]), Some(vec![json!("❤️"), json!("❓")]));
    assert!(listed(&app, "questions").await.is_empty(), "a question mark put on a text asks nothing");
    let hits = app.call("search.messages", json!({ "words": "loved" })).await;
    assert_eq!(hits["items"][0]["shown_at"], thread[1]["id"], "found, it leads to the text it stands on");
    app.next_second().await;
    hear(&app, ANA, "Removed a heart from “See you in Leipzig”").await;
    assert_eq!(signs(&app.thread(ANA).await[1]), Some(vec![json!("❓")]));
}

/// What was begun must be there after a restart; sending it takes the draft away.
#[tokio::test(flavor = "multi_thread")]
async fn a_draft_survives_a_restart() {
    let mut app = TestApp::new().await;
    hear(&app, ANA, "hi").await;
    let id = id_of(&app, ANA).await;
    app.call("drafts.set", json!({ "fan_id": id, "text": "Dear Ana, " })).await;
    app.restart().await;
    let draft = |thread: Value| thread["draft"].clone();
    assert_eq!(draft(app.call("thread.list", json!({ "fan_id": id })).await), "Dear Ana, ");
    app.call("messages.send", json!({ "fan_id": id, "text": "Dear Ana, hello" })).await;
    assert_eq!(draft(app.call("thread.list", json!({ "fan_id": id })).await), Value::Null);
}

/// A text that was sent by mistake must be stopped in its seconds, and its words must not be lost.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_taken_back_before_it_leaves() {
    let app = TestApp::new().await;
    app.set("personal_undo", "60s").await;
    hear(&app, ANA, "hi").await;
    let id = id_of(&app, ANA).await;
    let item = app.call("messages.send", json!({ "fan_id": id, "text": "Oops", "undoable": true })).await;
    assert!(item["undo_until"].as_i64() > item["at"].as_i64(), "it says how long there is");
    app.call("drafts.set", json!({ "fan_id": id, "text": "next words" })).await;
    let back = app.call("messages.take_back", json!({ "id": item["outbox_id"] })).await;
    assert_eq!(back["text"], "Oops\nnext words");
    idle(&app).await;
    assert!(app.received_by(ANA).is_empty(), "nothing left");
    let thread = app.call("thread.list", json!({ "fan_id": id })).await;
    assert_eq!(thread["items"].as_array().map(Vec::len), Some(1), "it is no part of the conversation");
    assert_eq!(thread["draft"], "Oops\nnext words");
    // Without the wish to take it back, it leaves at once; then it is too late.
    let sent = app.call("messages.send", json!({ "fan_id": id, "text": "For real" })).await;
    idle(&app).await;
    let late = app.refused("messages.take_back", json!({ "id": sent["outbox_id"] })).await;
    assert_eq!(late.code.as_str(), "wrong_state");
    assert_eq!(app.received_by(ANA).len(), 1);
}

/// Saved phrases are a person's own words: kept once, the last used first.
#[tokio::test(flavor = "multi_thread")]
async fn phrases_are_kept_once_and_the_last_used_comes_first() {
    let app = TestApp::new().await;
    let first = app.call("phrases.add", json!({ "text": " Thank you, {first_name} " })).await;
    let second = app.call("phrases.add", json!({ "text": "See you soon" })).await;
    assert_eq!(app.call("phrases.add", json!({ "text": "See you soon" })).await["id"], second["id"]);
    app.next_second().await;
    app.call("phrases.set", json!({ "id": first["id"], "used": true })).await;
    let kept = app.call("phrases.list", Value::Null).await;
    let texts: Vec<&Value> = kept["items"].as_array().expect("items").iter().map(|phrase| &phrase["text"]).collect();
    assert_eq!(texts, ["Thank you, {first_name}", "See you soon"]);
    assert_eq!(app.refused("phrases.add", json!({ "text": "Hi {nickname}" })).await.code.as_str(), "unknown_field");
    assert_eq!(
        app.refused("phrases.set", json!({ "id": first["id"], "text": "See you soon" })).await.code.as_str(),
        "bad_value"
    );
    app.call("phrases.delete", json!({ "id": first["id"] })).await;
    assert_eq!(app.refused("phrases.delete", json!({ "id": first["id"] })).await.code.as_str(), "not_found");
}

/// A fan must be found by name, in any script and without accents, by city, and by any part of the number.
#[tokio::test(flavor = "multi_thread")]
async fn fans_are_found_by_name_city_and_number() {
    let app = TestApp::new().await;
    hear(&app, ANA, "hi").await;
    hear(&app, BEA, "hi").await;
    app.call("fans.set", json!({ "id": id_of(&app, ANA).await, "name": "Ayşe Ö", "city": "İzmir" })).await;
    for (words, found) in
        [("ayse", vec![ANA]), ("izmir", vec![ANA]), ("0102", vec![BEA]), ("(202) 555", vec![BEA, ANA]), ("zed", vec![])]
    {
        let page = app.call("search.fans", json!({ "words": words })).await;
        let numbers: Vec<&Value> = page["items"].as_array().expect("items").iter().map(|row| &row["number"]).collect();
        assert_eq!(numbers, found, "{words}");
    }
}
