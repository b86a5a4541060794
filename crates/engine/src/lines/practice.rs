//! The practice line: a carrier on this computer, invented fans, and the real path for everything else.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use secrecy::SecretString;

use super::{Lines, add, folder, keys, open_store};
use crate::error::{ErrorCode, Result};
use crate::line::{Line, Opened};
use crate::provider::Credentials;
use crate::secrets::{MemorySecrets, SecretKind, SecretStore};
use crate::store::line::{self as line_row, LineRow};
use crate::store::{Durability, settings};

/// Where a practice carrier listens. Never stored.
#[derive(Debug, Clone)]
pub struct PracticeEndpoint {
    pub base_url: String,
    pub account: String,
    pub key: String,
    pub secret: SecretString,
    pub number: String,
}

/// Starts the practice carrier, which keeps its ledger in the given folder and resumes it from there.
pub type PracticeStarter = Arc<dyn Fn(PathBuf) -> BoxFuture<'static, Result<PracticeEndpoint>> + Send + Sync>;

/// The carrier's folder inside the practice line's.
const CARRIER: &str = "carrier";

impl Lines {
    /// Starts or resumes the practice line and selects it.
    ///
    /// # Errors
    /// `practice_unavailable` where nothing can start one; what the keychain (if one runs) or the disk refuse.
    pub async fn practice(&self) -> Result<Arc<Line>> {
        if let Ok(line) = self.current()
            && line.id == folder::PRACTICE
        {
            return Ok(line);
        }
        let line = self.open_practice().await?;
        self.set_current(&line)?;
        Ok(line)
    }

    pub(super) async fn open_practice(&self) -> Result<Arc<Line>> {
        let start = self.practice.clone().ok_or(ErrorCode::PracticeUnavailable)?;
        let dir = folder::dir_of(&self.data_dir, folder::PRACTICE);
        let secrets = self.practice_secrets(&dir).await?;
        folder::make_private(&dir)?;
        let endpoint = start(dir.join(CARRIER)).await?;
        let database = dir.join(folder::DATABASE);
        let key = if database.is_file() {
            keys::get(&secrets, folder::PRACTICE, SecretKind::DatabaseKey)
                .await?
                .ok_or(ErrorCode::DatabaseKeyMissing)?
        } else {
            keys::ensure_database_key(&secrets, folder::PRACTICE).await?
        };
        keys::set(&secrets, folder::PRACTICE, SecretKind::ProviderSecret, endpoint.secret.clone()).await?;
        let store = open_store(&dir, key).await?;
        let row = match store.read(line_row::get).await? {
            Some(row) => row,
            None => {
                let row = LineRow {
                    id: folder::PRACTICE.to_owned(),
                    provider: "twilio".to_owned(),
                    number: endpoint.number.clone(),
                    account: endpoint.account.clone(),
                    key: endpoint.key.clone(),
                    base_url: None,
                    name: Some("Juno".to_owned()),
                    contact: None,
                    locale: "en".to_owned(),
                    practice: true,
                    added_at: self.clock.now_ms(),
                };
                add::found(&store, &row).await?;
                self.epoch(folder::PRACTICE, &secrets).begin(&store).await?;
                // Invented fans do not sleep, and whoever practises at night wants to see an update go.
                store.write(Durability::Synced, |connection| settings::set(connection, "quiet_hours", "off")).await?;
                row
            }
        };
        let credentials = Credentials {
            account: endpoint.account,
            key: endpoint.key,
            secret: endpoint.secret,
            base_url: Some(endpoint.base_url),
        };
        let provider = self.connect(&row.provider, credentials, &store).await?;
        let epoch = self.epoch(folder::PRACTICE, &secrets);
        self.assemble(Opened { dir, secrets: secrets.place(), epoch, row, store, provider })
    }

    /// The keychain; where none runs, memory, and then yesterday's practice cannot be opened and starts anew.
    async fn practice_secrets(&self, dir: &std::path::Path) -> Result<Arc<dyn SecretStore>> {
        match keys::get(&self.secrets, folder::PRACTICE, SecretKind::DatabaseKey).await {
            Ok(key) => {
                // A practice store whose key is gone (another desktop session, an emptied keychain) holds invented
                // texts only.
                if key.is_none() && dir.join(folder::DATABASE).is_file() {
                    tracing::warn!("the practice line's key is gone; it starts anew");
                    self.remove_folder(folder::PRACTICE)?;
                }
                Ok(Arc::clone(&self.secrets))
            }
            Err(error) if error.code == ErrorCode::KeychainMissing => {
                tracing::warn!("no keychain service runs; the practice line keeps its key in memory and starts anew");
                self.remove_folder(folder::PRACTICE)?;
                Ok(Arc::new(MemorySecrets::default()))
            }
            Err(error) => Err(error),
        }
    }
}
