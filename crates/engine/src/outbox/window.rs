//! How many requests may be under way: halved when the provider is busy or unclear, one more after clean answers.

/// Most requests under way, and so most rows that a kill can leave in doubt.
pub const MOST: usize = 16;
/// Clean answers after which one more request may be under way.
const GROW_AFTER: usize = 8;

/// Requests that may be under way at once.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    size: usize,
    clean: usize,
}

impl Default for Window {
    fn default() -> Self {
        Self { size: MOST, clean: 0 }
    }
}

impl Window {
    #[must_use]
    pub fn size(self) -> usize {
        self.size
    }

    /// A text was accepted.
    pub fn clean(&mut self) {
        self.clean += 1;
        if self.clean >= GROW_AFTER && self.size < MOST {
            self.size += 1;
            self.clean = 0;
        }
    }

    /// The provider has too much to do, or did not answer.
    pub fn strained(&mut self) {
        self.size = (self.size / 2).max(1);
        self.clean = 0;
    }

    /// The account is refused: one request at a time asks whether it still is.
    pub fn probe(&mut self) {
        self.size = 1;
        self.clean = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Window};

    /// After a busy hour the line would stay slow, or never have slowed down.
    #[test]
    fn a_window_halves_at_once_and_recovers_step_by_step() {
        let mut window = Window::default();
        let sizes: Vec<usize> = (0..6)
            .map(|_| {
                window.strained();
                window.size()
            })
            .collect();
        assert_eq!(sizes, [8, 4, 2, 1, 1, 1]);
        for _ in 0..8 {
            window.clean();
        }
        assert_eq!(window.size(), 2, "eight clean answers are one step");
        for _ in 0..1_000 {
            window.clean();
        }
        assert_eq!(window.size(), MOST, "it comes back, and never beyond");
    }
}
