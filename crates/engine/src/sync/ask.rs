//! Asking the provider for pages, with the patience that each kind of trouble deserves.

use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::error::{Error, ErrorCode, Result};
use crate::provider::{ListQuery, PageCursor, Provider, ReadError, RemotePage};

/// Between tries to read a page.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];
/// A provider that asks for more patience than this ends the walk.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// The first page. Whoever is offline hears it at once; a provider that is only busy is asked again.
pub async fn newest(provider: &dyn Provider, query: &ListQuery) -> std::result::Result<RemotePage, ReadError> {
    patiently(|| provider.list(query.clone()), busy).await
}

/// A page in the middle of a walk. A hiccup is asked past: with a new beginning for each, a long walk through a flaky
/// network would never end, and nobody would be answered until it does.
pub async fn following(provider: &dyn Provider, cursor: &PageCursor) -> std::result::Result<RemotePage, ReadError> {
    patiently(|| provider.next(cursor.clone()), hiccup).await
}

/// The first page of a list that a walk needs in its middle.
pub async fn first_of(provider: &dyn Provider, query: &ListQuery) -> std::result::Result<RemotePage, ReadError> {
    patiently(|| provider.list(query.clone()), hiccup).await
}

fn busy(error: &ReadError) -> bool {
    matches!(error, ReadError::Busy { .. } | ReadError::Provider { status: 500.., .. })
}

fn hiccup(error: &ReadError) -> bool {
    busy(error) || matches!(error, ReadError::Offline { .. } | ReadError::Unreadable { .. })
}

/// Asks until the answer comes, as long as the error `passes`.
async fn patiently<'a>(
    ask: impl Fn() -> BoxFuture<'a, std::result::Result<RemotePage, ReadError>>,
    passes: impl Fn(&ReadError) -> bool,
) -> std::result::Result<RemotePage, ReadError> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match ask().await {
            Ok(page) => return Ok(page),
            Err(error) => error,
        };
        let asked = if let ReadError::Busy { retry_after } = &error { *retry_after } else { None };
        let pause = pauses.next().map(|pause| asked.unwrap_or(pause)).filter(|pause| *pause <= LONGEST_PAUSE);
        let Some(pause) = pause.filter(|_| passes(&error)) else { return Err(error) };
        tokio::time::sleep(pause).await;
    }
}

/// A failed read, as the window hears it.
pub fn read_error(error: &ReadError) -> Error {
    match error {
        ReadError::Offline { host } => Error::new(ErrorCode::Offline).with("host", host),
        ReadError::NotTrusted { host } => Error::new(ErrorCode::NotTrusted).with("host", host),
        ReadError::KeyRefused { status } | ReadError::NotPermitted { status } => {
            Error::new(ErrorCode::KeyRefused).with("status", status)
        }
        ReadError::Busy { .. } => Error::new(ErrorCode::ProviderError).with("status", 429).with("provider_code", 20429),
        ReadError::Unreadable { host } => Error::new(ErrorCode::NotTheProvider).with("host", host),
        ReadError::Provider { status, code } => Error::new(ErrorCode::ProviderError)
            .with("status", status)
            .with("provider_code", code.map_or_else(String::new, |code| code.to_string())),
    }
}

/// The same, for a caller that has nothing else to do with it.
pub fn heard<T>(result: std::result::Result<T, ReadError>) -> Result<T> {
    result.map_err(|error| read_error(&error))
}
