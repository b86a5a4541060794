//! The HTTP side: one exchange at a time, told apart by how far it got.

use std::error::Error as _;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};

use super::base::Base;
use super::{date, error};
use crate::clock::Clock;
use crate::error::{Error, ErrorCode, Result};
use crate::provider::{Credentials, ReadError, install_tls};

/// Far above the largest page; a smaller one that unpacks to more is an attack on memory.
const MAX_ANSWER: usize = 64 << 20;
const MAX_CONNECT: Duration = Duration::from_secs(10);
/// Idle connections are given up before the hosts in between forget them.
const MAX_IDLE: Duration = Duration::from_secs(20);
/// The longest pause that an answer can ask for.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(24 * 3_600);

pub(super) struct Client {
    pub(super) http: reqwest::Client,
    base: Base,
    key: String,
    secret: SecretString,
    pub(super) request_timeout: Duration,
    clock: Arc<dyn Clock>,
}

/// What came before the body of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) retry_after: Option<Duration>,
    /// The answer calls itself a web page.
    pub(super) html: bool,
    /// The server's clock minus ours at the moment its head arrived: never more than the true difference, and
    /// less by at most a second and the way back.
    pub(super) skew_ms: Option<i64>,
}

/// A complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) head: Head,
    pub(super) body: Vec<u8>,
}

/// How far an exchange got that brought no complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Failure {
    /// No connection came about (name, route, refusal, TLS, proxy): not one byte of the request left.
    NotConnected,
    /// Nor here: whoever answers has no certificate that this computer trusts.
    NotTrusted,
    /// The request may have arrived; nothing came back in time.
    NoAnswer,
    /// A status came back, but not the whole body.
    Cut { head: Head, timed_out: bool },
}

/// A body with the provider's own shape is still to be found in it.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) body: Vec<u8>,
    pub(super) skew_ms: Option<i64>,
}

impl Client {
    pub(super) fn new(credentials: Credentials, request_timeout: Duration, clock: Arc<dyn Clock>) -> Result<Self> {
        let base = Base::parse(credentials.base_url.as_deref())?;
        install_tls();
        let mut builder = reqwest::Client::builder()
            .user_agent(concat!("Fanline/", env!("CARGO_PKG_VERSION")))
            .timeout(request_timeout)
            // Less than the whole, so that a slow connection shows as one: nothing was sent yet.
            .connect_timeout((request_timeout / 2).min(MAX_CONNECT))
            .pool_idle_timeout(MAX_IDLE)
            .redirect(Policy::none())
            .referer(false)
            // Repeating is the outbox's decision alone.
            .retry(reqwest::retry::never())
            .https_only(base.is_https());
        if base.is_loopback() {
            builder = builder.no_proxy();
        }
        if !base.is_https() {
            // Without TLS no certificate is needed: a practice line works where none are installed.
            builder = builder.tls_certs_only([]);
        }
        let http = builder.build().map_err(|_| Error::new(ErrorCode::ProviderError).with("detail", "tls"))?;
        Ok(Self { http, base, key: credentials.key, secret: credentials.secret, request_timeout, clock })
    }

    pub(super) fn base(&self) -> &Base {
        &self.base
    }

    pub(super) fn unreadable(&self) -> ReadError {
        ReadError::Unreadable { host: self.base.host() }
    }

    /// The body of a successful answer.
    pub(super) async fn read(&self, url: Url) -> std::result::Result<Read, ReadError> {
        let answer = error::read(self.exchange(self.http.get(url)).await, || self.base.host())?;
        Ok(Read { body: answer.body, skew_ms: answer.head.skew_ms })
    }

    pub(super) async fn post(&self, url: Url, form: &[(&str, &str)]) -> std::result::Result<Answer, Failure> {
        self.exchange(self.http.post(url).form(form)).await
    }

    /// Deletes what is at `url`; what is not there any more is deleted.
    pub(super) async fn delete(&self, url: Url) -> std::result::Result<(), ReadError> {
        match error::read(self.exchange(self.http.delete(url)).await, || self.base.host()) {
            Ok(_) | Err(ReadError::Provider { status: 404, code: Some(_) }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// With the account's credentials.
    pub(super) fn opened(&self, request: RequestBuilder) -> RequestBuilder {
        request.basic_auth(&self.key, Some(self.secret.expose_secret()))
    }

    async fn exchange(&self, request: RequestBuilder) -> std::result::Result<Answer, Failure> {
        let sent = self.opened(request).header(ACCEPT, "application/json").send().await;
        let response = sent.map_err(|error| failure(&error))?;
        let head = Head::of(response.status(), response.headers(), self.clock.now_ms());
        match body(response).await {
            Ok(body) => Ok(Answer { head, body }),
            Err(timed_out) => Err(Failure::Cut { head, timed_out }),
        }
    }
}

/// How far a request got that has no answer.
pub(super) fn failure(error: &reqwest::Error) -> Failure {
    if error.is_connect() && is_untrusted(error) {
        Failure::NotTrusted
    } else if error.is_connect() || error.is_builder() {
        // A request that cannot even be built left as little as one without a connection.
        Failure::NotConnected
    } else {
        Failure::NoAnswer
    }
}

/// Whether it was the certificate that ended it.
fn is_untrusted(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(found) = cause {
        // The error of a stream hides the one of its encryption.
        let inner = found.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        let tls = inner.and_then(|inner| inner.downcast_ref()).or_else(|| found.downcast_ref::<rustls::Error>());
        if let Some(rustls::Error::InvalidCertificate(_)) = tls {
            return true;
        }
        cause = found.source();
    }
    false
}

/// The whole body, or whether it was time that ended it.
async fn body(mut response: Response) -> std::result::Result<Vec<u8>, bool> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| error.is_timeout())? {
        if body.len() + chunk.len() > MAX_ANSWER {
            return Err(false);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

impl Head {
    pub(super) fn of(status: StatusCode, headers: &HeaderMap, now_ms: i64) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let server_ms = text(DATE).and_then(date::parse_ms);
        Self {
            status,
            retry_after: text(RETRY_AFTER).and_then(|value| pause(value.trim(), server_ms.unwrap_or(now_ms))),
            html: text(CONTENT_TYPE)
                .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("text/html")),
            skew_ms: server_ms.map(|server_ms| server_ms - now_ms),
        }
    }
}

/// `Retry-After`: seconds, or a moment on the server's clock.
fn pause(value: &str, server_ms: i64) -> Option<Duration> {
    let pause = match value.parse::<u64>() {
        Ok(seconds) => Duration::from_secs(seconds),
        Err(_) => Duration::from_millis(u64::try_from(date::parse_ms(value)? - server_ms).unwrap_or(0)),
    };
    Some(pause.min(MAX_RETRY_AFTER))
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::StatusCode;
    use reqwest::header::{HeaderMap, HeaderValue};

    use super::{Head, pause};

    /// Coming back too early keeps a busy account busy; a nonsense pause must not stop the line for a year.
    #[test]
    fn reads_the_pause_a_server_asks_for() {
        let server_ms = 1_795_507_478_000;
        for (value, expected) in [
            ("0", Some(0)),
            ("7", Some(7)),
            ("Tue, 24 Nov 2026 08:04:48 GMT", Some(10)),
            ("Tue, 24 Nov 2026 08:04:08 GMT", Some(0)),
            ("99999999999", Some(86_400)),
            ("-1", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(pause(value, server_ms), expected.map(Duration::from_secs), "{value:?}");
        }
    }

    /// A wrong sign would make a text from before the switch count as one from after it.
    #[test]
    fn the_skew_is_theirs_minus_ours() {
        let mut headers = HeaderMap::new();
        assert_eq!(Head::of(StatusCode::OK, &headers, 0).skew_ms, None);
        headers.insert("date", HeaderValue::from_static("Tue, 24 Nov 2026 08:04:38 GMT"));
        assert_eq!(Head::of(StatusCode::OK, &headers, 1_795_507_478_000 - 3_600_000).skew_ms, Some(3_600_000));
        assert_eq!(Head::of(StatusCode::OK, &headers, 1_795_507_478_400).skew_ms, Some(-400));
    }
}
