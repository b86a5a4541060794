//! Looking through all fans, and changing many at once.

use fanline_engine::Until;
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const NUMBERS: [&str; 4] = ["+12025550101", "+12025550102", "+12025550103", "+447700900104"];

/// Four fans with a text each, three of them with a name.
async fn crowd() -> TestApp {
    let app = TestApp::new().await;
    for number in NUMBERS {
        app.text(number, "hello");
    }
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
    for (number, name, city) in
        [(NUMBERS[0], "Zoë", "Rome"), (NUMBERS[1], "Émile", "Leeds"), (NUMBERS[2], "Bo", "Rome")]
    {
        let id = app.call("fans.get", json!({ "number": number })).await["id"].clone();
        app.call("fans.set", json!({ "id": id, "name": name, "city": city })).await;
    }
    app
}

fn names(page: &Value) -> Vec<Value> {
    page["items"].as_array().expect("fans").iter().map(|fan| fan["name"].clone()).collect()
}

/// Somebody would not find a fan whom they look for by what they know of them.
#[tokio::test(flavor = "multi_thread")]
async fn fans_are_found_sorted_and_paged() {
    let app = crowd().await;
    let first = app.call("fans.find", json!({ "sort": "name", "ascending": true, "limit": 2 })).await;
    assert_eq!(names(&first), ["Bo", "Émile"]);
    let rest = json!({ "sort": "name", "ascending": true, "limit": 2, "cursor": first["next"] });
    assert_eq!(names(&app.call("fans.find", rest).await), [json!("Zoë"), Value::Null], "without a name comes last");
    let found = app.call("fans.find", json!({ "filter": { "search": "EMI" } })).await;
    assert_eq!(names(&found), ["Émile"]);
    assert_eq!(found["items"][0]["preview"], "hello");
    let counted = app.call("fans.count", json!({ "filter": { "city": "Rome" } })).await;
    assert_eq!(counted["matched"], 2);
    let groups = app.call("fans.groups", json!({})).await;
    assert_eq!(groups["cities"][0], json!({ "name": "Rome", "fans": 2 }));
    let refused = app.refused("fans.find", json!({ "cursor": "no place" })).await;
    assert_eq!(refused.code.as_str(), "bad_params");
}

/// Tagging a city, or blocking somebody by mistake among others, would be a day's work, or could not be taken back.
#[tokio::test(flavor = "multi_thread")]
async fn many_fans_change_at_once() {
    let app = crowd().await;
    let rome = json!({ "city": "Rome" });
    let tagged = app.call("fans.change", json!({ "filter": rome, "add_tags": ["Tour  Rome"], "vip": true })).await;
    assert_eq!(tagged["changed"], 2);
    let with_tag = json!({ "filter": { "tags": ["tour rome"], "show": "vip" } });
    assert_eq!(app.call("fans.count", with_tag.clone()).await["matched"], 2);
    let again = app.call("fans.change", json!({ "filter": rome, "add_tags": ["tour rome"] })).await;
    assert_eq!(again, json!({ "changed": 0, "ids": [] }), "who has it is not changed");

    let all = app.call("fans.change", json!({ "filter": {}, "blocked": true })).await;
    assert_eq!(all["changed"], 4);
    assert_eq!(app.call("fans.count", json!({ "filter": { "show": "blocked" } })).await["matched"], 4);
    app.call("fans.change", json!({ "ids": all["ids"], "blocked": false })).await;
    assert_eq!(app.call("fans.count", json!({ "filter": { "show": "blocked" } })).await["matched"], 0);
    app.call("fans.change", json!({ "ids": tagged["ids"], "remove_tags": ["tour rome"], "vip": false })).await;
    assert_eq!(app.call("fans.count", with_tag).await["matched"], 0);

    for (params, code) in [
        (json!({ "ids": ["1"] }), "bad_params"),
        (json!({ "vip": true }), "bad_params"),
        (json!({ "ids": ["1"], "filter": {}, "vip": true }), "bad_params"),
    ] {
        assert_eq!(app.refused("fans.change", params).await.code.as_str(), code);
    }
}
