//! Secrets that end with the program.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::SecretString;

use super::{SecretKind, SecretStore, SecretsPlace};
use crate::error::Result;

type Entries = BTreeMap<(String, SecretKind), SecretString>;

/// For the practice line where no keychain runs, and for tests.
#[derive(Default)]
pub struct MemorySecrets {
    entries: Mutex<Entries>,
}

impl MemorySecrets {
    fn entries(&self) -> MutexGuard<'_, Entries> {
        // An entry is there or not; there is no half of one.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SecretStore for MemorySecrets {
    fn place(&self) -> SecretsPlace {
        SecretsPlace::Memory
    }

    fn get(&self, line_id: &str, kind: SecretKind) -> Result<Option<SecretString>> {
        Ok(self.entries().get(&(line_id.to_owned(), kind)).cloned())
    }

    fn set(&self, line_id: &str, kind: SecretKind, secret: &SecretString) -> Result<()> {
        self.entries().insert((line_id.to_owned(), kind), secret.clone());
        Ok(())
    }

    fn remove(&self, line_id: &str, kind: SecretKind) -> Result<()> {
        self.entries().remove(&(line_id.to_owned(), kind));
        Ok(())
    }
}

impl fmt::Debug for MemorySecrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("MemorySecrets").field("entries", &self.entries().len()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::MemorySecrets;
    use crate::secrets::contract;

    /// The practice line would open with another key than the one it was made with.
    #[test]
    fn keeps_the_contract() {
        contract::check(&MemorySecrets::default());
    }
}
