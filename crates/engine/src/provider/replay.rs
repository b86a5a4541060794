//! A provider that is only a past: pages in the provider's JSON that are made up as they are asked for.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::{
    Capabilities, CountryPrices, Download, ListQuery, OwnedNumber, PageCursor, Provider, ReadError, RemoteMedia,
    RemoteMessage, RemotePage, SendError, twilio,
};
use crate::domain::{Money, PhoneNumber, ProviderId};
use crate::error::Result;

/// The provider's JSON for a place in its list: `inbound/0/1000` is the first page of the fans' texts, and the
/// `next_page_uri` of each page names the next place.
pub type Pages = Arc<dyn Fn(&str) -> Vec<u8> + Send + Sync>;

/// A provider whose lists are made up as they are asked for, and which does nothing else.
pub struct Replay {
    pages: Pages,
}

impl fmt::Debug for Replay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Replay")
    }
}

impl Replay {
    #[must_use]
    pub fn of(pages: Pages) -> Self {
        Self { pages }
    }

    fn page(&self, place: &str) -> BoxFuture<'_, ReadResult<RemotePage>> {
        let read = twilio::read_page(&(self.pages)(place));
        Box::pin(std::future::ready(match read {
            Some((messages, next)) => Ok(RemotePage { messages, next: next.map(PageCursor), skew_ms: Some(0) }),
            None => absent(),
        }))
    }
}

type ReadResult<T> = std::result::Result<T, ReadError>;

fn absent<T>() -> ReadResult<T> {
    Err(ReadError::Unreadable { host: "replay".to_owned() })
}

impl Provider for Replay {
    fn capabilities(&self) -> Capabilities {
        twilio::CAPABILITIES
    }

    fn with_timeout(&self, _: Duration) -> Result<Arc<dyn Provider>> {
        Ok(Arc::new(Self { pages: Arc::clone(&self.pages) }))
    }

    fn list(&self, query: ListQuery) -> BoxFuture<'_, ReadResult<RemotePage>> {
        let side = if query.to.is_some() { "inbound" } else { "outbound" };
        self.page(&format!("{side}/0/{}", query.page_size))
    }

    fn next(&self, cursor: PageCursor) -> BoxFuture<'_, ReadResult<RemotePage>> {
        self.page(&cursor.0)
    }

    fn create(
        &self,
        _: &PhoneNumber,
        _: &PhoneNumber,
        _: &str,
    ) -> BoxFuture<'_, std::result::Result<RemoteMessage, SendError>> {
        Box::pin(std::future::ready(Err(SendError::Unknown)))
    }

    fn fetch(&self, _: &ProviderId) -> BoxFuture<'_, ReadResult<RemoteMessage>> {
        Box::pin(std::future::ready(absent()))
    }

    fn media(&self, _: &ProviderId) -> BoxFuture<'_, ReadResult<Vec<RemoteMedia>>> {
        Box::pin(std::future::ready(absent()))
    }

    fn download(&self, _: &ProviderId, _: &str, _: u64) -> BoxFuture<'_, ReadResult<Download>> {
        Box::pin(std::future::ready(absent()))
    }

    fn erase(&self, _: &ProviderId, _: bool) -> BoxFuture<'_, ReadResult<u32>> {
        Box::pin(std::future::ready(absent()))
    }

    fn numbers(&self) -> BoxFuture<'_, ReadResult<Vec<OwnedNumber>>> {
        Box::pin(std::future::ready(absent()))
    }

    fn balance(&self) -> BoxFuture<'_, ReadResult<Money>> {
        Box::pin(std::future::ready(absent()))
    }

    fn prices(&self, _: &str) -> BoxFuture<'_, ReadResult<CountryPrices>> {
        Box::pin(std::future::ready(absent()))
    }
}
