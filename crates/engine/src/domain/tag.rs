//! Tags that fans carry.

use super::fold::compatible;

const LONGEST: usize = 40;

/// A tag in its one spelling: lower case, single spaces. `None` for what is no tag: nothing, too long, or with a comma
/// (lists of tags are written with commas) or a control character.
#[must_use]
pub fn tag(text: &str) -> Option<String> {
    let plain = compatible(text).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = !plain.is_empty() && plain.chars().count() <= LONGEST;
    let clean = !plain.contains(|character: char| character == ',' || character.is_control());
    (fits && clean).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::tag;

    /// "VIP " and "vip" would be two tags, and half of the fans would be missed.
    #[test]
    fn a_tag_has_one_spelling() {
        assert_eq!(tag("  Front  Row "), Some("front row".to_owned()));
        assert_eq!(tag("ＶＩＰ"), Some("vip".to_owned()));
        assert_eq!(tag("Zürich 🎸"), Some("zürich 🎸".to_owned()));
        for text in ["", "  ", "a,b", "a\u{7}", &"x".repeat(41)] {
            assert_eq!(tag(text), None, "{text:?}");
        }
    }
}
