//! The dates of the wire: RFC 2822, nearly always in one fixed form.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::Offset;

/// The weekday adds nothing, so a wrong one spoils nothing.
const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
const MONTHS: &[u8; 36] = b"JanFebMarAprMayJunJulAugSepOctNovDec";

/// Reads `Tue, 24 Nov 2026 08:04:38 +0000`, the same with `GMT`, and whatever else RFC 2822 allows, as UTC
/// milliseconds. `None` for everything that is not a date.
pub(super) fn parse_ms(text: &str) -> Option<i64> {
    fixed_ms(text.as_bytes()).or_else(|| Some(PARSER.parse_timestamp(text).ok()?.as_millisecond()))
}

/// The fixed form only: a page holds two thousand of them.
fn fixed_ms(text: &[u8]) -> Option<i64> {
    let (day, zone) = (text.get(5..25)?, text.get(25..)?);
    let punctuated = text.get(3..5)? == b", "
        && [day[2], day[6], day[11]] == [b' '; 3]
        && [day[14], day[17]] == [b':'; 2]
        && matches!(zone, b" +0000" | b" GMT");
    if !punctuated {
        return None;
    }
    let month = MONTHS.chunks_exact(3).position(|name| name == &day[3..6])? + 1;
    let [century, year] = [two(&day[7..9])?, two(&day[9..11])?];
    let at = DateTime::new(
        i16::from(century) * 100 + i16::from(year),
        i8::try_from(month).ok()?,
        two(&day[0..2])?,
        two(&day[12..14])?,
        two(&day[15..17])?,
        two(&day[18..20])?,
        0,
    )
    .ok()?;
    Some(Offset::UTC.to_timestamp(at).ok()?.as_millisecond())
}

fn two(digits: &[u8]) -> Option<i8> {
    let [tens, ones] = digits else { return None };
    let both = tens.is_ascii_digit() && ones.is_ascii_digit();
    both.then(|| i8::try_from((tens - b'0') * 10 + (ones - b'0')).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::test_runner::Config;

    use super::{PARSER, fixed_ms, parse_ms};

    /// A text with a misread date lands in the wrong place of the conversation, or is never answered.
    #[test]
    fn reads_the_dates_of_the_wire() {
        for (text, at) in [
            ("Tue, 24 Nov 2026 08:04:38 +0000", Some(1_795_507_478_000)),
            ("Tue, 24 Nov 2026 08:04:38 GMT", Some(1_795_507_478_000)),
            ("Tue, 24 Nov 2026 09:04:38 +0100", Some(1_795_507_478_000)),
            ("24 Nov 2026 08:04:38 +0000", Some(1_795_507_478_000)),
            ("Mon, 24 Nov 2026 08:04:38 +0000", Some(1_795_507_478_000)),
            ("Thu, 1 Jan 1970 00:00:00 +0000", Some(0)),
            ("Thu, 29 Feb 2024 23:59:59 +0000", Some(1_709_251_199_000)),
            ("Wed, 29 Feb 2023 23:59:59 +0000", None),
            ("Tue, 24 Nov 2026 24:04:38 +0000", None),
            ("Tue, 24 Nvo 2026 08:04:38 +0000", None),
            ("Tue, 2a Nov 2026 08:04:38 +0000", None),
            ("Tue, 24 Nov 2026 08:04:38 +0000 ", Some(1_795_507_478_000)),
            ("Tue, 24 Növ 2026 08:04:38 +000", None),
            ("", None),
        ] {
            assert_eq!(parse_ms(text), at, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(Config { failure_persistence: None, ..Config::default() })]

        /// The fast reading and the library's must be one, or dates would depend on how a provider spells them.
        #[test]
        fn the_fixed_form_reads_as_the_library_does(seconds in 0_i64..4_102_444_800) {
            let text = jiff::Timestamp::from_second(seconds).expect("in range").strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
            assert_eq!(fixed_ms(text.as_bytes()), Some(seconds * 1_000));
            assert_eq!(PARSER.parse_timestamp(&text).expect("RFC 2822").as_second(), seconds);
        }

        /// No date, however broken, may stop the program.
        #[test]
        fn broken_dates_are_no_dates(at in 0_usize..31, byte in any::<char>()) {
            let text = "Tue, 24 Nov 2026 08:04:38 +0000";
            parse_ms(&format!("{}{byte}{}", &text[..at], &text[at + 1..]));
        }
    }
}
