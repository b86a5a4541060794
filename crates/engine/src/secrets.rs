//! Where secrets live: the operating system's keychain, the environment, or memory for the practice line.

use std::fmt::Debug;

use secrecy::SecretString;

use crate::error::Result;

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
}

/// Which of the places a store is, for the words that explain it.
pub use crate::api::views::SecretsPlace;

/// Keeps the secrets of lines. Calls may block for as long as a person takes to unlock a keychain, so callers
/// run them on a blocking thread.
pub trait SecretStore: Send + Sync + Debug {
    fn place(&self) -> SecretsPlace;
    /// `None` when there is no such entry.
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
