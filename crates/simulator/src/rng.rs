//! Small seeded randomness: the same seed gives the same fans and the same faults on every machine and release.

/// One step of the splitmix64 sequence; a bijection, so that distinct inputs stay distinct.
pub(crate) fn scramble(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A number for two others, for "this seed, that fan".
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    scramble(scramble(a) ^ b.rotate_left(32))
}

/// A stable number for a text, for example a provider id.
pub(crate) fn hash_text(seed: u64, text: &str) -> u64 {
    text.bytes().fold(scramble(seed), |hash, byte| scramble(hash ^ u64::from(byte)))
}

/// A seeded sequence.
#[derive(Debug, Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(scramble(seed))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        scramble(self.0)
    }

    /// From 0 up to, not including, `bound`; 0 when `bound` is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        if bound == 0 {
            return 0;
        }
        // The bias of a remainder is far below what a simulated crowd could show.
        usize::try_from(self.next() % bound as u64).unwrap_or(0)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: u64, high: u64) -> u64 {
        if high <= low { low } else { low + self.next() % (high - low + 1) }
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn chance(&mut self, probability: f64) -> bool {
        probability > 0.0 && self.unit() < probability
    }

    /// One of the items; `None` of none.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        items.get(self.below(items.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a practice run could no longer be repeated from its seed.
    #[test]
    fn a_seed_repeats_its_sequence() {
        let (mut one, mut two, mut other) = (Rng::new(7), Rng::new(7), Rng::new(8));
        let first: Vec<u64> = (0..50).map(|_| one.next()).collect();
        assert_eq!(first, (0..50).map(|_| two.next()).collect::<Vec<_>>());
        assert_ne!(first, (0..50).map(|_| other.next()).collect::<Vec<_>>());
    }

    /// Fails when a fault asked for in a tenth of the answers would come never or always.
    #[test]
    fn a_chance_comes_about_as_often_as_it_says() {
        let mut rng = Rng::new(1);
        let hits = (0..10_000).filter(|_| rng.chance(0.1)).count();
        assert!((850..1150).contains(&hits), "{hits} of 10,000 at one in ten");
        assert!(!rng.chance(0.0), "an absent fault never strikes");
        assert!(rng.chance(1.0), "a certain fault always strikes");
    }
}
