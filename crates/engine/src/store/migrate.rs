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
