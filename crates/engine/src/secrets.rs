//! Where secrets live: the operating system's keychain, the environment, or memory for the practice line.

use std::fmt::Debug;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::Result;

#[cfg(test)]
mod contract;
mod env;
mod keychain;
mod memory;

pub use env::EnvSecrets;
pub use keychain::KeychainSecrets;
pub use memory::MemorySecrets;

/// The two secrets of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SecretKind {
    /// 64 hex digits: the raw key of the line's database.
    DatabaseKey,
    /// The secret of the API key at the provider.
    ProviderSecret,
    /// How far the line has come, as a number. No secret; it stays with the keychain when files are copied.
    Epoch,
}

/// Which of the places a store is, for the words that explain it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SecretsPlace {
    Keychain,
    Environment,
    /// Only the practice line, where no keychain service runs: gone when the program ends.
    Memory,
}

/// Keeps the secrets of lines. Calls may block for as long as a person takes to unlock a keychain, so callers
/// run them on a blocking thread.
pub trait SecretStore: Send + Sync + Debug {
    fn place(&self) -> SecretsPlace;
    /// `None` when there is no such entry. The environment has no entries to make: there it is `secret_missing`.
    ///
    /// # Errors
    /// `keychain_missing` when no keychain service runs, `keychain_locked` when it stays locked.
    fn get(&self, line_id: &str, kind: SecretKind) -> Result<Option<SecretString>>;
    /// # Errors
    /// As `get`; the environment refuses with `secret_missing` unless it holds that value.
    fn set(&self, line_id: &str, kind: SecretKind, secret: &SecretString) -> Result<()>;
    /// Removing what is not there succeeds.
    ///
    /// # Errors
    /// As `get`.
    fn remove(&self, line_id: &str, kind: SecretKind) -> Result<()>;
}
