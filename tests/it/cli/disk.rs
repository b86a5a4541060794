//! A disk that fails: at every kind of operation, early and late, once and for good.

use std::collections::BTreeMap;

use fanline_simulator::{CarrierConfig, Injected, Origin};
use futures_util::StreamExt;
use serde_json::json;
use support::disk::{Disk, EIO, ENOSPC, EROFS, Strike};
use support::eventually;
use support::process::{Ended, end, signal, wait};

use super::{Setup, connected, fan};

const FANS: u32 = 5;
/// Places among the operations of one kind, from the first to the last one.
const PLACES: u64 = 4;
/// Faults that are tried side by side: most of the time they wait for the quiet period.
const AT_ONCE: usize = 4;

/// A line that answers, and fans who have texted.
async fn asked() -> Setup {
    let setup = connected(CarrierConfig::default()).await;
    setup.welcome_on().await;
    for number in 0..FANS {
        setup.carrier.inject(Injected::text(fan(number), "hello"));
    }
    setup
}

fn answers(setup: &Setup) -> BTreeMap<String, u32> {
    let mut answers = BTreeMap::new();
    for entry in setup.carrier.ledger().into_iter().filter(|entry| entry.origin == Origin::Api) {
        *answers.entry(entry.to).or_default() += 1;
    }
    answers
}

/// Whatever befell: with a disk that works, everything is there and everybody is answered once.
async fn is_whole(setup: &Setup, what: &str) {
    let report = setup.cli.json(&["run", "--until", "idle"]).await;
    assert_eq!((&report["waiting"], &report["unknown"]), (&json!(0), &json!(0)), "{what}: {report}");
    let expected: BTreeMap<String, u32> = (0..FANS).map(|number| (fan(number), 1)).collect();
    assert_eq!(answers(setup), expected, "{what}: each fan gets one answer");
    let status = setup.cli.json(&["status"]).await;
    assert_eq!(status["inbound"], json!(FANS), "{what}: no text is lost");
    let found = support::process::files(setup.cli.data.path());
    let path = found.keys().find(|path| path.ends_with("line.db")).expect("the database");
    let database = rusqlite::Connection::open(path).expect("the database opens");
    database.pragma_update(None, "cipher_default_hmac_algorithm", "HMAC_SHA256").expect("the hash is taken");
    database.pragma_update(None, "key", format!("x'{}'", setup.cli.key)).expect("the key is taken");
    let said: String = database.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
    assert_eq!(said, "ok", "{what}");
}

/// The program ended by itself, with a report or with a reason.
fn ended_well(ended: &Ended, what: &str) {
    assert!(!ended.stderr.contains("panicked"), "{what}: {}", ended.stderr);
    if ended.code != Some(0) {
        let (_, error) = ended.error(&["run"]);
        let code = error["code"].as_str().unwrap_or_default();
        assert!(["store_failed", "disk_full", "read_only", "database_damaged"].contains(&code), "{what}: {error}");
    }
}

/// Operations of a run on a disk that works.
async fn operations() -> BTreeMap<String, u64> {
    let (setup, disk) = (asked().await, Disk::new());
    let mut run = setup.cli.command(&["run", "--until", "idle"]);
    disk.under(&mut run, setup.cli.data.path());
    assert_eq!(end(run, "").await.code, Some(0));
    disk.counted()
}

/// If this fails one bad sector, or one moment without room, texts a fan twice, forgets a text or ends the program in
/// a crash.
#[tokio::test(flavor = "multi_thread")]
async fn every_operation_may_fail_once() {
    let counted = operations().await;
    let mut strikes = Vec::new();
    for (on, errno) in [("open", EROFS), ("read", EIO), ("write", ENOSPC), ("sync", EIO)] {
        let all = counted[on];
        assert!(all >= PLACES, "the shim sees what the program does to its files: {counted:?}");
        let places = (0..PLACES).map(|place| 1 + place * (all - 1) / (PLACES - 1));
        strikes.extend(places.map(|nth| Strike { on, nth, errno, lasts: false }));
    }
    let struck = futures_util::stream::iter(strikes).map(survives).buffer_unordered(AT_ONCE);
    let struck: Vec<bool> = struck.collect().await;
    // Not every run does exactly as many operations as the one that was counted.
    assert!(struck.iter().filter(|struck| **struck).count() * 4 >= struck.len() * 3, "the faults strike: {struck:?}");
}

/// Whether the fault struck.
async fn survives(strike: Strike) -> bool {
    let (setup, disk, what) = (asked().await, Disk::new(), format!("{strike:?}"));
    let mut run = setup.cli.command(&["run", "--until", "idle"]);
    disk.failing(&mut run, setup.cli.data.path(), strike);
    ended_well(&end(run, "").await, &what);
    is_whole(&setup, &what).await;
    disk.has_struck()
}

/// If this fails a full disk goes unnoticed, ends in a crash, or a text leaves that is written down nowhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_stays_full_is_said_and_nothing_leaves() {
    let full = async |on, errno, code: &str| {
        let (setup, disk) = (asked().await, Disk::new());
        setup.cli.json(&["sync"]).await;
        let mut run = setup.cli.command(&["run", "--until", "idle"]);
        disk.failing(&mut run, setup.cli.data.path(), Strike { on, nth: 3, errno, lasts: true });
        let (exit, error) = end(run, "").await.error(&["run"]);
        assert_eq!((exit, &error["code"]), (1, &json!(code)), "{error}");
        assert!(answers(&setup).is_empty(), "what cannot be written down does not leave");
        is_whole(&setup, code).await;
    };
    tokio::join!(full("write", ENOSPC, "disk_full"), full("sync", EIO, "store_failed"));
}

/// If this fails somebody who frees the disk has to know that Fanline must be restarted, or fans get a text twice.
#[tokio::test(flavor = "multi_thread")]
async fn it_goes_on_by_itself_when_the_disk_is_back() {
    let recovers = async |on, errno| {
        let (setup, disk) = (connected(CarrierConfig::default()).await, Disk::new());
        setup.welcome_on().await;
        let mut run = setup.cli.command(&["run"]);
        let strike = Strike { on, nth: 1, errno, lasts: true };
        disk.failing_at_times(&mut run, setup.cli.data.path(), strike);
        let running = run.spawn().expect("the program starts");
        let answered = async |count: usize| (answers(&setup).len() == count).then_some(());
        setup.carrier.inject(Injected::text(fan(0), "hello"));
        eventually("the first one is answered", || answered(1)).await;
        disk.break_down();
        (1..FANS).for_each(|number| drop(setup.carrier.inject(Injected::text(fan(number), "hello"))));
        eventually("the disk fails", async || disk.has_struck().then_some(())).await;
        disk.repair();
        eventually("everybody is answered", || answered(FANS as usize)).await;
        signal(&running, "TERM");
        let ended = wait(running).await;
        assert_eq!(ended.code, Some(0), "{on}: {}", ended.stderr);
        is_whole(&setup, on).await;
    };
    tokio::join!(recovers("write", ENOSPC), recovers("sync", EIO), recovers("read", EIO));
}
