//! Twilio, and every provider that speaks its REST API (version 2010-04-01) at another base URL.
//!
//! Source: the provider's OpenAPI description of the Messages, IncomingPhoneNumbers and Balance resources.
//! The wire's names and words live in this folder and nowhere else.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use reqwest::Url;

use super::{
    Capabilities, CountryPrices, Credentials, Download, ListQuery, OwnedNumber, PageCursor, Provider, ReadError,
    RemoteMedia, RemoteMessage, RemotePage, SendError,
};
use crate::clock::Clock;
use crate::domain::{Money, PhoneNumber, ProviderId};
use crate::error::Result;
use client::Client;

mod base;
mod client;
mod date;
mod download;
mod error;
mod scalar;
mod wire;

#[cfg(test)]
mod test_server;
#[cfg(test)]
mod tests;

/// Rows in the largest page that the provider serves.
const MAX_PAGE: u32 = 1_000;
/// Pages of numbers that are followed before the answer counts as a loop: a hundred thousand numbers.
const MAX_NUMBER_PAGES: usize = 100;

pub const CAPABILITIES: Capabilities = Capabilities {
    answers_opt_out: true,
    max_page: MAX_PAGE,
    max_body: 1_600,
    opted_out_codes: &[21_610],
    // Not a number, not a mobile number (twice), a landline.
    not_textable_codes: &[21_211, 21_614, 21_635, 30_006],
    // Queue overflow, out of reach, unknown, a carrier's limit for the day (twice).
    passing_codes: &[30_001, 30_003, 30_008, 30_022, 30_023],
    // Over 30 replies to one number in 30 seconds.
    reply_loop_codes: &[14_107],
};

/// The texts of a page of the list, and where the following one is. `None` when it is not a page.
#[must_use]
pub fn read_page(json: &[u8]) -> Option<(Vec<RemoteMessage>, Option<String>)> {
    wire::parse_page(json)
}

/// An account at Twilio, or at a host that speaks the same API.
pub struct Twilio {
    client: Client,
    account: String,
    key: String,
    credentials: Credentials,
    clock: Arc<dyn Clock>,
}

impl Twilio {
    /// `request_timeout` bounds every request from its first byte to the last of the answer; half of it, ten
    /// seconds at most, is left for connecting. `clock` is what the provider's clock is compared with.
    ///
    /// # Errors
    /// `bad_base_url` unless the base URL is https, or http to this computer itself.
    /// `provider_error` when this computer has no certificates to check the provider's with.
    pub fn new(credentials: Credentials, request_timeout: Duration, clock: Arc<dyn Clock>) -> Result<Self> {
        let account = credentials.account.clone();
        let key = credentials.key.clone();
        let client = Client::new(credentials.clone(), request_timeout, Arc::clone(&clock))?;
        Ok(Self { client, account, key, credentials, clock })
    }

    fn url(&self, route: &[&str]) -> Url {
        self.client.base().account_url(&self.account, route)
    }

    async fn page(&self, url: Url) -> std::result::Result<RemotePage, ReadError> {
        let read = self.client.read(url).await?;
        let (messages, next) = read_page(&read.body).ok_or_else(|| self.client.unreadable())?;
        // A next page that leads elsewhere was not written by the provider, so neither was the rest.
        if next.as_deref().is_some_and(|uri| self.client.base().resolve(uri).is_none()) {
            return Err(self.client.unreadable());
        }
        Ok(RemotePage { messages, next: next.map(PageCursor), skew_ms: read.skew_ms })
    }

    async fn send(&self, from: &str, to: &str, body: &str) -> std::result::Result<RemoteMessage, SendError> {
        let form = [("To", to), ("From", from), ("Body", body)];
        let accepted = error::sent(self.client.post(self.url(&["Messages.json"]), &form).await)?;
        // Whatever answers 2xx without an id may be something that stands before the provider, or behind it.
        wire::parse_created(&accepted, from, to, body).ok_or(SendError::Unknown)
    }

    async fn all_numbers(&self) -> std::result::Result<Vec<OwnedNumber>, ReadError> {
        let mut url = self.url(&["IncomingPhoneNumbers.json"]);
        url.query_pairs_mut().append_pair("PageSize", &MAX_PAGE.to_string());
        let mut numbers = Vec::new();
        for _ in 0..MAX_NUMBER_PAGES {
            let read = self.client.read(url.clone()).await?;
            let (page, next) = wire::parse_numbers(&read.body).ok_or_else(|| self.client.unreadable())?;
            numbers.extend(page);
            let Some(next) = next else { return Ok(numbers) };
            url = self.client.base().resolve(&next).ok_or_else(|| self.client.unreadable())?;
        }
        Err(self.client.unreadable())
    }

    async fn files(&self, id: &ProviderId) -> std::result::Result<Vec<RemoteMedia>, ReadError> {
        let mut url = self.url(&["Messages", &id.to_string(), "Media.json"]);
        url.query_pairs_mut().append_pair("PageSize", &MAX_PAGE.to_string());
        match self.client.read(url).await {
            Ok(read) => wire::parse_media(&read.body).ok_or_else(|| self.client.unreadable()),
            Err(ReadError::Provider { status: 404, code: Some(_) }) => Ok(Vec::new()),
            Err(error) => Err(error),
        }
    }

    async fn delete_text(&self, id: &ProviderId, media: bool) -> std::result::Result<u32, ReadError> {
        let mut pictures = 0;
        if media {
            for file in self.files(id).await? {
                let route = ["Messages", &id.to_string(), "Media", &format!("{}.json", file.id)];
                self.client.delete(self.url(&route)).await?;
                pictures += 1;
            }
        }
        self.client.delete(self.url(&["Messages", &format!("{id}.json")])).await?;
        Ok(pictures)
    }

    async fn read_balance(&self) -> std::result::Result<Money, ReadError> {
        // Restricted keys and sub-accounts have no balance: that says nothing about the key.
        let read = self.client.read(self.url(&["Balance.json"])).await.map_err(error::optional_route)?;
        match wire::parse_balance(&read.body) {
            Some(Some(balance)) => Ok(balance),
            Some(None) => Err(ReadError::NotPermitted { status: 200 }),
            None => Err(self.client.unreadable()),
        }
    }

    async fn read_prices(&self, country: &str) -> std::result::Result<CountryPrices, ReadError> {
        // Restricted keys may not read prices, and other hosts that speak this API have none.
        let read = self.client.read(self.client.base().prices_url(country)).await.map_err(error::optional_route)?;
        wire::parse_prices(&read.body).ok_or_else(|| self.client.unreadable())
    }

    fn list_url(&self, query: &ListQuery) -> Url {
        let mut url = self.url(&["Messages.json"]);
        {
            let mut pairs = url.query_pairs_mut();
            if let Some(to) = &query.to {
                pairs.append_pair("To", to);
            }
            if let Some(from) = &query.from {
                pairs.append_pair("From", from);
            }
            // `DateSent>` means on and after that day (UTC), `DateSent<` on and before it. A moment outside the calendar
            // filters nothing.
            for (name, at) in [("DateSent>", query.since_ms), ("DateSent<", query.until_ms)] {
                if let Some(at) = at.and_then(|at| Timestamp::from_millisecond(at).ok()) {
                    pairs.append_pair(name, &at.strftime("%Y-%m-%d").to_string());
                }
            }
            pairs.append_pair("PageSize", &query.page_size.clamp(1, MAX_PAGE).to_string());
        }
        url
    }
}

impl Provider for Twilio {
    fn capabilities(&self) -> Capabilities {
        CAPABILITIES
    }

    fn with_timeout(&self, request_timeout: Duration) -> Result<Arc<dyn Provider>> {
        Ok(Arc::new(Self::new(self.credentials.clone(), request_timeout, Arc::clone(&self.clock))?))
    }

    fn list(&self, query: ListQuery) -> BoxFuture<'_, std::result::Result<RemotePage, ReadError>> {
        Box::pin(async move { self.page(self.list_url(&query)).await })
    }

    fn next(&self, cursor: PageCursor) -> BoxFuture<'_, std::result::Result<RemotePage, ReadError>> {
        Box::pin(async move {
            let url = self.client.base().resolve(&cursor.0).ok_or_else(|| self.client.unreadable())?;
            self.page(url).await
        })
    }

    fn create(
        &self,
        from: &PhoneNumber,
        to: &PhoneNumber,
        body: &str,
    ) -> BoxFuture<'_, std::result::Result<RemoteMessage, SendError>> {
        let (from, to, body) = (from.as_str().to_owned(), to.as_str().to_owned(), body.to_owned());
        Box::pin(async move { self.send(&from, &to, &body).await })
    }

    fn fetch(&self, id: &ProviderId) -> BoxFuture<'_, std::result::Result<RemoteMessage, ReadError>> {
        let url = self.url(&["Messages", &format!("{id}.json")]);
        Box::pin(async move {
            let read = self.client.read(url).await?;
            wire::parse_message(&read.body).ok_or_else(|| self.client.unreadable())
        })
    }

    fn media(&self, id: &ProviderId) -> BoxFuture<'_, std::result::Result<Vec<RemoteMedia>, ReadError>> {
        let id = id.clone();
        Box::pin(async move { self.files(&id).await })
    }

    fn download(
        &self,
        id: &ProviderId,
        media: &str,
        limit: u64,
    ) -> BoxFuture<'_, std::result::Result<Download, ReadError>> {
        let url = self.url(&["Messages", &id.to_string(), "Media", media]);
        Box::pin(async move { self.client.download(url, limit).await })
    }

    fn erase(&self, id: &ProviderId, media: bool) -> BoxFuture<'_, std::result::Result<u32, ReadError>> {
        let id = id.clone();
        Box::pin(async move { self.delete_text(&id, media).await })
    }

    fn numbers(&self) -> BoxFuture<'_, std::result::Result<Vec<OwnedNumber>, ReadError>> {
        Box::pin(self.all_numbers())
    }

    fn balance(&self) -> BoxFuture<'_, std::result::Result<Money, ReadError>> {
        Box::pin(self.read_balance())
    }

    fn prices(&self, country: &str) -> BoxFuture<'_, std::result::Result<CountryPrices, ReadError>> {
        let country = country.to_owned();
        Box::pin(async move { self.read_prices(&country).await })
    }
}

impl fmt::Debug for Twilio {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Twilio")
            .field("account", &self.account)
            .field("key", &self.key)
            .field("base", &self.client.base().as_str())
            .finish_non_exhaustive()
    }
}
