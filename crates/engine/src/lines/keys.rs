//! The secrets of lines, asked for away from the asynchronous threads: a keychain may wait for a person.

use std::sync::Arc;

use secrecy::SecretString;

use super::{Lines, folder};
use crate::error::{Error, ErrorCode, Result};
use crate::secrets::{SecretKind, SecretStore};

impl Lines {
    pub(super) async fn secret(&self, id: &str, kind: SecretKind) -> Result<Option<SecretString>> {
        get(&self.secrets, id, kind).await
    }

    /// The key of a database that exists. It is never made anew: that would hide what is in there for good.
    pub(super) async fn existing_key(&self, id: &str) -> Result<SecretString> {
        match self.secret(id, SecretKind::DatabaseKey).await {
            Ok(Some(key)) => Ok(key),
            Ok(None) => Err(ErrorCode::DatabaseKeyMissing.into()),
            // The environment names the variable that is not set.
            Err(error) if error.code == ErrorCode::SecretMissing => {
                Err(Error { code: ErrorCode::DatabaseKeyMissing, params: error.params })
            }
            Err(error) => Err(error),
        }
    }

    pub(super) async fn forget(&self, id: &str) -> Result<()> {
        match std::fs::remove_file(self.epoch(id, &self.secrets).file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(folder::disk(&error)),
            Ok(()) | Err(_) => {}
        }
        for kind in [SecretKind::DatabaseKey, SecretKind::ProviderSecret, SecretKind::Epoch] {
            let (secrets, id) = (Arc::clone(&self.secrets), id.to_owned());
            blocking(move || secrets.remove(&id, kind)).await?;
        }
        Ok(())
    }
}

pub async fn get(secrets: &Arc<dyn SecretStore>, id: &str, kind: SecretKind) -> Result<Option<SecretString>> {
    let (secrets, id) = (Arc::clone(secrets), id.to_owned());
    blocking(move || secrets.get(&id, kind)).await
}

pub async fn set(secrets: &Arc<dyn SecretStore>, id: &str, kind: SecretKind, secret: SecretString) -> Result<()> {
    let (secrets, id) = (Arc::clone(secrets), id.to_owned());
    blocking(move || secrets.set(&id, kind, &secret)).await
}

/// The database key of a line that is being made: the one that is there, or a fresh one that is kept before use.
pub async fn ensure_database_key(secrets: &Arc<dyn SecretStore>, id: &str) -> Result<SecretString> {
    if let Some(key) = get(secrets, id, SecretKind::DatabaseKey).await? {
        return Ok(key);
    }
    let key = fresh_key()?;
    set(secrets, id, SecretKind::DatabaseKey, key.clone()).await?;
    Ok(key)
}

/// 256 random bits as hex digits.
pub fn fresh_key() -> Result<SecretString> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "no randomness"))?;
    Ok(SecretString::from(hex(&bytes)))
}

/// A fresh id of 16 hex digits.
pub fn fresh_id() -> Result<String> {
    let mut bytes = [0_u8; 8];
    getrandom::fill(&mut bytes).map_err(|_| Error::new(ErrorCode::StoreFailed).with("detail", "no randomness"))?;
    Ok(hex(&bytes))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::new(ErrorCode::Stopped))?
}
