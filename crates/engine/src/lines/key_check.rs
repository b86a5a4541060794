//! Tells a wrong key from a damaged file. SQLCipher cannot: with either, the first page does not open.
//!
//! Beside the database lies a hash of its key. 256 random bits cannot be guessed from it.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use ring::digest;
use secrecy::{ExposeSecret, SecretString};

use super::folder::{self, disk};
use crate::error::{ErrorCode, Result};
use crate::store::Store;

const FILE: &str = "key.check";
/// Bytes of the hash that are kept.
const KEPT: usize = 8;

/// Opens or creates the database in a line's folder.
///
/// # Errors
/// `database_key_wrong` only for another key than the one it was made with; `database_damaged`, and what the disk
/// refuses.
pub fn open(dir: &Path, key: &SecretString) -> Result<Store> {
    let path = dir.join(folder::DATABASE);
    let opened = match Store::open(&path, key) {
        // A read that failed looks like a wrong key, too: once more, and then the disk itself is asked.
        Err(error) if error.code == ErrorCode::DatabaseKeyWrong => {
            Store::open(&path, key).map_err(|error| match readable(&path) {
                Err(unreadable) => unreadable,
                Ok(()) if error.code == ErrorCode::DatabaseKeyWrong && fits(dir, key) => {
                    ErrorCode::DatabaseDamaged.into()
                }
                Ok(()) => error,
            })
        }
        opened => opened,
    };
    let store = opened?;
    if !dir.join(FILE).exists() {
        fs::write(dir.join(FILE), check(key)).map_err(|error| disk(&error))?;
    }
    Ok(store)
}

/// Whether this is the key that the database was made with.
pub fn fits(dir: &Path, key: &SecretString) -> bool {
    fs::read_to_string(dir.join(FILE)).is_ok_and(|kept| kept == check(key))
}

fn readable(path: &Path) -> Result<()> {
    let mut first = [0; 512];
    File::open(path).and_then(|mut file| file.read(&mut first)).map_err(|error| disk(&error))?;
    Ok(())
}

fn check(key: &SecretString) -> String {
    let text = format!("fanline key check {}", key.expose_secret().to_ascii_lowercase());
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    hash.as_ref().iter().take(KEPT).map(|byte| format!("{byte:02x}")).collect()
}
