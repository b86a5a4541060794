//! How far a line has come, kept in the database and outside of it: a database that is behind is an old copy.
//!
//! The number grows when sending begins and ends, every few minutes while texts leave, and with every backup. What an
//! old copy holds as unsent may have left since it was made.

use std::path::PathBuf;
use std::sync::Arc;

use rusqlite::Connection;
use secrecy::{ExposeSecret, SecretString};

use super::Line;
use crate::error::Result;
use crate::secrets::{SecretKind, SecretStore};
use crate::store::{Durability, Store, broadcasts, counters, journal, outbox};

/// Where the number is kept outside of the database: a file beside the lines' folders, and the keychain, which a copied
/// data folder does not bring along.
#[derive(Debug, Clone)]
pub struct Epoch {
    pub id: String,
    pub file: PathBuf,
    pub secrets: Arc<dyn SecretStore>,
}

impl Epoch {
    /// The first number of a database that was just made.
    pub async fn begin(&self, store: &Store) -> Result<()> {
        store.write(Durability::Synced, |connection| counters::set(connection, counters::EPOCH, 1)).await?;
        self.keep(1).await;
        Ok(())
    }

    /// The highest number known outside of the database.
    async fn known(&self) -> Option<i64> {
        let here = self.clone();
        let read = move || {
            let number = |text: &str| text.trim().parse().ok();
            let file = std::fs::read_to_string(&here.file).ok().and_then(|text| number(&text));
            // A keychain that is locked has let nobody open the database either.
            let secret = here.secrets.get(&here.id, SecretKind::Epoch).ok().flatten();
            file.max(secret.and_then(|secret| number(secret.expose_secret())))
        };
        tokio::task::spawn_blocking(read).await.ok().flatten()
    }

    /// Where one of the places cannot be written, the other still knows.
    async fn keep(&self, number: i64) {
        let here = self.clone();
        let write = move || {
            let text = number.to_string();
            let folder = here.file.parent().map_or(Ok(()), std::fs::create_dir_all);
            if let Err(error) = folder.and_then(|()| std::fs::write(&here.file, &text)) {
                tracing::warn!(kind = ?error.kind(), "the epoch is not kept beside the lines");
            }
            if let Err(error) = here.secrets.set(&here.id, SecretKind::Epoch, &SecretString::from(text)) {
                tracing::warn!(code = error.code.as_str(), "the epoch is not kept in the keychain");
            }
        };
        // A panic in there is reported by the runtime, and changes nothing here.
        tokio::task::spawn_blocking(write).await.ok();
    }
}

impl Line {
    /// Before anything is sent: compares the database with what is known outside of it. In an old copy every unsent
    /// text is in doubt, updates pause and automatic answers are off. Gives whether it is one.
    ///
    /// # Errors
    /// What the disk refuses; then nothing may be sent.
    pub async fn compare_epochs(&self) -> Result<bool> {
        let (now, quiet_ms) = (self.now(), self.settings().await?.quiet_period_ms);
        let known = self.epoch.known().await;
        let (old, number) = self
            .store
            .write(Durability::Synced, move |connection| {
                let stored = counters::get(connection, counters::EPOCH)?.unwrap_or(0);
                // A copy on another computer, where nothing is known, is as doubtful as an old one.
                let old = known.is_none_or(|known| stored < known);
                if old {
                    doubt(connection, now, quiet_ms)?;
                }
                let number = stored.max(known.unwrap_or(0)) + 1;
                counters::set(connection, counters::EPOCH, number)?;
                Ok((old, number))
            })
            .await?;
        self.epoch.keep(number).await;
        if old {
            tracing::warn!(line = %self.id, "the database is an older copy; what it holds as unsent is looked for");
            self.everything_changed();
        }
        Ok(old)
    }

    /// What is in the database from here on is newer than every copy made until now.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn advance_epoch(&self) -> Result<()> {
        let number =
            self.store.write(Durability::Synced, |connection| counters::next(connection, counters::EPOCH)).await?;
        self.epoch.keep(number).await;
        Ok(())
    }
}

fn doubt(connection: &Connection, now: i64, quiet_ms: i64) -> Result<()> {
    outbox::doubt_unsent(connection, now, quiet_ms)?;
    broadcasts::pause_all(connection)?;
    counters::set(connection, counters::RESTORED_AT, now)?;
    counters::hold_auto_replies(connection, now, counters::HELD_RESTORED)?;
    journal::write(connection, now, "fanline", "older_copy_opened", &serde_json::json!({}))
}
