//! The bytes of a picture. The API answers with the way to its storage, a signed address at another host: whoever is
//! there gets the address, never the account's credentials.

use reqwest::header::{ACCEPT, LOCATION};
use reqwest::{Response, Url};

use super::base::is_loopback;
use super::client::{Answer, Client, Failure, Head, failure};
use super::error;
use crate::provider::{Download, ReadError};

/// Redirections that are followed.
const MOST_HOPS: usize = 3;
/// A picture takes longer than a list: times the bound of any other request.
const PATIENCE: u32 = 4;
/// An error in words is no longer.
const LONGEST_ERROR: usize = 64 << 10;

impl Client {
    /// The file at `url`, a resource of the account, up to `limit` bytes of it.
    pub(super) async fn download(&self, url: Url, limit: u64) -> Result<Download, ReadError> {
        let mut request = self.opened(self.http.get(url));
        for hop in 0..=MOST_HOPS {
            let sent = request.header(ACCEPT, "*/*").timeout(self.request_timeout * PATIENCE).send().await;
            let response = sent.map_err(|error| self.unsent(&error))?;
            if !response.status().is_redirection() {
                return self.receive(response, limit, hop > 0).await;
            }
            let next = self.storage(&response).ok_or_else(|| self.unreadable())?;
            request = self.http.get(next);
        }
        Err(self.unreadable())
    }

    fn unsent(&self, error: &reqwest::Error) -> ReadError {
        match failure(error) {
            Failure::NotTrusted => ReadError::NotTrusted { host: self.base().host() },
            Failure::NotConnected | Failure::NoAnswer | Failure::Cut { .. } => self.offline(),
        }
    }

    fn offline(&self) -> ReadError {
        ReadError::Offline { host: self.base().host() }
    }

    /// Where a redirection leads: encrypted, or on this computer where the account is.
    fn storage(&self, response: &Response) -> Option<Url> {
        let place = response.headers().get(LOCATION)?.to_str().ok()?;
        let url = response.url().join(place).ok()?;
        let plain = !self.base().is_https() && url.scheme() == "http" && is_loopback(&url);
        let nobody = url.username().is_empty() && url.password().is_none();
        (nobody && (url.scheme() == "https" || plain)).then_some(url)
    }

    async fn receive(&self, mut response: Response, limit: u64, stored: bool) -> Result<Download, ReadError> {
        let head = Head::of(response.status(), response.headers(), 0);
        if !head.status.is_success() {
            let mut body = Vec::new();
            while let Ok(Some(chunk)) = response.chunk().await {
                if body.len() + chunk.len() > LONGEST_ERROR {
                    break;
                }
                body.extend_from_slice(&chunk);
            }
            return self.refused(Answer { head, body }, stored);
        }
        if let Some(bytes) = response.content_length().filter(|bytes| *bytes > limit) {
            return Ok(Download::TooLarge(bytes));
        }
        let mut body = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) => body.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(_) => return Err(self.offline()),
            }
            if body.len() as u64 > limit {
                return Ok(Download::TooLarge(body.len() as u64));
            }
        }
        // A page for people: a captive portal.
        if head.html || body.trim_ascii_start().starts_with(b"<") {
            return Err(self.unreadable());
        }
        Ok(Download::Whole(body))
    }

    /// The API says in its own words that there is nothing, a storage by the status alone.
    fn refused(&self, answer: Answer, stored: bool) -> Result<Download, ReadError> {
        let status = answer.head.status.as_u16();
        if stored && !answer.head.html && matches!(status, 404 | 410) {
            return Ok(Download::Gone);
        }
        match error::read(Ok::<_, Failure>(answer), || self.base().host()) {
            Err(ReadError::Provider { status: 404, code: Some(_) }) => Ok(Download::Gone),
            // Its signature ran out, or does not fit: that says nothing about the key.
            Err(ReadError::KeyRefused { .. } | ReadError::NotPermitted { .. }) if stored => {
                Err(ReadError::Provider { status, code: None })
            }
            Err(error) => Err(error),
            Ok(_) => Err(self.unreadable()),
        }
    }
}
