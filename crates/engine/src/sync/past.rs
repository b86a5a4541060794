//! Asks the provider for one fan's earlier texts, while the history is not imported that far.
//!
//! A hello to somebody who has written for years is a bad one. So whoever a rule would answer is looked up first: one
//! short list each way. Where the provider fails to say, the rules go on with what is known: a wrong hello is bad, but
//! silence while everybody writes is worse.

use std::time::Duration;

use futures_util::StreamExt;
use tokio_util::sync::CancellationToken;

use super::walk::{self, Side};
use super::{ask, ingest};
use crate::error::Result;
use crate::line::Line;
use crate::provider::{ReadError, RemoteMessage};
use crate::store::{Durability, fans, messages};

/// Fans looked up in one go, and requests under way at a time.
const BATCH: u32 = 64;
const AT_ONCE: usize = 8;
/// Texts each way: enough to hold one that is older than those of the flood.
const PAGE: u32 = 50;
/// After a failure that concerns everybody.
const RETRY: Duration = Duration::from_secs(5);

/// Looks fans up for as long as texts wait for it, until stopped.
pub async fn run(line: &Line, stop: CancellationToken) {
    while !stop.is_cancelled() {
        // Registered before the question, so that a text that is held during it is not missed.
        let rang = line.past.notified();
        let batch = tokio::select! {
            batch = batch(line) => batch,
            () = stop.cancelled() => return,
        };
        let rest = match batch {
            Ok(true) => continue,
            Ok(false) => None,
            Err(error) => {
                tracing::warn!(code = error.code.as_str(), line = %line.id, "looking fans up failed");
                Some(RETRY)
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = rang, if rest.is_none() => {}
            () = tokio::time::sleep(rest.unwrap_or_default()), if rest.is_some() => {}
        }
    }
}

/// Looks the next fans up; gives whether there were any.
async fn batch(line: &Line) -> Result<bool> {
    let waiting = line.store.read(|connection| messages::fans_held(connection, BATCH)).await?;
    if waiting.is_empty() {
        return Ok(false);
    }
    let mut asked = futures_util::stream::iter(waiting)
        .map(|fan_id| async move { (fan_id, earlier_of(line, fan_id).await) })
        .buffer_unordered(AT_ONCE);
    while let Some((fan_id, found)) = asked.next().await {
        let found = match found {
            Ok(found) => found,
            Err(error) if concerns_everybody(&error) => return Err(ask::read_error(&error)),
            Err(error) => {
                tracing::warn!(?error, fan = fan_id, "the provider does not say what a fan wrote before");
                Vec::new()
            }
        };
        store(line, fan_id, found).await?;
    }
    walk::decide_waiting(line).await?;
    Ok(true)
}

/// Nobody can be heard or answered then, so nothing is gained by going on.
fn concerns_everybody(error: &ReadError) -> bool {
    match error {
        ReadError::Offline { .. }
        | ReadError::NotTrusted { .. }
        | ReadError::KeyRefused { .. }
        | ReadError::NotPermitted { .. }
        | ReadError::Unreadable { .. } => true,
        ReadError::Busy { .. } | ReadError::Provider { .. } => false,
    }
}

/// The newest texts between the line and a fan, both ways.
async fn earlier_of(line: &Line, fan_id: i64) -> std::result::Result<Vec<RemoteMessage>, ReadError> {
    let fan = line.store.read(move |connection| fans::get(connection, fan_id)).await;
    let Some(fan) = fan.ok().flatten() else { return Ok(Vec::new()) };
    let provider = line.provider();
    let mut found = Vec::new();
    for side in Side::BOTH {
        found.extend(ask::newest(&*provider, &side.query(line, Some(&fan.number), PAGE)).await?.messages);
    }
    Ok(found)
}

async fn store(line: &Line, fan_id: i64, found: Vec<RemoteMessage>) -> Result<()> {
    let facts = walk::facts(line);
    let stored = line
        .store
        .write(Durability::Fetchable, move |connection| {
            let stored = ingest::page(connection, &facts, &found)?;
            fans::set_past_known(connection, fan_id)?;
            messages::release_held_of(connection, fan_id)?;
            Ok(stored.fans)
        })
        .await?;
    walk::tell(line, stored.into_iter());
    Ok(())
}
