//! One walk through the provider's list, from the newest page until it meets what is known.
//!
//! The frontier moves only when a walk has met it. A page's last date alone is never trusted: the walk ends where
//! a run of texts is both known and older than the frontier, or where the list ends.

use std::collections::BTreeSet;
use std::time::Duration;

use futures_util::future::BoxFuture;
use rusqlite::Connection;

use super::decide::{self, Context};
use super::elsewhere;
use super::ingest::{self, Facts, PageReport};
use super::spent::Calendar;
use crate::error::{Error, ErrorCode, Result};
use crate::line::{Line, SyncPhase};
use crate::provider::{ListQuery, PageCursor, Provider, ReadError, RemotePage};
use crate::store::{Durability, counters, sync_state};

/// How far behind the frontier a walk looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Just past it: what a frequent look can afford.
    Shallow,
    /// A quarter of an hour behind it, for texts that the provider showed late.
    Deep,
}

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub struct WalkReport {
    pub pages: u64,
    pub read: u64,
    pub new_inbound: u64,
    pub new_outbound: u64,
    /// Texts that were stored and have got further.
    pub changed: u64,
    pub frontier_at: Option<i64>,
}

/// Which list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    FromFans,
    ToFans,
}

impl Side {
    fn name(self) -> &'static str {
        match self {
            Self::FromFans => "inbound",
            Self::ToFans => "outbound",
        }
    }
}

const DEEP_OVERLAP_MS: i64 = 15 * 60_000;
/// Provider dates are whole seconds: a text of the frontier's own second may still be missing.
const SHALLOW_OVERLAP_MS: i64 = 2_000;
/// Known texts in a row, older than the frontier, that end a walk.
const KNOWN_RUN: usize = 20;
/// Rows of a page in an ordinary look, and while there is much to read.
const SMALL_PAGE: u32 = 100;
/// Between tries to read a page.
const PAUSES: [Duration; 4] =
    [Duration::from_millis(250), Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];
/// A provider that asks for more patience than this ends the walk.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// Texts older than this when the line was added are history, not unread.
const UNREAD_BEFORE_ADDED_MS: i64 = 12 * 3_600_000;

/// Walks both lists: the fans' texts first, then ours.
///
/// # Errors
/// `offline`, `key_refused`, `not_the_provider`, `provider_error`, or what the store refuses. What was read until
/// then is stored.
pub async fn complete(line: &Line, depth: Depth) -> Result<WalkReport> {
    let mut report = side(line, Side::FromFans, depth, None).await?;
    let ours = side(line, Side::ToFans, depth, None).await?;
    report.pages += ours.pages;
    report.read += ours.read;
    report.new_outbound += ours.new_outbound;
    report.changed += ours.changed;
    Ok(report)
}

/// Walks one list. `until_at` makes the walk reach at least that far back, for delivery states.
pub async fn side(line: &Line, side: Side, depth: Depth, until_at: Option<i64>) -> Result<WalkReport> {
    let provider = line.provider();
    let frontier = line.store.read(move |connection| sync_state::frontier(connection, side.name())).await?;
    let mut walk =
        Walk { line, side, frontier, depth, until_at, report: WalkReport::default(), newest: None, reached: None };
    let number = Some(line.number.as_str().to_owned());
    let most = provider.capabilities().max_page;
    let wide = frontier.is_none() || until_at.is_some();
    let (to, from) = match side {
        Side::FromFans => (number, None),
        Side::ToFans => (None, number),
    };
    let query = ListQuery { to, from, since_ms: None, page_size: if wide { most } else { SMALL_PAGE.min(most) } };
    let mut page = newest(&*provider, &query).await?;
    loop {
        let next = page.next.take();
        let met = walk.page(page).await?;
        match next {
            Some(cursor) if !met => page = following(&*provider, &cursor).await?,
            Some(_) | None => break,
        }
    }
    walk.end().await
}

/// The first page. Whoever is offline hears it at once; a provider that is only busy is asked again.
async fn newest(provider: &dyn Provider, query: &ListQuery) -> Result<RemotePage> {
    patiently(|| provider.list(query.clone()), busy).await
}

/// The page after another. A hiccup in the middle is asked past: with a new beginning for each, a long walk through
/// a flaky network would never end, and nobody would be answered until it does.
async fn following(provider: &dyn Provider, cursor: &PageCursor) -> Result<RemotePage> {
    let hiccup =
        |error: &ReadError| busy(error) || matches!(error, ReadError::Offline { .. } | ReadError::Unreadable { .. });
    patiently(|| provider.next(cursor.clone()), hiccup).await
}

fn busy(error: &ReadError) -> bool {
    matches!(error, ReadError::Busy { .. } | ReadError::Provider { status: 500.., .. })
}

/// Asks for a page until it comes, as long as the error `passes`.
async fn patiently<'a>(
    ask: impl Fn() -> BoxFuture<'a, std::result::Result<RemotePage, ReadError>>,
    passes: impl Fn(&ReadError) -> bool,
) -> Result<RemotePage> {
    let mut pauses = PAUSES.into_iter();
    loop {
        let error = match ask().await {
            Ok(page) => return Ok(page),
            Err(error) => error,
        };
        let asked = if let ReadError::Busy { retry_after } = &error { *retry_after } else { None };
        let pause = pauses.next().map(|pause| asked.unwrap_or(pause)).filter(|pause| *pause <= LONGEST_PAUSE);
        let Some(pause) = pause.filter(|_| passes(&error)) else { return Err(read_error(&error)) };
        tokio::time::sleep(pause).await;
    }
}

struct Walk<'a> {
    line: &'a Line,
    side: Side,
    frontier: Option<i64>,
    depth: Depth,
    until_at: Option<i64>,
    report: WalkReport,
    newest: Option<i64>,
    /// The oldest date on the last page that had one.
    reached: Option<i64>,
}

impl Walk<'_> {
    /// Stores one page; gives whether the walk has met what is known.
    async fn page(&mut self, page: RemotePage) -> Result<bool> {
        let first_page = self.report.pages == 0;
        let stop_at = self.stop_at();
        let read = page.messages.len() as u64;
        let mut facts = facts(self.line);
        let newer_at = self.reached;
        let context = decide::context(self.line);
        let skew = page.skew_ms;
        // The newest texts from this number, for the first time since sending began here.
        let opening = self.side == Side::ToFans && self.line.sends_here() && !self.line.knows_ours();
        let (stored, met, decided) = self
            .line
            .store
            .write(Durability::Fetchable, move |connection| {
                if let Some(skew) = skew {
                    counters::measure_skew(connection, skew, facts.now)?;
                }
                facts.newest_at = match newer_at {
                    Some(at) => at,
                    // In whole seconds, as the provider's own dates are: with a fraction it would seem newer than a
                    // dated text that came after it in the same second.
                    None => whole_seconds(counters::provider_time(connection, facts.now)?),
                };
                let stored = ingest::page(connection, &facts, &page.messages)?;
                if opening {
                    elsewhere::hold(connection, facts.now)?;
                }
                let met = has_met(&stored, stop_at, page.messages.len());
                // With everything older known, the rules look in the same transaction.
                let decided = if met && first_page { decide_all(connection, &context)? } else { BTreeSet::new() };
                Ok((stored, met, decided))
            })
            .await?;
        if opening {
            self.line.set_knows_ours(true);
            self.line.send.notify_one();
        }
        self.report.pages += 1;
        self.report.read += read;
        self.report.new_inbound += stored.new_inbound;
        self.report.new_outbound += stored.new_outbound;
        self.report.changed += stored.changed;
        self.newest = self.newest.max(stored.newest_at);
        self.reached = stored.oldest_at.or(self.reached);
        let read_so_far = self.report.read;
        if !met && self.side == Side::FromFans {
            self.line.set_live(|live| {
                live.sync = SyncPhase::CatchingUp;
                live.read = read_so_far;
            });
        }
        self.tell(stored.fans.into_iter().chain(decided));
        Ok(met)
    }

    /// The moment that a known text must be older than to end the walk; `None` walks to the end of the list.
    fn stop_at(&self) -> Option<i64> {
        let overlap = match self.depth {
            Depth::Shallow => SHALLOW_OVERLAP_MS,
            Depth::Deep => DEEP_OVERLAP_MS,
        };
        let frontier = self.frontier? - overlap;
        Some(self.until_at.map_or(frontier, |until| until.min(frontier)))
    }

    async fn end(self) -> Result<WalkReport> {
        let context = decide::context(self.line);
        loop {
            let context = context.clone();
            let (fans, more) = self
                .line
                .store
                .write(Durability::Fetchable, move |connection| decide::pending(connection, &context))
                .await?;
            self.tell(fans.into_iter());
            if !more {
                break;
            }
        }
        let (side, now) = (self.side, context.now);
        // An empty list is known up to the moment it was read.
        let frontier = self.newest.or(self.frontier).unwrap_or(0);
        self.line
            .store
            .write(Durability::Fetchable, move |connection| {
                sync_state::complete(connection, side.name(), frontier, now)
            })
            .await?;
        let mut report = self.report;
        report.frontier_at = Some(frontier.max(self.frontier.unwrap_or(0)));
        Ok(report)
    }

    fn tell(&self, fans: impl Iterator<Item = i64>) {
        let fans: BTreeSet<i64> = fans.collect();
        if !fans.is_empty() {
            self.line.conversations_changed(fans);
            self.line.send.notify_one();
        }
    }
}

fn whole_seconds(at: i64) -> i64 {
    at - at.rem_euclid(1_000)
}

fn has_met(page: &PageReport, stop_at: Option<i64>, length: usize) -> bool {
    let (Some(stop_at), Some(oldest)) = (stop_at, page.oldest_at) else { return length == 0 };
    !page.undated && oldest < stop_at && page.known_tail >= KNOWN_RUN.min(length)
}

fn decide_all(connection: &Connection, context: &Context) -> Result<BTreeSet<i64>> {
    let mut all = BTreeSet::new();
    loop {
        let (fans, more) = decide::pending(connection, context)?;
        all.extend(fans);
        if !more {
            return Ok(all);
        }
    }
}

fn facts(line: &Line) -> Facts {
    let row = line.row();
    Facts {
        now: line.now(),
        newest_at: line.now(),
        calendar: Calendar::at(line.now(), line.clock.zone()),
        number: line.number.clone(),
        unread_from: row.added_at - UNREAD_BEFORE_ADDED_MS,
        capabilities: line.provider().capabilities(),
    }
}

/// A failed read, as the window hears it.
pub fn read_error(error: &ReadError) -> Error {
    match error {
        ReadError::Offline { host } => Error::new(ErrorCode::Offline).with("host", host),
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
