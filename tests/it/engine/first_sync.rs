//! A number with years behind it: usable at once, its history later, and nobody answered as if the past were new.

use fanline_engine::Until;
use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::{FaultPlan, Injected};
use serde_json::{Value, json};
use support::{TestApp, eventually};
use tokio_util::sync::CancellationToken;

const DAY_MS: i64 = 86_400_000;
const DAYS: i64 = 30;
const A_DAY: i64 = 80;
/// Pages of older texts that make an import long.
const PAGES: i64 = 8;
const TEXTS: i64 = DAYS * A_DAY;
const OLD: &str = "+12025550100";
const NEW: &str = "+447700900103";

/// A line with eighty texts a day in the last month, each of another fan, behind a provider that takes its time.
async fn with_history() -> TestApp {
    let app = TestApp::new().await;
    let now = SystemClock.now_ms();
    for place in 0..TEXTS {
        let at = now - DAY_MS - (TEXTS - place) * DAY_MS / A_DAY;
        app.carrier
            .inject(Injected::text(format!("+1206{:07}", 5_550_000 + place), format!("day {}", place / A_DAY)).at(at));
    }
    app.carrier.inject(Injected::text(OLD, "I have been here for a month").at(now - (DAYS - 1) * DAY_MS));
    app.carrier.set_faults(slow());
    app
}

fn slow() -> FaultPlan {
    FaultPlan { slow: 1.0, slow_ms: 300, ..FaultPlan::default() }
}

/// The import's place and its count of texts, while it runs.
async fn history(app: &TestApp) -> Option<(i64, u64)> {
    let history = app.status().await["sync"]["history"].clone();
    Some((history["at"].as_i64()?, history["read"].as_u64()?))
}

/// If this fails the owner of a number with a past looks at an empty inbox until all of it was read.
#[tokio::test(flavor = "multi_thread")]
async fn the_newest_texts_come_first() {
    let app = with_history().await;
    app.engine.start().await;
    let first = eventually("the inbox shows something", || async {
        app.call("inbox.list", json!({})).await["items"].as_array().and_then(|items| items.first().cloned())
    })
    .await;
    assert_eq!(first["preview"], format!("day {}", DAYS - 1), "the newest text is on top");
    assert!(app.status().await["inbound"].as_i64() < Some(TEXTS), "and the rest is not waited for");
    let (began, _) = eventually("the import is told of", || history(&app)).await;
    let (later, read) =
        eventually("it goes on, a day after the other", || async { history(&app).await.filter(|(at, _)| *at < began) })
            .await;
    assert!(began - later < DAYS * DAY_MS && read > 0, "it tells where it is: {later}, {read}");
    eventually("it ends", || async { history(&app).await.is_none().then_some(()) }).await;
    assert_eq!(app.status().await["inbound"], TEXTS + 1, "nothing is left out");
    app.engine.shutdown().await;
}

/// If this fails every restart begins the import anew, and on a laptop it never ends.
#[tokio::test(flavor = "multi_thread")]
async fn an_import_goes_on_where_it_stood() {
    let mut app = with_history().await;
    app.engine.start().await;
    let a_third = DAYS / 3 * DAY_MS;
    let now = SystemClock.now_ms();
    eventually("a third of it is there", || async { history(&app).await.filter(|(at, _)| *at < now - a_third) }).await;
    app.restart().await;
    let (_, read) = history(&app).await.expect("it is not done");
    app.carrier.set_faults(FaultPlan::default());
    let report = app.call("sync.now", Value::Null).await;
    // The newest page of each list, the rest, and again the day in which it stood with the page that reaches into it.
    let again = report["read"].as_u64().expect("a count") + read - u64::try_from(TEXTS).expect("a count");
    assert!(again < 1_500, "{again} texts were read twice");
    assert_eq!(app.status().await["inbound"], TEXTS + 1);
}

/// If this fails the flood goes unanswered until a year of history is imported, or an old fan is greeted as a new one.
#[tokio::test(flavor = "multi_thread")]
async fn rules_do_not_wait_for_the_history() {
    let app = with_history().await;
    let now = SystemClock.now_ms();
    for place in 0..PAGES * 1_000 {
        let from = format!("+1312{:07}", 5_550_000 + place % 500);
        app.carrier.inject(Injected::text(from, "an old one").at(now - 2 * DAY_MS - place * 100_000));
    }
    // A request may take as long as the slow ones do.
    app.set("quiet_period", "8s").await;
    app.welcome_on().await;
    app.engine.start().await;
    eventually("the import has begun", || history(&app)).await;
    // From here on each page of the import takes longer than a look: it cannot be over before what follows.
    app.carrier.set_faults(FaultPlan { slow: 1.0, slow_ms: 1_000, ..FaultPlan::default() });
    app.text(OLD, "still me");
    app.text(NEW, "is this you?");
    eventually("the new fan is welcomed", || async { (app.received_by(NEW).len() == 1).then_some(()) }).await;
    let why = eventually("the old fan's text is decided", || async {
        app.thread(OLD)
            .await
            .into_iter()
            .find(|item| item["body"] == "still me")
            .map(|item| item["why"]["code"].clone())
    })
    .await;
    assert_eq!(why, "not_first_text", "whoever has written before is looked up");
    let (at, _) = history(&app).await.expect("the import still runs");
    assert!(at > now - (DAYS - 1) * DAY_MS, "and has not come to what decided it: {at}");
    app.carrier.set_faults(FaultPlan::default());
    eventually("the import ends", || async { history(&app).await.is_none().then_some(()) }).await;
    assert_eq!(app.sent().len(), 1, "the past is not answered");
    app.engine.shutdown().await;
}

/// If this fails a text that came while the laptop slept, and was shown late, waits for minutes after it wakes up.
#[tokio::test(flavor = "multi_thread")]
async fn waking_up_is_a_reason_to_look_deep() {
    let clock = std::sync::Arc::new(support::ShiftedClock::default());
    let app = TestApp::with_clock(
        fanline_simulator::CarrierConfig::default(),
        std::sync::Arc::<support::ShiftedClock>::clone(&clock),
    )
    .await;
    let now = SystemClock.now_ms();
    // More than a look's first page, which shows what is on it however old it is.
    for place in 0..150 {
        app.carrier.inject(Injected::text(NEW, "good night").at(now - place * 100));
    }
    app.engine.start().await;
    eventually("the first look", || async { (app.status().await["inbound"] == 150).then_some(()) }).await;
    eventually("its end", || async { (app.status().await["sync"]["state"] == "synced").then_some(()) }).await;
    // Behind the frontier by more than the looks of every two seconds reach. A clock that was set back makes the deep
    // looks seem done for hours.
    for (place, hours) in [(1, 8), (2, -8)] {
        app.carrier.inject(Injected::text(OLD, "you were asleep").at(now - place * 300_000));
        clock.set(SystemClock.now_ms() + hours * 3_600_000);
        eventually("the late text is found", || async { (app.status().await["inbound"] == 150 + place).then_some(()) })
            .await;
    }
    app.engine.shutdown().await;
}

/// If this fails a script that runs until nothing is left stops in the middle of the import.
#[tokio::test(flavor = "multi_thread")]
async fn idle_means_that_the_history_is_there() {
    let app = with_history().await;
    app.carrier.set_faults(FaultPlan::default());
    let report = app.engine.run(Until::Idle, CancellationToken::new()).await.expect("idle");
    assert_eq!(report.inbound, u64::try_from(TEXTS + 1).expect("a count"));
}

/// If this fails what a computer shows depends on the order and the troubles in which it read the list.
#[tokio::test(flavor = "multi_thread")]
async fn two_computers_see_the_same_line() {
    let app = TestApp::new().await;
    let now = SystemClock.now_ms();
    let words = ["hello", "STOP", "START", "yes", "see you", "please stop texting me"];
    for place in 0..600_i64 {
        let (fan, said) = (format!("+120255501{:02}", place % 37), words[(place * 7 % 11 % 6).unsigned_abs() as usize]);
        // Three texts share a second.
        let at = now - 2 * DAY_MS + place / 3 * 400_000;
        app.carrier.inject(Injected::text(fan, said).at(at));
    }
    app.carrier.set_faults(FaultPlan {
        shuffled_rows: 0.4,
        duplicate_rows: 0.6,
        truncated: 0.1,
        busy: 0.1,
        busy_burst: 1,
        late_visible: 0.3,
        late_visible_ms: 1_500,
        ..FaultPlan::default()
    });
    for place in 0..200_i64 {
        let fan = format!("+120255501{:02}", place % 41);
        app.carrier.inject(Injected::text(fan, words[(place % 6).unsigned_abs() as usize]).at(now - place * 500));
    }
    eventually("everything is read through the troubles", || async {
        app.engine.call("sync.now", Value::Null).await.ok();
        (app.status().await["inbound"] == 800).then_some(())
    })
    .await;
    let seen = canonical(&app).await;
    app.carrier.set_faults(FaultPlan::default());
    let other = app.beside().await;
    other.call("sync.now", Value::Null).await;
    assert_eq!(canonical(&other).await, seen);
}

/// Every card and every thread, without the ids of this computer.
async fn canonical(app: &TestApp) -> Vec<String> {
    let mut lines = Vec::new();
    for fan in 0..41 {
        let number = format!("+120255501{fan:02}");
        let card = app.call("fans.get", json!({ "number": number })).await;
        let kept = ["opted_out_at", "opt_out_review", "unread", "last_at", "preview", "from_fan"];
        lines.push(kept.map(|key| format!("{key}={}", card[key])).join(" "));
        let thread = app.call("thread.list", json!({ "fan_id": card["id"] })).await;
        let items = thread["items"].as_array().expect("items");
        let mut items: Vec<String> = items
            .iter()
            .map(|item| {
                // A text that leaves gets its date on the way: it stands where it stood when it was first read.
                let at = if item["voice"] == "fan" { item["at"].to_string() } else { String::new() };
                format!("{at} {} {}", item["body"], item["voice"])
            })
            .collect();
        items.sort();
        lines.append(&mut items);
    }
    lines
}
