//! A birthday, with or without its year.

use std::fmt;

use jiff::civil::Date;

/// `1990-03-05`, or `--03-05` where the year is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Birthday {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// A year in which every day of a birthday exists.
const LEAP: i16 = 2_000;
const YEARS: std::ops::RangeInclusive<i16> = 1_900..=2_100;

impl Birthday {
    /// A day that the calendar has.
    #[must_use]
    pub fn new(year: Option<i16>, month: i8, day: i8) -> Option<Self> {
        let known = year.is_none_or(|year| YEARS.contains(&year));
        let exists = Date::new(year.unwrap_or(LEAP), month, day).is_ok();
        (known && exists).then_some(Self { year, month, day })
    }

    /// Reads `1990-03-05` or `--03-05`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, rest),
            None => {
                let (year, rest) = text.split_once('-')?;
                (Some(number(year, 4)?), rest)
            }
        };
        let (month, day) = rest.split_once('-')?;
        Self::new(year, i8::try_from(number(month, 2)?).ok()?, i8::try_from(number(day, 2)?).ok()?)
    }
}

fn number(digits: &str, length: usize) -> Option<i16> {
    let plain = digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Birthday {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(formatter, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(formatter, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Birthday;

    /// A card would show a day that is in no calendar.
    #[test]
    fn only_days_of_the_calendar() {
        for text in ["1990-03-05", "--02-29", "2000-02-29"] {
            assert_eq!(Birthday::parse(text).map(|day| day.to_string()).as_deref(), Some(text));
        }
        for text in ["", "1990-3-5", "1990-02-30", "1999-02-29", "--13-01", "05.03.1990", "+990-03-05", "0090-03-05"] {
            assert_eq!(Birthday::parse(text), None, "{text}");
        }
    }
}
