//! The ledger's file: one JSON record a line, only ever appended to. A line that a crash cut short is dropped.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// Who the ledger belongs to: its first line. No secret is ever written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Account {
    pub version: u32,
    pub account: String,
    pub key: String,
    pub number: String,
    pub seed: u64,
    pub created: i64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Record {
    Account(Account),
    Message(Box<Message>),
    Canceled { sid: String, at: i64 },
    Redacted { sid: String, at: i64 },
    Deleted { sid: String },
    MediaDeleted { message: String, media: String },
}

/// Why a ledger cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    #[error("the ledger cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    #[error("another carrier uses this ledger")]
    InUse,
    #[error("line {line} of the ledger is damaged")]
    Damaged { line: usize },
}

/// An open ledger file, locked for this process.
#[derive(Debug)]
pub(crate) struct Journal {
    file: File,
}

impl Journal {
    /// Opens or creates the file and reads it. What follows the last whole record is cut off.
    ///
    /// # Errors
    /// [`LedgerError`]; a damaged record that is not the last one is never skipped.
    pub fn open(path: &Path) -> Result<(Self, Vec<Record>), LedgerError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LedgerError::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        let (records, whole) = parse(&bytes)?;
        if whole < bytes.len() {
            tracing::warn!(dropped_bytes = bytes.len() - whole, "the ledger's last record was cut short");
            file.set_len(whole as u64)?;
        }
        file.seek(SeekFrom::Start(whole as u64))?;
        Ok((Self { file }, records))
    }

    /// One write for one record: a process that is killed leaves whole lines.
    pub fn append(&mut self, record: &Record) -> std::io::Result<()> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        let start = self.file.stream_position()?;
        if let Err(error) = self.file.write_all(&line) {
            // A half-written record must not glue itself to the next one.
            self.file.set_len(start)?;
            self.file.seek(SeekFrom::Start(start))?;
            return Err(error);
        }
        Ok(())
    }
}

/// The whole records of a file, and how many of its bytes they are.
fn parse(bytes: &[u8]) -> Result<(Vec<Record>, usize), LedgerError> {
    let (mut records, mut whole) = (Vec::new(), 0);
    for (place, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let record = if line.ends_with(b"\n") { serde_json::from_slice(line).ok() } else { None };
        let last = whole + line.len() == bytes.len();
        match record {
            Some(record) => {
                records.push(record);
                whole += line.len();
            }
            None if last => break,
            None => return Err(LedgerError::Damaged { line: place + 1 }),
        }
    }
    Ok((records, whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deleted(sid: &str) -> Record {
        Record::Deleted { sid: sid.to_owned() }
    }

    fn write(path: &Path, records: &[Record]) {
        let (mut journal, _) = Journal::open(path).unwrap();
        for record in records {
            journal.append(record).unwrap();
        }
    }

    /// Fails when a crash in the middle of a write would lose the practice line or glue two records together.
    #[test]
    fn a_torn_last_line_is_dropped_and_the_next_record_stands_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/ledger.jsonl");
        write(&path, &[deleted("SM1"), deleted("SM2")]);
        let whole = std::fs::metadata(&path).unwrap().len();
        for cut in 1..20 {
            let torn = std::fs::read(&path).unwrap();
            std::fs::write(&path, &torn[..torn.len() - cut]).unwrap();
            let (mut journal, records) = Journal::open(&path).unwrap();
            assert_eq!(records, [deleted("SM1")], "cut {cut} bytes short");
            assert_eq!(std::fs::metadata(&path).unwrap().len(), whole / 2, "no rest of it stays behind");
            journal.append(&deleted("SM2")).unwrap();
            assert_eq!(std::fs::metadata(&path).unwrap().len(), whole);
        }
        let (_, records) = Journal::open(&path).unwrap();
        assert_eq!(records, [deleted("SM1"), deleted("SM2")]);
    }

    /// Fails when damage in the middle would be skipped and texts vanish without a word.
    #[test]
    fn damage_in_the_middle_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        write(&path, &[deleted("SM1"), deleted("SM2"), deleted("SM3")]);
        let text = std::fs::read_to_string(&path).unwrap().replace("SM2\"", "SM2");
        std::fs::write(&path, text).unwrap();
        assert!(matches!(Journal::open(&path), Err(LedgerError::Damaged { line: 2 })));
    }

    /// Fails when two programs could write into one ledger at once.
    #[test]
    fn a_ledger_has_one_writer() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.jsonl");
        let first = Journal::open(&path).unwrap();
        assert!(matches!(Journal::open(&path), Err(LedgerError::InUse)));
        drop(first);
        assert!(Journal::open(&path).is_ok());
    }
}
