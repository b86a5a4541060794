//! A running line gets over what befalls it by itself: nobody has to start anything anew.

use std::path::Path;
use std::time::Duration;

use fanline_engine::secrets::SecretKind;
use fanline_simulator::{Carrier, CarrierConfig, Delivery, Fault, FaultPlan, On, Origin, Scripted};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use support::{TestApp, eventually};

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";

/// A carrier that keeps its ledger, so that it can go away and come back.
fn lasting(folder: &Path) -> CarrierConfig {
    CarrierConfig { ledger: Some(folder.join("ledger")), ..CarrierConfig::default() }
}

/// The carrier comes back where it was, opening to `secret`.
async fn back(app: &mut TestApp, folder: &Path, secret: &str) {
    let port = app.carrier.base_url().rsplit(':').next().and_then(|port| port.parse().ok()).expect("its port");
    let config = CarrierConfig { port, secret: Some(secret.to_owned()), ..lasting(folder) };
    app.carrier = Carrier::start(config).await.expect("the port is free again");
}

async fn synced(app: &TestApp) {
    eventually("the line is synced", || async { (app.status().await["sync"]["state"] == "synced").then_some(()) })
        .await;
}

async fn problem(app: &TestApp, code: &str) -> Value {
    eventually(&format!("{code} is said"), || async {
        let status = app.status().await;
        (status["problem"]["code"] == code).then_some(status)
    })
    .await
}

async fn write(app: &TestApp, number: &str, client_id: &str) {
    app.call("messages.send", json!({ "to": number, "text": "hi", "client_id": client_id })).await;
}

/// Waits until a number got one text, and nothing is left to do.
async fn gets_one(app: &TestApp, number: &str) {
    eventually("the text arrives", || async { (!app.received_by(number).is_empty()).then_some(()) }).await;
    eventually("nothing is left to send", || async {
        let outbox = app.status().await["outbox"].clone();
        ["queued", "sending", "unknown"].iter().all(|state| outbox[*state].as_u64().unwrap_or(0) == 0).then_some(())
    })
    .await;
    assert_eq!(app.received_by(number).len(), 1, "once");
}

/// If this fails a lost network means a restart by hand, or a text of that time is lost or in doubt for an hour.
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_network_is_said_and_gone_over() {
    let kept = tempfile::tempdir().expect("a folder");
    let mut app = TestApp::with(lasting(kept.path())).await;
    app.welcome_on().await;
    // In doubt would be an hour.
    app.set("quiet_period", "60m").await;
    app.engine.start().await;
    synced(&app).await;
    let secret = app.carrier.secret().to_owned();
    app.carrier.clone().stop().await;
    write(&app, ANA, "a").await;
    let status = problem(&app, "offline").await;
    assert_eq!(status["sync"]["state"], "offline");
    back(&mut app, kept.path(), &secret).await;
    app.text(BO, "hello");
    gets_one(&app, ANA).await;
    gets_one(&app, BO).await;
    synced(&app).await;
    assert_eq!(app.status().await["problem"], Value::Null);
    app.engine.shutdown().await;
}

/// If this fails a revoked key cannot be replaced, a wrong one replaces a good one, or the line has to be started anew.
#[tokio::test(flavor = "multi_thread")]
async fn another_key_opens_the_account_again() {
    let kept = tempfile::tempdir().expect("a folder");
    let mut app = TestApp::with(lasting(kept.path())).await;
    app.engine.start().await;
    synced(&app).await;
    app.carrier.clone().stop().await;
    let fresh = "another-secret-of-the-account";
    back(&mut app, kept.path(), fresh).await;
    write(&app, ANA, "a").await;
    let status = eventually("the refusal is said", || async {
        let status = app.status().await;
        ["key_refused", "account_stopped"].iter().any(|code| status["problem"]["code"] == *code).then_some(status)
    })
    .await;
    assert!(status["waiting"]["personal"] == 1, "it waits: {status}");
    let line = status["line"]["id"].as_str().expect("an id").to_owned();
    let (key, before) = (app.carrier.key().to_owned(), app.secrets.get(&line, SecretKind::ProviderSecret));
    let wrong = app.refused("lines.change_key", json!({ "key": key, "secret": "no such secret" })).await;
    assert_eq!(wrong.code.as_str(), "key_refused");
    let same = app.secrets.get(&line, SecretKind::ProviderSecret).expect("memory").expect("a secret");
    assert_eq!(same.expose_secret(), before.expect("memory").expect("a secret").expose_secret(), "nothing is changed");
    let view = app.call("lines.change_key", json!({ "key": key, "secret": fresh })).await;
    assert_eq!((&view["key"], &view["id"]), (&json!(key), &json!(line)));
    gets_one(&app, ANA).await;
    synced(&app).await;
    assert_eq!(app.status().await["problem"], Value::Null);
    app.restart().await;
    app.engine.start().await;
    synced(&app).await;
    app.engine.shutdown().await;
}

/// If this fails the sign-in page of a hotel counts as the provider: texts are lost in it or lie in doubt for an hour, or
/// somebody has to start Fanline anew after signing in.
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_page_is_said_and_sends_nothing() {
    for fault in [Fault::PortalRedirect, Fault::Portal] {
        let app = TestApp::new().await;
        app.set("quiet_period", "60m").await;
        app.engine.start().await;
        synced(&app).await;
        let everything = Scripted { on: On::Any, skip: 0, times: u32::MAX, fault };
        app.carrier.set_faults(FaultPlan { script: vec![everything], ..FaultPlan::default() });
        app.call("sync.wake", Value::Null).await;
        let status = problem(&app, "not_the_provider").await;
        assert_eq!(status["sync"]["state"], "offline", "{fault:?}");
        write(&app, ANA, "a").await;
        // A while in which the line looks again, and would have sent.
        let asked = || app.carrier.faults().script.first().map_or(0, |step| u32::MAX - step.times);
        let before = asked();
        eventually("the line looks again", || async { (asked() > before + 1).then_some(()) }).await;
        let status = app.status().await;
        assert_eq!((&status["outbox"]["queued"], &status["outbox"]["unknown"]), (&json!(1), &Value::Null), "{fault:?}");
        app.carrier.set_faults(FaultPlan::default());
        gets_one(&app, ANA).await;
        assert_eq!(app.status().await["problem"], Value::Null);
        app.engine.shutdown().await;
    }
}

/// If this fails a text whose requests vanish is tried for ever, or given up without anybody being asked.
#[tokio::test(flavor = "multi_thread")]
async fn five_absences_leave_it_to_a_person() {
    let app = TestApp::new().await;
    app.set("quiet_period", "1s").await;
    let vanish = Scripted { on: On::Create, skip: 0, times: 5, fault: Fault::CutBefore };
    app.carrier.set_faults(FaultPlan { script: vec![vanish], ..FaultPlan::default() });
    app.engine.start().await;
    write(&app, ANA, "a").await;
    let parked = eventually("it is parked", || async {
        app.thread(ANA).await.into_iter().find(|item| item["state"] == "parked")
    })
    .await;
    assert_eq!(parked["reason"]["code"], "unknown_too_often", "{parked}");
    let listed = app.call("outbox.list", json!({ "state": "parked" })).await;
    assert_eq!(listed["items"][0]["attempts"], 5, "{listed}");
    assert!(app.received_by(ANA).is_empty() && app.carrier.faults().script.is_empty(), "five requests, no more");
    app.call("outbox.retry", json!({ "id": parked["outbox_id"] })).await;
    gets_one(&app, ANA).await;
    app.engine.shutdown().await;
}

/// Most texts that the carrier took within the time that it keeps an answer back.
fn most_at_once(app: &TestApp, answer_ms: i64) -> usize {
    let mut taken: Vec<i64> = app
        .carrier
        .ledger()
        .into_iter()
        .filter(|entry| entry.origin == Origin::Api)
        .map(|entry| entry.created_at_ms)
        .collect();
    taken.sort_unstable();
    taken.iter().map(|from| taken.iter().filter(|at| (0..answer_ms).contains(&(*at - from))).count()).max().unwrap_or(0)
}

/// If this fails one busy minute of the provider keeps a line slow for the rest of the day, or a burst of refusals loses
/// a text.
#[tokio::test(flavor = "multi_thread")]
async fn after_bursts_of_429_as_many_requests_are_under_way_as_before() {
    const FANS: u32 = 240;
    const ANSWER_MS: u64 = 200;
    let delivery = Delivery { delivered_ms: 1, ..Delivery::default() };
    let app = TestApp::with(CarrierConfig { delivery, ..CarrierConfig::default() }).await;
    app.set("pace_per_second", "1000").await;
    // A request takes longer than a quiet period of the tests allows.
    app.set("quiet_period", "8s").await;
    app.welcome_on().await;
    let burst = Scripted { on: On::Create, skip: 0, times: 24, fault: Fault::Busy };
    let slow = Scripted { on: On::Create, skip: 0, times: 10_000, fault: Fault::Slow { ms: ANSWER_MS } };
    app.carrier.set_faults(FaultPlan { script: vec![burst, slow], ..FaultPlan::default() });
    for number in 0..FANS {
        app.text(&format!("+1212{:03}5{:03}", 500 + number % 100, number / 100), "hello");
    }
    let run = app.engine.run(fanline_engine::Until::Idle, tokio_util::sync::CancellationToken::new());
    tokio::time::timeout(Duration::from_secs(120), run).await.expect("it ends").expect("idle");
    assert_eq!(app.sent().len(), FANS as usize, "each once");
    let most = most_at_once(&app, i64::try_from(ANSWER_MS).expect("a short time"));
    assert!(most >= 12, "at most {most} requests were under way");
}
