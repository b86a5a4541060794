//! A practice line with a long past.

use serde_json::json;
use support::process::Cli;

/// If this fails nobody can see how the app does with a past of years, or seeing it twice doubles it.
#[tokio::test(flavor = "multi_thread")]
async fn the_practice_line_gets_a_past_once() {
    let cli = Cli::new("practice secret");
    let seed = ["practice", "seed", "--texts", "3000", "--fans", "500", "--days", "30"];
    assert_eq!(cli.json(&seed).await, json!({ "texts": 3_000 }));
    assert_eq!(cli.json(&seed).await, json!({ "texts": 0 }));
    let longer = ["practice", "seed", "--texts", "1000", "--fans", "500", "--days", "30", "--seed", "2"];
    assert_eq!(cli.json(&longer).await, json!({ "texts": 1_000 }), "another past beside it");
}
