use jiff::Timestamp;
use jiff::civil::{self, DateTime, Weekday};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use proptest::prelude::*;

use super::{HORIZON_MS, Hours, Open, PREFIX, QuietHours, Regions, TABLE, Table, Window, next_open, table};

const WINDOW: Window = (9 * 60, 20 * 60);
const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 3_600_000;

fn utc(year: i16, month: i8, day: i8, hour: i8, minute: i8) -> i64 {
    let moment = civil::date(year, month, day).at(hour, minute, 0, 0);
    TimeZone::UTC.to_timestamp(moment).expect("a moment").as_millisecond()
}

/// A well-formed number with these first digits, written nowhere.
fn number(prefix: &str) -> String {
    format!("+{prefix}{:0>1$}", 7, 11_usize.saturating_sub(prefix.len()))
}

/// A window that opens at noon on Sundays.
fn hours((opens, closes): Window) -> Hours {
    Hours { opens, closes, sunday_opens: 720 }
}

fn open_for(prefix: &str, now: i64) -> Open {
    QuietHours::at(now, WINDOW, Regions::default()).next_open(&number(prefix))
}

/// What a fan's clock shows, read without the code under test.
fn local(zone: &TimeZone, at: i64) -> DateTime {
    Timestamp::from_millisecond(at).expect("a moment").to_zoned_datetime(zone.clone()).datetime()
}

fn inside(zone: &TimeZone, (open, close): Window, at: i64) -> bool {
    let local = local(zone, at);
    let minutes = i32::from(local.hour()) * 60 + i32::from(local.minute());
    let open = if local.weekday() == Weekday::Sunday { open.max(720) } else { open };
    (i32::try_from(open).expect("small")..i32::try_from(close).expect("small")).contains(&minutes)
}

fn zones_of(prefix: &str) -> &'static [TimeZone] {
    table().zones(table().set_of(&number(prefix)))
}

fn names_of(prefix: &str) -> Vec<&'static str> {
    zones_of(prefix).iter().filter_map(TimeZone::iana_name).collect()
}

/// A fan in Rome or New York must not be woken; the hours are theirs, not the owner's.
#[test]
fn the_hours_are_the_fans() {
    // Tuesday 24 November 2026, 07:30 UTC: 08:30 in Rome, 02:30 in New York, 16:30 in Tokyo.
    let now = utc(2026, 11, 24, 7, 30);
    assert_eq!(open_for("3906", now), Open::At(utc(2026, 11, 24, 8, 0)));
    assert_eq!(open_for("1212", now), Open::At(utc(2026, 11, 24, 14, 0)));
    assert_eq!(open_for("813", now), Open::Now);
    assert_eq!(open_for("813", utc(2026, 11, 24, 11, 0)), Open::At(utc(2026, 11, 25, 0, 0)));
}

/// A mobile number of a wide country says nothing of the place: a fan in Perth or Kamchatka would be woken by the
/// capital's morning.
#[test]
fn a_mobile_number_may_be_anywhere_in_its_country() {
    for (prefix, zones) in [
        ("614", ["Australia/Sydney", "Australia/Perth"]),
        ("7900", ["Europe/Kaliningrad", "Asia/Kamchatka"]),
        ("7700", ["Asia/Almaty", "Asia/Aqtau"]),
        ("62812", ["Asia/Jakarta", "Asia/Jayapura"]),
        ("35191", ["Europe/Lisbon", "Atlantic/Azores"]),
    ] {
        let names = names_of(prefix);
        assert!(zones.iter().all(|zone| names.contains(zone)), "{prefix} has {names:?}");
    }
    // 10:00 in Sydney is 07:00 in Perth.
    assert_eq!(open_for("614", utc(2026, 11, 23, 23, 0)), Open::At(utc(2026, 11, 24, 1, 0)));
}

/// Numbers move within their area: one exchange of Idaho is no proof of Boise, and where a number has an area the
/// other side of the country must not hold it back.
#[test]
fn an_area_has_all_its_zones_and_no_others() {
    assert_eq!(names_of("1208"), ["America/Boise", "America/Denver", "America/Los_Angeles"]);
    assert_eq!(names_of("1208208"), names_of("1208"));
    assert_eq!(names_of("1310"), ["America/Los_Angeles"]);
    assert_eq!(names_of("1808"), ["Pacific/Honolulu"]);
    assert_eq!(names_of("55119"), ["America/Sao_Paulo"]);
}

/// Without an area the window must hold from the East coast to Hawaii, and no territory may close it for good.
#[test]
fn a_number_without_a_place_waits_for_all_its_zones() {
    assert_eq!(open_for("1800", utc(2026, 11, 24, 15, 0)), Open::At(utc(2026, 11, 24, 19, 0)));
    assert_eq!(open_for("1800", utc(2026, 11, 24, 19, 30)), Open::Now);
    assert!(names_of("1844").contains(&"America/New_York"));
    assert!(!names_of("1844").contains(&"Pacific/Guam"));
    assert_eq!(
        QuietHours::at(0, (540, 600), Regions::default()).next_open(&number("1800")),
        Open::Never,
        "an hour that none shares"
    );
    // An area that the table does not know yet may be in Newfoundland as well.
    let unknown = names_of("1299");
    assert!(unknown.contains(&"America/St_Johns") && unknown.contains(&"Pacific/Honolulu"));
}

/// A satellite phone, or a code that no country has, may be anywhere: it is left out, not texted at a guess.
#[test]
fn a_number_of_no_country_never_opens() {
    let now = utc(2026, 11, 24, 15, 0);
    let numbers = ["999", "8816", "870"].map(number);
    for number in numbers.iter().map(String::as_str).chain(["55501", "bank", ""]) {
        assert_eq!(QuietHours::at(now, WINDOW, Regions::default()).next_open(number), Open::Never, "{number}");
    }
    let always = Regions::with(vec![("*".to_owned(), 0, 1_440, 0)]);
    assert_eq!(QuietHours::at(now, (0, 1_440), always).next_open(&number("999")), Open::Now, "all day");
}

/// On Sundays nobody hears before noon, and a window that ends before noon rests until Monday.
#[test]
fn sundays_begin_at_noon() {
    let sunday = utc(2026, 11, 22, 8, 30);
    assert_eq!(open_for("3906", sunday), Open::At(utc(2026, 11, 22, 11, 0)));
    let mornings = QuietHours::at(sunday, (8 * 60, 12 * 60), Regions::default()).next_open(&number("3906"));
    assert_eq!(mornings, Open::At(utc(2026, 11, 23, 8, 0)));
}

/// Every country and area opens at some hour of the default window: else its fans would never get an update.
#[test]
fn the_default_window_opens_for_every_country() {
    let now = utc(2026, 7, 7, 3, 0);
    let mut hours = QuietHours::at(now, WINDOW, Regions::default());
    for (prefix, _) in TABLE.lines().filter_map(|line| line.split_once('\t')).filter(|(prefix, _)| *prefix != "*") {
        assert_ne!(hours.next_open(&format!("+{prefix}")), Open::Never, "{prefix}");
        assert!(prefix.len() < PREFIX, "{prefix} is longer than what is looked at");
    }
}

/// A computer without any time zones of its own keeps the hours too.
#[test]
fn every_zone_comes_with_the_program() {
    let bundled = TimeZoneDatabase::bundled();
    for (prefix, names) in TABLE.lines().filter_map(|line| line.split_once('\t')) {
        for name in names.split('&') {
            assert!(bundled.get(name).is_ok(), "{prefix} names {name}");
        }
    }
    assert!(table().sets.len() > 200, "the table was read");
}

/// A zone that nobody knows must not drop out of its set: the others would be texted for it at night.
#[test]
fn an_unknown_zone_closes_its_whole_set() {
    let without_perth = Table::read(|name| (name != "Australia/Perth").then(|| super::zone(name)).flatten());
    let zones = without_perth.zones(without_perth.set_of(&number("614")));
    assert_eq!(next_open(zones, hours(WINDOW), utc(2026, 11, 24, 3, 0)), Open::Never);
}

/// An hour that the clock skips or shows twice: a window that begins or ends in it holds by the clock on the wall.
#[test]
fn openings_in_a_clock_change_follow_the_wall() {
    let york = [TimeZone::get("America/New_York").expect("a zone")];
    let cairo = [TimeZone::get("Africa/Cairo").expect("a zone")];
    // Friday 24 April 2026: 00:00 becomes 01:00.
    assert_eq!(next_open(&cairo, hours((30, 600)), utc(2026, 4, 23, 20, 0)), Open::At(utc(2026, 4, 23, 22, 0)));
    // Thursday 29 October 2026: midnight is 23:00 again.
    assert_eq!(
        next_open(&cairo, hours((23 * 60 + 30, 1_440)), utc(2026, 10, 29, 21, 10)),
        Open::At(utc(2026, 10, 29, 21, 30))
    );
    // In New York noon of those Sundays is an hour off in UTC.
    assert_eq!(next_open(&york, hours(WINDOW), utc(2026, 3, 8, 10, 0)), Open::At(utc(2026, 3, 8, 16, 0)));
    assert_eq!(next_open(&york, hours(WINDOW), utc(2026, 11, 1, 10, 0)), Open::At(utc(2026, 11, 1, 17, 0)));
}

/// Whatever the week, the clock change or the zones: nobody gets anything outside their window, and nobody waits
/// past a minute at which all windows are open.
#[test]
fn a_week_with_a_clock_change_holds_everywhere() {
    // The last Sunday of October in Europe, the first of November in America, the first of October in Sydney.
    for begin in [utc(2026, 10, 22, 0, 0), utc(2026, 10, 29, 0, 0), utc(2026, 10, 1, 0, 0)] {
        for prefix in ["1212", "1800", "3906", "614", "9199", "55119"] {
            let zones = zones_of(prefix);
            let mut now = begin;
            while now < begin + 7 * DAY_MS {
                holds(zones, WINDOW, now);
                now += 4 * 3_600_000 + 37 * MINUTE_MS;
            }
        }
    }
}

/// What is promised of every answer: open at that moment in every zone, and at no whole minute before.
fn holds(zones: &[TimeZone], window: Window, now: i64) {
    let all_open = |at: i64| zones.iter().all(|zone| inside(zone, window, at));
    let until = match next_open(zones, hours(window), now) {
        Open::Now => return assert!(all_open(now), "closed at {now}"),
        Open::At(at) => {
            assert!(at > now && all_open(at), "closed at {at}");
            at
        }
        Open::Never => now + HORIZON_MS,
    };
    let mut before = now;
    while before < until {
        assert!(!all_open(before), "{before} was open, the answer for {now} was {until}");
        before = (before / MINUTE_MS + 1) * MINUTE_MS;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// A window, a moment or a country that nobody thought of would wake its fans, or hold their texts back.
    #[test]
    fn any_window_holds_in_any_country(
        place in 0_usize..1_000,
        begins in 0_u32..1_439,
        lasts in 1_u32..1_440,
        minutes in 0_i64..3 * 366 * 1_440,
        ms in 0_i64..60_000,
    ) {
        let set = place % table().sets.len();
        prop_assume!(!table().sets[set].is_empty());
        let window = (begins, (begins + lasts).min(1_440));
        holds(&table().sets[set], window, utc(2026, 1, 1, 0, 0) + minutes * MINUTE_MS + ms);
    }
}
