//! Rules on a running line: what each kind of rule does, and what keeps it from doing it.

use std::sync::Arc;

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{CarrierConfig, Direction, FaultPlan, Injected};
use serde_json::{Value, json};
use support::{ShiftedClock, TestApp};
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const HOUR_MS: i64 = 3_600_000;

async fn until_idle(app: &TestApp) -> fanline_engine::api::views::RunReport {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself")
}

/// Makes a rule and switches it on.
async fn rule(app: &TestApp, parts: Value) -> Value {
    let mut all =
        json!({ "name": "Rule", "text": "This reply is automatic.", "repeat": { "kind": "always" }, "on": true });
    for (name, value) in parts.as_object().expect("parts") {
        all[name] = value.clone();
    }
    app.call("rules.add", all).await
}

/// What the thread says of the newest text from a number.
async fn newest_why(app: &TestApp, number: &str) -> Value {
    let thread = app.thread(number).await;
    thread.iter().rfind(|item| item["voice"] == "fan").expect("a text")["why"].clone()
}

async fn fan(app: &TestApp, number: &str) -> Value {
    app.call("fans.get", json!({ "number": number })).await
}

/// Fans ask in their own spelling: the word is heard, the reply carries their name, other texts stay with a person.
#[tokio::test(flavor = "multi_thread")]
async fn a_keyword_is_answered() {
    let app = TestApp::new().await;
    let parts = json!({ "name": "Tour", "text": "{first_name|Hi}, dates soon. (automatic)",
        "trigger": { "kind": "keywords", "keywords": ["Tournée", "🎸"] } });
    rule(&app, parts).await;
    app.text(ANA, "detournees"); // A longer word.
    until_idle(&app).await;
    assert_eq!((app.sent().len(), newest_why(&app, ANA).await["code"].clone()), (0, json!("no_keyword")));
    app.call("fans.set", json!({ "id": fan(&app, ANA).await["id"], "name": "Ana Lucía" })).await;
    app.text(ANA, "quand est la TOURNEE?!");
    app.text(BO, "🎸🎸🎸");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA)[0].body, "Ana, dates soon. (automatic)");
    assert_eq!(app.received_by(BO)[0].body, "Hi, dates soon. (automatic)");
    let why = newest_why(&app, ANA).await;
    let params = json!({ "rule": "Tour", "trigger": "keywords", "keyword": "Tournée" });
    assert_eq!(why, json!({ "code": "answered", "params": params }), "the thread says why");
}

/// Within the cooldown a fan is not told the same again; after it they are, and other fans are no matter.
#[tokio::test(flavor = "multi_thread")]
async fn a_cooldown_holds_for_each_fan() {
    let now = SystemClock.now_ms();
    let clock = Arc::new(ShiftedClock::showing(now - 5 * HOUR_MS));
    let faults = FaultPlan { clock_skew_ms: -5 * HOUR_MS, ..FaultPlan::default() };
    let app = TestApp::with_clock(CarrierConfig { faults, ..CarrierConfig::default() }, clock.clone()).await;
    app.call("sync.now", json!({})).await;
    let parts = json!({ "trigger": { "kind": "any_text" }, "repeat": { "kind": "cooldown", "seconds": 7_200 } });
    rule(&app, parts).await;
    clock.set(SystemClock.now_ms());
    app.carrier.set_faults(FaultPlan::default());
    for (from, minutes) in [(ANA, 240), (ANA, 200), (BO, 190), (ANA, 130), (ANA, 110)] {
        app.carrier.inject(Injected::text(from, format!("{minutes} minutes ago")).at(now - minutes * 60_000));
        until_idle(&app).await;
    }
    let whys: Vec<Value> = app
        .thread(ANA)
        .await
        .iter()
        .filter(|item| item["voice"] == "fan")
        .map(|item| item["why"]["code"].clone())
        .collect();
    assert_eq!(whys, ["answered", "in_cooldown", "in_cooldown", "answered"]);
    assert_eq!((app.received_by(ANA).len(), app.received_by(BO).len()), (2, 1));
}

/// A reply that takes its time leaves within its range, and not at all when the fan says STOP in between.
#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_reply_waits_and_hears_stop() {
    let clock = Arc::new(ShiftedClock::showing(SystemClock.now_ms()));
    let app = TestApp::with_clock(CarrierConfig::default(), clock.clone()).await;
    // An hour at which nobody is texted who did not just ask.
    let hour = (SystemClock.now_ms().rem_euclid(24 * HOUR_MS) / HOUR_MS + 12) % 24;
    app.set("quiet_hours", &format!("{hour:02}:00-{hour:02}:59")).await;
    let parts = json!({ "trigger": { "kind": "any_text" }, "timing": { "delay_from_s": 300, "delay_to_s": 400 } });
    rule(&app, parts).await;
    let asked_at = SystemClock.now_ms();
    app.text(ANA, "hi");
    app.text(BO, "hi");
    let report = until_idle(&app).await;
    assert_eq!((report.sent, report.waiting), (0, 2), "both take their time");
    let next = report.next_at.expect("a moment") - asked_at;
    assert!((298_000..=402_000).contains(&next), "{next} ms after the text");
    // Other hours must not hurry what a rule holds back.
    app.set("quiet_hours", &format!("{hour:02}:00-{hour:02}:58")).await;
    assert_eq!(until_idle(&app).await.sent, 0);
    app.text(BO, "STOP");
    until_idle(&app).await;
    clock.set(SystemClock.now_ms() + 410_000);
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1, "who just asked is answered, be it night");
    let to_bo: Vec<String> = app.received_by(BO).into_iter().map(|entry| entry.body).collect();
    assert!(!to_bo.contains(&"This reply is automatic.".to_owned()), "{to_bo:?}");
}

/// Whoever switches a reply off must not read it an hour later.
#[tokio::test(flavor = "multi_thread")]
async fn a_rule_that_is_switched_off_takes_its_waiting_answers_along() {
    let app = TestApp::new().await;
    let parts = json!({ "trigger": { "kind": "any_text" }, "timing": { "delay_from_s": 300, "delay_to_s": 400 } });
    let slow = rule(&app, parts).await;
    app.text(ANA, "hi");
    assert_eq!(until_idle(&app).await.waiting, 1, "it takes its time");
    app.call("rules.set", json!({ "id": slow["id"], "on": false })).await;
    assert_eq!(until_idle(&app).await.waiting, 0);
    let item = app.thread(ANA).await.into_iter().find(|item| item["voice"] == "automatic").expect("the answer");
    assert_eq!((&item["state"], &item["reason"]["code"]), (&json!("cancelled"), &json!("rule_off")));
    app.call("rules.set", json!({ "id": slow["id"], "on": true })).await;
    assert_eq!(until_idle(&app).await.waiting, 0, "switched on again, it answers what comes from here on");
}

/// What a fan is asked for comes onto the card from their next text, and never over what a person wrote there.
#[tokio::test(flavor = "multi_thread")]
async fn an_asked_name_is_kept() {
    let app = TestApp::new().await;
    let parts = json!({ "name": "Ask", "text": "", "trigger": { "kind": "first_text" }, "actions": { "ask": "name" },
        "repeat": { "kind": "once" } });
    let rule = rule(&app, parts).await;
    assert!(rule["text"].as_str().is_some_and(|text| text.contains("Automatic")), "a question without words has ours");
    for from in [ANA, BO, "+12025550103"] {
        app.text(from, "is this really you");
    }
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA)[0].body, rule["text"].as_str().expect("words"));
    app.call("fans.set", json!({ "id": fan(&app, BO).await["id"], "name": "Bo from the radio" })).await;
    app.text(ANA, "i'm ana!! 💜");
    app.text(BO, "Robert");
    app.text("+12025550103", "Stop");
    until_idle(&app).await;
    assert_eq!(fan(&app, ANA).await["name"], "Ana");
    assert_eq!(newest_why(&app, ANA).await, json!({ "code": "fact_kept", "params": { "fact": "name" } }));
    assert_eq!(fan(&app, BO).await["name"], "Bo from the radio", "a person's word stays");
    assert_eq!(fan(&app, "+12025550103").await["name"], Value::Null, "STOP is no name");
    app.text(ANA, "Beatrice");
    until_idle(&app).await;
    assert_eq!(fan(&app, ANA).await["name"], "Ana", "one answer to one question");
}

/// Who answers an update is heard as such: once, and not when they only go on talking.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_to_an_update_is_answered() {
    let app = TestApp::new().await;
    app.set("undo_window", "0s").await;
    let parts = json!({ "name": "Thanks", "trigger": { "kind": "reply_to_update", "within_s": 172_800 } });
    rule(&app, parts).await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    assert_eq!(newest_why(&app, ANA).await["code"], "not_after_update");
    let update = app.call("updates.create", json!({ "text": "The album is out. Text STOP to end." })).await;
    app.call("updates.send", json!({ "id": update["id"], "confirm": 1 })).await;
    until_idle(&app).await;
    app.text(ANA, "finally!!");
    until_idle(&app).await;
    app.text(ANA, "love it");
    until_idle(&app).await;
    let bodies: Vec<String> = app.received_by(ANA).into_iter().map(|entry| entry.body).collect();
    assert_eq!(bodies, ["The album is out. Text STOP to end.", "This reply is automatic."]);
    assert_eq!(newest_why(&app, ANA).await["code"], "not_after_update");
}

/// Once a person writes, here or from another place, the rules are silent, also with what they were about to say.
#[tokio::test(flavor = "multi_thread")]
async fn a_person_takes_over() {
    let app = TestApp::new().await;
    rule(&app, json!({ "trigger": { "kind": "any_text" }, "timing": { "delay_from_s": 600, "delay_to_s": 600 } }))
        .await;
    app.text(ANA, "are you there?");
    app.text(BO, "are you there?");
    until_idle(&app).await;
    app.call("messages.send", json!({ "to": ANA, "text": "I am", "client_id": "a" })).await;
    app.carrier.inject(Injected::sent_elsewhere(BO, "I am, on another phone"));
    app.call("sync.now", json!({})).await;
    for number in [ANA, BO] {
        let thread = app.thread(number).await;
        let waiting = thread.iter().find(|item| item["voice"] == "automatic").expect("the reply");
        assert_eq!((&waiting["state"], &waiting["reason"]["code"]), (&json!("cancelled"), &json!("person_took_over")));
    }
    app.text(ANA, "wow");
    app.text(BO, "wow");
    until_idle(&app).await;
    for number in [ANA, BO] {
        assert_eq!(newest_why(&app, number).await["code"], "person_took_over");
    }
    app.set("person_takes_over", "off").await;
    // The other phone is no second computer that answers by itself.
    app.call("auto_replies.set", json!({ "on": true })).await;
    app.text(ANA, "and now?");
    until_idle(&app).await;
    assert_eq!(newest_why(&app, ANA).await["code"], "answered");
}

/// What a machine at the provider said is no person's word.
#[tokio::test(flavor = "multi_thread")]
async fn a_hosted_answer_takes_nothing_over() {
    let app = TestApp::new().await;
    rule(&app, json!({ "trigger": { "kind": "any_text" } })).await;
    let hosted = Injected::sent_elsewhere(ANA, "Thanks for your text");
    app.carrier.inject(Injected { direction: Direction::OutboundReply, ..hosted });
    app.call("sync.now", json!({})).await;
    app.text(ANA, "hi");
    until_idle(&app).await;
    assert_eq!(newest_why(&app, ANA).await["code"], "answered");
}

/// Rules without a reply do their work and let the next ones look.
#[tokio::test(flavor = "multi_thread")]
async fn tags_flags_and_reading() {
    let app = TestApp::new().await;
    let press = json!({ "name": "Press", "text": "", "trigger": { "kind": "keywords", "keywords": ["interview"] },
        "actions": { "tags": [" Press "], "flag": true, "mark_read": true } });
    let press = rule(&app, press).await;
    let reply =
        json!({ "name": "To the press", "trigger": { "kind": "any_text" }, "conditions": { "has_tags": ["PRESS"] } });
    rule(&app, reply).await;
    app.text(ANA, "hello");
    until_idle(&app).await;
    assert_eq!(newest_why(&app, ANA).await, json!({ "code": "tag_missing", "params": { "tag": "press" } }));
    app.text(ANA, "an interview?");
    until_idle(&app).await;
    let card = fan(&app, ANA).await;
    assert_eq!((&card["tags"], &card["flagged"], &card["unread"]), (&json!(["press"]), &json!(true), &json!(1)));
    assert_eq!(newest_why(&app, ANA).await["params"]["rule"], "To the press", "the tag holds at once");
    assert_eq!(app.received_by(ANA).len(), 1);
    let listed = app.call("rules.list", json!({})).await;
    let counted = listed["items"].as_array().expect("rules").iter().find(|rule| rule["id"] == press["id"]).cloned();
    assert_eq!(counted.expect("the rule")["total"], 1, "its work is counted");
    let card = app
        .call(
            "fans.set",
            json!({ "id": card["id"], "tags": ["VIP", "vip", "Milan"], "city": "Milano",
        "birthday": "--03-05" }),
        )
        .await;
    assert_eq!(
        (&card["tags"], &card["city"], &card["birthday"]),
        (&json!(["milan", "vip"]), &json!("Milano"), &json!("--03-05"))
    );
    let refused = app.refused("fans.set", json!({ "id": card["id"], "birthday": "5 March" })).await;
    assert_eq!((refused.code.as_str(), refused.params["field"].as_str()), ("bad_value", "birthday"));
}

/// A word that stops, starts or helps cannot be taken by a rule: the fan would be heard wrong.
#[tokio::test(flavor = "multi_thread")]
async fn reserved_words_are_refused() {
    let app = TestApp::new().await;
    let with = |word: &str| json!({ "name": "Rule", "text": "automatic", "trigger": { "kind": "keywords", "keywords": ["tour", word] } });
    for word in ["STOP", "stop!", "Arrêt", "opt out", "START", "help", "Info", "don't text me again"] {
        let refused = app.refused("rules.add", with(word)).await;
        assert_eq!((refused.code.as_str(), refused.params["word"].as_str()), ("reserved_word", word));
    }
    for word in ["", "?!", "two\nlines"] {
        let refused = app.refused("rules.add", with(word)).await;
        assert_eq!((refused.code.as_str(), refused.params["field"].as_str()), ("bad_value", "keywords"), "{word:?}");
    }
    let made = app.call("rules.add", with("yes")).await;
    assert_eq!((&made["key"], &made["on"]), (&json!("rule"), &json!(false)));
    let refused = app.refused("rules.set", json!({ "id": "rule", "text": " " })).await;
    assert_eq!(refused.code.as_str(), "empty_text", "a rule does something");
    let refused = app.refused("rules.add", json!({ "name": "No trigger", "text": "automatic" })).await;
    assert_eq!(refused.params["field"], "trigger");
}

/// The first rule in the order answers; a deleted one answers nobody, and keeps its name where it did.
#[tokio::test(flavor = "multi_thread")]
async fn order_and_deletion() {
    let app = TestApp::new().await;
    let first =
        rule(&app, json!({ "name": "First", "text": "First, automatic.", "trigger": { "kind": "any_text" } })).await;
    rule(&app, json!({ "name": "Second", "text": "Second, automatic.", "trigger": { "kind": "any_text" } })).await;
    app.text(ANA, "one");
    until_idle(&app).await;
    let moved = app.call("rules.move", json!({ "id": "second", "place": 1 })).await;
    let keys: Vec<&str> =
        moved["items"].as_array().expect("rules").iter().filter_map(|rule| rule["key"].as_str()).collect();
    assert_eq!(keys, ["second", "welcome", "first"]);
    app.text(ANA, "two");
    until_idle(&app).await;
    let delayed = json!({ "id": "second", "name": "Later", "timing": { "delay_from_s": 900, "delay_to_s": 900 } });
    app.call("rules.set", delayed).await;
    app.text(BO, "three");
    until_idle(&app).await;
    for key in ["first", "second"] {
        app.call("rules.delete", json!({ "id": key })).await;
    }
    app.text(BO, "four");
    until_idle(&app).await;
    let bodies: Vec<String> = app.sent().into_iter().map(|entry| entry.body).collect();
    assert_eq!(bodies, ["First, automatic.", "Second, automatic."]);
    let names: Vec<Value> = app
        .thread(ANA)
        .await
        .iter()
        .filter(|item| item["voice"] == "automatic")
        .map(|item| item["rule"].clone())
        .collect();
    assert_eq!(names, ["First", "Later"], "what was sent keeps the rule's name");
    let waiting = app.thread(BO).await.into_iter().find(|item| item["voice"] == "automatic").expect("the reply");
    assert_eq!(waiting["reason"]["code"], "rule_deleted");
    let again = rule(&app, json!({ "name": "First", "trigger": { "kind": "any_text" } })).await;
    assert_eq!(again["key"], "first", "a key is free again");
    assert_ne!(again["id"], first["id"]);
}
