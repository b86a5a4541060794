//! Whether a text that nobody just asked for may arrive at a fan's hour.
//!
//! An area code is not a place: the window has to hold in every zone in which the number may lie, and the hours of every
//! region with it. What cannot be known counts as closed.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::{Date, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

use super::regions::{Hours, Regions, places};

/// The table of prefixes, as data with its sources.
const TABLE: &str = include_str!("../../data/phone_zones.tsv");
/// The table's row for every number without a row of its own.
const ANYWHERE: &str = "*";
/// A text that could not leave within two weeks, whatever the weekday, is too old to leave at all.
const HORIZON_MS: i64 = 14 * 24 * 3_600_000;
/// A zone that is closed opens within these days: a Sunday may be closed as a whole, and a clock change may skip an
/// opening.
const DAYS_AHEAD: i64 = 4;

/// When a text may leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    Now,
    /// UTC milliseconds.
    At(i64),
    /// The candidate zones have no hour in common.
    Never,
}

/// Minutes of the day at which the window opens and closes.
pub type Window = (u32, u32);

/// Remembers what it has worked out for one moment and window: a million fans live in a few hundred sets of zones and
/// regions.
#[derive(Debug)]
pub struct QuietHours {
    window: Window,
    regions: Regions,
    now: i64,
    by_sets: HashMap<(usize, usize), Open>,
}

impl QuietHours {
    /// The line's window holds everywhere, and so do the hours of the regions in which a number may lie.
    #[must_use]
    pub fn at(now: i64, window: Window, regions: Regions) -> Self {
        Self { window, regions, now, by_sets: HashMap::new() }
    }

    /// When a text may leave for a number.
    pub fn next_open(&mut self, number: &str) -> Open {
        let (table, places) = (table(), places());
        let sets = (table.set_of(number), places.set_of(number, PREFIX - 1));
        let ((opens, closes), regions, now) = (self.window, &self.regions, self.now);
        *self.by_sets.entry(sets).or_insert_with(|| {
            let window = Hours { opens, closes, sunday_opens: opens };
            // Without a row for anywhere, nobody knows when it is right.
            let Some(region) = regions.strictest(places.names(sets.1)) else { return Open::Never };
            next_open(table.zones(sets.0), window.and(region), now)
        })
    }
}

/// Characters of a number, with its `+`, that decide about its zones: fans who share them share their hours.
pub const PREFIX: usize = 6;

struct Table {
    sets: Vec<Vec<TimeZone>>,
    by_prefix: HashMap<&'static str, usize>,
    anywhere: usize,
}

fn table() -> &'static Table {
    static READ: OnceLock<Table> = OnceLock::new();
    READ.get_or_init(|| Table::read(zone))
}

impl Table {
    /// A set that names a zone nobody knows is empty, and an empty one never opens.
    fn read(zone: impl Fn(&str) -> Option<TimeZone>) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut sets = vec![Vec::new()];
        let mut by_prefix = HashMap::new();
        for (prefix, names) in TABLE.lines().filter_map(|line| line.split_once('\t')) {
            let set = *known.entry(names).or_insert_with(|| {
                let zones: Option<Vec<TimeZone>> = names.split('&').map(&zone).collect();
                sets.push(zones.unwrap_or_default());
                sets.len() - 1
            });
            by_prefix.insert(prefix, set);
        }
        let anywhere = by_prefix.get(ANYWHERE).copied().unwrap_or(0);
        Self { sets, by_prefix, anywhere }
    }

    /// The set of candidate zones of a number, by its longest known prefix.
    fn set_of(&self, number: &str) -> usize {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let longest = digits.len().min(PREFIX - 1);
        let known = |length: usize| self.by_prefix.get(digits.get(..length)?).copied();
        (1..=longest).rev().find_map(known).unwrap_or(self.anywhere)
    }

    fn zones(&self, set: usize) -> &[TimeZone] {
        self.sets.get(set).map_or(&[], Vec::as_slice)
    }
}

/// The time zones in which a number may lie, by their IANA names; none where nothing is known of its country.
#[must_use]
pub fn zones_of(number: &str) -> Vec<String> {
    let table = table();
    let set = table.set_of(number);
    if set == table.anywhere {
        return Vec::new();
    }
    table.zones(set).iter().filter_map(|zone| zone.iana_name().map(str::to_owned)).collect()
}

/// This computer's own rules are the more recent ones; those that came with the program are complete.
fn zone(name: &str) -> Option<TimeZone> {
    static BUNDLED: OnceLock<TimeZoneDatabase> = OnceLock::new();
    let bundled = || BUNDLED.get_or_init(TimeZoneDatabase::bundled).get(name);
    TimeZone::get(name).or_else(|_| bundled()).ok()
}

/// The first moment from `now` at which the window is open in all the zones.
fn next_open(zones: &[TimeZone], window: Hours, now: i64) -> Open {
    if zones.is_empty() {
        return Open::Never;
    }
    let mut at = now;
    // Each round moves to the latest opening that any zone still asks for: none of the moments before it will do.
    while at - now <= HORIZON_MS {
        let mut latest = at;
        for zone in zones {
            let Some(opening) = opening(zone, window, at) else { return Open::Never };
            latest = latest.max(opening);
        }
        if latest == at {
            return if at == now { Open::Now } else { Open::At(at) };
        }
        at = latest;
    }
    Open::Never
}

/// `at` itself while the window is open in this zone, else its next opening. A window opens when the clock on the wall
/// gets there, be it by ticking or by being changed.
fn opening(zone: &TimeZone, window: Hours, at: i64) -> Option<i64> {
    let now = Timestamp::from_millisecond(at).ok()?;
    if is_open(zone, window, now) {
        return Some(at);
    }
    let end = now.checked_add(SignedDuration::from_hours(24 * DAYS_AHEAD)).ok()?;
    let changed = zone.following(now).map(|change| change.timestamp()).take_while(|change| *change <= end);
    let today = zone.to_datetime(now).date();
    let ticked = today.series(jiff::Span::new().days(1)).take(DAYS_AHEAD.unsigned_abs() as usize);
    ticked
        .flat_map(|day| openings(zone, window, day))
        .chain(changed)
        .filter(|moment| *moment >= now && is_open(zone, window, *moment))
        .min()
        .map(Timestamp::as_millisecond)
}

/// When the clock on the wall shows the opening of a day: twice if the clock is set back over it.
fn openings(zone: &TimeZone, window: Hours, day: Date) -> impl Iterator<Item = Timestamp> {
    let minute = opens(window, day.weekday());
    let hour_minute = i8::try_from(minute / 60).ok().zip(i8::try_from(minute % 60).ok());
    let moments = hour_minute.filter(|(hour, _)| *hour < 24).map(|(hour, minute)| {
        let shown = zone.to_ambiguous_timestamp(day.at(hour, minute, 0, 0));
        [shown.earlier().ok(), shown.later().ok()]
    });
    moments.into_iter().flatten().flatten()
}

fn opens(window: Hours, day: Weekday) -> u32 {
    if day == Weekday::Sunday { window.opens.max(window.sunday_opens) } else { window.opens }
}

fn is_open(zone: &TimeZone, window: Hours, at: Timestamp) -> bool {
    let local = zone.to_datetime(at);
    let minute = u32::from(local.hour().unsigned_abs()) * 60 + u32::from(local.minute().unsigned_abs());
    (opens(window, local.weekday())..window.closes).contains(&minute)
}

#[cfg(test)]
mod tests;
