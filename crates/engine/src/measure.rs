//! Doors for benchmarks: what has no command of its own, done as the line does it, without a network in between.
//! No part of what a transport may use.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use crate::domain::{DeliveryStatus, Direction, Money, PhoneNumber, ProviderId};
use crate::engine::Engine;
use crate::error::Result;
use crate::outbox::{self, Claimed, SendResult};
use crate::provider::{
    Capabilities, CountryPrices, Download, ListQuery, OwnedNumber, PageCursor, Provider, ReadError, RemoteMedia,
    RemoteMessage, RemotePage, SendError, twilio,
};
use crate::store::Durability;
use crate::sync::{self, Depth, Side};

/// Reads one page of the provider's JSON as the client does; gives how many texts it holds.
#[must_use]
pub fn parse_page(json: &[u8]) -> Option<usize> {
    twilio::read_page(json).map(|(texts, _)| texts.len())
}

/// The provider's JSON for a place in its list: `inbound/0/1000` is the first page of the fans' texts, and the
/// `next_page_uri` of each page names the next place.
pub type Pages = Arc<dyn Fn(&str) -> Vec<u8> + Send + Sync>;

/// What a walk found.
#[derive(Debug, Clone, Copy)]
pub struct Walked {
    pub read: u64,
    pub new: u64,
    /// Texts that are stored and were changed.
    pub changed: u64,
}

/// Walks through both lists until they meet what is known, as a first connection and every deep look do.
///
/// # Errors
/// `no_line`, a page that cannot be read, or what the store refuses.
pub async fn sync(engine: &Engine, pages: Pages) -> Result<Walked> {
    let line = engine.line()?;
    line.set_provider(Arc::new(Replay { pages }));
    let walk = sync::complete(&line, Depth::Deep).await?;
    Ok(Walked { read: walk.read, new: walk.new_inbound + walk.new_outbound, changed: walk.changed })
}

/// Reads the fans' list to its end, although all of it is known.
///
/// # Errors
/// As `sync`.
pub async fn read_again(engine: &Engine, pages: Pages) -> Result<Walked> {
    let line = engine.line()?;
    line.set_provider(Arc::new(Replay { pages }));
    let walk = sync::side(&line, Side::FromFans, Depth::Deep, Some(0)).await?;
    Ok(Walked { read: walk.read, new: walk.new_inbound + walk.new_outbound, changed: walk.changed })
}

/// Sends what waits in the outbox to a provider that accepts everything at once: each batch is claimed and recorded as
/// the send loop does it, without its wait for the pace. Gives how many texts.
///
/// # Errors
/// `no_line`, or what the store refuses.
pub async fn send_all(engine: &Engine) -> Result<u64> {
    let line = engine.line()?;
    let mut moment = outbox::moment(&line);
    let mut texts = 0;
    loop {
        // The schedule grants no more texts than its time allows, so its time passes faster.
        moment.now += 1_000;
        let due = line.store.read(move |connection| outbox::next_due(connection, moment)).await?;
        if due.at.is_none_or(|at| at > moment.now) {
            return Ok(texts);
        }
        let claim =
            line.store.write(Durability::Synced, move |connection| outbox::claim(connection, moment, BATCH)).await?;
        let mut landed = Vec::new();
        for claimed in claim.claimed {
            texts += 1;
            let accepted = accepted(&line.number, &claimed, texts, moment.now);
            landed.push((claimed, accepted));
        }
        let recorded = outbox::recorded(&line).await?;
        line.store
            .write(Durability::Synced, move |connection| {
                landed
                    .iter()
                    .try_for_each(|(claimed, result)| outbox::outcome(connection, recorded, &claimed.row, result))
            })
            .await?;
    }
}

/// As many as the send loop has under way.
const BATCH: u32 = 16;

fn accepted(from: &PhoneNumber, claimed: &Claimed, number: u64, at: i64) -> SendResult {
    Ok(RemoteMessage {
        id: ProviderId::new(format!("SM{number:032x}")),
        direction: Direction::OutboundApi,
        from: from.as_str().to_owned(),
        to: claimed.to.as_str().to_owned(),
        body: claimed.row.body.clone(),
        status: DeliveryStatus::Queued,
        error_code: None,
        at_ms: Some(at),
        media: 0,
        parts: claimed.row.parts,
        price: None,
    })
}

/// A provider whose lists are made up as they are asked for, and which does nothing else.
struct Replay {
    pages: Pages,
}

impl std::fmt::Debug for Replay {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Replay")
    }
}

impl Replay {
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

    fn create(&self, _: &PhoneNumber, _: &PhoneNumber, _: &str) -> BoxFuture<'_, SendResult> {
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
