//! One confirmation for STOP, START and HELP, in the line's own words, and none where the provider sends it.

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::Injected;
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const DAY_MS: i64 = 86_400_000;

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

fn words(app: &TestApp) -> Vec<String> {
    app.received_by(ANA).into_iter().map(|entry| entry.body).collect()
}

/// If this fails a fan is told twice that they are out, or never, or in words that nobody wrote.
#[tokio::test(flavor = "multi_thread")]
async fn each_change_is_confirmed_once() {
    let app = TestApp::new().await;
    app.text(ANA, "Stop!");
    until_idle(&app).await;
    assert!(words(&app).is_empty(), "the provider answers by itself");
    app.set("provider_answers_opt_out", "no").await;
    // The carrier does not know STOP with a mark behind it, and so lets the texts through.
    app.next_second().await;
    app.text(ANA, "Start!");
    app.text(ANA, "START!");
    until_idle(&app).await;
    let usual = app.call("settings.get", json!({ "key": "start_text" })).await["value"].clone();
    assert_eq!(words(&app), [usual.as_str().expect("words")], "one for coming back, none for saying it twice");
    app.set("stop_text", "Juno: done, you are out. (Automatic)").await;
    app.text(ANA, "stop!!");
    app.text(ANA, "STOP...");
    until_idle(&app).await;
    assert_eq!(words(&app)[1..], ["Juno: done, you are out. (Automatic)"]);
    app.text(ANA, "Help?");
    until_idle(&app).await;
    assert_eq!(words(&app).len(), 3, "whoever is out may ask who this is");
    for _ in 0..3 {
        app.text(ANA, "help!");
    }
    app.carrier.inject(Injected::text(BO, "Help").at(SystemClock.now_ms() - 3 * DAY_MS));
    until_idle(&app).await;
    // At midnight UTC another day begins, and with it another answer.
    let answers = words(&app).len() - 2;
    assert!((1..=2).contains(&answers), "a machine that asks again and again does not cost: {answers}");
    let asked = app.thread(ANA).await.into_iter().filter(|item| item["body"] == "help!").collect::<Vec<_>>();
    assert!(asked.iter().any(|item| item["why"]["code"] == "help_answered"), "{asked:?}");
    assert!(app.received_by(BO).is_empty(), "what was asked before the line was here is history");
}

/// If this fails the confirmations name somebody else, or an owner's own wording is lost with a change of name.
#[tokio::test(flavor = "multi_thread")]
async fn the_wordings_are_the_lines() {
    let app = TestApp::new().await;
    let get = |key: &'static str| {
        let engine = app.engine.clone();
        async move { engine.call("settings.get", json!({ "key": key })).await.expect("a setting") }
    };
    assert!(get("stop_text").await["value"].as_str().is_some_and(|text| text.starts_with("Juno:")));
    app.set("help_text", "Who is this? Ask the desk.").await;
    assert_eq!(get("help_text").await["warning"]["code"], "not_said_automatic");
    app.set("sender_name", "Juniper").await;
    assert!(get("stop_text").await["value"].as_str().is_some_and(|text| text.starts_with("Juniper:")));
    assert_eq!(get("help_text").await["value"], "Who is this? Ask the desk.");
    let reset = app.call("settings.reset", json!({ "key": "help_text" })).await;
    assert!(reset["value"].as_str().is_some_and(|text| text.contains("Juniper")), "{reset}");
    assert_eq!(
        app.refused("settings.set", json!({ "key": "help_text", "value": " " })).await.code.as_str(),
        "bad_setting"
    );
    app.set("undo_window", "5s").await;
    let reset = app.call("settings.reset", json!({ "key": "undo_window" })).await;
    assert_eq!((&reset["value"], &reset["warning"]), (&json!("30s"), &Value::Null));
}
