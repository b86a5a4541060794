//! Closing the window and opening it again.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use support::eventually;

use super::app::App;
use super::home::Home;
use super::ledger::Ledger;

const SWITCH: &str = ".livebar [role=switch]";
const ON: &str = "return document.querySelector('.livebar [role=switch]').checked";

/// If this fails a restart loses conversations or the switch, or fans hear the automatic hello a second time.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_goes_on_after_a_restart_and_greets_nobody_twice() {
    let home = Home::new().await;
    let app = App::start(&home, &["--practice", "--fresh"]).await;
    app.click(SWITCH).await;
    app.until("automatic answers are on", ON).await;
    let greeted = greets_more_than(&home, 3).await;
    let known = fans(&app).await;
    app.end().await;

    let app = App::start_with(&home, &[], &[("GTK_THEME", "Adwaita:dark")]).await;
    let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
    assert_eq!(app.script(dark).await, json!(true), "a dark desktop gets a dark window");
    app.sees("Practice, nothing is sent.").await;
    app.is_content().await;
    assert_eq!(app.until("automatic answers are still on", ON).await, json!(true));
    let there = fans(&app).await;
    assert!(known.is_subset(&there), "every conversation is still there: {known:?} in {there:?}");
    let greeted = greets_more_than(&home, greeted + 2).await;
    // Power that fails gives no time to close anything.
    app.end_with("KILL").await;

    let app = App::start(&home, &[]).await;
    greets_more_than(&home, greeted + 2).await;
    assert!(there.is_subset(&fans(&app).await), "a crash loses no conversation");
    app.is_content().await;
    app.end().await;
    let ledger = Ledger::read(&home.practice()).expect("the carrier's book");
    assert_eq!(ledger.twice(), Vec::<&str>::new(), "nobody gets anything twice");
}

/// Waits until more fans than this got their hello. Gives how many did.
async fn greets_more_than(home: &Home, number: usize) -> usize {
    eventually("more fans get their hello", async || {
        let ledger = Ledger::read(&home.practice())?;
        let greeted = ledger.hellos().len();
        (greeted > number).then_some(greeted)
    })
    .await
}

async fn fans(app: &App<'_>) -> BTreeSet<String> {
    let mut numbers = BTreeSet::new();
    let mut cursor = Value::Null;
    loop {
        let page = app.call("inbox.list", json!({ "cursor": cursor })).await.expect("a page of conversations");
        let items = page["items"].as_array().expect("conversations");
        numbers.extend(items.iter().filter_map(|item| item["number"].as_str().map(str::to_owned)));
        cursor = page["next"].clone();
        if cursor.is_null() {
            return numbers;
        }
    }
}
