//! What this carrier charges for a part, by country: invented, and near what carriers ask.

/// A country's prices, in millionths of the account's currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tariff {
    /// ISO 3166-1 alpha-2.
    pub iso: &'static str,
    pub name: &'static str,
    /// Beginnings of its numbers; the longest that fits counts.
    pub beginnings: &'static [&'static str],
    /// Its mobile network's code.
    pub mcc: &'static str,
    pub to: i64,
    pub from: i64,
}

const fn tariff(
    iso: &'static str,
    name: &'static str,
    beginnings: &'static [&'static str],
    mcc: &'static str,
    to: i64,
    from: i64,
) -> Tariff {
    Tariff { iso, name, beginnings, mcc, to, from }
}

const CANADA: &[&str] = &[
    "+1204", "+1226", "+1236", "+1249", "+1250", "+1289", "+1306", "+1343", "+1403", "+1416", "+1418", "+1431",
    "+1437", "+1438", "+1450", "+1506", "+1514", "+1519", "+1579", "+1581", "+1587", "+1604", "+1613", "+1647",
    "+1705", "+1778",
];

pub(crate) const TARIFFS: &[Tariff] = &[
    tariff("AU", "Australia", &["+61"], "505", 51_500, 7_500),
    tariff("BR", "Brazil", &["+55"], "724", 60_000, 7_500),
    tariff("CA", "Canada", CANADA, "302", 7_900, 7_900),
    tariff("DE", "Germany", &["+49"], "262", 92_000, 7_500),
    tariff("EG", "Egypt", &["+20"], "602", 270_000, 7_500),
    tariff("ES", "Spain", &["+34"], "214", 75_000, 7_500),
    tariff("FR", "France", &["+33"], "208", 76_000, 7_500),
    tariff("GB", "United Kingdom", &["+44"], "234", 46_000, 7_500),
    tariff("IL", "Israel", &["+972"], "425", 240_000, 7_500),
    tariff("IN", "India", &["+91"], "404", 83_000, 7_500),
    tariff("IT", "Italy", &["+39"], "222", 92_700, 7_500),
    tariff("JP", "Japan", &["+81"], "440", 88_000, 7_500),
    tariff("KR", "South Korea", &["+82"], "450", 49_000, 7_500),
    tariff("MX", "Mexico", &["+52"], "334", 65_000, 7_500),
    tariff("SA", "Saudi Arabia", &["+966"], "420", 190_000, 7_500),
    tariff("TJ", "Tajikistan", &["+992"], "436", 450_000, 7_500),
    tariff("TR", "Turkey", &["+90"], "286", 32_000, 7_500),
    tariff("US", "United States", &["+1"], "310", 7_900, 7_900),
];

/// What numbers of no listed country cost.
const ELSEWHERE: i64 = 120_000;

pub(crate) fn of(iso: &str) -> Option<&'static Tariff> {
    TARIFFS.iter().find(|tariff| tariff.iso == iso)
}

/// The country of a number, by its longest beginning.
pub(crate) fn of_number(number: &str) -> Option<&'static Tariff> {
    let fits = |tariff: &&Tariff| longest(tariff, number) > 0;
    TARIFFS.iter().filter(fits).max_by_key(|tariff| longest(tariff, number))
}

fn longest(tariff: &Tariff, number: &str) -> usize {
    let fitting = tariff.beginnings.iter().filter(|beginning| number.starts_with(**beginning));
    fitting.map(|beginning| beginning.len()).max().unwrap_or(0)
}

/// One part to a number.
pub(crate) fn to(number: &str) -> i64 {
    of_number(number).map_or(ELSEWHERE, |tariff| tariff.to)
}

/// One part that a number of the account receives.
pub(crate) fn from(number: &str) -> i64 {
    of_number(number).map_or(ELSEWHERE, |tariff| tariff.from)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a Canadian text would be billed as a foreign one, or an unknown country for nothing.
    #[test]
    fn numbers_have_the_price_of_their_country() {
        assert_eq!((to("+12125550142"), to("+14165550142"), to("+447700900123")), (7_900, 7_900, 46_000));
        assert_eq!(of_number("+14165550142").map(|tariff| tariff.iso), Some("CA"));
        assert_eq!(to("+8816"), ELSEWHERE);
        assert!(TARIFFS.windows(2).all(|pair| pair[0].iso < pair[1].iso), "in order, none twice");
    }
}
