//! The operating system's keychain: Keychain on macOS, Credential Manager on Windows, Secret Service elsewhere.

use keyring::{Entry, Error as KeyringError};
use secrecy::{ExposeSecret, SecretString};

use super::{SecretKind, SecretStore, SecretsPlace};
use crate::error::{Error, ErrorCode, Result};

const SERVICE: &str = "app.fanline";
/// The entry that is made and removed to see whether one can be made.
const PROBE: &str = "probe";

/// What a person would look for when it is missing.
const NAME: &str = if cfg!(target_os = "macos") {
    "Keychain"
} else if cfg!(target_os = "windows") {
    "Credential Manager"
} else {
    "Secret Service"
};

/// Entries of the service `app.fanline`, by `<line id>/database-key` and `<line id>/provider-secret`.
///
/// Whether a keychain is there at all is found out once per process, at the first call: starting one later needs
/// a new process.
#[derive(Debug, Default, Clone, Copy)]
pub struct KeychainSecrets;

impl KeychainSecrets {
    /// Whether secrets can be kept: makes an entry and removes it. May ask a person to unlock the keychain.
    ///
    /// # Errors
    /// `keychain_missing` with `service`, `keychain_locked`.
    pub fn available() -> Result<()> {
        let entry = entry(PROBE)?;
        entry.set_password(PROBE).map_err(|error| refused(&error))?;
        delete(&entry)
    }
}

impl SecretStore for KeychainSecrets {
    fn place(&self) -> SecretsPlace {
        SecretsPlace::Keychain
    }

    fn get(&self, line_id: &str, kind: SecretKind) -> Result<Option<SecretString>> {
        match entry(&user(line_id, kind))?.get_password() {
            Ok(secret) => Ok(Some(SecretString::from(secret))),
            Err(KeyringError::NoEntry) => Ok(None),
            Err(error) => Err(refused(&error)),
        }
    }

    fn set(&self, line_id: &str, kind: SecretKind, secret: &SecretString) -> Result<()> {
        entry(&user(line_id, kind))?.set_password(secret.expose_secret()).map_err(|error| refused(&error))
    }

    fn remove(&self, line_id: &str, kind: SecretKind) -> Result<()> {
        delete(&entry(&user(line_id, kind))?)
    }
}

fn user(line_id: &str, kind: SecretKind) -> String {
    let name = match kind {
        SecretKind::DatabaseKey => "database-key",
        SecretKind::ProviderSecret => "provider-secret",
        SecretKind::Epoch => "epoch",
    };
    format!("{line_id}/{name}")
}

fn entry(user: &str) -> Result<Entry> {
    Entry::new(SERVICE, user).map_err(|error| refused(&error))
}

fn delete(entry: &Entry) -> Result<()> {
    match entry.delete_credential() {
        Ok(()) | Err(KeyringError::NoEntry) => Ok(()),
        Err(error) => Err(refused(&error)),
    }
}

/// Locked when the keychain says that access is what is wrong; for all else it is of no use as it is.
fn refused(error: &KeyringError) -> Error {
    let code = if matches!(error, KeyringError::NoStorageAccess(_)) {
        ErrorCode::KeychainLocked
    } else {
        ErrorCode::KeychainMissing
    };
    Error::new(code).with("service", NAME)
}

#[cfg(test)]
mod tests {
    use std::env;

    use super::{KeychainSecrets, PROBE, entry, refused};
    use crate::error::ErrorCode;
    use crate::secrets::{SecretKind, SecretStore, contract};

    /// Which keychain this run may write to: `1` an open one, `locked` one that stays locked, `missing` none.
    fn keychain(expected: &str) -> bool {
        let found = env::var("FANLINE_TEST_KEYCHAIN").unwrap_or_default();
        if found != expected {
            use std::io::Write;
            writeln!(std::io::stderr(), "skipped: needs FANLINE_TEST_KEYCHAIN={expected} and such a keychain").ok();
        }
        found == expected
    }

    /// A line whose key cannot be read back is a database that nobody opens again.
    #[test]
    fn keeps_the_contract() {
        if keychain("1") {
            KeychainSecrets::available().expect("an open keychain");
            let left = entry(PROBE).expect("an open keychain").get_password();
            assert!(matches!(left, Err(keyring::Error::NoEntry)), "the probe was left behind");
            contract::check(&KeychainSecrets);
        }
    }

    /// "No keychain" and "unlock it" need different things of a person.
    #[test]
    fn a_locked_keychain_says_so() {
        if keychain("locked") {
            let error = KeychainSecrets::available().expect_err("it is locked");
            assert_eq!(error.code, ErrorCode::KeychainLocked, "{error:?}");
        }
    }

    /// Without a keychain the program must say which one it misses, not stop or keep the key elsewhere.
    #[test]
    fn a_missing_keychain_is_named() {
        if keychain("missing") {
            let expected = "Secret Service";
            for error in [
                KeychainSecrets::available().expect_err("there is none"),
                KeychainSecrets.get(contract::LINE, SecretKind::DatabaseKey).expect_err("there is none"),
                KeychainSecrets.remove(contract::LINE, SecretKind::DatabaseKey).expect_err("there is none"),
            ] {
                assert_eq!((error.code, error.params["service"].as_str()), (ErrorCode::KeychainMissing, expected));
            }
        }
    }

    /// The codes hold on every system, also where a test cannot lock anything.
    #[test]
    fn troubles_are_told_apart() {
        let locked = keyring::Error::NoStorageAccess("locked".into());
        assert_eq!(refused(&locked).code, ErrorCode::KeychainLocked);
        assert_eq!(refused(&keyring::Error::NoDefaultStore).code, ErrorCode::KeychainMissing);
        assert_eq!(refused(&keyring::Error::PlatformFailure("gone".into())).code, ErrorCode::KeychainMissing);
    }
}
