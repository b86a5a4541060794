//! Provider ids: two letters and 32 hexadecimal digits, never the same twice, not even after the ledger was erased.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::rng::scramble;

/// Mints ids that carry a random mark of this start: a carrier that begins again with an empty ledger
/// cannot hand out an id that an older store already knows.
#[derive(Debug)]
pub(crate) struct Ids {
    run: u64,
    next: AtomicU64,
}

impl Ids {
    pub fn new(run: u64) -> Self {
        Self { run, next: AtomicU64::new(0) }
    }

    /// `prefix` is the resource's two letters, for example `SM`.
    pub fn mint(&self, prefix: &str) -> String {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        format!("{prefix}{:016x}{:016x}", self.run, scramble(number ^ self.run))
    }
}

/// An id that follows from another, for things an account has one of.
pub(crate) fn derived(prefix: &str, account: &str, what: u64) -> String {
    let seed = crate::rng::hash_text(what, account);
    format!("{prefix}{seed:016x}{:016x}", scramble(seed))
}

/// Random bytes of the operating system as hexadecimal digits.
pub(crate) fn random_hex(bytes: usize) -> Result<String, getrandom::Error> {
    let mut buffer = vec![0_u8; bytes];
    getrandom::fill(&mut buffer)?;
    Ok(buffer.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A random number of the operating system.
pub(crate) fn random_u64() -> Result<u64, getrandom::Error> {
    let mut buffer = [0_u8; 8];
    getrandom::fill(&mut buffer)?;
    Ok(u64::from_le_bytes(buffer))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Fails when two texts could share an id: the second would overwrite the first in the app.
    #[test]
    fn ids_are_well_formed_and_unique_across_starts() {
        let mut seen = HashSet::new();
        for run in [3, 4] {
            let ids = Ids::new(run);
            for _ in 0..5_000 {
                let id = ids.mint("SM");
                assert_eq!(id.len(), 34);
                assert!(id[2..].chars().all(|c| c.is_ascii_hexdigit()), "{id}");
                assert!(seen.insert(id), "an id came twice");
            }
        }
    }
}
