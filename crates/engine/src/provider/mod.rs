//! What Fanline asks of an SMS provider, and the vendors that can answer it.

use compact_str::CompactString;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use secrecy::SecretString;

use crate::clock::Clock;
use crate::domain::price::Listed;
use crate::domain::{DeliveryStatus, Direction, Money, PhoneNumber, ProviderId, Why, WhyCode};

mod replay;
pub mod twilio;

pub use replay::{Pages, Replay};

/// What opens an account. `base_url` replaces the provider's own host, for every route.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub account: String,
    pub key: String,
    pub secret: SecretString,
    pub base_url: Option<String>,
}

/// How a provider behaves where providers differ.
#[derive(Debug, Clone, Copy)]
pub struct Capabilities {
    /// The provider confirms STOP, START and HELP by itself: a second confirmation would be one too many.
    pub answers_opt_out: bool,
    /// Rows in the largest page.
    pub max_page: u32,
    /// Characters (UTF-16 code units) in the longest body.
    pub max_body: u32,
    /// Codes that say that a recipient opted out at the provider.
    pub opted_out_codes: &'static [u32],
    /// Codes that say that a number can never receive texts.
    pub not_textable_codes: &'static [u32],
    /// Codes of undelivered texts that may arrive another time.
    pub passing_codes: &'static [u32],
    /// Codes that say that a number is sent far too many answers at once: something there answers back.
    pub reply_loop_codes: &'static [u32],
}

/// One text as the provider tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMessage {
    pub id: ProviderId,
    pub direction: Direction,
    pub from: CompactString,
    pub to: CompactString,
    pub body: CompactString,
    pub status: DeliveryStatus,
    pub error_code: Option<u32>,
    /// When it was sent or arrived, else when it was created; `None` when the provider gives no date at all.
    pub at_ms: Option<i64>,
    pub media: u32,
    /// What is paid: the messages that a longer text is cut into. 0 while the provider has not counted them.
    pub parts: u32,
    /// What was billed, positive, once known.
    pub price: Option<Money>,
}

/// Which texts to list.
#[derive(Debug, Clone, Default)]
pub struct ListQuery {
    pub to: Option<String>,
    pub from: Option<String>,
    /// Nothing before the (UTC) day of this moment.
    pub since_ms: Option<i64>,
    /// Nothing after the (UTC) day of this moment.
    pub until_ms: Option<i64>,
    pub page_size: u32,
}

/// The place of the following page, as the provider names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageCursor(pub String);

#[derive(Debug, Clone)]
pub struct RemotePage {
    pub messages: Vec<RemoteMessage>,
    pub next: Option<PageCursor>,
    /// The provider's clock minus ours, from the `Date` header: never more than the true difference, and less by at
    /// most a second and the way back.
    pub skew_ms: Option<i64>,
}

#[derive(Debug, Clone)]
pub struct OwnedNumber {
    pub number: PhoneNumber,
    pub name: String,
    pub sms: bool,
    /// Where the provider sends incoming texts, if set.
    pub sms_url: Option<String>,
    pub voice_url: Option<String>,
}

/// What the provider lists for one country. MMS is not in its list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryPrices {
    /// ISO 4217.
    pub currency: String,
    /// One part to each carrier there.
    pub outbound: Vec<Listed>,
    /// One part that a number of that country receives.
    pub inbound: Vec<Listed>,
}

/// A picture or another file of a text, as the provider lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteMedia {
    pub id: String,
    /// Its MIME type, as the sender named it.
    pub kind: String,
}

/// What became of asking for a file's bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Download {
    Whole(Vec<u8>),
    /// It has at least this many bytes.
    TooLarge(u64),
    /// The provider does not have it any more.
    Gone,
}

/// Why reading from the provider failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// Nobody answered: no network, no such host, refused, timeout.
    #[error("offline")]
    Offline { host: String },
    /// Whoever answers has no certificate that this computer trusts. Nothing was said to them.
    #[error("not trusted")]
    NotTrusted { host: String },
    #[error("key refused ({status})")]
    KeyRefused { status: u16 },
    /// This route is not open to this key; others may be.
    #[error("not permitted ({status})")]
    NotPermitted { status: u16 },
    #[error("too many requests")]
    Busy { retry_after: Option<Duration> },
    /// An answer that is not the provider's: HTML, another shape, cut short.
    #[error("not the provider's answer")]
    Unreadable { host: String },
    #[error("provider error {status} (code {code:?})")]
    Provider { status: u16, code: Option<u32> },
}

impl ReadError {
    /// The same, for people.
    #[must_use]
    pub fn why(&self) -> Why {
        match self {
            Self::Offline { host } => Why::new(WhyCode::Offline).with("host", host),
            Self::NotTrusted { host } => Why::new(WhyCode::NotTrusted).with("host", host),
            Self::KeyRefused { .. } | Self::NotPermitted { .. } => WhyCode::KeyRefused.into(),
            Self::Busy { .. } => Why::new(WhyCode::ProviderError).with("status", 429).with("provider_code", ""),
            Self::Unreadable { host } => Why::new(WhyCode::NotTheProvider).with("host", host),
            Self::Provider { status, code } => Why::new(WhyCode::ProviderError)
                .with("status", status)
                .with("provider_code", code.map_or_else(String::new, |code| code.to_string())),
        }
    }
}

/// Why sending failed, by what may be done next.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Certainly not accepted; the same request may be repeated.
    #[error("not accepted yet")]
    Transient { retry_after: Option<Duration>, code: Option<u32> },
    /// Certainly not accepted, and never will be.
    #[error("refused ({code})")]
    Permanent { code: u32 },
    /// It may have been accepted. Never repeat before looking.
    #[error("unknown outcome")]
    Unknown,
    /// The account cannot send at all: credentials, funds, registration.
    #[error("account stopped ({code})")]
    AccountStopped { code: u32 },
}

/// An account at an SMS provider.
pub trait Provider: Send + Sync + std::fmt::Debug {
    fn capabilities(&self) -> Capabilities;
    /// The same account, with another bound for every request.
    ///
    /// # Errors
    /// As `connect`.
    fn with_timeout(&self, request_timeout: Duration) -> crate::error::Result<Arc<dyn Provider>>;
    /// The first page of a list, newest first.
    fn list(&self, query: ListQuery) -> BoxFuture<'_, Result<RemotePage, ReadError>>;
    fn next(&self, cursor: PageCursor) -> BoxFuture<'_, Result<RemotePage, ReadError>>;
    /// Sends one text. There is no idempotency key: an `Unknown` outcome must be looked for, not repeated.
    fn create(
        &self,
        from: &PhoneNumber,
        to: &PhoneNumber,
        body: &str,
    ) -> BoxFuture<'_, Result<RemoteMessage, SendError>>;
    fn fetch(&self, id: &ProviderId) -> BoxFuture<'_, Result<RemoteMessage, ReadError>>;
    /// The files of a text; none when the provider does not have the text any more.
    fn media(&self, id: &ProviderId) -> BoxFuture<'_, Result<Vec<RemoteMedia>, ReadError>>;
    /// The bytes of a text's file, up to `limit` of them.
    fn download(&self, id: &ProviderId, media: &str, limit: u64) -> BoxFuture<'_, Result<Download, ReadError>>;
    /// Deletes a text for good, and its pictures first where it has any; gives how many those were. One that is gone
    /// already is no failure.
    fn erase(&self, id: &ProviderId, media: bool) -> BoxFuture<'_, Result<u32, ReadError>>;
    fn numbers(&self) -> BoxFuture<'_, Result<Vec<OwnedNumber>, ReadError>>;
    fn balance(&self) -> BoxFuture<'_, Result<Money, ReadError>>;
    /// The price list of a country (ISO 3166-1 alpha-2). Not every key may read it: `NotPermitted`.
    fn prices(&self, country: &str) -> BoxFuture<'_, Result<CountryPrices, ReadError>>;
}

/// The provider of a line. `request_timeout` bounds every request; `clock` is what the provider's is compared with.
///
/// # Errors
/// `unknown_provider`, `bad_base_url`, `provider_error` when this computer cannot do TLS at all.
pub fn connect(
    provider: &str,
    credentials: Credentials,
    request_timeout: Duration,
    clock: Arc<dyn Clock>,
) -> crate::error::Result<Arc<dyn Provider>> {
    match provider {
        "twilio" => Ok(Arc::new(twilio::Twilio::new(credentials, request_timeout, clock)?)),
        _ => Err(crate::error::Error::new(crate::error::ErrorCode::UnknownProvider).with("provider", provider)),
    }
}

/// Gives this process its one implementation of TLS. Repeating it, also beside others who do, changes nothing.
pub fn install_tls() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Somebody else may have been faster; theirs is then in place, which is all that is wanted.
        rustls::crypto::ring::default_provider().install_default().ok();
    }
}

/// Whether a base URL leads to this computer itself.
#[must_use]
pub fn is_loopback(base_url: &str) -> bool {
    let Ok(url) = reqwest::Url::parse(base_url) else { return false };
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}
