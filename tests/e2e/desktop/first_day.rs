//! From the first start to an update that reached everyone, on the practice line.

use fantoccini::key::Key;
use serde_json::{Value, json};
use support::eventually;

use super::app::App;
use super::home::Home;
use super::ledger::Ledger;

const ROWS: &str = "return document.querySelectorAll('[role=listbox] [role=option]').length";
const SWITCH: &str = ".livebar [role=switch]";
const ANSWER: &str = "It is really me. Where are you writing from?";
const UPDATE: &str = "Doors open Friday at eight. See you there. Juno. Text STOP to end.";
/// From this number of fans on the button must be held.
const HOLD_FROM: u64 = 100;

/// If this fails somebody who opens the app for the first time does not get to a line that answers and sends.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_takes_a_person_from_welcome_to_an_update_for_everyone() {
    let home = Home::new().await;
    let app = App::start(&home, &[]).await;
    welcome(&app).await;
    rows_come_in(&app).await;
    answers_by_itself(&app).await;
    answers_personally(&app).await;
    takes_an_update_back(&app).await;
    sends_an_update(&app).await;
    everything_else(&app).await;
    app.is_content().await;
    assert_eq!(app.end().await.matches("panicked").count(), 0, "nothing panics on the way");
    let ledger = Ledger::read(&home.practice()).expect("the carrier's book");
    assert_eq!(ledger.twice(), Vec::<&str>::new(), "nobody gets anything twice");
    let personal = ledger.sent().iter().filter(|(_, body)| *body == ANSWER).count();
    assert_eq!(personal, 1, "the personal answer went to one fan, once");
    let database = std::fs::read(home.practice().join("line.db")).expect("the line's database");
    assert!(!database.starts_with(b"SQLite format 3"), "the texts are encrypted on the disk");
}

async fn welcome(app: &App<'_>) {
    assert_eq!(app.client.title().await.expect("the title"), "Fanline");
    app.sees("Post your number.").await;
    app.sees("Connect your number").await;
    app.is_content().await;
    app.picture("welcome").await;
    app.press("Try it on a practice line").await;
    app.sees("Practice, nothing is sent.").await;
    let status = app.call("status.get", json!({})).await.expect("a line");
    assert_eq!(status["line"]["secrets"], "keychain", "the practice line's key is in this session's keychain");
    assert!(!app.words().await.contains("Kept in memory"), "nothing is lost at the end here");
}

/// Rows appear without anybody asking for them.
async fn rows_come_in(app: &App<'_>) {
    let first = app.until("the first fans are in the list", ROWS).await;
    app.until("more fans come in by themselves", &format!("{ROWS} > {first}")).await;
    assert_eq!(app.script(&format!("return document.querySelector('{SWITCH}').checked")).await, json!(false));
}

async fn answers_by_itself(app: &App<'_>) {
    app.click(SWITCH).await;
    app.until("one click switches automatic answers on", &format!("return document.querySelector('{SWITCH}').checked"))
        .await;
    app.sees("1 on").await;
    app.click("nav a[href='#/inbox']").await;
    let row = eventually("a fan gets an automatic answer", async || {
        let ledger = Ledger::read(&app.home.practice())?;
        let hellos = ledger.hellos();
        let inbox = app.call("inbox.list", json!({})).await.expect("conversations");
        let answered = inbox["items"]
            .as_array()?
            .iter()
            .find(|fan| fan["number"].as_str().is_some_and(|number| hellos.contains_key(number)))?;
        Some(format!("#conversation-{}", answered["id"].as_str()?))
    })
    .await;
    app.click(&row).await;
    app.find(".msg.automatic .bubble").await;
    let said = app.script("return document.querySelector('.msg.automatic').innerText").await;
    let said = said.as_str().unwrap_or_default();
    assert!(said.contains("Automatic") && said.contains("automatic"), "it is marked and says so itself: {said}");
}

async fn answers_personally(app: &App<'_>) {
    app.write(".composer textarea", ANSWER).await;
    app.write(".composer textarea", &Key::Enter.to_string()).await;
    // The practice carrier never tells what became of one text in a hundred, and loses a few: the hello above stands for
    // those. That each line says what the carrier says is held in the browser.
    let left = "return /Sent|[Dd]elivered/.test(document.querySelector('.msg.personal')?.innerText ?? '')";
    app.until("the personal answer has left", left).await;
    let told = "return [...document.querySelectorAll('.msg.personal, .msg.automatic')].some((text) => \
        text.innerText.includes('Delivered'))";
    app.until("the thread tells what is delivered", told).await;
    app.picture("thread").await;
}

/// Writes an update, confirms it, and takes it back in time.
async fn takes_an_update_back(app: &App<'_>) {
    app.click("nav a[href='#/updates']").await;
    app.press("Write an update").await;
    app.write("textarea", UPDATE).await;
    app.sees("Draft saved").await;
    app.picture("update-compose").await;
    confirm(app).await;
    app.picture("update-undo").await;
    app.press("Undo").await;
    app.sees("The text is a draft again.").await;
    let draft = "return document.querySelector('textarea')?.value";
    assert_eq!(app.until("the words are back", draft).await, json!(UPDATE));
    let ledger = Ledger::read(&app.home.practice()).expect("the carrier's book");
    assert!(ledger.sent().iter().all(|(_, body)| *body != UPDATE), "nothing has left");
}

/// Sends it to a crowd, and follows it to its end.
async fn sends_an_update(app: &App<'_>) {
    app.call("settings.set", json!({ "key": "undo_window", "value": "3s" })).await.expect("a short undo window");
    let reach = "return Number(document.querySelector('.reach .figure')?.innerText.replace(/\\D/g, ''))";
    // The practice line is quiet for its first half minute.
    for many in [HOLD_FROM / 3, HOLD_FROM] {
        app.until(&format!("{many} fans are there"), &format!("{reach} >= {many}")).await;
    }
    confirm(app).await;
    app.until(
        "the undo window is over",
        "return /Sending now|Sent /.test(document.querySelector('section.now').innerText)",
    )
    .await;
    app.picture_as("update-progress").await;
    let id = app.script("return location.hash.split('/').pop()").await;
    let done = eventually("the update is through", async || {
        let update = app.call("updates.get", json!({ "id": id })).await.expect("the update");
        (update["state"] == "done").then_some(update)
    })
    .await;
    let ledger = Ledger::read(&app.home.practice()).expect("the carrier's book");
    let reached = ledger.sent().iter().filter(|(_, body)| *body == UPDATE).count() as u64;
    assert!(reached >= HOLD_FROM, "a crowd got it: {reached}");
    assert_eq!(done["sent"], json!(reached), "the window says what the carrier took");
    // One in a hundred carriers never tells.
    let delivered = format!(
        "const entry = [...document.querySelectorAll('.now dl > div')]
            .find((entry) => entry.querySelector('dt').innerText.trim() === 'Delivered');
        return Number(entry.querySelector('dd').innerText) >= {} && document.querySelector('.now').innerText.includes('Sent ')",
        reached * 9 / 10
    );
    app.until("the window follows the texts to the fans", &delivered).await;
    app.picture("update-done").await;
}

/// Confirms what is written, the way its number of fans asks for.
async fn confirm(app: &App<'_>) {
    let gone = "return document.querySelector('section.now') !== null";
    let asked = "const button = document.querySelector('.go button:not(:disabled)');
        return button && [button.classList.contains('hold'), document.querySelector('.go input')?.labels[0].innerText ?? '']";
    let ready = app.until("the update can be confirmed", asked).await;
    if let Some(number) = ready[1].as_str().filter(|label| !label.is_empty()) {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        app.write(".go input", &digits).await;
    }
    if ready[0] == true {
        app.hold(".go .hold", gone).await;
    } else {
        app.click(".go button").await;
        app.until("the update is confirmed", gone).await;
    }
}

/// The other screens, for complaints and for pictures.
async fn everything_else(app: &App<'_>) {
    app.click("nav a[href='#/replies']").await;
    app.sees("Try a text").await;
    app.picture("replies").await;
    app.click("nav a[href='#/updates']").await;
    app.find("tbody tr").await;
    app.picture("updates").await;
    app.point("tbody td:last-child").await;
    app.until("the whole row opens the update", "return document.querySelector('section.now') !== null").await;
    app.click("nav a[href='#/updates']").await;
    app.find("tbody tr").await;
    app.click("nav a[href='#/inbox']").await;
    app.until("rows", ROWS).await;
    app.click("[role=option]").await;
    app.find(".composer textarea").await;
    app.picture("inbox").await;
    app.click(".band a").await;
    app.sees("Back to").await;
    let line = app.call("status.get", Value::Null).await.expect("a status");
    assert_eq!(line["auto_replies"], json!(true), "Welcome stays on");
}
