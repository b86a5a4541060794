//! The last day once more, without sending.

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::Injected;
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const CEM: &str = "+447700900103";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

/// Rules that depend on each other, on what the fan said before and on the card.
async fn rules(app: &TestApp) {
    app.call("rules.delete", json!({ "id": "welcome" })).await;
    for rule in [
        json!({ "name": "Press", "trigger": { "kind": "keywords", "keywords": ["interview"] },
            "repeat": { "kind": "always" }, "actions": { "tags": ["press"] } }),
        json!({ "name": "Tour", "text": "Dates soon. (automatic)", "repeat": { "kind": "cooldown", "seconds": 3_600 },
            "trigger": { "kind": "keywords", "keywords": ["tour"] }, "conditions": { "lacks_tags": ["press"] } }),
        json!({ "name": "Hello", "text": "Your name? (automatic)", "trigger": { "kind": "first_text" },
            "actions": { "ask": "name" } }),
    ] {
        let made = app.call("rules.add", rule).await;
        app.call("rules.set", json!({ "id": made["id"], "on": true })).await;
    }
}

/// What the thread says of each fan's texts, by their ids.
async fn happened(app: &TestApp) -> Vec<(Value, Value)> {
    let mut all = Vec::new();
    for number in [ANA, BO, CEM] {
        let thread = app.thread(number).await;
        all.extend(
            thread
                .into_iter()
                .filter(|item| item["voice"] == "fan")
                .map(|item| (item["id"].clone(), item["why"].clone())),
        );
    }
    all.sort_by_key(|(id, _)| id.as_str().and_then(|id| id[1..].parse::<i64>().ok()));
    all
}

/// An owner who looks at what the rules would have done must see what they did, and nobody may get it twice.
#[tokio::test(flavor = "multi_thread")]
async fn a_replay_tells_what_happened_and_sends_nothing() {
    let app = TestApp::new().await;
    rules(&app).await;
    for (from, body) in [
        (ANA, "tour?"),
        (BO, "hello!"),
        (ANA, "tour!!"),
        (CEM, "an interview about the tour?"),
        (BO, "I'm Bo"),
        (BO, "when is the tour"),
        (CEM, "Stop"),
        (CEM, "tour"),
        (ANA, "I want to kill myself"),
        (ANA, "tour"),
        (CEM, "start"),
        (CEM, "interview, tour?"),
        (BO, "don't text me again"),
        (BO, "tour"),
    ] {
        app.text(from, body);
        until_idle(&app).await;
        // The provider's dates are whole seconds: what is said in the very second of the question before it cannot be
        // told from what was said before the question.
        let second = SystemClock.now_ms() / 1_000;
        eventually("the next second", || async { (SystemClock.now_ms() / 1_000 > second).then_some(()) }).await;
    }
    app.call("messages.send", json!({ "to": CEM, "text": "hello Cem", "client_id": "c" })).await;
    until_idle(&app).await;
    app.text(CEM, "thanks, and the tour?");
    until_idle(&app).await;
    let (sent, happened) = (app.sent(), happened(&app).await);
    let codes: Vec<&str> = happened.iter().filter_map(|(_, why)| why["code"].as_str()).collect();
    for code in ["answered", "rule_applied", "fact_kept", "in_cooldown", "stop", "opted_out", "care", "opt_out_review"]
    {
        assert!(codes.contains(&code), "the script shows {code}: {codes:?}");
    }
    let replay = app.call("rules.replay", json!({})).await;
    let items = replay["items"].as_array().expect("items");
    let would: Vec<(Value, Value)> = items.iter().map(|item| (item["id"].clone(), item["why"].clone())).collect();
    assert_eq!(would, happened);
    let answers: Vec<&Value> = items.iter().map(|item| &item["reply"]).filter(|reply| !reply.is_null()).collect();
    let automatic: Vec<&str> =
        sent.iter().map(|entry| entry.body.as_str()).filter(|body| body.ends_with("(automatic)")).collect();
    assert_eq!(answers, automatic);
    assert_eq!(replay["answered"], automatic.len());
    let counts: Vec<(&str, u64)> = replay["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .map(|rule| {
            (
                rule["name"].as_str().unwrap_or_default(),
                rule["answered"].as_u64().unwrap_or_default() + rule["applied"].as_u64().unwrap_or_default(),
            )
        })
        .collect();
    assert_eq!(counts, [("Press", 2), ("Tour", 2), ("Hello", 2)]);
    until_idle(&app).await;
    assert_eq!(app.sent().len(), sent.len(), "nothing was sent");
    assert_eq!(happened, self::happened(&app).await, "nothing was stored");
}

/// A rule that was made today is shown on yesterday's texts, page by page, and none of them is answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_young_rule_is_shown_on_the_texts_before_it() {
    let app = TestApp::new().await;
    for place in 0..5 {
        app.text(ANA, &format!("tour {place}"));
    }
    let old = Injected::text(BO, "tour, two days ago");
    app.carrier.inject(old.at(clock() - 2 * 86_400_000));
    until_idle(&app).await;
    rules(&app).await;
    let first = app.call("rules.replay", json!({ "limit": 3 })).await;
    assert_eq!((&first["texts"], &first["answered"]), (&json!(5), &json!(1)), "once, then the cooldown holds");
    let last = app.call("rules.replay", json!({ "limit": 3, "cursor": first["next"] })).await;
    assert_eq!((&last["texts"], &last["next"]), (&json!(5), &Value::Null));
    let bodies: Vec<&str> = [&first, &last]
        .iter()
        .flat_map(|page| page["items"].as_array().expect("items"))
        .filter_map(|item| item["body"].as_str())
        .collect();
    assert_eq!(bodies, ["tour 0", "tour 1", "tour 2", "tour 3", "tour 4"]);
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    assert_eq!(app.refused("rules.replay", json!({ "cursor": "x" })).await.code.as_str(), "bad_params");
}

fn clock() -> i64 {
    use fanline_engine::clock::{Clock, SystemClock};
    SystemClock.now_ms()
}
