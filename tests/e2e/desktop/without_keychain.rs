//! A desktop where no keychain service runs.

use serde_json::json;
use support::eventually;

use super::app::App;
use super::home::Home;
use super::ledger::Ledger;
use super::number::{carrier, connect};

/// If this fails such a desktop has no practice line, is not told that it forgets, or keeps a provider's secret somewhere.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_practices_in_memory_and_connects_nothing_without_a_keychain() {
    let home = Home::without_keychain().await;
    let app = App::start(&home, &["--practice"]).await;
    app.sees("Kept in memory: no keychain service runs, so practice starts fresh each time.").await;
    app.click(".livebar [role=switch]").await;
    eventually("fans get their hello", async || {
        Ledger::read(&home.practice()).is_some_and(|ledger| !ledger.hellos().is_empty()).then_some(())
    })
    .await;
    app.picture("without-keychain").await;
    let before = Ledger::read(&home.practice()).expect("the carrier's book").account;
    app.end().await;

    let app = App::start(&home, &[]).await;
    app.sees("Kept in memory").await;
    assert_ne!(Ledger::read(&home.practice()).expect("the carrier's book").account, before, "practice begins anew");
    let status = app.call("status.get", json!({})).await.expect("a line");
    assert_eq!((&status["line"]["secrets"], &status["auto_replies"]), (&json!("memory"), &json!(false)));

    let carrier = carrier().await;
    app.press("Connect your number").await;
    connect(&app, &carrier).await;
    app.sees("Secret Service is not running, so there is nowhere safe for the secret.").await;
    app.picture("keychain-missing").await;
    let lines = std::fs::read_dir(home.data().join("lines")).into_iter().flatten().count();
    assert_eq!(lines, 0, "nothing of the number stays");
    app.is_content().await;
    app.end().await;
    carrier.stop().await;
}
