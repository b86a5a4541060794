//! What a text costs before the provider bills it.

/// Twilio's list price of one outbound segment to a US number, in micro-dollars (price list of 2026).
pub const PER_PART_MICROS: i64 = 7_900;

/// The currency of the list price.
pub const CURRENCY: &str = "USD";

/// The estimate for a text of this many parts.
#[must_use]
pub fn estimate_micros(parts: u32) -> i64 {
    i64::from(parts) * PER_PART_MICROS
}
