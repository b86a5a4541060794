//! Secrets from the environment, for hosts without a keychain. Whoever sets the variables keeps them.

use std::env;
use std::ffi::OsString;
use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::{SecretKind, SecretStore, SecretsPlace};
use crate::error::{Error, ErrorCode, Result};

/// 64 hex digits: the raw key of the database.
pub const DATABASE_KEY: &str = "FANLINE_DB_KEY";
/// The secret of the API key at the provider.
pub const PROVIDER_SECRET: &str = "FANLINE_PROVIDER_SECRET";

/// The two variables, read once. They hold for every line, so such a host runs one line.
pub struct EnvSecrets {
    database_key: Option<SecretString>,
    provider_secret: Option<SecretString>,
}

impl EnvSecrets {
    /// A variable that is absent or empty is refused only when it is asked for.
    ///
    /// # Errors
    /// `bad_params` with `name` and `expected` when `FANLINE_DB_KEY` is not 64 hex digits (`64_hex_digits`), or a
    /// value is not text (`text`).
    pub fn from_env() -> Result<Self> {
        Self::from_lookup(|name| env::var_os(name))
    }

    fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let read = |name: &'static str| match lookup(name).map(OsString::into_string) {
            None => Ok(None),
            Some(Ok(value)) if value.is_empty() => Ok(None),
            Some(Ok(value)) => Ok(Some(SecretString::from(value))),
            Some(Err(_)) => Err(refused(name, "text")),
        };
        let database_key = read(DATABASE_KEY)?;
        if database_key.as_ref().is_some_and(|key| !is_database_key(key.expose_secret())) {
            return Err(refused(DATABASE_KEY, "64_hex_digits"));
        }
        Ok(Self { database_key, provider_secret: read(PROVIDER_SECRET)? })
    }

    fn held(&self, kind: SecretKind) -> Result<&SecretString> {
        let (name, held) = match kind {
            SecretKind::DatabaseKey => (DATABASE_KEY, &self.database_key),
            SecretKind::ProviderSecret | SecretKind::Epoch => (PROVIDER_SECRET, &self.provider_secret),
        };
        held.as_ref().ok_or_else(|| missing(name))
    }
}

impl SecretStore for EnvSecrets {
    fn place(&self) -> SecretsPlace {
        SecretsPlace::Environment
    }

    /// Never `None`: a variable that is not set is `secret_missing` with its `name`, since nothing else can set it.
    fn get(&self, _line_id: &str, kind: SecretKind) -> Result<Option<SecretString>> {
        if kind == SecretKind::Epoch {
            return Ok(None);
        }
        self.held(kind).cloned().map(Some)
    }

    /// Accepts what the environment already holds: nothing can be written there.
    fn set(&self, _line_id: &str, kind: SecretKind, secret: &SecretString) -> Result<()> {
        if kind == SecretKind::Epoch {
            // Kept beside the lines alone.
            return Ok(());
        }
        let (held, secret) = (self.held(kind)?.expose_secret(), secret.expose_secret());
        let (name, same) = match kind {
            SecretKind::DatabaseKey => (DATABASE_KEY, held.eq_ignore_ascii_case(secret)),
            SecretKind::ProviderSecret | SecretKind::Epoch => (PROVIDER_SECRET, held == secret),
        };
        if same { Ok(()) } else { Err(missing(name)) }
    }

    /// Nothing of ours is there to be removed: the variable belongs to whoever set it.
    fn remove(&self, _line_id: &str, _kind: SecretKind) -> Result<()> {
        Ok(())
    }
}

fn is_database_key(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn missing(name: &str) -> Error {
    Error::new(ErrorCode::SecretMissing).with("name", name)
}

fn refused(name: &str, expected: &str) -> Error {
    Error::new(ErrorCode::BadParams).with("name", name).with("expected", expected)
}

impl fmt::Debug for EnvSecrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EnvSecrets")
            .field(DATABASE_KEY, &self.database_key.is_some())
            .field(PROVIDER_SECRET, &self.provider_secret.is_some())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use secrecy::{ExposeSecret, SecretString};

    use super::{DATABASE_KEY, EnvSecrets, PROVIDER_SECRET};
    use crate::error::ErrorCode;
    use crate::secrets::{SecretKind, SecretStore, contract};

    fn environment(key: Option<&str>, secret: Option<&str>) -> crate::error::Result<EnvSecrets> {
        EnvSecrets::from_lookup(|name| match name {
            DATABASE_KEY => key.map(OsString::from),
            PROVIDER_SECRET => secret.map(OsString::from),
            other => panic!("{other} is not ours to read"),
        })
    }

    /// A server whose secrets come from its environment must find them there, and nothing else.
    #[test]
    fn keeps_the_contract() {
        let held = environment(Some(contract::FIRST_KEY), Some(contract::FIRST_SECRET)).expect("good values");
        contract::check(&held);
    }

    /// "Something is wrong" is no help to whoever has to set a variable: the name is.
    #[test]
    fn a_missing_variable_is_named() {
        for (key, secret) in [(None, None), (Some(""), Some(""))] {
            let held = environment(key, secret).expect("nothing is wrong yet");
            for (kind, name) in [(SecretKind::DatabaseKey, DATABASE_KEY), (SecretKind::ProviderSecret, PROVIDER_SECRET)]
            {
                let any = SecretString::from(contract::FIRST_KEY);
                for error in [held.get("1", kind).expect_err(name), held.set("1", kind, &any).expect_err(name)] {
                    assert_eq!((error.code, error.params["name"].as_str()), (ErrorCode::SecretMissing, name));
                }
                held.remove("1", kind).expect("nothing to remove");
            }
        }
    }

    /// A key that is cut short would make a database that no later key opens.
    #[test]
    fn a_key_that_is_none_is_refused() {
        let short = &contract::FIRST_KEY[1..];
        for key in [short, &format!("g{short}"), &format!("{short} "), &format!("{}\n", contract::FIRST_KEY), "é"] {
            let error = environment(Some(key), None).expect_err(key);
            assert_eq!((error.code, error.params["name"].as_str()), (ErrorCode::BadParams, DATABASE_KEY));
            assert!(!error.params.values().any(|value| value.contains(short)), "the key is in {error:?}");
        }
        let upper = contract::FIRST_KEY.to_uppercase();
        let held = environment(Some(&upper), None).expect("hex in capitals");
        held.set("1", SecretKind::DatabaseKey, &SecretString::from(contract::FIRST_KEY)).expect("the same key");
        let got = held.get("1", SecretKind::DatabaseKey).expect("held").expect("a key");
        assert_eq!(got.expose_secret(), upper);
    }
}
