//! Imports what is older than the first walk: newest day to oldest, a page at a time, beside the live looks.
//!
//! Where it stands is stored with each page, so that a kill costs at most the day it was in. It is no more than half of
//! the time busy: live looks and sends come first.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::walk::{self, Side, WalkReport};
use super::{ask, decide, ingest};
use crate::error::Result;
use crate::event::kind;
use crate::line::Line;
use crate::provider::{ListQuery, PageCursor, ReadError, RemotePage};
use crate::store::{Durability, counters, messages, sync_state};

/// Rows in one transaction: few enough that a send hardly waits.
const CHUNK: usize = 250;
/// The import rests after a page for as long as the page took, at most this long.
const LONGEST_REST: Duration = Duration::from_secs(2);
/// After a failure; it doubles up to the longest.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// Imports until nothing is left, whenever a first walk has left something.
pub async fn run(line: &Line, stop: CancellationToken) {
    let mut retry = FIRST_RETRY;
    let mut importing = false;
    while !stop.is_cancelled() {
        // Registered before the question, so that a walk that ends during it is not missed.
        let walked = line.walked.notified();
        let began = Instant::now();
        let step = tokio::select! {
            step = step(line) => step,
            () = stop.cancelled() => return,
        };
        let rest = match step {
            Ok(Some(_)) => {
                retry = FIRST_RETRY;
                line.set_live(|live| live.import_problem = None);
                Some(began.elapsed().min(LONGEST_REST))
            }
            Ok(None) => None,
            Err(error) => {
                tracing::warn!(code = error.code.as_str(), line = %line.id, "the import of the history waits");
                let (_, why) = super::poll::problem(&error);
                line.set_live(|live| live.import_problem = Some(why));
                retry = (retry * 2).min(LONGEST_RETRY);
                Some(retry)
            }
        };
        if importing == rest.is_none() {
            importing = !importing;
            // A refusal is met again, and told, by the next page.
            checkpoint(line, importing).await.ok();
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = walked, if rest.is_none() => {}
            () = tokio::time::sleep(rest.unwrap_or_default()), if rest.is_some() => {}
        }
    }
}

/// An import writes much that can be fetched again: the log is folded into the database more rarely meanwhile.
async fn checkpoint(line: &Line, rarely: bool) -> Result<()> {
    line.store
        .write(Durability::Fetchable, move |connection| {
            connection.pragma_update(None, "wal_autocheckpoint", if rarely { 16_000 } else { 4_000 })?;
            Ok(())
        })
        .await
}

/// Imports all that is left, without rests.
///
/// # Errors
/// As `walk::both`. What was read until then is stored.
pub async fn finish(line: &Line) -> Result<WalkReport> {
    let mut report = WalkReport::default();
    while let Some(page) = step(line).await? {
        report.pages += 1;
        report.read += page.read;
        report.new_inbound += page.new_inbound;
        report.new_outbound += page.new_outbound;
        report.changed += page.changed;
    }
    Ok(report)
}

/// Imports one page of the side that is further behind; gives what was on it, `None` when nothing is left.
async fn step(line: &Line) -> Result<Option<WalkReport>> {
    // Held for the whole page: a second importer goes on where the first one stops.
    let mut places = line.import.lock().await;
    let Some((side, at)) = line.store.read(furthest_behind).await? else { return Ok(None) };
    let page = ask::heard(page(line, &mut places, side, at).await)?;
    let report = store(line, side, at, &page).await?;
    match page.next {
        Some(cursor) => {
            places.insert(side.name(), cursor);
        }
        None => {
            places.remove(side.name());
            end(line).await?;
        }
    }
    line.events.publish_any(kind::STATUS);
    Ok(Some(report))
}

/// The two sides of the conversations go back in time together.
fn furthest_behind(connection: &rusqlite::Connection) -> Result<Option<(Side, i64)>> {
    let mut found = None;
    for side in Side::BOTH {
        if let Some(history) = sync_state::history(connection, side.name())?
            && found.is_none_or(|(_, at)| history.at > at)
        {
            found = Some((side, history.at));
        }
    }
    Ok(found)
}

/// The page after the last one or, after a restart, the newest of the day where the import stood.
async fn page(
    line: &Line,
    places: &mut BTreeMap<&'static str, PageCursor>,
    side: Side,
    at: i64,
) -> std::result::Result<RemotePage, ReadError> {
    let provider = line.provider();
    if let Some(cursor) = places.get(side.name()) {
        match ask::following(&*provider, cursor).await {
            // The provider may forget a place; the day is then read from its beginning.
            Err(ReadError::Provider { status: 400..500, .. }) => places.remove(side.name()),
            page => return page,
        };
    }
    let query = side.query(line, None, provider.capabilities().max_page);
    ask::first_of(&*provider, &ListQuery { until_ms: Some(at), ..query }).await
}

async fn store(line: &Line, side: Side, at: i64, page: &RemotePage) -> Result<WalkReport> {
    let mut report = WalkReport { read: page.messages.len() as u64, ..WalkReport::default() };
    let mut newest_at = at;
    // Order is not promised within a page: only what is newer than the whole page is certainly known.
    let stands = page.messages.iter().filter_map(|message| message.at_ms).max().map_or(at, |newest| newest.min(at));
    let stands = page.next.is_some().then_some(stands);
    let chunks: Vec<_> = page.messages.chunks(CHUNK).map(<[_]>::to_vec).collect();
    for chunk in chunks {
        let mut facts = walk::facts(line);
        facts.newest_at = newest_at;
        newest_at = chunk.iter().filter_map(|message| message.at_ms).next_back().unwrap_or(newest_at);
        let context = decide::context(line);
        let (stored, decided) = line
            .store
            .write(Durability::Fetchable, move |connection| {
                Ok((ingest::page(connection, &facts, &chunk)?, decide::all(connection, &context)?))
            })
            .await?;
        report.new_inbound += stored.new_inbound;
        report.new_outbound += stored.new_outbound;
        report.changed += stored.changed;
        walk::tell(line, stored.fans.into_iter().chain(decided));
    }
    let (read, skew, now) = (report.read, page.skew_ms, line.now());
    line.store
        .write(Durability::Fetchable, move |connection| {
            if let Some(skew) = skew {
                counters::measure_skew(connection, skew, now)?;
            }
            sync_state::set_history(connection, side.name(), stands, read)
        })
        .await?;
    Ok(report)
}

/// With all the past known, nothing has to wait for it.
async fn end(line: &Line) -> Result<()> {
    let known = line
        .store
        .write(Durability::Fetchable, |connection| {
            let known = sync_state::knows_the_past(connection)?;
            if known {
                messages::release_held(connection)?;
            }
            Ok(known)
        })
        .await?;
    if known {
        walk::decide_waiting(line).await?;
    }
    Ok(())
}
