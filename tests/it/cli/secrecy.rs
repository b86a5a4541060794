//! What is on the disk and in the log, read the way a thief would.

use fanline_simulator::{CarrierConfig, Fault, FaultPlan, Injected, On, Origin, Scripted};
use support::eventually;
use support::process::{end, files, signal, wait};

use super::{connected, fan};

const BODY: &str = "the password of my heart";
const REPLY: &str = "Hello from Juno, this is automatic. STOP to end.";
const UPDATE: &str = "a secret concert tonight";

/// If this fails a stolen laptop, or a log that was sent to support, gives away the fans, their texts or the account.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_readable_is_left_anywhere() {
    let setup = connected(CarrierConfig::default()).await;
    setup.cli.json(&["rules", "set", "welcome", "--text", REPLY]).await;
    setup.welcome_on().await;
    setup.carrier.inject(Injected::text(fan(7), BODY));
    // What goes wrong is logged: that is where words and numbers slip in.
    let strike = |on, fault| Scripted { on, skip: 0, times: 1, fault };
    setup.carrier.set_faults(FaultPlan {
        script: vec![
            strike(On::List, Fault::CutBefore),
            strike(On::Create, Fault::Busy),
            strike(On::Create, Fault::CutAfter),
        ],
        ..FaultPlan::default()
    });
    let mut log = String::new();
    for args in [
        vec!["run", "--until", "idle"],
        vec!["messages", &fan(7)],
        vec!["search", "password"],
        vec!["broadcast", "create", "--text", UPDATE],
        vec!["broadcast", "send", "1", "--yes"],
        vec!["send", &fan(7), "my own words"],
        vec!["line", "list"],
    ] {
        let mut command = setup.cli.command(&args);
        command.env("FANLINE_LOG", "trace");
        let ended = end(command, "").await;
        assert_eq!(ended.code, Some(0), "{args:?}: {}", ended.stderr);
        log.push_str(&ended.stderr);
    }
    // Killed in the middle: whatever was on its way to the disk stays there.
    let mut command = setup.cli.command(&["run"]);
    command.env("FANLINE_LOG", "trace");
    let running = command.spawn().expect("the program starts");
    let sent = async || setup.carrier.ledger().iter().any(|entry| entry.body == "my own words").then_some(());
    eventually("the personal text leaves", sent).await;
    signal(&running, "KILL");
    log.push_str(&wait(running).await.stderr);
    for part in ["WARN fanline_engine", "INFO fanline_engine", "DEBUG fanline"] {
        assert!(log.contains(part), "the log holds nothing, so nothing is proved: {log}");
    }

    let digits = fan(7).trim_start_matches('+').to_owned();
    let database_key = setup.cli.key.as_str();
    let secrets = [setup.carrier.secret(), database_key, &digits, BODY, REPLY, UPDATE, "my own words", "password"];
    let found = files(setup.cli.data.path());
    assert!(found.keys().any(|path| path.ends_with("line.db")), "{:?}", found.keys());
    for (path, bytes) in &found {
        for secret in secrets {
            assert!(!contains(bytes, secret.as_bytes()), "{} is in {}", secret, path.display());
        }
        assert!(!contains(bytes, &key_bytes(database_key)), "the key is in {}", path.display());
        assert!(!contains(bytes, b"SQLite format 3"), "{} is not encrypted", path.display());
        let utf16: Vec<u8> = BODY.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(!contains(bytes, &utf16), "a body is in {}", path.display());
    }
    for secret in secrets.into_iter().chain([setup.carrier.number().trim_start_matches('+')]) {
        assert!(!log.contains(secret), "{secret} is in the log:\n{}", excerpt(&log, secret));
    }
    assert!(setup.carrier.ledger().iter().any(|entry| entry.origin == Origin::Api && entry.body == REPLY), "it ran");
}

/// If this fails another user of the computer can copy the line.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn only_this_user_can_open_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let setup = connected(CarrierConfig::default()).await;
    let lines = setup.cli.data.path().join("lines");
    for entry in std::fs::read_dir(lines).expect("the folder of lines") {
        let mode = entry.expect("a line").metadata().expect("its permissions").permissions().mode();
        assert_eq!(mode & 0o077, 0, "others may enter: {mode:o}");
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

fn key_bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hex")).collect()
}

fn excerpt<'a>(log: &'a str, secret: &str) -> &'a str {
    log.lines().find(|line| line.contains(secret)).unwrap_or_default()
}
