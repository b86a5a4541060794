//! What a part of a text costs: the list of a provider, and what is assumed where it says nothing.

use super::NumberType;

/// The currency of a line until its provider says another.
pub const CURRENCY: &str = "USD";

/// Twilio's list price of one outbound part to the United States and Canada, in micro-dollars (2026): where most lines
/// begin, also with a key that may not read prices.
const NORTH_AMERICA: i64 = 7_900;
/// Where nothing is known: dearer than nearly every country, so that a cap comes too early rather than too late.
pub const UNKNOWN: i64 = 400_000;

/// Which way a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    ToFan,
    FromFan,
}

impl Way {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ToFan => "sms_out",
            Self::FromFan => "sms_in",
        }
    }
}

/// One price of a provider's list, for one part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The line's kind of number that it is for; `None` where the list does not say.
    pub number_type: Option<NumberType>,
    pub micros: i64,
}

/// The price to count with: carriers of one country differ, and which one a fan has is not known. The dearest for the
/// line's kind of number, else the dearest of all.
#[must_use]
pub fn dearest(listed: &[Listed], number_type: NumberType) -> Option<i64> {
    let of = |own: bool| {
        let fits = move |price: &&Listed| !own || price.number_type == Some(number_type);
        listed.iter().filter(fits).map(|price| price.micros).max()
    };
    of(true).or_else(|| of(false))
}

/// What one part is taken to cost where neither list, owner nor bill says it, and whether that is more than a guess.
#[must_use]
pub fn assumed(country: Option<&str>, way: Way, currency: &str) -> (i64, bool) {
    match (country, way) {
        (Some("US" | "CA"), _) if currency == CURRENCY => (NORTH_AMERICA, true),
        // Receiving is never dear; a guess above every sending price would hold all answers back.
        (_, Way::FromFan) => (NORTH_AMERICA, false),
        _ => (UNKNOWN, false),
    }
}

#[cfg(test)]
mod tests {
    use super::{Listed, UNKNOWN, Way, assumed, dearest};
    use crate::domain::NumberType::{LongCode, ShortCode, TollFree};

    /// A bill could be higher than what was counted with.
    #[test]
    fn the_dearest_carrier_counts() {
        let listed = [
            Listed { number_type: Some(LongCode), micros: 80_000 },
            Listed { number_type: Some(LongCode), micros: 92_000 },
            Listed { number_type: Some(TollFree), micros: 10_000 },
            Listed { number_type: None, micros: 95_000 },
        ];
        assert_eq!(dearest(&listed, LongCode), Some(92_000));
        assert_eq!(dearest(&listed, TollFree), Some(10_000));
        assert_eq!(dearest(&listed, ShortCode), Some(95_000), "no own price: the dearest of all");
        assert_eq!(dearest(&[], LongCode), None);
    }

    /// An unknown country must not look cheap.
    #[test]
    fn what_is_unknown_is_dear() {
        assert_eq!(assumed(Some("US"), Way::ToFan, "USD"), (7_900, true));
        assert_eq!(assumed(Some("IT"), Way::ToFan, "USD"), (UNKNOWN, false));
        assert_eq!(assumed(None, Way::ToFan, "USD"), (UNKNOWN, false));
        assert_eq!(assumed(Some("US"), Way::ToFan, "EUR"), (UNKNOWN, false), "the shipped price is in dollars");
    }
}
