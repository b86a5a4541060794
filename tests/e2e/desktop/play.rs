//! The practice day that the app plays by itself.

use std::process::Stdio;
use std::time::Duration;

use serde_json::Value;
use support::process::{Ended, wait};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::time::Instant;

use super::home::Home;

const DAY: Duration = Duration::from_secs(40);

/// If this fails `cargo xtask run --play` shows nothing, hangs, or shows a fan who hears the same thing twice.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_plays_a_practice_day() {
    let home = Home::new().await;
    let begins = Instant::now();
    let mut command = home.app(&["--practice", "--fresh", "--play", "40s"]);
    let mut app = command.stdin(Stdio::piped()).spawn().expect("the app starts");
    let mut taken = app.stdin.take().expect("the app's input");
    let mut lines = BufReader::new(app.stdout.take().expect("the app's output")).lines();
    let (mut shots, mut notes, mut report) = (Vec::new(), 0, Value::Null);
    while let Some(line) = lines.next_line().await.expect("a line of the day") {
        let line: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not a line of the day: {line}"));
        match line["play"].as_str() {
            Some("shot") => {
                shots.push(line["name"].as_str().unwrap_or_default().to_owned());
                taken.write_all(b"taken\n").await.expect("the day goes on");
            }
            Some("note") => notes += 1,
            Some("report") => report = line,
            _ => panic!("no part of the day: {line}"),
        }
    }
    let Ended { code, stderr, .. } = wait(app).await;
    assert_eq!(code, Some(0), "the day ends well: {stderr}");
    let beyond = begins.elapsed().saturating_sub(DAY);
    let count = |key: &str| report[key].as_u64().unwrap_or_else(|| panic!("no {key} in {report}"));
    assert_eq!((count("twice"), count("personal")), (0, 1), "{report}");
    for key in ["texts_in", "replies_out", "update_sent_to"] {
        assert!(count(key) > 0, "{key} in {report}");
    }
    assert!(notes >= 4, "the day is told: {notes} notes");
    for name in ["replies", "thread", "inbox-live", "update-compose", "update-progress", "inbox-end"] {
        assert!(shots.iter().any(|shot| shot == name), "a picture of {name} in {shots:?}");
    }
    assert!(home.running().is_empty(), "the app is gone {} ms after its day", beyond.as_millis());
}
