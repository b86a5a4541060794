//! Brings a database to this version's schema, one numbered step at a time.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Error, ErrorCode, Result};

/// The number of a step is the `user_version` that it leaves behind. A released step is never edited.
const STEPS: &[&str] = &[include_str!("../../migrations/0001_first.sql")];

pub fn run(connection: &mut Connection) -> Result<()> {
    let found: usize = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if found > STEPS.len() {
        return Err(Error::new(ErrorCode::DatabaseNewer).with("found", found).with("known", STEPS.len()));
    }
    for (done, step) in STEPS.iter().enumerate().skip(found) {
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

    use super::{STEPS, run};
    use crate::error::ErrorCode;

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
