//! A fan who asks for it is erased, here and at the provider, and handed their data before.

use std::sync::Arc;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, Fault, FaultPlan, Injected, InjectedMedia, On, Scripted};
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const WORD: &str = "zanzibarquokka";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

async fn id_of(app: &TestApp, number: &str) -> Value {
    app.call("fans.get", json!({ "number": number })).await["id"].clone()
}

async fn erase(app: &TestApp, number: &str) -> Value {
    app.call("fans.erase", json!({ "id": id_of(app, number).await, "yes": true })).await
}

/// Texts of a number that the provider still has.
fn kept(app: &TestApp, number: &str) -> usize {
    let ledger = app.carrier.ledger();
    ledger.iter().filter(|entry| (entry.from == number || entry.to == number) && !entry.deleted).count()
}

/// A conversation with a picture, a welcome and a personal text.
async fn talked() -> TestApp {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.carrier.inject(Injected {
        from: ANA.to_owned(),
        body: format!("my {WORD}"),
        media: vec![InjectedMedia::default()],
        ..Injected::default()
    });
    app.text(BO, "hello");
    until_idle(&app).await;
    app.call("messages.send", json!({ "to": ANA, "text": "a quokka, truly", "client_id": "a" })).await;
    until_idle(&app).await;
    app
}

/// If this fails somebody who asked to be forgotten is still in the tables, the search or the provider's records, or
/// comes back with the next sync.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_left_here_or_at_the_provider() {
    let app = talked().await;
    let id = id_of(&app, ANA).await;
    let refused = app.refused("fans.erase", json!({ "id": id })).await;
    assert_eq!((refused.code.as_str(), refused.params["texts"].as_str()), ("not_confirmed", "3"));
    app.call("lines.back_up", Value::Null).await;
    let receipt = erase(&app, ANA).await;
    assert_eq!(app.call("lines.backups", json!({})).await["items"], json!([]), "a copy still holds what was erased");
    assert_eq!(receipt["here"]["backups"], 1, "{receipt}");
    assert_eq!((receipt["state"].clone(), receipt["provider_texts"].clone()), (json!("provider"), json!(3)));
    for (table, rows) in [("messages", 3), ("outbox", 2), ("fans", 1), ("consent", 1)] {
        assert_eq!(receipt["here"][table], rows, "{table}: {receipt}");
    }
    assert_eq!(app.refused("fans.get", json!({ "number": ANA })).await.code.as_str(), "not_found");
    let found = app.call("search.messages", json!({ "words": WORD })).await;
    assert_eq!(found["items"], json!([]));
    app.call("sync.now", json!({})).await;
    assert_eq!(
        app.call("fans.list", json!({})).await["items"].as_array().map(Vec::len),
        Some(1),
        "a sync before the deletion"
    );
    until_idle(&app).await;
    let receipt = app.call("erasures.get", json!({ "id": receipt["id"] })).await;
    assert_eq!(
        (&receipt["state"], &receipt["provider_deleted"], &receipt["provider_pictures"], &receipt["problem"]),
        (&json!("done"), &receipt["provider_texts"], &json!(1), &Value::Null)
    );
    assert_eq!((kept(&app, ANA), kept(&app, BO)), (0, 2), "the provider keeps the others' texts");
    app.call("sync.now", json!({})).await;
    assert_eq!(app.call("fans.list", json!({})).await["items"][0]["number"], BO);
    // Somebody who comes back by themselves is a fan like any other.
    let clock = SystemClock.now_ms() + 5_000;
    app.carrier.inject(Injected {
        from: ANA.to_owned(),
        body: "me again".to_owned(),
        at: Some(clock),
        ..Injected::default()
    });
    app.call("sync.now", json!({})).await;
    let theirs: Vec<Value> = app.thread(ANA).await.into_iter().filter(|item| item["voice"] == "fan").collect();
    assert_eq!((theirs.len(), &theirs[0]["body"]), (1, &json!("me again")));
}

/// If this fails an import, a typed number or their own next text brings somebody back who had said STOP.
#[tokio::test(flavor = "multi_thread")]
async fn an_erased_stop_still_holds() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "STOP");
    app.call("sync.now", json!({})).await;
    erase(&app, ANA).await;
    let refused = app.refused("messages.send", json!({ "to": ANA, "text": "hi" })).await;
    assert_eq!((refused.code.as_str(), refused.params["source"].as_str()), ("suppressed", "erased"));
    let import = json!({ "number": ANA, "what": "given", "source": "old list" });
    assert_eq!(app.refused("consent.add", import).await.code.as_str(), "suppressed");
    let listed = app.call("suppressions.list", json!({ "search": ANA })).await;
    assert_eq!((&listed["items"][0]["kind"], &listed["items"][0]["number"]), (&json!("erased"), &Value::Null));
    let later = SystemClock.now_ms() + 5_000;
    app.carrier.inject(Injected {
        from: ANA.to_owned(),
        body: "hello?".to_owned(),
        at: Some(later),
        ..Injected::default()
    });
    until_idle(&app).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert!(fan["opted_out_at"].is_i64(), "the STOP of before: {fan}");
    assert!(app.sent().is_empty(), "no welcome");
}

/// If this fails a provider that is down for an hour keeps the data for ever, or a restart forgets about it.
#[tokio::test(flavor = "multi_thread")]
async fn the_provider_is_asked_until_it_has_deleted() {
    let mut app = talked().await;
    let receipt = erase(&app, ANA).await;
    app.carrier.set_faults(FaultPlan { error_before: 1.0, ..FaultPlan::default() });
    app.engine.start().await;
    let problem = eventually("a failure is told", || async {
        let receipt = app.call("erasures.get", json!({ "id": receipt["id"] })).await;
        (!receipt["problem"].is_null()).then_some(receipt)
    })
    .await;
    assert_eq!((&problem["state"], &problem["problem"]["code"]), (&json!("provider"), &json!("provider_error")));
    app.restart().await;
    app.carrier.set_faults(FaultPlan::default());
    app.engine.start().await;
    eventually("all is deleted", || async {
        let receipt = app.call("erasures.get", json!({ "id": receipt["id"] })).await;
        (receipt["state"] == "done").then_some(())
    })
    .await;
    assert_eq!(kept(&app, ANA), 0);
}

/// If this fails a text that may have left is forgotten with its fan, and stays at the provider for ever.
#[tokio::test(flavor = "multi_thread")]
async fn a_text_in_doubt_is_looked_for_first() {
    let app = TestApp::new().await;
    app.text(ANA, "hello");
    app.call("sync.now", json!({})).await;
    app.set("quiet_period", "4s").await;
    app.carrier.set_faults(FaultPlan {
        script: vec![Scripted { on: On::Create, skip: 0, times: 1, fault: Fault::Late { ms: 1_500 } }],
        ..FaultPlan::default()
    });
    app.call("messages.send", json!({ "to": ANA, "text": "are you there", "client_id": "a" })).await;
    app.engine.start().await;
    eventually("the outcome is in doubt", || async { (app.status().await["outbox"]["unknown"] == 1).then_some(()) })
        .await;
    let receipt = erase(&app, ANA).await;
    assert_eq!(receipt["state"], "waiting", "{receipt}");
    assert_eq!(app.refused("messages.send", json!({ "to": ANA, "text": "x" })).await.code.as_str(), "fan_blocked");
    // What would let texts go again would also bring back what was to be forgotten.
    let fan = id_of(&app, ANA).await;
    for (method, params) in [
        ("fans.set", json!({ "id": fan, "blocked": false })),
        ("consent.add", json!({ "number": ANA, "what": "given", "source": "a form" })),
        ("suppressions.remove", json!({ "number": ANA, "reason": "a mistake" })),
    ] {
        assert_eq!(app.refused(method, params).await.code.as_str(), "fan_being_erased", "{method}");
    }
    let done = eventually("it is erased once the outcome is known", || async {
        let receipt = app.call("erasures.get", json!({ "id": receipt["id"] })).await;
        (receipt["state"] == "done").then_some(receipt)
    })
    .await;
    assert_eq!(done["provider_texts"], 2, "the text that left is deleted too");
    assert_eq!((kept(&app, ANA), app.call("fans.list", json!({})).await["items"].clone()), (0, json!([])));
}

/// If this fails the fan gets a page with holes, or one that runs what another fan wrote.
#[tokio::test(flavor = "multi_thread")]
async fn a_fan_is_handed_their_data() {
    let clock = Arc::new(ShiftedClock::default());
    let app = TestApp::with_clock(CarrierConfig::default(), clock).await;
    app.text(ANA, "<script>alert(1)</script> & \"STOP\"");
    app.text(ANA, "STOP");
    app.text(BO, "somebody else");
    app.call("sync.now", json!({})).await;
    let folder = tempfile::tempdir().expect("a folder");
    let id = id_of(&app, ANA).await;
    let place = folder.path().join("for Ana");
    let files = app.call("fans.export", json!({ "id": id, "folder": place })).await;
    assert_eq!(files["texts"], 3, "the provider's own confirmation is one of them");
    let read = |name: &str| std::fs::read_to_string(files[name].as_str().expect("a path")).expect("the file");
    let document: Value = serde_json::from_str(&read("json")).expect("JSON");
    assert_eq!((&document["fan"]["number"], document["texts"].as_array().map(Vec::len)), (&json!(ANA), Some(3)));
    assert_eq!(document["consent"][1]["wording"], "STOP");
    let page = read("html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;STOP&quot;"), "{page}");
    assert!(!page.contains("<script") && !page.contains("http") | page.contains("http-equiv"), "{page}");
    assert!(!page.contains("somebody else") && !read("json").contains("somebody else"), "another fan's text");
    let refused = app.refused("fans.export", json!({ "id": id, "folder": "here" })).await;
    assert_eq!(refused.code.as_str(), "bad_params", "a relative folder is somewhere else in each program");
}
