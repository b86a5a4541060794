//! Holds that tests leave the user's own folders alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::session::real_home;

/// Every file of Fanline in the user's own folders, with its length and the time of its last change.
#[derive(Debug, PartialEq, Eq)]
pub struct Snapshot(BTreeMap<PathBuf, (u64, Option<SystemTime>)>);

impl Snapshot {
    pub fn take() -> Self {
        let mut files = BTreeMap::new();
        for folder in user_folders() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.file_name().to_string_lossy().to_lowercase().contains("fanline") {
                    walk(&entry.path(), &mut files);
                }
            }
        }
        Self(files)
    }

    /// What is there, gone or different since then.
    pub fn changed_since(&self, before: &Self) -> Vec<PathBuf> {
        let differs = |path: &&PathBuf| self.0.get(*path) != before.0.get(*path);
        let mut paths: Vec<PathBuf> = self.0.keys().chain(before.0.keys()).filter(differs).cloned().collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

fn user_folders() -> Vec<PathBuf> {
    let given = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"];
    let usual = [
        ".local/share",
        ".config",
        ".cache",
        ".local/state",
        "Library/Application Support",
        "Library/Caches",
        "Library/Preferences",
    ];
    let home = real_home();
    let mut folders: Vec<PathBuf> = given.iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    folders.extend(home.iter().flat_map(|home| usual.iter().map(move |folder| home.join(folder))));
    folders
}

fn walk(path: &Path, files: &mut BTreeMap<PathBuf, (u64, Option<SystemTime>)>) {
    let Ok(metadata) = fs::symlink_metadata(path) else { return };
    if metadata.is_dir() {
        for entry in fs::read_dir(path).into_iter().flatten().flatten() {
            walk(&entry.path(), files);
        }
    }
    let length = if metadata.is_dir() { 0 } else { metadata.len() };
    files.insert(path.to_owned(), (length, metadata.modified().ok()));
}
