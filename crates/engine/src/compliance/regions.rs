//! In which states and countries a number may lie, and the hours that hold there.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::domain::setting::parse_clock;

/// Which prefixes lie where, and which hours hold, as data with their sources.
const PLACES: &str = include_str!("../../data/phone_regions.tsv");
const HOURS: &str = include_str!("../../data/quiet_hours.tsv");

/// The row for regions without one.
pub const ANYWHERE: &str = "*";

/// Minutes of the day at which texts may begin to arrive, must end, and may begin on Sundays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    pub opens: u32,
    pub closes: u32,
    pub sunday_opens: u32,
}

impl Hours {
    /// What holds where both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            opens: self.opens.max(other.opens),
            closes: self.closes.min(other.closes),
            sunday_opens: self.sunday_opens.max(other.sunday_opens),
        }
    }
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionHours {
    pub hours: Hours,
    /// Where the row comes from; empty for one that a person set.
    pub source: &'static str,
}

/// The hours of every region, with a person's changes. Clones share it.
#[derive(Debug, Clone)]
pub struct Regions {
    rows: Arc<BTreeMap<String, RegionHours>>,
}

impl Default for Regions {
    fn default() -> Self {
        static READ: OnceLock<Regions> = OnceLock::new();
        READ.get_or_init(|| Self { rows: Arc::new(HOURS.lines().filter_map(row).collect()) }).clone()
    }
}

fn row(line: &'static str) -> Option<(String, RegionHours)> {
    let mut fields = line.split('\t');
    let region = fields.next()?;
    let mut clock = || fields.next().and_then(parse_clock);
    let hours = Hours { opens: clock()?, closes: clock()?, sunday_opens: clock()? };
    Some((region.to_owned(), RegionHours { hours, source: fields.next()? }))
}

impl Regions {
    /// The table with rows that a person set: region, opening, closing, opening on Sundays.
    #[must_use]
    pub fn with(changed: Vec<(String, u32, u32, u32)>) -> Self {
        let mut regions = Self::default();
        if !changed.is_empty() {
            let rows = Arc::make_mut(&mut regions.rows);
            rows.extend(changed.into_iter().map(|(region, opens, closes, sunday_opens)| {
                (region, RegionHours { hours: Hours { opens, closes, sunday_opens }, source: "" })
            }));
        }
        regions
    }

    /// All rows, by region.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &RegionHours)> {
        self.rows.iter().map(|(region, row)| (region.as_str(), row))
    }

    /// The hours of one region: its own row, its country's, or that of everywhere.
    fn of(&self, region: &str) -> Option<Hours> {
        let country = region.split('-').next().unwrap_or(region);
        let row = self.rows.get(region).or_else(|| self.rows.get(country)).or_else(|| self.rows.get(ANYWHERE));
        row.map(|row| row.hours)
    }

    /// The hours that hold in every region in which a number may lie. `None` when there are none at all.
    pub(super) fn strictest(&self, regions: &[&str]) -> Option<Hours> {
        let mut all = Vec::new();
        for region in regions {
            all.extend(self.of(region));
            // Any state: each that has its own row.
            if let Some(country) = region.strip_suffix('*').filter(|country| !country.is_empty()) {
                let states = self.rows.iter().filter(|(name, _)| name.starts_with(country));
                all.extend(states.map(|(_, row)| row.hours));
            }
        }
        all.into_iter().reduce(Hours::and)
    }
}

/// Sets of regions by prefix.
pub(super) struct Places {
    sets: Vec<Vec<&'static str>>,
    by_prefix: HashMap<&'static str, usize>,
}

pub(super) fn places() -> &'static Places {
    static READ: OnceLock<Places> = OnceLock::new();
    READ.get_or_init(|| {
        let mut known: HashMap<&str, usize> = HashMap::new();
        let mut places = Places { sets: vec![vec![ANYWHERE]], by_prefix: HashMap::new() };
        for (prefix, names) in PLACES.lines().filter_map(|line| line.split_once('\t')) {
            let set = *known.entry(names).or_insert_with(|| {
                places.sets.push(names.split('&').collect());
                places.sets.len() - 1
            });
            places.by_prefix.insert(prefix, set);
        }
        places
    })
}

impl Places {
    /// The set of regions in which a number may lie, by its longest known prefix.
    pub(super) fn set_of(&self, number: &str, longest: usize) -> usize {
        let digits = number.strip_prefix('+').unwrap_or_default();
        let known = |length: usize| self.by_prefix.get(digits.get(..length)?).copied();
        (1..=longest.min(digits.len())).rev().find_map(known).unwrap_or(0)
    }

    pub(super) fn names(&self, set: usize) -> &[&'static str] {
        self.sets.get(set).map_or(&[], Vec::as_slice)
    }
}

/// Whether there is such a region: a state or a country in which a number may lie, or everywhere.
#[must_use]
pub fn is_region(name: &str) -> bool {
    let places = places();
    name == ANYWHERE
        || name == "US"
        || (!name.ends_with('*') && places.sets.iter().flatten().any(|known| *known == name))
}

#[cfg(test)]
mod tests {
    use super::{Hours, Regions, is_region, places};

    fn strictest(number: &str) -> Hours {
        let places = places();
        Regions::default().strictest(places.names(places.set_of(number, 5))).expect("hours")
    }

    /// A fan in Florida would be texted at half past eight in the evening, which the state forbids.
    #[test]
    fn each_number_has_the_hours_of_its_regions() {
        for (number, opens, closes) in [
            ("+13055550101", 8 * 60, 20 * 60),  // Florida
            ("+12035550101", 9 * 60, 20 * 60),  // Connecticut
            ("+17135550101", 9 * 60, 20 * 60),  // Texas
            ("+12125550101", 8 * 60, 21 * 60),  // New York
            ("+18005550101", 9 * 60, 20 * 60),  // toll-free: any state
            ("+447700900123", 9 * 60, 20 * 60), // no row of its own
        ] {
            let hours = strictest(number);
            assert_eq!((hours.opens, hours.closes), (opens, closes), "{number}");
        }
    }

    /// A change of one state would not reach the numbers that may lie there.
    #[test]
    fn a_change_counts_where_the_number_may_lie() {
        let late = |region: &str| (region.to_owned(), 600, 1_080, 720);
        let regions = Regions::with(vec![late("US-NY"), late("GB")]);
        let places = places();
        let of = |number: &str| regions.strictest(places.names(places.set_of(number, 5))).expect("hours").opens;
        assert_eq!(
            [of("+12125550101"), of("+447700900123"), of("+18005550101"), of("+13055550101")],
            [600, 600, 600, 480]
        );
    }

    /// A mistyped state would be set and never count.
    #[test]
    fn knows_its_regions() {
        for name in ["*", "US", "US-FL", "US-NY", "IT", "GB", "CA"] {
            assert!(is_region(name), "{name}");
        }
        for name in ["", "FL", "US-*", "US-XX", "us-fl", "ZZ"] {
            assert!(!is_region(name), "{name}");
        }
    }
}
