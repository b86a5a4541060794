//! Lines, their keys and their copies.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{MoneyView, NumberType, SecretsPlace};

/// A phone number at a provider, as this computer knows it.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct LineView {
    pub id: String,
    /// `twilio`.
    pub provider: String,
    pub number: String,
    pub number_type: NumberType,
    pub account: String,
    /// Sid of the API key; never its secret.
    pub key: String,
    pub name: Option<String>,
    pub contact: Option<String>,
    pub locale: String,
    /// Nothing that this line sends reaches anybody.
    pub practice: bool,
    /// Where the database key and the provider secret are kept.
    pub secrets: SecretsPlace,
    pub added_at: i64,
    pub selected: bool,
}

/// What opens an account at a provider. `secret` is kept in the keychain and never returned.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct FindNumbers {
    pub provider: String,
    pub account: String,
    pub key: String,
    #[ts(type = "string")]
    pub secret: secrecy::SecretString,
    /// Another host that speaks the same API; everything resolves under it.
    #[serde(default)]
    pub base_url: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FoundNumber {
    pub number: String,
    pub name: String,
    pub number_type: NumberType,
    /// Whether the number can receive and send texts at all.
    pub sms: bool,
    pub already_added: bool,
    /// Something at the provider answers texts to this number by itself.
    pub webhook: Option<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FoundNumbers {
    pub items: Vec<FoundNumber>,
    pub balance: Option<MoneyView>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct AddLine {
    pub provider: String,
    pub account: String,
    pub key: String,
    #[ts(type = "string")]
    pub secret: secrecy::SecretString,
    pub number: String,
    #[serde(default)]
    pub base_url: Option<String>,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub contact: Option<String>,
    /// The language of the words that fans read, `en` when absent.
    #[serde(default)]
    pub locale: Option<String>,
}

/// Another API key of the selected line's account, for one that was revoked or is to be.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChangeKey {
    pub key: String,
    #[ts(type = "string")]
    pub secret: secrecy::SecretString,
}

/// The recovery key of the selected line: 13 groups of five characters. Given only until it is written down.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct RecoveryKey {
    /// The line's.
    pub id: String,
    pub groups: Vec<String>,
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("RecoveryKey").field("id", &self.id).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct Recover {
    /// The selected line when absent, also one that does not open.
    #[serde(default)]
    pub id: Option<String>,
    /// As it was written down; spaces, dashes and small letters do not matter.
    #[ts(type = "string")]
    pub key: secrecy::SecretString,
    /// The provider's secret, if the keychain has lost that, too.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub secret: Option<secrecy::SecretString>,
}

/// A command about a line, also one that does not open.
#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct OfLine {
    /// The selected line when absent.
    #[serde(default)]
    pub id: Option<String>,
}

/// A copy of a line's database in its folder.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct BackupView {
    pub id: String,
    pub at: i64,
    pub bytes: u64,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct RestoreBackup {
    /// The line; the selected one when absent.
    #[serde(default)]
    pub id: Option<String>,
    pub backup: String,
}
