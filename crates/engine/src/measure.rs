//! Doors for benchmarks: what has no command of its own, done as the line does it, without a network in between.
//! No part of what a transport may use.

use std::sync::Arc;

use crate::domain::{DeliveryStatus, Direction, PhoneNumber, ProviderId};
use crate::engine::Engine;
use crate::error::Result;
use crate::outbox::{self, Claimed, SendResult, Turn};
pub use crate::provider::Pages;
use crate::provider::{RemoteMessage, Replay, twilio};
use crate::sync::{self, Depth, Side};

/// Reads one page of the provider's JSON as the client does; gives how many texts it holds.
#[must_use]
pub fn parse_page(json: &[u8]) -> Option<usize> {
    twilio::read_page(json).map(|(texts, _)| texts.len())
}

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
    line.set_provider(Arc::new(Replay::of(pages)));
    let walk = sync::complete(&line, Depth::Deep).await?;
    Ok(Walked { read: walk.read, new: walk.new_inbound + walk.new_outbound, changed: walk.changed })
}

/// Reads the fans' list to its end, although all of it is known.
///
/// # Errors
/// As `sync`.
pub async fn read_again(engine: &Engine, pages: Pages) -> Result<Walked> {
    let line = engine.line()?;
    line.set_provider(Arc::new(Replay::of(pages)));
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
    let (mut landed, mut texts) = (Vec::new(), 0);
    loop {
        // The schedule grants no more texts than its time allows, so its time passes faster.
        moment.now += 1_000;
        let turn = Turn::of(&line, std::mem::take(&mut landed)).with_room(moment, BATCH);
        for claimed in outbox::turn(&line, turn).await?.claimed {
            texts += 1;
            let accepted = accepted(&line.number, &claimed, moment.now);
            landed.push((claimed, accepted));
        }
        if landed.is_empty() {
            return Ok(texts);
        }
    }
}

/// As many as the send loop has under way.
const BATCH: u32 = 16;

fn accepted(from: &PhoneNumber, claimed: &Claimed, at: i64) -> SendResult {
    Ok(RemoteMessage {
        id: ProviderId::new(&format!("SM{:032x}", claimed.row.id)),
        direction: Direction::OutboundApi,
        from: from.as_str().into(),
        to: claimed.to.as_str().into(),
        body: claimed.row.body.as_str().into(),
        status: DeliveryStatus::Queued,
        error_code: None,
        at_ms: Some(at),
        media: 0,
        parts: claimed.row.parts,
        price: None,
    })
}
