//! Welcome: once for each fan, only for texts that came after it was switched on.

use fanline_engine::Until;
use fanline_simulator::{CarrierConfig, FaultPlan};
use serde_json::json;
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const CEM: &str = "+447700900103";

async fn until_idle(app: &TestApp) -> fanline_engine::api::views::RunReport {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself")
}

/// The promise of the product: every fan gets one automatic answer, however often they text.
#[tokio::test(flavor = "multi_thread")]
async fn every_fan_is_welcomed_once() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    for body in ["is this really you??", "hello?", "HELLO"] {
        app.text(ANA, body);
    }
    app.text(BO, "ciao da Reggio");
    let report = until_idle(&app).await;
    assert_eq!((report.inbound, report.sent, report.unknown), (4, 2, 0));
    app.next_second().await;
    app.text(ANA, "and another one");
    until_idle(&app).await;
    for fan in [ANA, BO] {
        let received = app.received_by(fan);
        assert_eq!(received.len(), 1, "{fan} must have exactly one answer");
        assert!(received[0].body.contains("automatic"), "an automatic text says that it is one");
    }
    let item = app.thread(ANA).await.into_iter().find(|item| item["voice"] == "automatic").expect("the answer's item");
    assert_eq!(item["rule"], "Welcome", "the thread names the rule that answered");
    let inbox = app.call("inbox.list", json!({})).await;
    assert_eq!(inbox["items"][0]["preview"], "and another one", "the list shows what people said, not our hello");
}

/// Yesterday's texts are never answered: not those from before the switch, nor those stored while it was off.
#[tokio::test(flavor = "multi_thread")]
async fn texts_from_before_the_switch_are_never_answered() {
    let app = TestApp::new().await;
    app.text(ANA, "texted while Welcome was off");
    until_idle(&app).await;
    app.welcome_on().await;
    app.text(BO, "texted after");
    until_idle(&app).await;
    app.text(ANA, "second text of an old fan");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0, "an old fan is not new");
    assert_eq!(app.received_by(BO).len(), 1);
    let thread = app.thread(ANA).await;
    assert_eq!(thread[1]["why"]["code"], "not_first_text", "the thread says why there was no answer");
}

/// On a computer whose clock is ahead, the first fans after the switch must not be taken for those before it.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_ahead_silences_nobody() {
    for clock_skew_ms in [-90_000, 90_000] {
        let faults = FaultPlan { clock_skew_ms, ..FaultPlan::default() };
        let app = TestApp::with(CarrierConfig { faults, ..CarrierConfig::default() }).await;
        app.welcome_on().await;
        app.text(ANA, "the first text of all");
        until_idle(&app).await;
        assert_eq!(app.received_by(ANA).len(), 1, "{clock_skew_ms} ms apart");
    }
}

/// A first sync that finds an old conversation must not take it for a new fan, whatever page it is on.
#[tokio::test(flavor = "multi_thread")]
async fn history_is_known_before_anything_is_answered() {
    let app = TestApp::new().await;
    let now = jiff_now();
    for place in 0..2_300_i64 {
        let from = format!("+1202555{:04}", place % 1_150);
        app.carrier.inject(fanline_simulator::Injected {
            from,
            body: format!("old text {place}"),
            at: Some(now - 86_400_000 + place * 1_000),
            ..Default::default()
        });
    }
    app.welcome_on().await;
    app.text("+12025550107", "I texted yesterday already");
    app.text(CEM, "I am new");
    let report = until_idle(&app).await;
    assert_eq!(report.inbound, 2_302);
    assert_eq!(app.sent().len(), 1, "only the new fan is answered");
    assert_eq!(app.received_by(CEM).len(), 1);
}

fn jiff_now() -> i64 {
    use fanline_engine::clock::{Clock, SystemClock};
    SystemClock.now_ms()
}

/// A fan that was answered from another computer must not be greeted again by this one.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_from_elsewhere_counts() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.carrier.inject(fanline_simulator::Injected {
        to: Some(ANA.to_owned()),
        body: "Hi, this hello was sent from another computer".to_owned(),
        direction: fanline_simulator::Direction::OutboundReply,
        ..Default::default()
    });
    app.engine.call("sync.now", json!({})).await.expect("a sync");
    app.text(ANA, "thanks!");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0);
    let thread = app.thread(ANA).await;
    assert_eq!(thread[0]["voice"], "elsewhere", "a text from elsewhere stands in its thread");
    assert_eq!(thread[1]["why"]["code"], "sent_elsewhere");
}

/// Switched off, on, or with other words: nobody is greeted a second time.
#[tokio::test(flavor = "multi_thread")]
async fn switching_and_rewording_resets_nothing() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "hi");
    until_idle(&app).await;
    app.call("rules.set", json!({ "id": "welcome", "on": false })).await;
    app.call("rules.set", json!({ "id": "welcome", "on": true, "text": "Other words, automatic all the same." })).await;
    app.text(ANA, "hi again");
    app.text(BO, "hi, I am new");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1);
    assert_eq!(app.received_by(BO)[0].body, "Other words, automatic all the same.");
}

/// A thumbs-up on our text, and a machine's text, are not conversations to answer.
#[tokio::test(flavor = "multi_thread")]
async fn reactions_and_machines_stay_unanswered() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.call("messages.send", json!({ "to": ANA, "text": "See you in Leipzig", "client_id": "a" })).await;
    until_idle(&app).await;
    app.text(ANA, "Liked “See you in Leipzig”");
    app.text("55577", "Your code is 123456");
    app.text("BANK", "Your statement is ready");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 1, "only the personal text went out");
    let thread = app.thread(ANA).await;
    assert_eq!((thread.len(), thread[0]["reactions"][0]["sign"].clone()), (1, json!("👍")), "it stands on the text");
    let inbox = app.call("inbox.list", json!({ "filter": "unread" })).await;
    let unread: Vec<_> = inbox["items"].as_array().expect("items").iter().map(|item| item["number"].clone()).collect();
    assert!(!unread.contains(&json!(ANA)), "a reaction is not unread");
}

/// Somebody in need is shown to a person, and never gets a cheerful automatic text.
#[tokio::test(flavor = "multi_thread")]
async fn somebody_in_need_is_left_to_a_person() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "I want to kill myself tonight");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0);
    let care = app.call("inbox.list", json!({ "filter": "care" })).await;
    assert_eq!(care["items"].as_array().expect("items").len(), 1);
    assert_eq!(app.status().await["care"], 1);
}

/// The switch in the live bar: off holds what waits, on lets the owner choose.
#[tokio::test(flavor = "multi_thread")]
async fn the_switch_holds_and_releases() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.text(ANA, "hi");
    app.call("sync.now", json!({})).await;
    app.call("auto_replies.set", json!({ "on": false })).await;
    let held = app.status().await;
    assert_eq!((held["auto_replies"].clone(), held["auto_replies_held"].clone()), (json!(false), json!(1)));
    app.text(BO, "hi");
    until_idle(&app).await;
    assert_eq!(app.sent().len(), 0, "off means off, also for what was queued");
    app.call("auto_replies.set", json!({ "on": true, "answer_waiting": true })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 1, "who waited is answered when the owner says so");
    assert_eq!(app.received_by(BO).len(), 0, "who texted while it was off is not");
}

/// Trying a text shows what would happen, and sends nothing.
#[tokio::test(flavor = "multi_thread")]
async fn trying_a_text_sends_nothing() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    let decision = app.call("rules.try", json!({ "from": ANA, "text": "is this you" })).await;
    assert_eq!((decision["why"]["code"].clone(), decision["rule"].clone()), (json!("answered"), json!("Welcome")));
    assert!(decision["reply"].as_str().is_some_and(|reply| reply.contains("Juno")));
    let stop = app.call("rules.try", json!({ "from": ANA, "text": "STOP" })).await;
    assert_eq!(stop["why"]["code"], "stop");
    until_idle(&app).await;
    assert_eq!((app.sent().len(), app.status().await["fans"].clone()), (0, json!(0)));
}
