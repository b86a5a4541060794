//! Brings a database to this version's schema, one numbered step at a time.

use rusqlite::{Connection, TransactionBehavior};

use super::backup;
use crate::error::{Error, ErrorCode, Result};

/// The number of a step is the `user_version` that it leaves behind. A released step is never edited.
const STEPS: &[&str] = &[include_str!("../../migrations/0001_first.sql")];

pub fn run(connection: &mut Connection) -> Result<()> {
    run_steps(connection, STEPS)
}

fn run_steps(connection: &mut Connection, steps: &[&str]) -> Result<()> {
    let found: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > steps.len() {
        return Err(Error::new(ErrorCode::DatabaseNewer).with("found", found).with("known", steps.len()));
    }
    if found > 0 && found < steps.len() {
        backup::before_version(connection, steps.len())?;
    }
    for (done, step) in steps.iter().enumerate().skip(found) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another process may have taken this step while this one waited for its turn.
        let current: usize = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if current > done {
            continue;
        }
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", done + 1)?;
        transaction.commit()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{STEPS, run, run_steps};
    use crate::error::ErrorCode;
    use crate::store::backups;

    /// A step that breaks off, by a crash or by its own mistake, must leave the version before it, whole; and the
    /// copy made before it must hold what was there.
    #[test]
    fn a_step_is_done_or_not_begun() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("line.db");
        let first = "CREATE TABLE one (value INTEGER) STRICT; INSERT INTO one VALUES (1);";
        let open = || Connection::open(&path).expect("open");
        run_steps(&mut open(), &[first]).expect("the first step");
        assert!(backups(folder.path()).expect("a folder").is_empty(), "there was nothing to keep");
        let broken = "CREATE TABLE two (value INTEGER) STRICT; UPDATE one SET value = 2; INSERT INTO three VALUES (1);";
        run_steps(&mut open(), &[first, broken]).expect_err("the second step breaks off");
        let version = |connection: &Connection| -> usize {
            connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version")
        };
        let value = |connection: &Connection| -> i64 {
            connection.query_row("SELECT value FROM one", [], |row| row.get(0)).expect("a value")
        };
        assert_eq!((version(&open()), value(&open())), (1, 1));
        open().execute("SELECT * FROM two", []).expect_err("no table of the step is left");
        let good = "UPDATE one SET value = 2;";
        run_steps(&mut open(), &[first, good]).expect("tried again");
        assert_eq!((version(&open()), value(&open())), (2, 2));
        let kept = backups(folder.path()).expect("a folder");
        assert_eq!(kept.len(), 1, "one copy for one version");
        let kept = Connection::open(&kept[0].path).expect("the copy opens");
        assert_eq!((version(&kept), value(&kept)), (1, 1));
    }

    const PLACE: &str = "FANLINE_TEST_MIGRATE";
    const HALT: &str = "FANLINE_TEST_MIGRATE_HALT";
    const KEY: &str = "PRAGMA key = \"x'00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff'\"";
    const ROWS: i64 = 2_000;

    fn open_encrypted(path: &std::path::Path) -> Connection {
        let connection = Connection::open(path).expect("open");
        connection.execute_batch(KEY).expect("the key is taken");
        connection.pragma_update(None, "journal_mode", "WAL").expect("a log");
        connection
    }

    /// An older version with rows in it, and a step that rewrites each of them, in many statements.
    fn older_and_newer() -> [String; 2] {
        let first = format!(
            "CREATE TABLE one (id INTEGER PRIMARY KEY, value TEXT NOT NULL) STRICT;
             WITH RECURSIVE n (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n LIMIT {ROWS})
             INSERT INTO one SELECT id, printf('%0500d', 1) FROM n;"
        );
        let statements = (1..=ROWS).map(|id| format!("UPDATE one SET value = printf('%0500d', 2) WHERE id = {id};\n"));
        let second = format!("CREATE TABLE two (id INTEGER PRIMARY KEY) STRICT;\n{}", statements.collect::<String>());
        [first, second]
    }

    /// The program that is killed: it brings a database to the newer version, and comes no further than to a place in
    /// the middle of the step.
    #[test]
    #[ignore = "a part of the next test"]
    fn child_that_migrates() {
        let Some(path) = std::env::var_os(PLACE).map(std::path::PathBuf::from) else { return };
        let halt: usize = std::env::var(HALT).expect("a place").parse().expect("a number");
        let [first, second] = older_and_newer();
        let endless = "WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n;";
        let mut statements: Vec<&str> = second.lines().collect();
        statements.insert(halt, endless);
        let mut connection = open_encrypted(&path);
        // Pages reach the disk in the middle of the step, not at its end alone.
        connection.pragma_update(None, "cache_size", 10).expect("a small cache");
        run_steps(&mut connection, &[&first, &statements.join("\n")]).expect_err("it is killed before");
    }

    /// If this fails a power cut while a new version opens the line for the first time takes the texts with it.
    #[cfg(unix)]
    #[test]
    fn killed_in_the_middle_of_a_step_it_is_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("line.db");
        let [first, second] = older_and_newer();
        run_steps(&mut open_encrypted(&path), &[&first]).expect("the older version");
        let state = |path: &std::path::Path| -> (usize, i64, String) {
            let connection = open_encrypted(path);
            let version = connection.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version");
            let changed = "SELECT count(*) FROM one WHERE value = printf('%0500d', 2)";
            let changed = connection.query_row(changed, [], |row| row.get(0)).expect("the rows");
            let said = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).expect("a check");
            (version, changed, said)
        };
        let older = (1, 0, "ok".to_owned());
        let log = path.with_file_name("line.db-wal");
        let statements = second.lines().count();
        let (_quiet, ticks) = std::sync::mpsc::channel::<()>();
        // Behind the first statement, in between, and behind the last one.
        for halt in [1, statements / 4, statements / 2, statements] {
            let mut child = std::process::Command::new(std::env::current_exe().expect("this test's own path"))
                .args(["store::migrate::tests::child_that_migrates", "--exact", "--ignored"])
                .env(PLACE, &path)
                .env(HALT, halt.to_string())
                .stdout(std::process::Stdio::null())
                .spawn()
                .expect("the program starts");
            // The copy from before the step is whole, and of the step itself a part is in the log, where that is much.
            let part = halt.saturating_sub(200) as u64 * 200;
            let size = || std::fs::metadata(&log).map_or(0, |log| log.len());
            let there = || !backups(folder.path()).expect("a folder").is_empty() && size() >= part;
            let arrived = (0..6_000).any(|_| {
                assert!(child.try_wait().expect("a process").is_none(), "it ended by itself");
                // Nothing is ever sent: a look every few milliseconds.
                ticks.recv_timeout(std::time::Duration::from_millis(5)).ok();
                there()
            });
            let written = size();
            child.kill().expect("SIGKILL");
            child.wait().expect("its end");
            assert!(arrived, "{written} of {part} bytes after {halt} statements");
            assert_eq!(state(&path), older, "half a step after {halt} statements");
            let kept = backups(folder.path()).expect("a folder");
            assert_eq!((kept.len(), state(&kept[0].path)), (1, older.clone()), "the copy from before the step");
        }
        run_steps(&mut open_encrypted(&path), &[&first, &second]).expect("tried again");
        assert_eq!(state(&path), (2, ROWS, "ok".to_owned()));
    }

    /// A database that a newer Fanline wrote must be left alone.
    #[test]
    fn refuses_a_newer_database() {
        let mut connection = Connection::open_in_memory().expect("open");
        connection.pragma_update(None, "user_version", STEPS.len() + 1).expect("set");
        let error = run(&mut connection).expect_err("must refuse");
        assert_eq!(error.code, ErrorCode::DatabaseNewer);
    }

    /// `schema.sql` is what people read to know the store: it must be the store.
    #[test]
    fn schema_file_is_the_schema() {
        let mut connection = Connection::open_in_memory().expect("open");
        run(&mut connection).expect("migrate");
        let mut statement = connection
            .prepare("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'message_search_%' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
            .expect("prepare");
        let dump: Vec<String> =
            statement.query_map([], |row| row.get(0)).expect("query").collect::<Result<_, _>>().expect("rows");
        let header = "-- The store of one line, as SQLite keeps it. A test writes this file anew: UPDATE_SCHEMA=1 cargo test.\n\n";
        let dump = format!("{header}{};\n", dump.join(";\n\n"));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/schema.sql");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(path, &dump).expect("write schema.sql");
        }
        let file = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
        assert_eq!(file, dump, "schema.sql is not the schema; UPDATE_SCHEMA=1 writes it");
    }
}
