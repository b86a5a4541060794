//! What is refused, with which exit code, and that nothing is left behind.

use std::net::TcpListener;
use std::path::PathBuf;

use fanline_simulator::{CarrierConfig, Injected, Origin};
use serde_json::json;
use support::eventually;
use support::process::{end, files, fresh_key, wait};

use super::{connected, fan, unconnected};

/// If this fails a mistyped key is saved, and the owner finds out when no fan is answered.
#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_does_not_open_is_not_saved() {
    let setup = unconnected(CarrierConfig::default()).await;
    let [number, account, key, url] = setup.line();
    let secret = setup.carrier.secret();
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        format!("http://{}", listener.local_addr().expect("its address"))
    };
    for (line, secret, code, exit) in [
        ([number, account, key, url], "not-the-secret", "key_refused", 1),
        (["not a number", account, key, url], secret, "bad_number", 2),
        (["+12125550199", account, key, url], secret, "number_not_found", 1),
        ([number, account, key, &closed], secret, "offline", 1),
        ([number, account, key, "ftp://127.0.0.1"], secret, "bad_base_url", 2),
        ([number, account, key, url], "", "", 0),
    ] {
        let ended = setup.cli.add(line, secret).await;
        if exit == 0 {
            assert_eq!(ended.code, Some(0), "an empty input stands for the environment's secret: {}", ended.stderr);
            continue;
        }
        let (given, error) = ended.error(&["line", "add", code]);
        assert_eq!((given, &error["code"]), (exit, &json!(code)), "{error}");
        assert!(files(setup.cli.data.path()).is_empty(), "{code}: something was saved");
    }
    let (exit, error) = setup.add().await.error(&["line", "add", "again"]);
    assert_eq!((exit, &error["code"]), (1, &json!("line_exists")));
}

/// If this fails a script cannot tell its own mistake from a refusal.
#[tokio::test(flavor = "multi_thread")]
async fn mistakes_are_exit_2_and_refusals_exit_1() {
    let setup = connected(CarrierConfig::default()).await;
    let number = fan(5);
    for (args, exit, code) in [
        (vec!["settings", "get", "pace"], 2, "unknown_setting"),
        (vec!["settings", "set", "pace", "5"], 2, "unknown_setting"),
        (vec!["settings", "set", "daily_cap", "plenty"], 2, "bad_setting"),
        (vec!["settings", "set", "quiet_period", "999ms"], 2, "bad_setting"),
        (vec!["call", "no.such", "{}"], 2, "unknown_command"),
        (vec!["call", "inbox.list", "{"], 2, "bad_params"),
        (vec!["call", "rules.set", "{}"], 2, "bad_params"),
        (vec!["nonsense"], 2, "unknown_command"),
        (vec!["run", "--for", "soon"], 2, "bad_params"),
        (vec!["send", "5", "hello"], 2, "bad_number"),
        (vec!["send", &number, " "], 1, "empty_text"),
        (vec!["fans", "show", &number], 1, "not_found"),
        (vec!["messages", &number], 1, "not_found"),
        (vec!["rules", "on", "goodbye"], 1, "not_found"),
        (vec!["broadcast", "show", "77"], 1, "not_found"),
        (vec!["line", "remove", "0123456789abcdef"], 1, "not_found"),
    ] {
        let (given, error) = setup.cli.refused(&args).await;
        assert_eq!((given, &error["code"]), (exit, &json!(code)), "{args:?}: {error}");
    }
    let (_, error) = setup.cli.refused(&["settings", "get", "pace"]).await;
    let message = error["message"].as_str().expect("a message");
    for key in ["pace_per_second", "quiet_hours", "approval"] {
        assert!(message.contains(key), "the list of settings: {message}");
    }
    let draft = setup.cli.json(&["broadcast", "create", "--text", "hello all"]).await;
    let (exit, error) = setup.cli.refused(&["broadcast", "send", draft["id"].as_str().expect("an id"), "--yes"]).await;
    assert_eq!((exit, &error["code"]), (1, &json!("no_recipients")));
}

/// If this fails a second program sends beside the first, or a script waits for ever.
#[tokio::test(flavor = "multi_thread")]
async fn one_process_sends() {
    let setup = connected(CarrierConfig::default()).await;
    setup.welcome_on().await;
    let first = setup.cli.command(&["run"]).spawn().expect("the program starts");
    setup.carrier.inject(Injected::text(fan(1), "hello"));
    let answered = async || setup.carrier.ledger().iter().any(|entry| entry.origin == Origin::Api).then_some(());
    eventually("the first process answers", answered).await;
    let (exit, error) = setup.cli.refused(&["run", "--until", "idle"]).await;
    assert_eq!((exit, &error["code"]), (1, &json!("line_in_use")));
    let status = setup.cli.json(&["status"]).await;
    assert_eq!(status["fans"], 1, "everything else works beside it");
    // A change by another process reaches the one that sends.
    setup.cli.json(&["send", &fan(1), "from beside"]).await;
    let sent = async || setup.carrier.ledger().iter().any(|entry| entry.body == "from beside").then_some(());
    eventually("the first process sends what the second queued", sent).await;
    support::process::signal(&first, "TERM");
    assert_eq!(wait(first).await.code, Some(0));
}

/// If this fails a lost or mistyped key destroys what a year of fans wrote, or is silently replaced by a fresh one.
#[tokio::test(flavor = "multi_thread")]
async fn a_database_without_its_key_is_left_alone() {
    let mut setup = connected(CarrierConfig::default()).await;
    setup.cli.json(&["sync"]).await;
    let before = files(setup.cli.data.path());
    let key = std::mem::replace(&mut setup.cli.key, fresh_key());
    for args in
        [vec!["status"], vec!["sync"], vec!["run", "--until", "idle"], vec!["line", "list"], vec!["fans", "list"]]
    {
        let (exit, error) = setup.cli.refused(&args).await;
        assert_eq!((exit, &error["code"]), (1, &json!("database_key_wrong")), "{args:?}");
        assert!(before == files(setup.cli.data.path()), "{args:?} changed a file");
    }
    setup.cli.key = String::new();
    for args in [vec!["status"], vec!["run", "--until", "idle"]] {
        let (exit, error) = setup.cli.refused(&args).await;
        assert_eq!((exit, &error["code"]), (1, &json!("database_key_missing")), "{args:?}");
        assert!(error["message"].as_str().is_some_and(|message| message.contains("FANLINE_DB_KEY")), "{error}");
    }
    setup.cli.key = key[..63].to_owned();
    let (exit, error) = setup.cli.refused(&["status"]).await;
    assert_eq!((exit, &error["code"]), (2, &json!("bad_params")), "a key that is cut short is no key");
    assert!(!error.to_string().contains(&key[..63]), "the key is in the error");
    assert!(before == files(setup.cli.data.path()), "a file changed");
    setup.cli.key = key;
    setup.cli.json(&["status"]).await;
}

/// If this fails yesterday's Fanline writes into a database that it does not understand.
#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused() {
    let setup = connected(CarrierConfig::default()).await;
    let is_database = |path: &PathBuf| path.file_name().is_some_and(|name| name == "line.db");
    let path = files(setup.cli.data.path()).into_keys().find(is_database).expect("the database");
    let database = rusqlite::Connection::open(&path).expect("the database opens");
    database.pragma_update(None, "cipher_default_hmac_algorithm", "HMAC_SHA256").expect("the hash is taken");
    database.pragma_update(None, "key", format!("x'{}'", setup.cli.key)).expect("the key is taken");
    database.pragma_update(None, "user_version", 999).expect("the version is set");
    drop(database);
    let before = std::fs::read(&path).expect("the file");
    for args in [vec!["status"], vec!["run", "--until", "idle"]] {
        let (exit, error) = setup.cli.refused(&args).await;
        assert_eq!((exit, &error["code"]), (1, &json!("database_newer")), "{args:?}");
        assert_eq!(error["params"]["found"], "999");
    }
    assert!(before == std::fs::read(&path).expect("the file"), "the file changed");
}

/// If this fails `fanline … | head` ends in a crash report, or a full disk goes unnoticed.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_stdout_is_no_crash() {
    let setup = connected(CarrierConfig::default()).await;
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = setup.cli.command(&["settings", "list"]);
    command.stdout(writer);
    let ended = end(command, "").await;
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    if let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") {
        let mut command = setup.cli.command(&["settings", "list"]);
        command.stdout(full);
        let (exit, error) = end(command, "").await.error(&["settings", "list"]);
        assert_eq!((exit, &error["code"]), (1, &json!("disk_full")));
    }
}

/// If this fails the command line and the app on one computer keep two different lines.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn the_default_folder_is_the_apps() {
    let setup = unconnected(CarrierConfig::default()).await;
    let home = tempfile::tempdir().expect("a folder");
    let [number, account, key, url] = setup.line();
    let args = ["--secrets", "env", "--json", "line", "add", "--number", number, "--account", account, "--key", key];
    let mut command = tokio::process::Command::new(support::process::fanline());
    command.args(args).args(["--base-url", url]).env("XDG_DATA_HOME", home.path()).env("HOME", home.path());
    command.env("FANLINE_DB_KEY", &setup.cli.key).env("FANLINE_PROVIDER_SECRET", &setup.cli.secret);
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let added = end(command, "").await;
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    assert!(home.path().join("Fanline/lines").is_dir(), "{:?}", files(home.path()).keys());
}
