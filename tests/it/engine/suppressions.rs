//! Numbers that must never get a text, whether or not a fan has one.

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const ANA: &str = "+12025550101";
const BO: &str = "+12025550102";
const CY: &str = "+447700900123";

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

async fn suppress(app: &TestApp, number: &str) -> Value {
    app.call("suppressions.add", json!({ "number": number, "source": "e-mail", "note": "asked on Monday" })).await
}

/// Somebody who asked by e-mail would get the welcome, the update, or what a person typed before looking.
#[tokio::test(flavor = "multi_thread")]
async fn no_path_leads_to_a_suppressed_number() {
    let app = TestApp::new().await;
    app.set("undo_window", "0s").await;
    let added = suppress(&app, ANA).await;
    assert_eq!((added["kind"].clone(), added["number"].clone()), (json!("entered"), json!(ANA)));
    assert_eq!(suppress(&app, ANA).await["id"], added["id"], "twice is once");
    app.welcome_on().await;
    app.text(ANA, "is this you?");
    app.text(BO, "hello");
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0, "no welcome");
    assert_eq!(app.thread(ANA).await[0]["why"]["code"], "suppressed");
    let refused = app.refused("messages.send", json!({ "to": ANA, "text": "hi" })).await;
    assert_eq!((refused.code.as_str(), refused.params["source"].as_str()), ("suppressed", "e-mail"));
    let preview = app.call("updates.preview", json!({ "text": "Doors open Friday" })).await;
    assert_eq!(
        (preview["recipients"].clone(), preview["excluded"].clone()),
        (json!(1), json!([{ "reason": "suppressed", "count": 1 }]))
    );
    let update = app.call("updates.create", json!({ "text": "Doors open Friday" })).await;
    let update = app.call("updates.send", json!({ "id": update["id"], "yes": true })).await;
    until_idle(&app).await;
    let update = app.call("updates.get", json!({ "id": update["id"] })).await;
    assert_eq!(update["excluded"], json!([{ "reason": "suppressed", "count": 1 }]));
    assert_eq!((app.received_by(ANA).len(), app.received_by(BO).len()), (0, 2));
}

/// What was queued before the e-mail came in must not leave after it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_queued_does_not_leave() {
    let app = TestApp::new().await;
    app.text(ANA, "hello");
    app.call("sync.now", json!({})).await;
    app.call("messages.send", json!({ "to": ANA, "text": "see you", "client_id": "a" })).await;
    suppress(&app, ANA).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0);
    let item = app.thread(ANA).await.pop().expect("the queued text");
    assert_eq!((item["state"].clone(), item["reason"]["code"].clone()), (json!("cancelled"), json!("suppressed")));
}

/// A list of a hundred numbers with a typo in it: the owner must learn which line, and can paste it again.
#[tokio::test(flavor = "multi_thread")]
async fn a_paste_answers_for_each_line() {
    let app = TestApp::new().await;
    app.text(BO, "STOP");
    app.call("sync.now", json!({})).await;
    let text = format!("phone,reason\n{ANA},letter\n\n{BO},x\nnobody,x\n{CY},\n");
    let report = app.call("suppressions.import", json!({ "text": text, "source": "old app" })).await;
    assert_eq!(
        report["items"],
        json!([
            { "line": 2, "outcome": "added", "number": ANA, "text": null },
            { "line": 4, "outcome": "already_there", "number": BO, "text": null },
            { "line": 5, "outcome": "not_a_number", "number": null, "text": "nobody,x" },
            { "line": 6, "outcome": "added", "number": CY, "text": null },
        ])
    );
    let again = app.call("suppressions.import", json!({ "text": text, "source": "old app" })).await;
    assert_eq!(
        (again["added"].clone(), again["already_there"].clone(), again["lines"].clone()),
        (json!(0), json!(3), json!(6))
    );
    let all = app.call("suppressions.list", json!({})).await;
    let found = |number: &str| {
        let items = all["items"].as_array().expect("items").clone();
        items
            .into_iter()
            .find(|item| item["number"] == number)
            .map(|item| (item["kind"].clone(), item["source"].clone()))
    };
    assert_eq!(found(ANA), Some((json!("entered"), json!("letter"))));
    assert_eq!(found(CY), Some((json!("entered"), json!("old app"))));
    assert_eq!(found(BO), Some((json!("stop"), json!(""))), "a STOP is on the same list");
}

/// The list moves to another computer as a file: what comes back must be what went out.
#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_an_import() {
    let (app, other) = (TestApp::new().await, TestApp::new().await);
    for (number, note) in [(ANA, "=1+1"), (CY, "said \"never\", twice")] {
        app.call("suppressions.add", json!({ "number": number, "source": "-letter", "note": note })).await;
    }
    app.text(BO, "STOP");
    app.call("sync.now", json!({})).await;
    let file = app.call("suppressions.export", json!({})).await;
    assert_eq!((file["count"].clone(), file["erased"].clone()), (json!(3), json!(0)));
    let csv = file["csv"].as_str().expect("a file");
    assert!(csv.contains("\"'=1+1\"") && csv.contains("\"'-letter\""), "{csv}");
    other.call("suppressions.import", json!({ "text": csv, "source": "backup" })).await;
    let back = other.call("suppressions.export", json!({})).await;
    assert_eq!(back["csv"], file["csv"]);
}

/// A list of thousands is read page by page, and searched.
#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_paged_and_searched() {
    let app = TestApp::new().await;
    let text: String = (100..125).map(|place| format!("+12025550{place}\n")).collect();
    app.call("suppressions.import", json!({ "text": text, "source": "letter" })).await;
    let (mut seen, mut cursor) = (Vec::new(), Value::Null);
    loop {
        let page = app.call("suppressions.list", json!({ "limit": 10, "cursor": cursor })).await;
        seen.extend(page["items"].as_array().expect("items").iter().map(|item| item["number"].clone()));
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    let once: std::collections::BTreeSet<String> = seen.iter().map(ToString::to_string).collect();
    assert_eq!((seen.len(), once.len()), (25, 25), "each number once");
    for (search, count) in [("0112", 1), ("LETTER", 25), ("+1 (202) 555-0124", 1), ("nothing", 0)] {
        let page = app.call("suppressions.list", json!({ "search": search })).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(count), "{search}");
    }
}

/// A STOP must not be undone by a click; what a person entered can be, with a reason.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_stands_until_start_or_a_named_consent() {
    let app = TestApp::new().await;
    app.text(ANA, "STOP");
    app.call("sync.now", json!({})).await;
    suppress(&app, BO).await;
    let removed = |number: &str, consent: Option<&str>| json!({ "number": number, "reason": "a mistake", "consent_source": consent });
    assert_eq!(app.refused("suppressions.remove", removed(ANA, None)).await.code.as_str(), "stop_stands");
    assert_eq!(app.refused("suppressions.remove", removed(CY, None)).await.code.as_str(), "not_found");
    assert_eq!(
        app.refused("suppressions.remove", json!({ "number": BO, "reason": " " })).await.code.as_str(),
        "bad_params"
    );
    app.call("suppressions.remove", removed(BO, None)).await;
    app.call("suppressions.remove", removed(ANA, Some("the form of 3 November"))).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert_eq!(fan["opted_out_at"], Value::Null);
    let ledger = app.call("consent.list", json!({ "fan_id": fan["id"] })).await;
    let said: Vec<_> = ledger["items"].as_array().expect("items").iter().map(|item| item["what"].clone()).collect();
    assert_eq!(said, ["stop_lifted", "stop", "texted_first"]);
    assert_eq!(ledger["items"][0]["source"], "the form of 3 November");
    assert_eq!((&ledger["items"][1]["wording"], &ledger["items"][1]["how"]), (&json!("STOP"), &json!("text")));
    app.call("messages.send", json!({ "to": ANA, "text": "welcome back", "client_id": "a" })).await;
    until_idle(&app).await;
    assert_eq!(app.received_by(ANA).len(), 0, "the carrier holds its own list, which only START opens");
}

/// A fan who asked by e-mail and then texts START wants to be back; one who texted START before did not say it since.
#[tokio::test(flavor = "multi_thread")]
async fn start_takes_a_number_off_the_list() {
    let app = TestApp::new().await;
    // The provider's dates are whole seconds: within the second of the entry nobody knows what came first.
    let asked = SystemClock.now_ms() - 60_000;
    app.call("suppressions.add", json!({ "number": ANA, "source": "e-mail", "at": asked })).await;
    app.text(ANA, "hello?");
    app.call("sync.now", json!({})).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await;
    assert_eq!(fan["suppressed"], true);
    app.carrier.inject(fanline_simulator::Injected {
        from: ANA.to_owned(),
        body: "START".to_owned(),
        at: fan["first_at"].as_i64().map(|at| at - 3_600_000),
        ..Default::default()
    });
    app.call("sync.now", json!({})).await;
    assert_eq!(app.call("fans.get", json!({ "number": ANA })).await["suppressed"], true, "an old START says nothing");
    app.text(ANA, "Start");
    app.call("sync.now", json!({})).await;
    assert_eq!(app.call("fans.get", json!({ "number": ANA })).await["suppressed"], false);
}

/// Fans of an import have no text to prove their consent: its source has to be on record, or no update reaches them.
#[tokio::test(flavor = "multi_thread")]
async fn consent_can_be_written_down() {
    let app = TestApp::new().await;
    let given = json!({ "number": ANA, "what": "given", "source": "ticket shop", "wording": "Text me news" });
    let entry = app.call("consent.add", given).await;
    assert_eq!(
        (&entry["how"], &entry["wording"], &entry["message_id"]),
        (&json!("entered"), &json!("Text me news"), &Value::Null)
    );
    let reach = || async { app.call("updates.preview", json!({ "text": "News" })).await["recipients"].clone() };
    assert_eq!(reach().await, 1);
    app.call("consent.add", json!({ "number": ANA, "what": "withdrawn", "source": "phone call" })).await;
    assert_eq!(reach().await, 0);
    let refused = app.refused("consent.add", json!({ "number": ANA, "what": "given", "source": "" })).await;
    assert_eq!(refused.code.as_str(), "bad_params", "no consent without its source");
    app.text(BO, "STOP");
    app.call("sync.now", json!({})).await;
    let refused = app.refused("consent.add", json!({ "number": BO, "what": "given", "source": "ticket shop" })).await;
    assert_eq!(refused.code.as_str(), "stop_stands", "an import does not undo a STOP");
}
