//! The built window in a browser, over the bridge: the real engine, its encrypted store and a real carrier. What happens
//! in the page is written in `browser/*.mjs`, with Chromium driven through its own protocol.

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use fanline_simulator::{Carrier, CarrierConfig};
use serde_json::{Value, json};
use support::process::workspace;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

/// Longer than any of the scripts takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(170);
const INSTALLS: &str = "`cargo xtask test --only browser` brings it in place";

/// If this fails somebody who opens Fanline for the first time cannot get to an answered fan and a sent update.
#[tokio::test(flavor = "multi_thread")]
async fn first_run_leads_to_answered_fans_and_a_sent_update() {
    play("first_run", &Bridge::start(&[]).await).await;
}

/// If this fails somebody who cannot use a mouse cannot connect a number, answer, or send an update.
#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_does_every_main_job() {
    play("keyboard", &Bridge::start(&[]).await).await;
}

/// If this fails a screen cannot be read or used by somebody: too little contrast, no name, no room, no translation.
#[tokio::test(flavor = "multi_thread")]
async fn every_screen_is_accessible_translated_and_fits() {
    play("screens", &Bridge::start(&["--practice"]).await).await;
}

/// If this fails an owner without a mouse cannot make, order, look back at or take back a reply.
#[tokio::test(flavor = "multi_thread")]
async fn replies_are_made_ordered_and_taken_back() {
    play("replies", &Bridge::start(&[]).await).await;
}

/// If this fails an owner without a mouse cannot look through their fans, tag or block them, or take that back.
#[tokio::test(flavor = "multi_thread")]
async fn fans_are_found_and_changed_together() {
    play("fans", &Bridge::start(&[]).await).await;
}

/// If this fails an owner without a mouse cannot check their line, correct a price or hours, or take everything along.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_is_checked_and_kept() {
    play("line", &Bridge::start(&[]).await).await;
}

/// If this fails a fan's text can break the window or run in it.
#[tokio::test(flavor = "multi_thread")]
async fn whatever_fans_write_stays_text() {
    play("hostile", &Bridge::start(&[]).await).await;
}

/// If this fails the pictures that fans send are not seen, push the conversation about, or cannot be enlarged without a
/// mouse.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_seen_and_enlarged() {
    play("pictures", &Bridge::start(&[]).await).await;
}

/// If this fails somebody without a mouse cannot look through the inbox, take an answer back, or change several at once.
#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_works_from_the_keyboard() {
    play("inbox", &Bridge::start(&[]).await).await;
}

/// The bridge as a process. It ends with the test, because its input does.
struct Bridge {
    url: String,
    _process: Child,
    _data: TempDir,
}

impl Bridge {
    async fn start(more: &[&str]) -> Self {
        let ui = workspace().join("ui/dist");
        assert!(ui.join("index.html").is_file(), "there is no built window in ui/dist: {INSTALLS}");
        let data = tempfile::tempdir().expect("a folder for the data");
        let mut command = Command::new(env!("CARGO_BIN_EXE_fanline-bridge"));
        command.arg("--data").arg(data.path()).arg("--ui").arg(ui).args(more);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut process = command.spawn().expect("the bridge starts");
        let mut output = BufReader::new(process.stdout.take().expect("the bridge's output"));
        let mut line = String::new();
        let told = output.read_line(&mut line);
        tokio::time::timeout(PATIENCE, told).await.expect("the bridge listens in time").expect("the bridge speaks");
        let told: Value = serde_json::from_str(&line).expect("the bridge tells its address");
        let url = told["url"].as_str().expect("the bridge tells its address").to_owned();
        Self { url, _process: process, _data: data }
    }
}

/// Runs one script against a bridge, with a quiet carrier beside it.
///
/// # Panics
/// With everything that the script said, when something in it was not as it should be.
async fn play(name: &str, bridge: &Bridge) {
    let carrier = Carrier::start(CarrierConfig::default()).await.expect("a carrier on a free port");
    let task = json!({
        "url": bridge.url,
        "browser": browser(),
        "screenshots": screenshots(),
        "carrier": {
            "base_url": carrier.base_url(),
            "control_token": carrier.control_token(),
            "number": carrier.number(),
            "account": carrier.account(),
            "key": carrier.key(),
            "secret": carrier.secret(),
        },
    });
    let script = workspace().join("tests/e2e/browser").join(format!("{name}.mjs"));
    let mut command = Command::new("node");
    command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    let mut node = command.spawn().unwrap_or_else(|error| panic!("node does not start ({error}): {INSTALLS}"));
    // What the script works with comes over its input: arguments of a process can be read by everybody.
    let mut input = node.stdin.take().expect("the script's input");
    input.write_all(task.to_string().as_bytes()).await.expect("the script reads its task");
    drop(input);
    let output = tokio::time::timeout(PATIENCE, node.wait_with_output())
        .await
        .unwrap_or_else(|_| panic!("{name} did not come to an end"))
        .expect("the script's output");
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{name}:\n{}{}", said(&output.stdout), said(&output.stderr));
    carrier.stop().await;
}

/// A browser of the Chromium family that is installed here.
fn browser() -> PathBuf {
    let usual = || PathBuf::from("/usr/bin/chromium");
    let found = std::env::var_os("FANLINE_TEST_BROWSER").map_or_else(usual, PathBuf::from);
    assert!(found.is_file(), "there is no browser at {}: {INSTALLS}", found.display());
    let driver = workspace().join("ui/node_modules/playwright-core/package.json");
    assert!(driver.is_file(), "ui/node_modules holds no playwright-core: {INSTALLS}");
    found
}

/// Where pictures of the screens are kept: beside everything else that is built.
fn screenshots() -> PathBuf {
    let own = std::env::current_exe().expect("this test's own path");
    let target = own.ancestors().nth(3).expect("tests are built in target/PROFILE/deps");
    let folder = Path::new(target).join("screenshots");
    std::fs::create_dir_all(&folder).expect("a folder for screenshots");
    folder
}
