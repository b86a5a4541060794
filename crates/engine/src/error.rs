//! The one error that leaves the engine: a code that the window and the command line put into words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Every way a command can be refused. Names are the wire's `snake_case` codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    // What the caller gave
    UnknownCommand,
    BadParams,
    /// `params.number`
    BadNumber,
    EmptyText,
    /// `params.limit`, `params.length`
    TextTooLong,
    /// A merge field that does not exist. `params.field`, `params.known`
    UnknownField,
    /// `params.key`, `params.known`
    UnknownSetting,
    /// `params.key`, `params.value`, `params.expected`
    BadSetting,
    /// `params.field`: what was given for it cannot be used.
    BadValue,
    /// `params.word`: a word that stops, starts or helps whatever the rules say.
    ReservedWord,
    /// `params.key`: another rule has it.
    KeyTaken,
    /// `params.what`, `params.id`
    NotFound,
    /// `params.state`: the object is in a state that does not allow it.
    WrongState,
    // Lines
    NoLine,
    LineExists,
    /// Another process answers and sends on this line.
    LineInUse,
    /// `params.number`: the account does not own it.
    NumberNotFound,
    /// `params.number`: the number cannot text.
    NumberNotTextable,
    /// Nothing in this program can start a practice line.
    PracticeUnavailable,
    // Provider
    /// The account, the key or the secret is not accepted. `params.status`
    KeyRefused,
    /// `params.host`
    Offline,
    /// `params.status`, `params.provider_code`
    ProviderError,
    /// Something else than the provider answered, for example a captive portal. `params.host`
    NotTheProvider,
    /// Whoever answers cannot prove to be the provider: no certificate that this computer trusts. `params.host`
    NotTrusted,
    UnknownProvider,
    BadBaseUrl,
    // Sending
    OptedOut,
    /// On the list of numbers that must never get a text. `params.source`
    Suppressed,
    /// A fan's own STOP ends with their START, or with a new consent whose source is named.
    StopStands,
    FanBlocked,
    /// The fan is being erased: nothing about them can be changed any more.
    FanBeingErased,
    /// Cannot be taken back, and was not confirmed. `params.texts`
    NotConfirmed,
    /// `params.expected`, `params.given`
    CountChanged,
    NoRecipients,
    /// The same words are already being sent, or went out. `params.id`
    AlreadyRunning,
    // Store and secrets
    /// `params.service`
    KeychainMissing,
    KeychainLocked,
    /// A database is here, and the key that opens it is not in the keychain.
    DatabaseKeyMissing,
    /// The key does not open the database.
    DatabaseKeyWrong,
    /// `params.group`, from 1, or `params.length`
    RecoveryKeyMistyped,
    RecoveryKeyWrong,
    /// It was written down, and is not shown again.
    RecoveryKeyGone,
    /// `params.found`, `params.known`
    DatabaseNewer,
    DatabaseDamaged,
    DiskFull,
    ReadOnly,
    /// `params.detail`
    StoreFailed,
    SecretMissing,
    Stopped,
}

impl ErrorCode {
    /// The code as it travels.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        macro_rules! names {
            ($($variant:ident => $name:literal),* $(,)?) => {
                match self { $(Self::$variant => $name),* }
            };
        }
        names! {
            UnknownCommand => "unknown_command",
            BadParams => "bad_params",
            BadNumber => "bad_number",
            EmptyText => "empty_text",
            TextTooLong => "text_too_long",
            UnknownField => "unknown_field",
            UnknownSetting => "unknown_setting",
            BadSetting => "bad_setting",
            BadValue => "bad_value",
            ReservedWord => "reserved_word",
            KeyTaken => "key_taken",
            NotFound => "not_found",
            WrongState => "wrong_state",
            NoLine => "no_line",
            LineExists => "line_exists",
            LineInUse => "line_in_use",
            NumberNotFound => "number_not_found",
            NumberNotTextable => "number_not_textable",
            PracticeUnavailable => "practice_unavailable",
            KeyRefused => "key_refused",
            Offline => "offline",
            ProviderError => "provider_error",
            NotTheProvider => "not_the_provider",
            NotTrusted => "not_trusted",
            UnknownProvider => "unknown_provider",
            BadBaseUrl => "bad_base_url",
            OptedOut => "opted_out",
            Suppressed => "suppressed",
            StopStands => "stop_stands",
            FanBlocked => "fan_blocked",
            FanBeingErased => "fan_being_erased",
            NotConfirmed => "not_confirmed",
            CountChanged => "count_changed",
            NoRecipients => "no_recipients",
            AlreadyRunning => "already_running",
            KeychainMissing => "keychain_missing",
            KeychainLocked => "keychain_locked",
            DatabaseKeyMissing => "database_key_missing",
            DatabaseKeyWrong => "database_key_wrong",
            RecoveryKeyMistyped => "recovery_key_mistyped",
            RecoveryKeyWrong => "recovery_key_wrong",
            RecoveryKeyGone => "recovery_key_gone",
            DatabaseNewer => "database_newer",
            DatabaseDamaged => "database_damaged",
            DiskFull => "disk_full",
            ReadOnly => "read_only",
            StoreFailed => "store_failed",
            SecretMissing => "secret_missing",
            Stopped => "stopped",
        }
    }
}

/// A refusal or failure, as it crosses to the window: `{code, params}` and never a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{}", code.as_str())]
pub struct Error {
    pub code: ErrorCode,
    #[serde(default)]
    pub params: BTreeMap<String, String>,
}

pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    #[must_use]
    pub fn new(code: ErrorCode) -> Self {
        Self { code, params: BTreeMap::new() }
    }

    /// Adds one value for the sentence. Never a number's owner, a body or a secret.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

impl From<ErrorCode> for Error {
    fn from(code: ErrorCode) -> Self {
        Self::new(code)
    }
}
