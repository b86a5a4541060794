//! Whether a text that nobody just asked for may arrive at a fan's hour.
//!
//! An area code is not a place: the window has to hold in every zone in which the number's area may lie. On Sundays it
//! opens at noon (the strictest of the US states' rules).

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::civil::{DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// The table of prefixes, as data with its source.
const TABLE: &str = include_str!("../../data/phone_zones.tsv");
/// Sundays open no earlier, in minutes of the day.
const SUNDAY_OPENS: u32 = 12 * 60;
/// Two weeks hold every combination of weekday and clock change that matters.
const HORIZON_MS: i64 = 14 * 24 * 3_600_000;

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

struct Zones {
    sets: Vec<Vec<TimeZone>>,
    by_prefix: HashMap<&'static str, usize>,
    longest: usize,
}

fn zones() -> &'static Zones {
    static ZONES: OnceLock<Zones> = OnceLock::new();
    ZONES.get_or_init(|| {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut zones = Zones { sets: Vec::new(), by_prefix: HashMap::new(), longest: 0 };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((prefix, names)) = line.split_once('\t') else { continue };
            let place = *known.entry(names).or_insert_with(|| {
                zones.sets.push(names.split('&').filter_map(|name| TimeZone::get(name).ok()).collect());
                zones.sets.len() - 1
            });
            zones.by_prefix.insert(prefix, place);
            zones.longest = zones.longest.max(prefix.len());
        }
        zones
    })
}

/// Remembers what it has worked out for one moment and window: a million fans live in a few hundred sets of zones.
#[derive(Debug)]
pub struct QuietHours {
    window: Window,
    now: i64,
    by_set: HashMap<usize, Open>,
}

impl QuietHours {
    #[must_use]
    pub fn at(now: i64, window: Window) -> Self {
        Self { window, now, by_set: HashMap::new() }
    }

    /// When a text may leave for a number. Without any candidate zone it never may.
    pub fn next_open(&mut self, number: &str) -> Open {
        let Some(set) = set_of(number) else { return Open::Never };
        let (window, now) = (self.window, self.now);
        *self.by_set.entry(set).or_insert_with(|| {
            let zones = zones().sets.get(set).map_or(&[][..], Vec::as_slice);
            next_open(zones, window, now)
        })
    }
}

/// The set of candidate zones of a number, by its longest known prefix.
fn set_of(number: &str) -> Option<usize> {
    let digits = number.strip_prefix('+')?;
    let zones = zones();
    (1..=zones.longest.min(digits.len())).rev().find_map(|length| zones.by_prefix.get(digits.get(..length)?).copied())
}

/// The first moment from `now` at which the window is open in all the zones.
fn next_open(zones: &[TimeZone], window: Window, now: i64) -> Open {
    if zones.is_empty() {
        return Open::Never;
    }
    let mut at = now;
    // Each round moves to the latest opening that any zone still asks for, so it ends at the horizon.
    while at - now <= HORIZON_MS {
        let Some(wanted) = zones
            .iter()
            .map(|zone| opening(zone, window, at))
            .try_fold(at, |latest, opening| opening.map(|opening| latest.max(opening)))
        else {
            return Open::Never;
        };
        if wanted == at {
            return if at == now { Open::Now } else { Open::At(at) };
        }
        at = wanted;
    }
    Open::Never
}

/// `at` itself while the window is open in this zone, else its next opening.
fn opening(zone: &TimeZone, (open, close): Window, at: i64) -> Option<i64> {
    let timestamp = Timestamp::from_millisecond(at).ok()?;
    let local = timestamp.to_zoned_datetime(zone.clone());
    let mut day = local.datetime().date();
    for _ in 0..9 {
        let opens = if day.weekday() == Weekday::Sunday { open.max(SUNDAY_OPENS) } else { open };
        if opens < close {
            let begins = moment(zone, day.at(0, 0, 0, 0), opens)?;
            let ends = moment(zone, day.at(0, 0, 0, 0), close)?;
            if at < begins {
                return Some(begins);
            }
            if at < ends {
                return Some(at);
            }
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// A minute of a local day as UTC milliseconds; one that a clock change skips is the moment after it.
fn moment(zone: &TimeZone, midnight: DateTime, minute: u32) -> Option<i64> {
    let local = midnight.checked_add(i64::from(minute).minutes()).ok()?;
    Some(zone.to_timestamp(local).ok()?.as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::{Open, QuietHours, Window, next_open, set_of, zones};
    use jiff::civil::Weekday;
    use jiff::tz::TimeZone;
    use jiff::{Timestamp, civil};

    const WINDOW: Window = (9 * 60, 20 * 60);

    fn utc(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> i64 {
        let moment = civil::date(year, month, day).at(hour, minute, 0, 0);
        TimeZone::UTC.to_timestamp(moment).expect("a moment").as_millisecond()
    }

    fn open_for(number: &str, now: i64) -> Open {
        QuietHours::at(now, WINDOW).next_open(number)
    }

    /// A fan in Rome or New York must not be woken; the hours are theirs, not the owner's.
    #[test]
    fn the_hours_are_the_fans() {
        // Tuesday 24 November 2026, 07:30 UTC: 08:30 in Rome, 02:30 in New York, 16:30 in Tokyo.
        let now = utc(2026, 11, 24, 7, 30);
        assert_eq!(open_for("+390655501234", now), Open::At(utc(2026, 11, 24, 8, 0)));
        assert_eq!(open_for("+12125550101", now), Open::At(utc(2026, 11, 24, 14, 0)));
        assert_eq!(open_for("+81355501234", now), Open::Now);
        assert_eq!(open_for("+81355501234", utc(2026, 11, 24, 11, 0)), Open::At(utc(2026, 11, 25, 0, 0)));
    }

    /// Without an area the window must hold from the East coast to Hawaii.
    #[test]
    fn a_number_without_a_place_waits_for_all_its_zones() {
        assert_eq!(open_for("+18005550101", utc(2026, 11, 24, 15, 0)), Open::At(utc(2026, 11, 24, 19, 0)));
        assert_eq!(open_for("+18005550101", utc(2026, 11, 24, 19, 30)), Open::Now);
        assert_eq!(open_for("+999555010", utc(2026, 11, 24, 15, 0)), Open::Never, "no zone at all");
        assert_eq!(QuietHours::at(0, (540, 600)).next_open("+18005550101"), Open::Never, "an hour that none shares");
    }

    /// On Sundays nobody hears before noon.
    #[test]
    fn sundays_begin_at_noon() {
        assert_eq!(open_for("+390655501234", utc(2026, 11, 22, 8, 30)), Open::At(utc(2026, 11, 22, 11, 0)));
    }

    /// The table must hold for every country that it names, with zones that this program knows.
    #[test]
    fn every_set_has_its_zones() {
        assert!(zones().sets.len() > 200, "the table was read");
        assert!(zones().sets.iter().all(|set| !set.is_empty()));
        assert_ne!(set_of("+12125550101"), set_of("+13105550101"));
        assert_eq!(set_of("bank"), None);
    }

    /// Whatever the week, the clock change or the zones: nobody gets anything outside their window, and nobody waits
    /// past a minute at which all windows are open.
    #[test]
    fn a_week_with_a_clock_change_holds_everywhere() {
        let minute = 60_000;
        let step = 37 * minute;
        let inside = |zone: &TimeZone, at: i64| {
            let local = Timestamp::from_millisecond(at).expect("a moment").to_zoned_datetime(zone.clone());
            let minutes = i32::from(local.hour()) * 60 + i32::from(local.minute());
            let opens = if local.weekday() == Weekday::Sunday { 720 } else { 540 };
            (opens..1_200).contains(&minutes)
        };
        // The last Sunday of October in Europe, the first of November in America.
        for begin in [utc(2026, 10, 22, 0, 0), utc(2026, 10, 29, 0, 0)] {
            for number in
                ["+12125550101", "+18005550101", "+390655501234", "+61255501234", "+918855501234", "+551155501234"]
            {
                let zones = &zones().sets[set_of(number).expect("a set")];
                let mut now = begin;
                while now < begin + 7 * 24 * 3_600_000 {
                    let (at, label) = match next_open(zones, WINDOW, now) {
                        Open::Now => (now, "now"),
                        Open::At(at) => (at, "later"),
                        Open::Never => panic!("{number} never opens"),
                    };
                    assert!(zones.iter().all(|zone| inside(zone, at)), "{number} {label} at {at}");
                    let mut before = now;
                    while before < at {
                        assert!(!zones.iter().all(|zone| inside(zone, before)), "{number} waits past {before}");
                        before += 15 * minute;
                    }
                    now += step;
                }
            }
        }
    }
}
