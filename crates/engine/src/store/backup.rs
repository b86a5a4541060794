//! Copies of the database, encrypted with the same key.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use rusqlite::Connection;
use secrecy::SecretString;

use super::connection::{Database, Use};
use super::error::{after_opening, disk};
use crate::error::{Error, ErrorCode, Result};

/// One copy of a line's database.
#[derive(Debug, Clone)]
pub struct Backup {
    /// Its file's name without the ending.
    pub id: String,
    pub at: i64,
    pub bytes: u64,
    pub path: PathBuf,
}

const FOLDER: &str = "backups";
/// Where a restore keeps what it replaced.
pub const REPLACED_FOLDER: &str = "replaced";
/// Exports of everything that were not given another place.
pub const EXPORTS_FOLDER: &str = "exports";
/// Copies made by the day or by a person that are kept.
const KEPT: usize = 7;
const BEFORE: &str = "before-version-";

/// The copies in a line's folder, newest first.
pub fn backups(dir: &Path) -> io::Result<Vec<Backup>> {
    let mut found = Vec::new();
    let entries = match fs::read_dir(dir.join(FOLDER)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
        entries => entries?,
    };
    for entry in entries {
        let path = entry?.path();
        let Some(id) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".db")).map(ToOwned::to_owned)
        else {
            continue;
        };
        let meta = fs::metadata(&path)?;
        let modified = meta.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let at = id.parse().ok().or(i64::try_from(modified).ok()).unwrap_or(0);
        found.push(Backup { id, at, bytes: meta.len(), path });
    }
    found.sort_by(|one, other| other.at.cmp(&one.at).then_with(|| other.id.cmp(&one.id)));
    Ok(found)
}

/// Removes every copy beside a database, what restores replaced, and exports: they hold what was erased since. Gives how
/// many files and folders went.
pub fn forget(dir: &Path) -> io::Result<u64> {
    let mut removed = 0;
    for folder in [FOLDER, REPLACED_FOLDER, EXPORTS_FOLDER] {
        let entries = match fs::read_dir(dir.join(folder)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                fs::remove_dir_all(&path)?
            } else {
                fs::remove_file(&path)?
            }
            removed += 1;
        }
    }
    Ok(removed)
}

/// Copies a database into its folder's backups as it is at this moment, and lets go of the oldest ones.
pub fn make(database: &Database, at: i64) -> Result<Backup> {
    let connection = database.open(Use::Copy)?;
    let backup = write(&connection, &database.path, &at.to_string())?;
    let dir = database.path.parent().unwrap_or(Path::new("."));
    let made = backups(dir).map_err(|error| disk(&error))?;
    for old in made.iter().filter(|backup| !backup.id.starts_with(BEFORE)).skip(KEPT) {
        fs::remove_file(&old.path).map_err(|error| disk(&error))?;
    }
    Ok(backup)
}

/// Keeps the database as it is before a change of its schema.
pub fn before_version(connection: &Connection, version: usize) -> Result<()> {
    let Some(path) = connection.path().filter(|path| !path.is_empty()).map(PathBuf::from) else { return Ok(()) };
    write(connection, &path, &format!("{BEFORE}{version}")).map(drop)
}

/// A copy has its name only once it is whole.
fn write(connection: &Connection, database: &Path, id: &str) -> Result<Backup> {
    let folder = database.parent().unwrap_or(Path::new(".")).join(FOLDER);
    fs::create_dir_all(&folder).map_err(|error| disk(&error))?;
    let (part, path) = (folder.join(format!("{id}.part")), folder.join(format!("{id}.db")));
    let copied = copy(connection, &part);
    if let Err(error) = copied {
        fs::remove_file(&part).ok();
        return Err(after_opening(error));
    }
    fs::rename(&part, &path).map_err(|error| disk(&error))?;
    let bytes = fs::metadata(&path).map_err(|error| disk(&error))?.len();
    Ok(Backup { id: id.to_owned(), at: id.parse().unwrap_or(0), bytes, path })
}

fn copy(connection: &Connection, to: &Path) -> Result<()> {
    match fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(disk(&error)),
        Ok(()) | Err(_) => {}
    }
    // Read in one transaction, beside whoever writes; the copy has the key of the database.
    connection.execute("VACUUM INTO ?", [to.to_string_lossy()])?;
    fs::File::open(to).and_then(|file| file.sync_all()).map_err(|error| disk(&error))
}

/// Whether a copy opens with this key and every page of it is whole.
///
/// # Errors
/// `database_key_wrong`, `database_damaged`, or what the disk refuses.
pub fn check(path: &Path, key: &SecretString) -> Result<()> {
    let database = Database { path: path.to_owned(), key: key.clone() };
    let connection = database.open(Use::Copy)?;
    let damage: Option<String> = {
        let mut statement = connection.prepare("PRAGMA cipher_integrity_check")?;
        let mut rows = statement.query([])?;
        rows.next()?.map(|row| row.get(0)).transpose()?
    };
    let said: String = connection
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(Error::from)
        .map_err(after_opening)?;
    if damage.is_some() || said != "ok" {
        return Err(ErrorCode::DatabaseDamaged.into());
    }
    Ok(())
}
