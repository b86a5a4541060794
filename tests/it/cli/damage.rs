//! Flipped bits: said, never written over, never a reason to send, and a backup brings everything back.

use std::path::{Path, PathBuf};

use fanline_simulator::{CarrierConfig, Injected, Origin};
use serde_json::json;
use support::eventually;
use support::process::{files, signal, wait};

use super::{Setup, connected, fan};

fn sent(setup: &Setup) -> usize {
    setup.carrier.ledger().iter().filter(|entry| entry.origin == Origin::Api).count()
}

fn database(setup: &Setup) -> PathBuf {
    files(setup.cli.data.path()).into_keys().find(|path| path.ends_with("line.db")).expect("the database")
}

fn flip(path: &Path, places: impl Iterator<Item = usize>) {
    let mut bytes = std::fs::read(path).expect("the file");
    for place in places {
        bytes[place] ^= 0x10;
    }
    std::fs::write(path, bytes).expect("the damaged file");
}

/// If this fails a bad sector is taken for a wrong key, is written over, or sends to whoever may have left.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_file_is_said_and_a_backup_restores_it() {
    let setup = connected(CarrierConfig::default()).await;
    setup.welcome_on().await;
    (0..5).for_each(|number| drop(setup.carrier.inject(Injected::text(fan(number), "hello"))));
    setup.cli.json(&["run", "--until", "idle"]).await;
    let backup = setup.cli.json(&["line", "back-up"]).await["id"].as_str().expect("an id").to_owned();
    setup.carrier.inject(Injected::text(fan(9), "after the copy"));
    setup.cli.json(&["run", "--until", "idle"]).await;
    let (path, before) = (database(&setup), sent(&setup));
    let whole = std::fs::read(&path).expect("the database");
    // The salt, the first page, and every page but the first ones.
    let cases: [Vec<usize>; 3] = [vec![3], vec![700], (4096 * 3 + 90..whole.len()).step_by(4096).collect()];
    for places in cases {
        std::fs::write(&path, &whole).expect("the whole file");
        flip(&path, places.iter().copied());
        let damaged = std::fs::read(&path).expect("the database");
        setup.carrier.inject(Injected::text(fan(8), "who reads this"));
        let (exit, error) = setup.cli.refused(&["run", "--until", "idle"]).await;
        assert_eq!((exit, &error["code"]), (1, &json!("database_damaged")), "flipped at {:?}…: {error}", places[0]);
        assert!(damaged == std::fs::read(&path).expect("the database"), "the damaged file is left as it is");
        assert_eq!(sent(&setup), before, "nothing leaves");
    }
    let listed = setup.cli.json(&["line", "backups"]).await;
    assert_eq!(listed["items"][0]["id"], json!(backup));
    setup.cli.json(&["line", "restore", &backup]).await;
    setup.cli.json(&["run", "--until", "idle"]).await;
    let status = setup.cli.json(&["status"]).await;
    assert_eq!((&status["fans"], &status["auto_replies"]), (&json!(7), &json!(false)), "what came since is read again");
    assert_eq!(sent(&setup), before, "and nobody is answered twice");
    setup.cli.json(&["line", "answer-here"]).await;
    setup.carrier.inject(Injected::text(fan(20), "hello"));
    setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!(sent(&setup), before + 1, "it answers again");
}

/// If this fails a damaged backup replaces a database that was whole.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused() {
    let setup = connected(CarrierConfig::default()).await;
    let backup = setup.cli.json(&["line", "back-up"]).await["id"].as_str().expect("an id").to_owned();
    let copy = files(setup.cli.data.path()).into_keys().find(|path| path.ends_with(format!("backups/{backup}.db")));
    flip(&copy.expect("the copy"), std::iter::once(4096 * 2 + 50));
    let before = std::fs::read(database(&setup)).expect("the database");
    let (exit, error) = setup.cli.refused(&["line", "restore", &backup]).await;
    assert_eq!((exit, &error["code"]), (1, &json!("database_damaged")));
    assert!(before == std::fs::read(database(&setup)).expect("the database"), "nothing is changed");
    setup.cli.json(&["status"]).await;
}

/// If this fails a write-ahead log that a crash damaged ends in another crash, or answers a fan twice.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_log_is_survived() {
    let setup = connected(CarrierConfig::default()).await;
    setup.welcome_on().await;
    let running = setup.cli.command(&["run"]).spawn().expect("the program starts");
    (0..5).for_each(|number| drop(setup.carrier.inject(Injected::text(fan(number), "hello"))));
    eventually("they are answered", async || (sent(&setup) == 5).then_some(())).await;
    signal(&running, "KILL");
    wait(running).await;
    let log = database(&setup).with_file_name("line.db-wal");
    let length = std::fs::metadata(&log).expect("the log").len();
    flip(&log, std::iter::once(usize::try_from(length).expect("a small log") / 2));
    let ended = setup.cli.run(&["run", "--until", "idle"]).await;
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    assert_eq!(sent(&setup), 5, "nobody is answered twice");
    assert_eq!(setup.cli.json(&["status"]).await["inbound"], json!(5), "and what was lost is read again");
}
