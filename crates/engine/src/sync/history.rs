//! Imports what is older than the first walk: newest day to oldest, a page at a time, beside the live looks.
//!
//! Where it stands is stored with each page, so that a kill costs at most the day it was in. It is no more than half of
//! the time busy: live looks and sends come first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::ingest::{self, Facts, PageReport};
use super::walk::{self, Side, WalkReport};
use super::{ask, decide};
use crate::error::Result;
use crate::event::kind;
use crate::line::Line;
use crate::provider::{ListQuery, PageCursor, ReadError, RemoteMessage, RemotePage};
use crate::store::{Durability, counters, messages, search, sync_state};

/// Rows between two looks at whether somebody else wants to write: few enough that a send hardly waits.
const CHUNK: usize = 250;
/// Pages that are stored together when they come quickly: new texts land all over the indexes, and what several of them
/// change is written once.
const MOST_PAGES: usize = 16;
/// No further page is waited for once this has passed since the first one.
const GATHER: Duration = Duration::from_millis(250);
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
        report.pages += page.pages;
        report.read += page.read;
        report.new_inbound += page.new_inbound;
        report.new_outbound += page.new_outbound;
        report.changed += page.changed;
    }
    Ok(report)
}

/// Imports the next pages of the side that is further behind; gives what was on them, `None` when nothing is left.
async fn step(line: &Line) -> Result<Option<WalkReport>> {
    // Held for the whole step: a second importer goes on where the first one stops.
    let mut places = line.import.lock().await;
    let Some((side, at)) = line.store.read(furthest_behind).await? else { return Ok(None) };
    let stretch = ask::heard(gather(line, &mut places, side, at).await)?;
    let exhausted = !places.contains_key(side.name());
    let report = store(line, side, stretch).await?;
    if exhausted {
        end(line).await?;
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

/// Pages that follow each other, read and not yet stored.
#[derive(Debug)]
struct Stretch {
    chunks: VecDeque<Chunk>,
    pages: u64,
    read: u64,
    skew_ms: Option<i64>,
    /// What is older is still to be read; `None` at the end of the list.
    stands: Option<i64>,
}

/// Some texts of a page.
#[derive(Debug)]
struct Chunk {
    texts: Vec<RemoteMessage>,
    /// When the first of them came at the latest, if it has no date.
    newest_at: i64,
}

/// Reads pages as long as they come quickly. A failure after the first page is met again by the next step.
async fn gather(
    line: &Line,
    places: &mut BTreeMap<&'static str, PageCursor>,
    side: Side,
    at: i64,
) -> std::result::Result<Stretch, ReadError> {
    let began = Instant::now();
    let mut stretch = Stretch { chunks: VecDeque::new(), pages: 0, read: 0, skew_ms: None, stands: Some(at) };
    let mut newest_at = at;
    loop {
        let page = match page(line, places, side, at).await {
            Err(_) if stretch.pages > 0 => return Ok(stretch),
            page => page?,
        };
        stretch.pages += 1;
        stretch.read += page.messages.len() as u64;
        stretch.skew_ms = page.skew_ms.or(stretch.skew_ms);
        // Order is not promised within a page: only what is newer than the whole page is certainly known.
        let newest = page.messages.iter().filter_map(|message| message.at_ms).max();
        stretch.stands = page.next.as_ref().and(stretch.stands.map(|at| newest.map_or(at, |newest| newest.min(at))));
        for texts in page.messages.chunks(CHUNK) {
            stretch.chunks.push_back(Chunk { texts: texts.to_vec(), newest_at });
            newest_at = texts.iter().filter_map(|message| message.at_ms).next_back().unwrap_or(newest_at);
        }
        let Some(cursor) = page.next else {
            places.remove(side.name());
            return Ok(stretch);
        };
        places.insert(side.name(), cursor);
        if stretch.chunks.len() >= MOST_PAGES * 1_000 / CHUNK || began.elapsed() >= GATHER {
            return Ok(stretch);
        }
    }
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

async fn store(line: &Line, side: Side, stretch: Stretch) -> Result<WalkReport> {
    let Stretch { mut chunks, pages, read, skew_ms, stands } = stretch;
    let mut report = WalkReport { pages, read, ..WalkReport::default() };
    loop {
        let (facts, context) = (walk::facts(line), decide::context(line));
        let waiting = line.store.waiting();
        let (rest, stored) = line
            .store
            .write(Durability::Fetchable, move |connection| {
                let mut stored = Stored::default();
                let mut findable = search::Batch::default();
                while let Some(chunk) = chunks.pop_front() {
                    let facts = Facts { newest_at: chunk.newest_at, ..facts.clone() };
                    stored.add(ingest::page_of_many(connection, &facts, &mut findable, &chunk.texts)?);
                    stored.fans.extend(decide::all(connection, &context)?);
                    if waiting.any() && !chunks.is_empty() {
                        findable.write(connection)?;
                        return Ok((chunks, stored));
                    }
                }
                findable.write(connection)?;
                if let Some(skew) = skew_ms {
                    counters::measure_skew(connection, skew, facts.now)?;
                }
                sync_state::set_history(connection, side.name(), stands, read)?;
                Ok((chunks, stored))
            })
            .await?;
        report.new_inbound += stored.new_inbound;
        report.new_outbound += stored.new_outbound;
        report.changed += stored.changed;
        walk::tell(line, stored.fans.into_iter());
        if rest.is_empty() {
            return Ok(report);
        }
        chunks = rest;
    }
}

/// What one transaction brought.
#[derive(Debug, Default)]
struct Stored {
    new_inbound: u64,
    new_outbound: u64,
    changed: u64,
    fans: BTreeSet<i64>,
}

impl Stored {
    fn add(&mut self, page: PageReport) {
        self.new_inbound += page.new_inbound;
        self.new_outbound += page.new_outbound;
        self.changed += page.changed;
        self.fans.extend(page.fans);
    }
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
