//! The whole script of a line's first day.

use std::collections::BTreeMap;

use fanline_simulator::{CarrierConfig, Injected, Manners, Origin, RateCurve, Start};
use serde_json::{Value, json};
use support::eventually;
use support::process::end;

use super::{Setup, connected, fan, unconnected};

const FANS: u32 = 20;

/// Fans that text once and say nothing more.
fn crowd() -> CarrierConfig {
    CarrierConfig {
        fans: FANS,
        start: Start::Wait,
        fans_per_second: RateCurve::steady(500.0),
        manners: Manners { answers: 0.0, reacts: 0.0, stops: 0.0, helps: 0.0, pictures: 0.0, ..Manners::default() },
        ..CarrierConfig::default()
    }
}

/// If this fails somebody who scripts a line gets other answers than yesterday, or a fan gets no answer or two.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_can_be_run_by_a_script() {
    let setup = unconnected(crowd()).await;
    let added = setup.add().await.document(&["line", "add"]);
    assert_eq!(added["number"], setup.carrier.number());
    assert!(added["id"].is_string() && added["secrets"] == "environment" && added.get("secret").is_none(), "{added}");
    let lines = setup.cli.json(&["line", "list"]).await;
    assert_eq!((&lines["items"][0]["id"], &lines["next"]), (&added["id"], &Value::Null));
    settings(&setup).await;
    rules(&setup).await;

    setup.carrier.start_fans();
    eventually("every fan texts", async || (setup.carrier.report().fans == u64::from(FANS)).then_some(())).await;
    setup.carrier.inject(Injected::text(fan(1), "a zebra in the lighthouse, è vero?"));
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!(report, json!({ "inbound": FANS + 1, "sent": FANS + 1, "waiting": 0, "unknown": 0, "next_at": null }));
    let mut replies: BTreeMap<String, u32> = BTreeMap::new();
    for entry in setup.carrier.ledger().into_iter().filter(|entry| entry.origin == Origin::Api) {
        *replies.entry(entry.to).or_default() += 1;
    }
    assert_eq!(replies.len(), FANS as usize + 1, "every fan got an answer");
    assert!(replies.values().all(|count| *count == 1), "one answer each: {replies:?}");

    looking(&setup).await;
    personal(&setup).await;
    broadcast(&setup).await;
    let removed = setup.cli.json(&["line", "remove", added["id"].as_str().expect("an id")]).await;
    assert_eq!(removed["id"], added["id"]);
    assert_eq!(setup.cli.json(&["line", "list"]).await["items"], json!([]), "the line is gone");
}

async fn settings(setup: &Setup) {
    let set = setup.cli.json(&["settings", "set", "pace_per_second", "1000"]).await;
    assert_eq!((&set["key"], &set["value"]), (&json!("pace_per_second"), &json!("1000")));
    assert_eq!(set["warning"]["code"], "pace_above_type", "more than a long code carries is honoured, with a warning");
    for (key, value) in [("quiet_period", "2s"), ("undo_window", "0s"), ("daily_cap", "off"), ("quiet_hours", "off")] {
        setup.cli.json(&["settings", "set", key, value]).await;
        assert_eq!(setup.cli.json(&["settings", "get", key]).await["value"], value);
    }
    let all = setup.cli.json(&["settings", "list"]).await;
    let keys: Vec<&str> =
        all["items"].as_array().expect("items").iter().filter_map(|one| one["key"].as_str()).collect();
    for key in ["quiet_hours", "catch_up", "fan_daily_cap", "approval", "sender_name"] {
        assert!(keys.contains(&key), "{keys:?}");
    }
}

async fn rules(setup: &Setup) {
    let rules = setup.cli.json(&["rules", "list"]).await;
    assert_eq!((&rules["items"][0]["key"], &rules["items"][0]["on"]), (&json!("welcome"), &json!(false)));
    let silent = setup.cli.json(&["rules", "try", "--from", &fan(1), "hello"]).await;
    assert_eq!((&silent["reply"], &silent["why"]["code"]), (&Value::Null, &json!("no_rule")));
    let words = "Hi, Juno here, this hello is automatic. STOP to end.";
    assert_eq!(setup.cli.json(&["rules", "set", "welcome", "--text", words]).await["text"], words);
    setup.welcome_on().await;
    let answered = setup.cli.json(&["rules", "try", "--from", &fan(1), "hello"]).await;
    assert_eq!(answered["reply"], words);
    let off = setup.cli.json(&["rules", "off", "welcome"]).await;
    assert_eq!(off["on"], false);
    setup.welcome_on().await;
    own_rule(setup, words).await;
}

/// A rule made, changed part by part, moved, tried on the last day and taken away.
async fn own_rule(setup: &Setup, words: &str) {
    let cli = &setup.cli;
    let add = ["rules", "add", "--name", "Tour", "--keywords", "tour, dates", "--text", words, "--cooldown", "2h"];
    let made = cli.json(&add).await;
    assert_eq!(made["trigger"]["keywords"], json!(["tour", "dates"]));
    assert_eq!((&made["key"], &made["on"], &made["repeat"]["seconds"]), (&json!("tour"), &json!(false), &json!(7_200)));
    cli.json(&["rules", "set", "tour", "--ask", "city", "--delay", "20s-90s"]).await;
    let changed = cli.json(&["rules", "set", "tour", "--tags", "Tour,vip"]).await;
    let actions = json!({ "ask": "city", "tags": ["tour", "vip"], "flag": false, "mark_read": false });
    assert_eq!((&changed["actions"], &changed["timing"]["delay_to_s"]), (&actions, &json!(90)));
    assert_eq!(cli.json(&["rules", "move", "tour", "1"]).await["items"][0]["key"], "tour");
    assert_eq!(cli.json(&["rules", "replay"]).await["texts"], 0);
    assert_eq!(cli.json(&["rules", "delete", "tour"]).await["id"], made["id"]);
}

async fn looking(setup: &Setup) {
    let status = setup.cli.json(&["status"]).await;
    assert_eq!((&status["fans"], &status["inbound"]), (&json!(FANS + 1), &json!(FANS + 1)));
    assert_eq!((&status["pace"], &status["auto_replies"]), (&json!(1000.0), &json!(true)));
    assert!(status["frontier_at"].is_i64() && status["spend_today"]["currency"] == "USD", "{status}");
    let outbox: u64 = status["outbox"].as_object().expect("states").values().filter_map(Value::as_u64).sum();
    assert_eq!(outbox, u64::from(FANS) + 1, "{status}");
    assert_eq!(setup.cli.json(&["sync"]).await["new_inbound"], 0);

    let all = setup.cli.json(&["fans", "list"]).await;
    assert_eq!((all["items"].as_array().map(Vec::len), &all["next"]), (Some(FANS as usize + 1), &Value::Null));
    let first = setup.cli.json(&["fans", "list", "--limit", "8"]).await;
    let next = first["next"].as_str().expect("more follow");
    let rest = setup.cli.json(&["fans", "list", "--cursor", next]).await;
    let ids =
        |page: &Value| page["items"].as_array().cloned().unwrap_or_default().into_iter().map(|fan| fan["id"].clone());
    assert_eq!(ids(&first).chain(ids(&rest)).collect::<Vec<_>>(), ids(&all).collect::<Vec<_>>(), "pages fit together");

    let card = setup.cli.json(&["fans", "show", &fan(1)]).await;
    assert_eq!((&card["number"], &card["from_fan"], &card["automatic"]), (&json!(fan(1)), &json!(1), &json!(1)));
    let thread = setup.cli.json(&["messages", &fan(1)]).await;
    let voices: Vec<&Value> = thread["items"].as_array().expect("items").iter().map(|item| &item["voice"]).collect();
    assert_eq!(voices, ["fan", "automatic"], "oldest first");
    for words in [vec!["zebra"], vec!["LIGHTHOUSE", "zebra"], vec!["e vero"]] {
        let found = setup.cli.json(&[vec!["search"], words.clone()].concat()).await;
        assert_eq!(found["items"][0]["number"], fan(1), "{words:?}");
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{words:?}");
    }
    assert_eq!(setup.cli.json(&["search", "zebras", "nowhere"]).await["items"], json!([]));
    let direct = setup.cli.json(&["call", "inbox.list", r#"{"limit": 3}"#]).await;
    assert_eq!(direct["items"].as_array().map(Vec::len), Some(3));
}

async fn personal(setup: &Setup) {
    let first = setup.cli.json(&["send", &fan(1), "see you at eight", "--client-id", "eight"]).await;
    let again = setup.cli.json(&["send", &fan(1), "see you at eight", "--client-id", "eight"]).await;
    assert_eq!((&first["id"], &first["state"]), (&again["id"], &json!("waiting")));
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!((&report["sent"], &report["inbound"]), (&json!(1), &json!(0)));
    let got = setup.carrier.ledger().into_iter().filter(|entry| entry.body == "see you at eight").count();
    assert_eq!(got, 1, "one client id is one text");
}

async fn broadcast(setup: &Setup) {
    let draft = setup.cli.json(&["broadcast", "create", "--text", "doors open at nine. STOP to end."]).await;
    let id = draft["id"].as_str().expect("an id");
    assert_eq!(draft["state"], "draft");
    let (code, refused) = setup.cli.refused(&["broadcast", "send", id]).await;
    assert_eq!((code, &refused["code"]), (1, &json!("count_changed")));
    let message = refused["message"].as_str().expect("a message");
    for part in [(FANS + 1).to_string().as_str(), "--yes", "USD", "1 part"] {
        assert!(message.contains(part), "without --yes it says what it would do: {message}");
    }
    let sent = setup.cli.json(&["broadcast", "send", id, "--yes"]).await;
    assert_ne!(sent["state"], "draft");
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!(report["sent"], FANS + 1, "{report}");
    let shown = setup.cli.json(&["broadcast", "show", id]).await;
    assert_eq!(
        (&shown["state"], &shown["sent"], &shown["recipients"]),
        (&json!("done"), &json!(FANS + 1), &json!(FANS + 1))
    );
    let got = setup.carrier.ledger().into_iter().filter(|entry| entry.body.starts_with("doors open")).count();
    assert_eq!(got, FANS as usize + 1, "every fan got the update");
    let (code, refused) = setup.cli.refused(&["broadcast", "pause", id]).await;
    assert_eq!((code, &refused["code"]), (1, &json!("wrong_state")));
    let second = setup.cli.json(&["broadcast", "create", "--text", "never mind", "--audience", "everyone"]).await;
    let cancelled = setup.cli.json(&["broadcast", "cancel", second["id"].as_str().expect("an id")]).await;
    assert_eq!(cancelled["state"], "cancelled");
    let list = setup.cli.json(&["broadcast", "list"]).await;
    let states: Vec<&Value> = list["items"].as_array().expect("items").iter().map(|update| &update["state"]).collect();
    assert_eq!(states, ["cancelled", "done"], "newest first");
}

/// If this fails what people read without --json is missing what they asked for, or shows a secret.
#[tokio::test(flavor = "multi_thread")]
async fn people_read_calm_text() {
    let setup = connected(CarrierConfig::default()).await;
    setup.welcome_on().await;
    setup.carrier.inject(Injected::text(fan(3), "hello\u{1b}[2Jthere\nagain"));
    setup.cli.json(&["run", "--until", "idle"]).await;
    let id = setup.cli.json(&["line", "list"]).await["items"][0]["id"].as_str().expect("an id").to_owned();
    let update =
        setup.cli.json(&["broadcast", "create", "--text", "soon"]).await["id"].as_str().expect("an id").to_owned();
    let number = fan(3);
    for (args, expected) in [
        (vec!["line", "list"], id.as_str()),
        (vec!["status"], "Spent today"),
        (vec!["rules", "list"], "welcome"),
        (vec!["rules", "try", "--from", &number, "STOP"], "Would not answer"),
        (vec!["fans", "list"], &number),
        (vec!["fans", "show", &number], "1 automatic"),
        (vec!["messages", &number], " ⏎ again"),
        (vec!["search", "hello"], &number),
        (vec!["settings", "list"], "daily_cap"),
        (vec!["settings", "get", "catch_up"], "catch_up = 12h"),
        (vec!["broadcast", "list"], "soon"),
        (vec!["broadcast", "show", &update], "draft"),
        (vec!["sync"], "Read "),
        (vec!["run", "--for", "1ms"], "0 texts in"),
        (vec!["call", "lines.list"], "\"items\""),
    ] {
        let shown = end(setup.cli.plain(&args), "").await;
        assert_eq!(shown.code, Some(0), "{args:?}: {}", shown.stderr);
        assert!(shown.stdout.contains(expected), "{args:?}: {}", shown.stdout);
        assert!(!shown.stdout.contains('\u{1b}'), "{args:?} lets a fan steer the terminal");
        for secret in [&setup.cli.key, &setup.cli.secret] {
            assert!(!shown.stdout.contains(secret.as_str()) && !shown.stderr.contains(secret.as_str()), "{args:?}");
        }
        assert!(shown.stderr.contains("environment"), "{args:?} says where the secrets come from: {}", shown.stderr);
    }
}
