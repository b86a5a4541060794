//! Ranges of numbers that cost more than a text should, and the blocks that pumped traffic comes from.

/// Why a range is costly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RangeKind {
    /// Whoever owns the number is paid for what it receives or is called for.
    Premium,
    /// Networks without a country, satellites: priced far above any country.
    HighCost,
}

/// A range that Fanline ships with. The owner's own decision about a range always wins.
#[derive(Debug, Clone, Copy)]
pub struct CostlyRange {
    /// Numbers that begin with this, E.164.
    pub prefix: &'static str,
    pub kind: RangeKind,
    /// ISO 3166-1, empty where no country has it.
    pub country: &'static str,
    pub source: &'static str,
}

impl RangeKind {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Premium => "premium",
            Self::HighCost => "high_cost",
        }
    }
}

const fn premium(prefix: &'static str, country: &'static str, source: &'static str) -> CostlyRange {
    CostlyRange { prefix, kind: RangeKind::Premium, country, source }
}

const fn no_country(prefix: &'static str, source: &'static str) -> CostlyRange {
    CostlyRange { prefix, kind: RangeKind::HighCost, country: "", source }
}

const OFCOM: &str = "Ofcom, National Telephone Numbering Plan";
const ITU: &str = "ITU-T E.164, list of assigned country codes";

/// The shipped ranges (state of 2026).
pub const COSTLY: &[CostlyRange] = &[
    premium("+1900", "US", "NANPA, 900 numbers"),
    premium("+449", "GB", OFCOM),
    premium("+44871", "GB", OFCOM),
    premium("+44872", "GB", OFCOM),
    premium("+44873", "GB", OFCOM),
    // Personal numbers look like mobile ones and are billed like premium ones.
    premium("+4470", "GB", OFCOM),
    premium("+3989", "IT", "AGCOM, Piano di numerazione nazionale"),
    premium("+3389", "FR", "ARCEP, plan national de numérotation"),
    premium("+49900", "DE", "Bundesnetzagentur, (0)900 numbers"),
    premium("+49137", "DE", "Bundesnetzagentur, (0)137 numbers"),
    premium("+34803", "ES", "CNMC, plan nacional de numeración"),
    premium("+34806", "ES", "CNMC, plan nacional de numeración"),
    premium("+34807", "ES", "CNMC, plan nacional de numeración"),
    premium("+34905", "ES", "CNMC, plan nacional de numeración"),
    premium("+35176", "PT", "ANACOM, plano nacional de numeração"),
    premium("+31900", "NL", "ACM, nummerplan telefoon- en ISDN-diensten"),
    premium("+31906", "NL", "ACM, nummerplan telefoon- en ISDN-diensten"),
    premium("+31909", "NL", "ACM, nummerplan telefoon- en ISDN-diensten"),
    premium("+3290", "BE", "BIPT, numbering plan"),
    premium("+4190", "CH", "BAKOM, numbering plan"),
    premium("+43900", "AT", "RTR, KEM-V"),
    premium("+43901", "AT", "RTR, KEM-V"),
    premium("+43930", "AT", "RTR, KEM-V"),
    premium("+43931", "AT", "RTR, KEM-V"),
    premium("+61190", "AU", "ACMA, Telecommunications Numbering Plan"),
    premium("+64900", "NZ", "NAD, number register"),
    premium("+979", "", ITU),
    no_country("+870", ITU),
    no_country("+878", ITU),
    no_country("+881", ITU),
    no_country("+882", ITU),
    no_country("+883", ITU),
];

/// The shipped range that a number is in; the longest where several fit.
#[must_use]
pub fn costly(number: &str) -> Option<&'static CostlyRange> {
    COSTLY.iter().filter(|range| number.starts_with(range.prefix)).max_by_key(|range| range.prefix.len())
}

/// The thousand numbers that a number is one of: all of it but its last three digits. `None` for what is too short to
/// be anybody's phone.
#[must_use]
pub fn block(number: &str) -> Option<&str> {
    let digits = number.strip_prefix('+').filter(|digits| digits.len() >= 8)?;
    digits.is_ascii().then(|| &number[..number.len() - 3])
}

#[cfg(test)]
mod tests {
    use super::{COSTLY, block, costly};

    /// A premium number would be answered, or everybody in a country left without an answer.
    #[test]
    fn costly_numbers_are_told_from_ordinary_ones() {
        for (number, prefix) in [
            ("+19005550132", Some("+1900")),
            ("+4470", Some("+4470")),
            ("+8816", Some("+881")),
            ("+12025550132", None),
            ("+447700900123", None),
            ("+33639980123", None),
        ] {
            assert_eq!(costly(number).map(|range| range.prefix), prefix, "{number}");
        }
    }

    /// Two numbers of one block would count apart, or a whole city together.
    #[test]
    fn a_block_is_a_thousand_numbers() {
        assert_eq!(block("+12025550132"), Some("+12025550"));
        assert_eq!(block("+447700900123"), Some("+447700900"));
        assert_eq!(block("+1234567"), None);
        assert_eq!(block("55501"), None);
    }

    /// An owner who wonders why would find a range without a reason.
    #[test]
    fn every_range_names_its_source() {
        for range in COSTLY {
            assert!(range.prefix.starts_with('+') && !range.source.is_empty(), "{range:?}");
        }
    }
}
