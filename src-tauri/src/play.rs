//! The practice day, played by the app itself through the same commands as a person's clicks.
//!
//! Each line on the output is one JSON object: `{"play":"note","text":…}`, `{"play":"shot","name":…}` (then a line on
//! the input is waited for), and at the end `{"play":"report",…}`, counted by the practice carrier.

use std::io::{BufRead, Write};
use std::time::Duration;

use fanline_engine::{Engine, Error, ErrorCode};
use serde_json::{Value, json};
use tauri::AppHandle;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Instant, sleep, sleep_until};

use crate::events::navigate;
use crate::practice::Practice;

/// How long a picture may take before the day goes on without it.
const SHOT: Duration = Duration::from_secs(10);
/// For the window to draw what was navigated to.
const DRAW: Duration = Duration::from_millis(1_500);
/// Between questions whether something has happened.
const AGAIN: Duration = Duration::from_millis(250);
/// For the undo window while the day is played.
const UNDO: &str = "5s";
/// What the owner writes, after the number of the day: the next day goes on in the same ledger, and nobody gets the
/// same words twice.
const ANSWER: &str = "It's really me. I read these at night, with tea. Where are you writing from?";
const UPDATE: &str = "doors open Friday at eight, same price for every seat. See you there. Juno. Text STOP to end.";

struct Day<'a> {
    app: &'a AppHandle,
    engine: &'a Engine,
    /// Lines of the input, each of which says that a picture is taken.
    taken: UnboundedReceiver<()>,
    ends: Instant,
    /// Days that were played on this line, and this one.
    number: usize,
}

/// Plays the day for about `duration`.
pub async fn run(app: &AppHandle, engine: &Engine, practice: &Practice, duration: Duration) -> Result<(), Error> {
    let begins = Instant::now();
    let carrier = practice.carrier().ok_or(ErrorCode::PracticeUnavailable)?;
    let before = carrier.report();
    let updates = engine.call("updates.list", json!({})).await?;
    let number = updates["items"].as_array().map_or(0, Vec::len) + 1;
    let mut day = Day { app, engine, taken: listen(), ends: begins + duration, number };
    let undo = engine.call("settings.get", json!({ "key": "undo_window" })).await?;
    engine.call("settings.set", json!({ "key": "undo_window", "value": UNDO })).await?;
    let played = day.play(duration).await;
    engine.call("settings.set", json!({ "key": "undo_window", "value": undo["value"] })).await?;
    let (personal, update_sent_to) = played?;
    let report = carrier.report();
    say(&json!({
        "play": "report",
        "texts_in": report.texts_in - before.texts_in,
        "replies_out": report.texts_out - before.texts_out - update_sent_to - personal,
        "twice": report.twice,
        "update_sent_to": update_sent_to,
        "personal": personal,
    }));
    Ok(())
}

impl Day<'_> {
    /// Gives the personal answers and the recipients of the update.
    async fn play(&mut self, duration: Duration) -> Result<(u64, u64), Error> {
        self.note("Invented fans text the practice line. Nothing leaves this computer.");
        self.show("#/inbox", DRAW).await;
        self.until(|status| status["fans"].as_u64() >= Some(8)).await?;
        self.show("#/replies", Duration::ZERO).await;
        self.engine.call("rules.set", json!({ "id": "welcome", "on": true })).await?;
        self.note("Welcome is on: each new fan gets one automatic hello that says so.");
        self.show("#/replies", DRAW).await;
        self.shot("replies").await;
        sleep_until(self.ends - duration / 2).await;
        let (personal, fan) = self.answer().await?;
        self.show(&format!("#/inbox/{fan}"), DRAW).await;
        self.shot("thread").await;
        self.show("#/inbox", DRAW).await;
        self.shot("inbox-live").await;
        // Late enough for a crowd, early enough to be done with it.
        sleep_until(self.ends - duration / 5).await;
        let sent_to = self.update().await?;
        self.show("#/inbox", DRAW).await;
        self.shot("inbox-end").await;
        sleep_until(self.ends).await;
        Ok((personal, sent_to))
    }

    /// The owner answers the fan who asked something last.
    async fn answer(&self) -> Result<(u64, String), Error> {
        let inbox = self.engine.call("inbox.list", json!({})).await?;
        let conversations = inbox["items"].as_array().cloned().unwrap_or_default();
        let open = |item: &&Value| item["opted_out"] == false && item["care"] == false;
        let fan = conversations.iter().filter(open).find(|item| item["question"] == true);
        let fan = fan.or_else(|| conversations.iter().find(open)).ok_or(ErrorCode::NotFound)?;
        let id = fan["id"].as_str().unwrap_or_default().to_owned();
        self.engine.call("messages.send", json!({ "fan_id": id, "text": self.words(ANSWER) })).await?;
        self.note("The owner answers one fan personally.");
        Ok((1, id))
    }

    fn words(&self, text: &str) -> String {
        if self.number == 1 { text.to_owned() } else { format!("Day {}. {text}", self.number) }
    }

    async fn update(&mut self) -> Result<u64, Error> {
        let draft =
            self.engine.call("updates.create", json!({ "text": format!("Day {}: {UPDATE}", self.number) })).await?;
        let id = draft["id"].clone();
        self.show("#/updates/new", DRAW).await;
        self.shot("update-compose").await;
        // The crowd grows while the button is held: the count that is confirmed is the one of this moment.
        self.engine.call("updates.send", json!({ "id": id, "yes": true })).await?;
        self.note("An update goes to everyone, after a few seconds to take it back.");
        let route = format!("#/updates/{}", id.as_str().unwrap_or_default());
        self.show(&route, Duration::from_secs(1)).await;
        let mut pictured = false;
        loop {
            let update = self.engine.call("updates.get", json!({ "id": id })).await?;
            let (sent, recipients) = (update["sent"].as_u64().unwrap_or(0), update["recipients"].as_u64().unwrap_or(0));
            if !pictured && sent * 3 >= recipients && sent > 0 {
                pictured = true;
                self.shot("update-progress").await;
            }
            if update["state"] == "done" {
                self.note(&format!("The update reached {sent} fans."));
                return Ok(sent);
            }
            sleep(AGAIN).await;
        }
    }

    async fn until(&self, enough: impl Fn(&Value) -> bool) -> Result<(), Error> {
        loop {
            if enough(&self.engine.call("status.get", Value::Null).await?) {
                return Ok(());
            }
            sleep(AGAIN).await;
        }
    }

    async fn show(&self, route: &str, wait: Duration) {
        navigate(self.app, route);
        sleep(wait).await;
    }

    fn note(&self, text: &str) {
        say(&json!({ "play": "note", "text": text }));
    }

    async fn shot(&mut self, name: &str) {
        say(&json!({ "play": "shot", "name": name }));
        // Without somebody who takes pictures the day goes on.
        tokio::time::timeout(SHOT, self.taken.recv()).await.ok();
    }
}

/// Reads lines on a thread of its own, which ends with the process.
fn listen() -> UnboundedReceiver<()> {
    let (tell, taken) = unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines() {
            if line.is_err() || tell.send(()).is_err() {
                break;
            }
        }
    });
    taken
}

fn say(line: &Value) {
    let mut output = std::io::stdout().lock();
    // Whoever listened may have gone; the day is played to its end all the same.
    writeln!(output, "{line}").and_then(|()| output.flush()).ok();
}
