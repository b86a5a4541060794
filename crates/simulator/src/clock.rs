//! The carrier's time: the machine's clock, and the two forms in which HTTP and the API write it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

pub(crate) const DAY_MS: i64 = 86_400_000;

/// UTC milliseconds.
#[expect(clippy::disallowed_methods, reason = "the one place where the carrier looks at the clock")]
pub(crate) fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

fn civil(at_ms: i64) -> DateTime {
    let at = Timestamp::from_millisecond(at_ms).unwrap_or(Timestamp::UNIX_EPOCH);
    Offset::UTC.to_datetime(at)
}

fn day_and_time(at_ms: i64) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let at = civil(at_ms);
    let day = DAYS[at.weekday().to_monday_zero_offset().unsigned_abs() as usize % 7];
    let month = MONTHS[(at.month().unsigned_abs() as usize + 11) % 12];
    format!("{day}, {:02} {month} {:04} {:02}:{:02}:{:02}", at.day(), at.year(), at.hour(), at.minute(), at.second())
}

/// `Thu, 24 Aug 2023 05:01:45 +0000` (RFC 2822), as the resources carry it.
pub(crate) fn rfc2822(at_ms: i64) -> String {
    day_and_time(at_ms) + " +0000"
}

/// `Thu, 24 Aug 2023 05:01:45 GMT` (RFC 9110), as the `Date` header carries it.
pub(crate) fn http_date(at_ms: i64) -> String {
    day_and_time(at_ms) + " GMT"
}

/// First millisecond of the UTC day that `YYYY-MM-DD`, or the start of a longer ISO 8601 moment, names.
pub(crate) fn day_start_ms(text: &str) -> Option<i64> {
    let date: Date = text.get(..10)?.parse().ok()?;
    let rest = &text[10..];
    if !rest.is_empty() && iso_ms(text).is_none() {
        return None;
    }
    Some(Offset::UTC.to_timestamp(date.to_datetime(jiff::civil::Time::midnight())).ok()?.as_millisecond())
}

/// An ISO 8601 moment with its zone.
pub(crate) fn iso_ms(text: &str) -> Option<i64> {
    text.parse::<Timestamp>().ok().map(Timestamp::as_millisecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when every date in the app would be wrong or unreadable.
    #[test]
    fn dates_are_written_as_the_api_writes_them() {
        assert_eq!(rfc2822(1_692_853_305_000), "Thu, 24 Aug 2023 05:01:45 +0000");
        assert_eq!(http_date(1_692_853_305_999), "Thu, 24 Aug 2023 05:01:45 GMT");
    }

    /// Fails when a date filter would quietly select another day.
    #[test]
    fn filters_understand_days_and_refuse_nonsense() {
        assert_eq!(day_start_ms("2023-08-24"), Some(1_692_835_200_000));
        assert_eq!(day_start_ms("2023-08-24T05:01:45Z"), Some(1_692_835_200_000));
        assert_eq!(day_start_ms("2023-13-01"), None);
        assert_eq!(day_start_ms("yesterday"), None);
        assert_eq!(day_start_ms("2023-08-24 or so"), None);
    }
}
