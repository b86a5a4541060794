//! Amounts of money as whole micro-units, so that sums are exact.

use std::fmt;

use compact_str::CompactString;

/// An amount in millionths of a currency unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    pub micros: i64,
    /// ISO 4217.
    pub currency: Currency,
}

/// ISO 4217: three letters, in upper case when they come from a provider. Short enough to need no memory of their own.
pub type Currency = CompactString;

impl Money {
    #[must_use]
    pub fn new(micros: i64, currency: &str) -> Self {
        Self { micros, currency: currency.into() }
    }

    /// Reads a plain decimal (`12`, `-0.0079`); digits after the sixth are refused.
    #[must_use]
    pub fn parse(amount: &str, currency: &str) -> Option<Self> {
        let (sign, digits) = match amount.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, amount),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || fraction.len() > 6 || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let whole: i64 = whole.parse().ok()?;
        let fraction = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
        let fraction = fraction.fold(0, |micros, digit| micros * 10 + i64::from(digit - b'0'));
        let micros = whole.checked_mul(1_000_000)?.checked_add(fraction)?;
        Some(Self::new(sign * micros, currency))
    }
}

/// The shortest decimal with at least two places: `0.0079`, `12.50`.
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let micros = self.micros.unsigned_abs();
        let fraction = format!("{:06}", micros % 1_000_000);
        let kept = fraction.trim_end_matches('0').len().max(2);
        write!(formatter, "{sign}{}.{}", micros / 1_000_000, &fraction[..kept])
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    /// A price read from a provider must print as the same price.
    #[test]
    fn decimals_round_trip() {
        for (text, micros, printed) in [
            ("0.0079", 7_900, "0.0079"),
            ("-0.00750", -7_500, "-0.0075"),
            ("50", 50_000_000, "50.00"),
            ("1945.91", 1_945_910_000, "1945.91"),
        ] {
            let money = Money::parse(text, "USD").expect("a plain decimal");
            assert_eq!(money.micros, micros, "{text}");
            assert_eq!(money.to_string(), printed);
        }
    }

    /// A cap that cannot be read must be refused, not become zero.
    #[test]
    fn refuses_what_is_not_a_plain_decimal() {
        for text in ["", ".5", "1,50", "1e3", "0.0000001", "abc", "--1", "99999999999999999999"] {
            assert_eq!(Money::parse(text, "USD"), None, "{text:?}");
        }
    }
}
