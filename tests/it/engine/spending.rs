//! A bill that cannot explode.

use fanline_engine::Until;
use serde_json::json;
use support::TestApp;
use tokio_util::sync::CancellationToken;

/// At the day's cap automatic answers wait, the owner is told, and a person's own answer still goes.
#[tokio::test(flavor = "multi_thread")]
async fn the_cap_holds_automatic_answers_and_never_a_persons() {
    let app = TestApp::new().await;
    app.welcome_on().await;
    app.set("daily_cap", "0.05").await;
    for place in 0..20 {
        app.text(&format!("+120255501{place:02}"), "hi");
    }
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("a cap is idle, not work");
    let automatic = app.sent().len();
    assert_eq!(automatic, 6, "0.05 pays six texts at 0.0079");
    let status = app.status().await;
    assert_eq!(status["spend_today"]["amount"], "0.0474");
    app.call("messages.send", json!({ "to": "+12025550100", "text": "it's really me", "client_id": "a" })).await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.sent().len(), automatic + 1);
    app.set("daily_cap", "off").await;
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.sent().len(), 21, "a raised cap lets the waiting answers go");
}

/// Two automatic lines that answer each other must not burn money: one answer, then silence.
#[tokio::test(flavor = "multi_thread")]
async fn a_machine_that_answers_gets_one_answer() {
    let peer = "+12025550123";
    let app = TestApp::new().await;
    app.carrier.set_faults(fanline_simulator::FaultPlan {
        auto_answering_numbers: vec![peer.to_owned()],
        ..Default::default()
    });
    app.welcome_on().await;
    app.text(peer, "I am out of the office");
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(app.received_by(peer).len(), 1);
}
