//! An update to everyone: frozen, counted, stoppable, once for each.

use std::collections::BTreeSet;

use fanline_engine::Until;
use fanline_engine::event::next;
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const WORDS: &str = "Doors open Friday. Juno. Text STOP to end.";

fn fan(place: u32) -> String {
    format!("+1202555{place:04}")
}

async fn with_fans(count: u32) -> TestApp {
    let app = TestApp::new().await;
    for place in 0..count {
        app.text(&fan(place), "hi");
    }
    app.call("sync.now", json!({})).await;
    app
}

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

async fn draft(app: &TestApp) -> String {
    let update = app.call("updates.create", json!({ "text": WORDS })).await;
    update["id"].as_str().expect("an id").to_owned()
}

/// Everyone gets it once, the count and cost are known before, and what became of it after.
#[tokio::test(flavor = "multi_thread")]
async fn everyone_gets_it_once() {
    let app = with_fans(120).await;
    app.text(&fan(3), "STOP");
    app.call("sync.now", json!({})).await;
    app.set("undo_window", "0s").await;
    let preview = app.call("updates.preview", json!({ "text": WORDS })).await;
    assert_eq!((preview["matched"].clone(), preview["recipients"].clone()), (json!(120), json!(119)));
    assert_eq!(preview["excluded"], json!([{ "reason": "opted_out", "count": 1 }]));
    assert_eq!(preview["cost"]["amount"], "0.9401", "119 texts of one part at the list price");
    let id = draft(&app).await;
    app.call("updates.send", json!({ "id": id, "confirm": 119 })).await;
    until_idle(&app).await;
    let sent = app.sent();
    let people: BTreeSet<_> = sent.iter().map(|entry| entry.to.clone()).collect();
    assert_eq!((sent.len(), people.len()), (119, 119), "nobody twice, nobody forgotten");
    assert!(!people.contains(&fan(3)), "who opted out is left out");
    let done = app.call("updates.get", json!({ "id": id })).await;
    assert_eq!((done["state"].clone(), done["sent"].clone()), (json!("done"), json!(119)));
}

/// Within the undo window nothing leaves, and taking it back leaves a draft.
#[tokio::test(flavor = "multi_thread")]
async fn undo_takes_everything_back() {
    let app = with_fans(5).await;
    app.set("undo_window", "30s").await;
    let id = draft(&app).await;
    let approved = app.call("updates.send", json!({ "id": id, "confirm": 5 })).await;
    assert_eq!(approved["state"], "undo");
    assert!(approved["undo_until"].is_i64());
    let undone = app.call("updates.undo", json!({ "id": id })).await;
    assert_eq!(undone["state"], "draft");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
}

/// A number that changed between reading and holding the button stops the update.
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_count_is_refused() {
    let app = with_fans(5).await;
    let id = draft(&app).await;
    app.text(&fan(77), "hi");
    app.call("sync.now", json!({})).await;
    let refused = app.refused("updates.send", json!({ "id": id, "confirm": 5 })).await;
    assert_eq!((refused.code.as_str(), refused.params["expected"].as_str()), ("count_changed", "6"));
    let earlier = app.call("updates.preview", json!({ "text": WORDS })).await;
    app.text(&fan(78), "hi, I came after you looked");
    app.call("sync.now", json!({})).await;
    let unsaid = app.refused("updates.send", json!({ "id": id })).await;
    assert_eq!(unsaid.code.as_str(), "count_changed", "no count at all is no confirmation");
    // On the day of the flood somebody joins every second: what was seen is what is confirmed.
    app.set("undo_window", "0s").await;
    let seen = json!({ "id": id, "confirm": earlier["recipients"], "as_of": earlier["as_of"] });
    assert_eq!(app.call("updates.send", seen).await["recipients"], 6);
    until_idle(&app).await;
    assert_eq!((app.sent().len(), app.received_by(&fan(78)).len()), (6, 0));
}

/// Paused means paused; resumed goes on where it stopped; a restart in between changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn pause_restart_and_resume_send_each_once() {
    let mut app = with_fans(60).await;
    app.set("undo_window", "0s").await;
    app.set("pace_per_second", "20").await;
    let id = draft(&app).await;
    app.engine.start().await;
    app.call("updates.send", json!({ "id": id, "confirm": 60 })).await;
    eventually("some are sent", || async { (app.sent().len() >= 10).then_some(()) }).await;
    let paused = app.call("updates.pause", json!({ "id": id })).await;
    assert_eq!(paused["state"], "paused");
    app.restart().await;
    let at_pause = app.sent().len();
    assert!(at_pause < 60, "the pause came in the middle");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), at_pause, "nothing leaves while it is paused");
    app.text(&fan(900), "I am new since the start");
    app.call("updates.resume", json!({ "id": id })).await;
    until_idle(&app).await;
    let people: BTreeSet<_> = app.sent().into_iter().map(|entry| entry.to).collect();
    assert_eq!((app.sent().len(), people.len()), (60, 60));
    assert!(!people.contains(&fan(900)), "the audience is frozen at the start");
}

/// Cancelled in the middle: what has not left stays.
#[tokio::test(flavor = "multi_thread")]
async fn cancel_keeps_the_rest_here() {
    let app = with_fans(60).await;
    app.set("undo_window", "0s").await;
    app.set("pace_per_second", "20").await;
    let id = draft(&app).await;
    app.engine.start().await;
    app.call("updates.send", json!({ "id": id, "confirm": 60 })).await;
    eventually("some are sent", || async { (app.sent().len() >= 5).then_some(()) }).await;
    app.call("updates.cancel", json!({ "id": id })).await;
    let view: Value = eventually("the rest is let go", || async {
        let view = app.call("updates.get", json!({ "id": id })).await;
        (view["states"]["queued"].is_null() && view["states"]["sending"].is_null()).then_some(view)
    })
    .await;
    let sent = app.sent().len() as u64;
    assert!((5..60).contains(&sent));
    assert_eq!(view["states"]["cancelled"], json!(60 - sent));
    app.engine.shutdown().await;
}

/// A STOP that arrives while the update runs is honoured.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_in_the_middle_is_honoured() {
    let app = with_fans(60).await;
    app.set("undo_window", "0s").await;
    app.set("pace_per_second", "20").await;
    let id = draft(&app).await;
    app.call("updates.send", json!({ "id": id, "confirm": 60 })).await;
    app.engine.start().await;
    eventually("some are sent", || async { (app.sent().len() >= 3).then_some(()) }).await;
    app.text(&fan(59), "STOP");
    app.call("sync.now", json!({})).await;
    eventually("it ends", || async {
        let view = app.call("updates.get", json!({ "id": id })).await;
        (view["state"] == "done").then_some(())
    })
    .await;
    assert_eq!(app.received_by(&fan(59)).len(), 0);
    assert_eq!(app.sent().len(), 59);
    app.engine.shutdown().await;
}

/// The same words again within a day are a slip: they are refused, and a script has to say that it means it.
#[tokio::test(flavor = "multi_thread")]
async fn the_same_words_are_asked_about() {
    let app = with_fans(3).await;
    app.set("undo_window", "0s").await;
    let first = draft(&app).await;
    app.call("updates.send", json!({ "id": first, "confirm": 3 })).await;
    until_idle(&app).await;
    let second = draft(&app).await;
    let refused = app.refused("updates.send", json!({ "id": second, "confirm": 3 })).await;
    assert_eq!((refused.code.as_str(), refused.params["id"].as_str()), ("already_running", first.as_str()));
}

/// If this fails a window that shows an update asks for it again and again, because asking tells it to ask.
#[tokio::test(flavor = "multi_thread")]
async fn looking_at_an_update_changes_nothing() {
    let app = with_fans(1).await;
    let id = draft(&app).await;
    let mut events = app.engine.subscribe();
    // Whatever the draft itself told is out by the time the setting's event arrives.
    let mut kinds_until = async |wanted: &str| {
        let mut kinds = BTreeSet::new();
        while !kinds.contains(wanted) {
            let batch = next(&mut events).await.expect("the engine runs");
            kinds.extend(batch.events.into_iter().map(|event| event.kind));
        }
        kinds
    };
    app.set("undo_window", "5s").await;
    kinds_until("settings.changed").await;
    app.call("updates.get", json!({ "id": id })).await;
    app.call("updates.list", json!({})).await;
    app.set("undo_window", "6s").await;
    let told = kinds_until("settings.changed").await;
    assert!(!told.contains("updates.changed"), "reading told of a change: {told:?}");
}

/// Merge fields are filled for each fan, counted with the longest, and frozen: a name that is corrected while an
/// update rests must not make a second text of it.
#[tokio::test(flavor = "multi_thread")]
async fn merge_fields_are_filled_and_frozen() {
    let app = with_fans(3).await;
    app.set("undo_window", "0s").await;
    let known = app.call("fans.get", json!({ "number": fan(1) })).await;
    app.call("fans.set", json!({ "id": known["id"], "name": "Ada Byron", "city": "Turin" })).await;
    let words = format!("Hi {{first_name|friend}} of {{city|ours}}, {}", "a".repeat(143));
    let preview = app.call("updates.preview", json!({ "text": words })).await;
    assert_eq!(preview["segments"]["parts"], 2, "a friend makes it longer than one part");
    let update = app.call("updates.create", json!({ "text": words })).await;
    app.set("pace_per_second", "0.1").await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 3 })).await;
    app.engine.start().await;
    eventually("the first text of the update", || async { (app.sent().len() == 1).then_some(()) }).await;
    for place in 0..3 {
        let late = app.call("fans.get", json!({ "number": fan(place) })).await;
        app.call("fans.set", json!({ "id": late["id"], "name": "Late" })).await;
    }
    app.set("pace_per_second", "100").await;
    eventually("the others", || async { (app.sent().len() == 3).then_some(()) }).await;
    app.engine.shutdown().await;
    let heard = |number: &str| {
        let texts = app.received_by(number);
        texts.iter().map(|text| text.body.split(',').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let all = [heard(&fan(0)), heard(&fan(1)), heard(&fan(2))];
    assert_eq!(all, [["Hi friend of ours"], ["Hi Ada of Turin"], ["Hi friend of ours"]]);
}

/// A misspelt field would go out to everyone in its braces.
#[tokio::test(flavor = "multi_thread")]
async fn a_misspelt_merge_field_is_refused() {
    let app = with_fans(1).await;
    let error = app.refused("updates.create", json!({ "text": "Hi {firstname}!" })).await;
    assert_eq!((error.code.as_str(), error.params["field"].as_str()), ("unknown_field", "firstname"));
    let error = app.refused("rules.set", json!({ "id": "welcome", "text": "Hi {first name}, {citty}" })).await;
    assert_eq!(error.params["field"].as_str(), "citty");
}
