//! Lines on the disk: `lines/<id>/line.db`, `practice/line.db`, and which one is selected.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::Lines;
use crate::error::{ErrorCode, Result};
pub use crate::store::disk;

/// The id of the practice line, and the name of its folder.
pub const PRACTICE: &str = "practice";
pub const DATABASE: &str = "line.db";
const SELECTED: &str = "selected";
const LOCK: &str = "sender.lock";

pub fn dir_of(data_dir: &Path, id: &str) -> PathBuf {
    if id == PRACTICE { data_dir.join(PRACTICE) } else { data_dir.join("lines").join(id) }
}

/// Ids are folder names: nothing else than what this program makes is one.
fn is_id(name: &str) -> bool {
    name.len() == 16 && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

pub fn write_selected(data_dir: &Path, id: &str) -> Result<()> {
    fs::create_dir_all(data_dir).map_err(|error| disk(&error))?;
    fs::write(data_dir.join(SELECTED), id).map_err(|error| disk(&error))
}

/// Makes a folder that only this user can read.
pub fn make_private(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).map_err(|error| disk(&error))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o700)).map_err(|error| disk(&error))?;
    }
    Ok(())
}

/// Writes a file that only this user can read, whole or not at all.
pub fn write_private(path: &Path, content: &[u8]) -> Result<()> {
    use std::io::Write;
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| disk(&error))?;
    }
    let half = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let written = options
        .open(&half)
        .and_then(|mut file| file.write_all(content).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&half, path));
    written.map_err(|error| {
        fs::remove_file(&half).ok();
        disk(&error)
    })
}

/// Takes the lock of a line's one sender. The operating system lets go of it when the process ends, however it does.
///
/// # Errors
/// `line_in_use` while another process holds it.
pub fn lock_for_sending(dir: &Path) -> Result<File> {
    let lock = OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(LOCK))
        .map_err(|error| disk(&error))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(ErrorCode::LineInUse.into()),
        Err(TryLockError::Error(error)) => Err(disk(&error)),
    }
}

impl Lines {
    /// Ids of all lines in the folder, in a stable order.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn ids(&self) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        match fs::read_dir(self.data_dir.join("lines")) {
            Ok(entries) => {
                for entry in entries {
                    let entry = entry.map_err(|error| disk(&error))?;
                    let name = entry.file_name().to_string_lossy().into_owned();
                    if is_id(&name) && entry.path().join(DATABASE).is_file() {
                        ids.push(name);
                    }
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(disk(&error)),
        }
        ids.sort();
        if dir_of(&self.data_dir, PRACTICE).join(DATABASE).is_file() {
            ids.push(PRACTICE.to_owned());
        }
        Ok(ids)
    }

    /// The line selected last, if it is still there; else the first one. The practice line is never first by itself.
    pub(super) fn selected_id(&self) -> Result<Option<String>> {
        let ids = self.ids()?;
        let selected = fs::read_to_string(self.data_dir.join(SELECTED)).ok().map(|id| id.trim().to_owned());
        if let Some(id) = selected.filter(|id| ids.contains(id)) {
            // Without a carrier to start, a practice line that was selected last is only a folder.
            if id != PRACTICE || self.practice.is_some() {
                return Ok(Some(id));
            }
        }
        Ok(ids.into_iter().find(|id| id != PRACTICE))
    }

    pub(super) fn remove_folder(&self, id: &str) -> Result<()> {
        let dir = dir_of(&self.data_dir, id);
        match fs::remove_dir_all(&dir) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(disk(&error)),
        }
    }
}
