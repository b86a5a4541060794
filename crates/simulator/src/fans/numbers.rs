//! The numbers that fans text from: ranges that regulators keep for fiction as far as they go, then other well-formed ones.

/// A country's share of the crowd and how its numbers look.
#[derive(Debug)]
pub(crate) struct Country {
    /// Fans out of a hundred.
    pub share: u32,
    /// Languages of its fans, the first one most of all.
    pub languages: &'static [&'static str],
    plan: Plan,
}

#[derive(Debug)]
enum Plan {
    /// `+1 NPA 555 01xx` in each area first.
    NorthAmerica(&'static [u16]),
    /// Fictional prefix with three digits and how many of them to use, prefixes, digits that follow them.
    Mobile { fiction: Option<(&'static str, u32)>, prefixes: &'static [&'static str], digits: u32 },
}

const UNITED_STATES: &[u16] = &[
    201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228, 229, 231, 234,
    239, 240, 248, 251, 252, 253, 254, 256, 260, 262, 267, 269, 270, 276, 281, 301, 302, 303, 304, 305, 307, 308, 309,
    310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 323, 325, 330, 331, 334, 336, 337, 339, 347, 351, 352, 360,
    361, 386, 401, 402, 404, 405, 406, 407, 408, 409, 410, 412, 413, 414, 415, 417, 419, 423, 424, 425, 430, 432, 434,
    435, 440, 443, 469, 478, 479, 480, 484, 501, 502, 503, 504, 505, 507, 508, 509, 510, 512, 513, 515, 516, 517, 518,
    520, 530, 540, 541, 551, 559, 561, 562, 563, 570, 571, 573, 574, 580, 585, 586, 601, 602, 603, 605, 606, 607, 608,
    609, 610, 612, 614, 615, 616, 617, 618, 619, 620, 623, 626,
];
const CANADA: &[u16] = &[
    204, 226, 236, 249, 250, 289, 306, 343, 403, 416, 418, 431, 437, 438, 450, 506, 514, 519, 579, 581, 587, 604, 613,
    647, 705, 778,
];

const fn mobile(prefixes: &'static [&'static str], digits: u32) -> Plan {
    Plan::Mobile { fiction: None, prefixes, digits }
}

/// Shares add up to a hundred.
pub(crate) const COUNTRIES: &[Country] = &[
    Country { share: 30, languages: &["en", "en", "en", "en", "es"], plan: Plan::NorthAmerica(UNITED_STATES) },
    Country { share: 5, languages: &["en", "en", "fr"], plan: Plan::NorthAmerica(CANADA) },
    Country { share: 6, languages: &["es"], plan: mobile(&["+52551", "+52558", "+52331", "+52818"], 7) },
    Country {
        share: 8,
        languages: &["pt"],
        plan: mobile(&["+551197", "+551198", "+552197", "+552198", "+553198", "+557199", "+558198"], 7),
    },
    Country {
        share: 5,
        languages: &["en"],
        plan: Plan::Mobile {
            fiction: Some(("+447700900", 60)),
            prefixes: &["+44741", "+44752", "+44783", "+44791"],
            digits: 7,
        },
    },
    Country {
        share: 5,
        languages: &["fr"],
        plan: Plan::Mobile {
            fiction: Some(("+336399800", 40)),
            prefixes: &["+3361", "+3362", "+3366", "+3367", "+3368"],
            digits: 7,
        },
    },
    Country { share: 5, languages: &["de"], plan: mobile(&["+491512", "+491514", "+491516", "+491522", "+491573"], 7) },
    Country {
        share: 7,
        languages: &["it"],
        plan: mobile(&["+39320", "+39328", "+39333", "+39347", "+39348", "+39349", "+39366", "+39389"], 7),
    },
    Country { share: 4, languages: &["es"], plan: mobile(&["+3461", "+3462", "+3464", "+3465", "+3466"], 7) },
    Country {
        share: 4,
        languages: &["tr"],
        plan: mobile(&["+90532", "+90533", "+90542", "+90543", "+90505", "+90506"], 7),
    },
    Country { share: 3, languages: &["he"], plan: mobile(&["+97250", "+97252", "+97254"], 7) },
    Country { share: 3, languages: &["ar"], plan: mobile(&["+96650", "+96653", "+96655", "+96656"], 7) },
    Country { share: 2, languages: &["ar"], plan: mobile(&["+2010", "+2011", "+2012"], 8) },
    Country { share: 4, languages: &["ja"], plan: mobile(&["+81901", "+81904", "+81802", "+81803", "+81705"], 7) },
    Country {
        share: 3,
        languages: &["ko"],
        plan: mobile(&["+82102", "+82103", "+82104", "+82105", "+82107", "+82108"], 7),
    },
    Country {
        share: 4,
        languages: &["hi", "hi", "en"],
        plan: mobile(&["+9198", "+9199", "+9197", "+9188", "+9170"], 8),
    },
    Country { share: 2, languages: &["en"], plan: mobile(&["+61412", "+61413", "+61402", "+61432", "+61421"], 6) },
];

impl Country {
    /// The country's `k`-th number, from 0. Two different `k` never share one, for more fans than a line can have.
    pub fn number(&self, k: u32) -> String {
        match &self.plan {
            Plan::NorthAmerica(areas) => north_america(areas, k),
            Plan::Mobile { fiction, prefixes, digits } => {
                let in_fiction = fiction.map_or(0, |(_, size)| size);
                if let Some((prefix, size)) = fiction
                    && k < *size
                {
                    return format!("{prefix}{:03}", scatter(k, 1_000));
                }
                let k = k - in_fiction;
                let count = u32::try_from(prefixes.len().max(1)).unwrap_or(1);
                let prefix = prefixes.get((k % count) as usize).copied().unwrap_or_default();
                let width = *digits as usize;
                let space = 10_u64.pow(*digits);
                // Each prefix begins elsewhere, so that neighbours do not share their last digits.
                let shifted = scatter(k / count, space) + u64::from(k % count) * 1_913_377;
                format!("{prefix}{:0width$}", shifted % space)
            }
        }
    }
}

fn north_america(areas: &[u16], k: u32) -> String {
    let count = u32::try_from(areas.len().max(1)).unwrap_or(1);
    let area = areas.get((k % count) as usize).copied().unwrap_or(202);
    let rest = k / count;
    if rest < 100 {
        return format!("+1{area}55501{:02}", scatter(rest + k % count, 100));
    }
    // Exchanges from 200 to 554 leave 555 to fiction.
    let rest = rest - 100;
    format!("+1{area}{}{:04}", 200 + scatter(rest % 355, 355), scatter(rest / 355, 10_000))
}

/// Spreads neighbours over the whole space without ever meeting: the factor shares no divisor with 2, 5 or 71.
fn scatter(k: u32, space: u64) -> u64 {
    (u64::from(k) * 7_368_787 + 4_683_209) % space
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;

    /// Fails when two fans would share a number and their conversations would mix.
    #[test]
    fn numbers_are_well_formed_and_never_shared() {
        let mut seen = HashSet::new();
        for country in COUNTRIES {
            for k in 0..20_000 {
                let number = country.number(k);
                assert!(crate::server::create::is_number(&number) && number.len() >= 11, "{number}");
                assert!(seen.insert(number.clone()), "{number} came twice");
            }
        }
        assert_eq!(COUNTRIES.iter().map(|country| country.share).sum::<u32>(), 100);
    }

    /// Fails when a practice crowd would look like a pumping attack from one block of numbers.
    #[test]
    fn no_block_of_a_thousand_numbers_holds_more_than_a_hundred() {
        let mut blocks: HashMap<String, u32> = HashMap::new();
        for country in COUNTRIES {
            for k in 0..country.share * 400 {
                let number = country.number(k);
                *blocks.entry(number[..number.len() - 3].to_owned()).or_default() += 1;
            }
        }
        let most = blocks.values().max().copied().unwrap();
        assert!(most <= 100, "{most} in one block");
    }

    /// Fails when the first practice fans could be real people's numbers.
    #[test]
    fn american_fans_begin_in_the_range_kept_for_fiction() {
        assert!((0..10_000).all(|k| COUNTRIES[0].number(k)[5..].starts_with("55501")));
        assert!((0..60).all(|k| COUNTRIES[4].number(k).starts_with("+447700900")));
    }
}
