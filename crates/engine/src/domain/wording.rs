//! Whether two bodies are the same words.

use super::straighten;

/// Compares as far as providers leave a body alone: they swap smart quotes, dashes and white space.
#[must_use]
pub fn same_words(one: &str, other: &str) -> bool {
    one == other || normalised(one) == normalised(other)
}

fn normalised(body: &str) -> String {
    straighten(body).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::same_words;

    /// A text that came back with plain quotes is still ours; another text is not.
    #[test]
    fn what_providers_swap_does_not_count() {
        assert!(same_words("It’s me — really", "It's me - really"));
        assert!(same_words("two\u{a0}words ", "two words"));
        assert!(!same_words("It's me", "It's you"));
        assert!(!same_words("", "x"));
    }
}
