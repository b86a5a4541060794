//! Copies of a line's database, encrypted with its key: one a day, one before each change of the schema, and any that
//! somebody asks for. Restoring one leaves what it replaces beside it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder::{self, disk};
use super::{Lines, add};
use crate::error::{Error, ErrorCode, Result};
use crate::line::Line;
use crate::store::{self, Backup, REPLACED_FOLDER};

/// Replaced databases that are kept.
const REPLACED: usize = 2;

impl Lines {
    /// The id of a line that was asked for, or of the selected one, whether or not it opens.
    ///
    /// # Errors
    /// `no_line`, `not_found`.
    pub fn id_or_selected(&self, id: Option<&str>) -> Result<String> {
        match id {
            Some(id) if self.ids()?.iter().any(|known| known == id) => Ok(id.to_owned()),
            Some(id) => Err(Error::new(ErrorCode::NotFound).with("what", "line").with("id", id)),
            None => self.selected_id()?.ok_or_else(|| ErrorCode::NoLine.into()),
        }
    }

    /// Backups of a line, newest first.
    ///
    /// # Errors
    /// `not_found`, or what the disk refuses.
    pub fn backups(&self, id: &str) -> Result<Vec<Backup>> {
        store::backups(&folder::dir_of(&self.data_dir, id)).map_err(|error| disk(&error))
    }

    /// Puts a backup in the place of a line's database, which is kept aside, and selects the line. What the backup
    /// holds as unsent is in doubt from then on, and looked for before anything is sent.
    ///
    /// # Errors
    /// `not_found`; `database_damaged` or `database_key_wrong` when the backup itself does not open: nothing is changed
    /// then. `line_in_use` while another process answers on the line; what the disk refuses.
    pub async fn restore(&self, id: &str, backup: &str) -> Result<Arc<Line>> {
        let dir = folder::dir_of(&self.data_dir, id);
        let known = self.backups(id)?.into_iter().find(|known| known.id == backup);
        let known = known.ok_or_else(|| Error::new(ErrorCode::NotFound).with("what", "backup").with("id", backup))?;
        let key = self.existing_key(id).await?;
        let fresh = dir.join("restored.part");
        let (from, to) = (known.path, fresh.clone());
        let checked = blocking(move || {
            fs::copy(&from, &to).and_then(|_| File::open(&to)?.sync_all()).map_err(|error| disk(&error))?;
            store::check(&to, &key)
        });
        if let Err(error) = checked.await {
            fs::remove_file(&fresh).ok();
            return Err(error);
        }
        if self.current().is_ok_and(|line| line.id == id) {
            // Whoever follows the selection stops what runs on it and lets go of its lock.
            self.current.send_replace(super::Current::default());
        }
        let lock = add::wait_for_lock(&dir).await?;
        let now = self.clock.now_ms();
        blocking(move || replace(&dir, &fresh, now).map_err(|error| disk(&error))).await?;
        drop(lock);
        self.select(id).await
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::new(ErrorCode::Stopped))?
}

/// At every moment there is a database in its place: the old one until the new one takes it over at once.
fn replace(dir: &Path, fresh: &Path, now: i64) -> std::io::Result<()> {
    let aside = dir.join(REPLACED_FOLDER).join(now.to_string());
    fs::create_dir_all(&aside)?;
    let database = dir.join(folder::DATABASE);
    if fs::hard_link(&database, aside.join(folder::DATABASE)).is_err() {
        fs::copy(&database, aside.join(folder::DATABASE))?;
    }
    for end in ["-wal", "-shm"] {
        let name = format!("{}{end}", folder::DATABASE);
        match fs::rename(dir.join(&name), aside.join(&name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    fs::rename(fresh, database)?;
    let mut kept: Vec<PathBuf> =
        fs::read_dir(dir.join(REPLACED_FOLDER))?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    kept.sort();
    for old in kept.iter().rev().skip(REPLACED) {
        fs::remove_dir_all(old)?;
    }
    Ok(())
}
