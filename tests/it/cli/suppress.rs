//! The list of numbers that get no texts, from a terminal.

use fanline_simulator::{CarrierConfig, Injected};
use serde_json::json;
use support::process::end;

use super::{connected, fan};

/// If this fails a do-not-text list cannot be moved in or out by a script, or a typo in it is lost.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_kept_from_a_script() {
    let setup = connected(CarrierConfig::default()).await;
    let (one, two) = (fan(1), fan(2));
    let added = setup.cli.json(&["suppress", "add", &one, "--source", "e-mail", "--note", "- never again"]).await;
    assert_eq!((&added["number"], &added["source"]), (&json!(one), &json!("e-mail")));
    let file = format!("{two}\n{one}\n12 Main Street\n");
    let args = ["suppress", "import", "-", "--source", "letter"];
    let report = end(setup.cli.command(&args), &file).await.document(&args);
    assert_eq!(
        (&report["added"], &report["already_there"], &report["not_a_number"]),
        (&json!(1), &json!(1), &json!(1))
    );
    let shown = end(setup.cli.plain(&args), &file).await;
    assert!(
        shown.stdout.contains("0 added, 2 already there") && shown.stdout.contains("line 3: 12 Main Street"),
        "{}",
        shown.stdout
    );
    setup.carrier.inject(Injected::text(fan(3), "STOP"));
    setup.cli.json(&["sync"]).await;
    let listed = setup.cli.json(&["suppress", "list"]).await;
    assert_eq!(listed["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(setup.cli.json(&["suppress", "list", "--search", "letter"]).await["items"][0]["number"], two);
    let csv = end(setup.cli.plain(&["suppress", "export"]), "").await.stdout;
    assert!(
        csv.starts_with("number,source,note,at") && csv.lines().count() == 4 && csv.contains("\"'- never again\""),
        "{csv}"
    );
    for (args, code) in [
        (vec!["send", &two, "hello"], "suppressed"),
        (vec!["suppress", "remove", &fan(3), "--reason", "oops"], "stop_stands"),
        (vec!["suppress", "remove", &fan(9), "--reason", "oops"], "not_found"),
    ] {
        let (exit, error) = setup.cli.refused(&args).await;
        assert_eq!((exit, &error["code"]), (1, &json!(code)), "{args:?}: {error}");
    }
    setup.cli.json(&["suppress", "remove", &two, "--reason", "wrong number"]).await;
    setup.cli.json(&["send", &two, "hello"]).await;
}
