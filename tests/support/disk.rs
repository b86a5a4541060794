//! A disk that fails on purpose, for the real program: see `disk/faulty.c`. Linux only.

use std::collections::BTreeMap;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command as Blocking;
use std::sync::OnceLock;

use tempfile::TempDir;
use tokio::process::Command;

use crate::process::workspace;

/// "Input/output error", "No space left on device" and "Read-only file system", as Linux numbers them.
pub const EIO: i32 = 5;
pub const ENOSPC: i32 = 28;
pub const EROFS: i32 = 30;

/// One operation that fails.
#[derive(Debug, Clone, Copy)]
pub struct Strike {
    /// `open`, `read`, `write`, `sync`, `truncate`.
    pub on: &'static str,
    /// Which one, from 1.
    pub nth: u64,
    pub errno: i32,
    /// And every later one.
    pub lasts: bool,
}

/// The files by which a program and its failing disk are followed.
#[derive(Debug)]
pub struct Disk {
    folder: TempDir,
}

impl Disk {
    /// A disk that works.
    ///
    /// # Panics
    /// When there is no place for its files.
    #[must_use]
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder for the disk") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts this disk under a program's data folder, and counts its operations.
    pub fn under(&self, command: &mut Command, data: &Path) {
        command
            .env("LD_PRELOAD", library())
            .env("FANLINE_DISK_ROOT", data)
            .env("FANLINE_DISK_COUNT", self.path("count"))
            .env("FANLINE_DISK_STRUCK", self.path("struck"));
    }

    /// As `under`, with an operation that fails.
    pub fn failing(&self, command: &mut Command, data: &Path, strike: Strike) {
        self.under(command, data);
        let mode = if strike.lasts { "on" } else { "once" };
        let fault = format!("{}:{}:{}:{mode}", strike.on, strike.nth, strike.errno);
        command.env("FANLINE_DISK_FAULT", fault);
    }

    /// As `failing`, but only between `break_down` and `repair`.
    pub fn failing_at_times(&self, command: &mut Command, data: &Path, strike: Strike) {
        self.failing(command, data, strike);
        command.env("FANLINE_DISK_SWITCH", self.path("switch"));
    }

    /// # Panics
    /// When the switch cannot be made.
    pub fn break_down(&self) {
        std::fs::write(self.path("switch"), "").expect("a switch");
    }

    /// # Panics
    /// When the switch cannot be removed.
    pub fn repair(&self) {
        std::fs::remove_file(self.path("switch")).expect("the switch");
    }

    /// Whether a fault has struck.
    #[must_use]
    pub fn has_struck(&self) -> bool {
        self.path("struck").exists()
    }

    /// Operations of a program that ended by itself, by name.
    ///
    /// # Panics
    /// When there was no such program.
    #[must_use]
    pub fn counted(&self) -> BTreeMap<String, u64> {
        let text = std::fs::read_to_string(self.path("count")).expect("a program ended on this disk");
        let pairs = text.lines().filter_map(|line| line.split_once(' '));
        pairs.map(|(name, count)| (name.to_owned(), count.parse().expect("a count"))).collect()
    }

    /// Keeps what unsynced writes of a program replace, so that `cut_power` can put it back.
    ///
    /// # Panics
    /// When there is no place for it.
    pub fn dropping(&self, command: &mut Command, data: &Path) {
        let folder = self.path("unsynced");
        std::fs::create_dir_all(&folder).expect("a folder for what is not synced");
        command.env("LD_PRELOAD", library()).env("FANLINE_DISK_ROOT", data).env("FANLINE_DISK_DROP", folder);
    }

    /// Whether a power cut at this moment would take something back.
    #[must_use]
    pub fn holds_unsynced(&self) -> bool {
        let files = std::fs::read_dir(self.path("unsynced")).into_iter().flatten().flatten();
        files.filter_map(|file| file.metadata().ok()).any(|file| file.len() > 0)
    }

    /// Takes back every write that was not synced; gives how many. No program may run.
    ///
    /// # Panics
    /// When a file cannot be put back.
    pub fn cut_power(&self) -> usize {
        let mut taken_back = 0;
        for entry in std::fs::read_dir(self.path("unsynced")).into_iter().flatten() {
            let undo = entry.expect("a file of unsynced writes").path();
            let name = undo.file_name().and_then(|name| name.to_str()).expect("a path in the name").replace('%', "/");
            let records = records(&std::fs::read(&undo).expect("unsynced writes"));
            taken_back += records.len();
            if let Ok(mut file) = std::fs::OpenOptions::new().write(true).open(name) {
                for record in records.iter().rev() {
                    file.seek(SeekFrom::Start(record.offset)).expect("a place in the file");
                    file.write_all(&record.bytes).expect("the bytes as they were");
                    file.set_len(record.size).expect("the size as it was");
                }
            }
            std::fs::remove_file(undo).expect("unsynced writes");
        }
        taken_back
    }
}

impl Default for Disk {
    fn default() -> Self {
        Self::new()
    }
}

/// What one write replaced.
struct Record {
    offset: u64,
    size: u64,
    bytes: Vec<u8>,
}

/// A last record that was cut short belongs to a write that never happened.
fn records(mut bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    let number = |bytes: &[u8], at: usize| bytes.get(at..at + 8)?.try_into().ok().map(u64::from_ne_bytes);
    while let (Some(offset), Some(size), Some(length)) = (number(bytes, 1), number(bytes, 9), number(bytes, 17)) {
        let Some(kept) = usize::try_from(length).ok().and_then(|length| bytes.get(25..25 + length)) else { break };
        records.push(Record { offset, size, bytes: kept.to_vec() });
        bytes = &bytes[25 + kept.len()..];
    }
    records
}

/// The shim, compiled once for this run of the tests, beside the programs that are tested.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let own = std::env::current_exe().expect("this program's own path");
        let path = own.with_file_name("faulty-disk.so");
        // Another run of the tests may have it in use: the finished file takes the place of the old one at once.
        let fresh = own.with_file_name(format!("faulty-disk-{}.so", std::process::id()));
        let source = workspace().join("tests/support/disk/faulty.c");
        let mut compile = Blocking::new("cc");
        compile.args(["-O1", "-shared", "-fPIC", "-pthread", "-o"]).arg(&fresh).arg(source).arg("-ldl");
        let done = compile.output().expect("a C compiler (cc)");
        assert!(done.status.success(), "the shim cannot be compiled: {}", String::from_utf8_lossy(&done.stderr));
        std::fs::rename(&fresh, &path).expect("the shim in its place");
        path
    })
}
