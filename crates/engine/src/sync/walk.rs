//! One walk through the provider's list, from the newest page until it meets what is known.
//!
//! The frontier moves only when a walk has met it. A page's last date alone is never trusted: the walk ends where
//! a run of texts is both known and older than the frontier, or where the list ends.
//!
//! The very first walk meets nothing. It ends with the oldest text that a rule may still have to answer, one page at
//! least; what is older is the history's to import.

use std::collections::BTreeSet;

use super::ask::{self, heard};
use super::decide;
use super::elsewhere;
use super::ingest::{self, Facts, PageReport};
use super::spent::Calendar;
use crate::error::Result;
use crate::line::{Line, SyncPhase};
use crate::provider::{ListQuery, RemotePage};
use crate::store::{Durability, counters, messages, sync_state};

/// How far behind the frontier a walk looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Just past it: what a frequent look can afford.
    Shallow,
    /// Two minutes behind it, for texts that the provider showed a little late.
    Near,
    /// A quarter of an hour behind it.
    Deep,
    /// A day behind it, for texts that it showed very late.
    Day,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    FromFans,
    ToFans,
}

impl Side {
    pub const BOTH: [Self; 2] = [Self::FromFans, Self::ToFans];

    /// As the store calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::FromFans => "inbound",
            Self::ToFans => "outbound",
        }
    }

    /// The list of this side, between the line and `fan` or everybody.
    pub fn query(self, line: &Line, fan: Option<&str>, page_size: u32) -> ListQuery {
        let (line, fan) = (Some(line.number.as_str().to_owned()), fan.map(str::to_owned));
        let (to, from) = match self {
            Self::FromFans => (line, fan),
            Self::ToFans => (fan, line),
        };
        ListQuery { to, from, page_size, ..ListQuery::default() }
    }
}

const NEAR_OVERLAP_MS: i64 = 2 * 60_000;
const DEEP_OVERLAP_MS: i64 = 15 * 60_000;
const DAY_MS: i64 = 24 * 3_600_000;
/// Provider dates are whole seconds: a text of the frontier's own second may still be missing.
const SHALLOW_OVERLAP_MS: i64 = 2_000;
/// Known texts in a row, older than the frontier, that end a walk.
const KNOWN_RUN: usize = 20;
/// Rows of a walk's first page. When they are not enough there is much to read, and the largest pages follow.
const SMALL_PAGE: u32 = 100;
/// Texts older than this when the line was added are history, not unread.
const UNREAD_BEFORE_ADDED_MS: i64 = 12 * 3_600_000;

/// Walks both lists: the fans' texts first, then ours.
///
/// # Errors
/// `offline`, `key_refused`, `not_the_provider`, `provider_error`, or what the store refuses. What was read until
/// then is stored.
pub async fn both(line: &Line, depth: Depth) -> Result<WalkReport> {
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
    let now = line.now();
    let (frontier, answerable_from) = line
        .store
        .read(move |connection| {
            Ok((sync_state::frontier(connection, side.name())?, decide::answerable_from(connection, now)?))
        })
        .await?;
    let overlap = match depth {
        Depth::Shallow => SHALLOW_OVERLAP_MS,
        Depth::Near => NEAR_OVERLAP_MS,
        Depth::Deep => DEEP_OVERLAP_MS,
        Depth::Day => DAY_MS,
    };
    let end = match frontier {
        Some(frontier) => End::Known(until_at.unwrap_or(i64::MAX).min(frontier - overlap)),
        None => End::Reached(answerable_from.map_or(i64::MAX, |at| at - SHALLOW_OVERLAP_MS)),
    };
    let mut walk =
        Walk { line, side, frontier, end, report: WalkReport::default(), newest: None, reached: None, last_from: None };
    let most = provider.capabilities().max_page;
    let mut page = heard(ask::newest(&*provider, &side.query(line, None, SMALL_PAGE.min(most))).await)?;
    let mut small = SMALL_PAGE < most;
    loop {
        let next = page.next.take();
        let met = walk.page(page).await?;
        match next {
            None => return walk.end(true).await,
            Some(_) if met => return walk.end(false).await,
            Some(_) if small => {
                // A page's cursor keeps its size: the list begins anew, which costs one page twice and saves nine of ten.
                small = false;
                walk.reached = None;
                page = heard(ask::first_of(&*provider, &side.query(line, None, most)).await)?;
            }
            Some(cursor) => page = heard(ask::following(&*provider, &cursor).await)?,
        }
    }
}

/// What ends a walk before the list does.
#[derive(Debug, Clone, Copy)]
enum End {
    /// A run of known texts that are older than this.
    Known(i64),
    /// A page that reaches behind this moment.
    Reached(i64),
}

struct Walk<'a> {
    line: &'a Line,
    side: Side,
    frontier: Option<i64>,
    end: End,
    report: WalkReport,
    newest: Option<i64>,
    /// The oldest date on the last page that had one.
    reached: Option<i64>,
    /// The newest date on that page.
    last_from: Option<i64>,
}

impl Walk<'_> {
    /// Stores one page; gives whether the walk may end with it.
    async fn page(&mut self, page: RemotePage) -> Result<bool> {
        let first_page = self.report.pages == 0;
        let end = self.end;
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
                let met = has_met(&stored, end, page.messages.len());
                // With everything older known, the rules look in the same transaction.
                let decided = if met && first_page { decide::all(connection, &context)? } else { BTreeSet::new() };
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
        self.last_from = stored.newest_at.or(self.last_from);
        let read_so_far = self.report.read;
        if !met && self.side == Side::FromFans {
            self.line.set_live(|live| {
                live.sync = SyncPhase::CatchingUp;
                live.read = read_so_far;
            });
        }
        if stored.updates {
            self.line.updates_changed();
        }
        tell(self.line, stored.fans.into_iter().chain(decided));
        Ok(met)
    }

    /// Moves the frontier, and lets the rules look at what was stored.
    async fn end(self, exhausted: bool) -> Result<WalkReport> {
        let (side, now) = (self.side, self.line.now());
        // An empty list is known up to the moment it was read.
        let frontier = self.newest.or(self.frontier).unwrap_or(0);
        // The last page of the first walk is read again: its newest date is the one that everything newer is known to.
        let history = match self.end {
            End::Reached(_) if !exhausted => self.last_from,
            End::Reached(_) | End::Known(_) => None,
        };
        self.line
            .store
            .write(Durability::Fetchable, move |connection| {
                sync_state::complete(connection, side.name(), frontier, now)?;
                if history.is_some() {
                    sync_state::set_history(connection, side.name(), history, 0)?;
                }
                if sync_state::knows_the_past(connection)? {
                    messages::release_held(connection)?;
                }
                Ok(())
            })
            .await?;
        self.line.walked.notify_one();
        decide_waiting(self.line).await?;
        let mut report = self.report;
        report.frontier_at = Some(frontier.max(self.frontier.unwrap_or(0)));
        Ok(report)
    }
}

/// Lets the rules look at every text that waits for them, a part at a time.
pub async fn decide_waiting(line: &Line) -> Result<()> {
    let context = decide::context(line);
    loop {
        let context = context.clone();
        let (fans, more) =
            line.store.write(Durability::Fetchable, move |connection| decide::pending(connection, &context)).await?;
        tell(line, fans.into_iter());
        if !more {
            return Ok(());
        }
    }
}

/// Says whose conversations changed, and rings for what the rules may have asked for.
pub fn tell(line: &Line, fans: impl Iterator<Item = i64>) {
    let fans: BTreeSet<i64> = fans.collect();
    if !fans.is_empty() {
        line.conversations_changed(fans);
        line.send.notify_one();
        line.past.notify_one();
    }
}

fn whole_seconds(at: i64) -> i64 {
    at - at.rem_euclid(1_000)
}

fn has_met(page: &PageReport, end: End, length: usize) -> bool {
    let Some(oldest) = page.oldest_at else { return length == 0 };
    match end {
        End::Known(stop_at) => !page.undated && oldest < stop_at && page.known_tail >= KNOWN_RUN.min(length),
        End::Reached(from) => oldest < from,
    }
}

/// What every text of a page is stored with.
pub fn facts(line: &Line) -> Facts {
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
