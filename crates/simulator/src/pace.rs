//! The account's allowance of creates: so many a second, and as many at once after a pause.

#[derive(Debug)]
pub(crate) struct Bucket {
    per_second: f64,
    left: f64,
    at_ms: Option<i64>,
}

impl Bucket {
    pub fn new(per_second: u32) -> Self {
        let per_second = f64::from(per_second.max(1));
        Self { per_second, left: per_second, at_ms: None }
    }

    /// Whether one more is allowed at this moment.
    pub fn take(&mut self, now_ms: i64) -> bool {
        let passed = self.at_ms.map_or(0, |at| (now_ms - at).max(0));
        self.at_ms = Some(now_ms);
        self.left = (self.left + passed as f64 / 1_000.0 * self.per_second).min(self.per_second);
        if self.left < 1.0 {
            return false;
        }
        self.left -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the practice line would let the app send faster than a real number does.
    #[test]
    fn a_second_allows_its_rate_and_one_burst() {
        let mut bucket = Bucket::new(100);
        assert_eq!((0..150).filter(|_| bucket.take(0)).count(), 100, "the burst");
        assert_eq!((0..150).filter(|_| bucket.take(500)).count(), 50, "half a second later");
        assert_eq!((0..1_000).filter(|_| bucket.take(60_000)).count(), 100, "a long pause saves no more than a burst");
    }
}
