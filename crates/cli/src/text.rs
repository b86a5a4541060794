//! Calm text for people: aligned columns, local times, and nothing that a fan could do to a terminal.

use fanline_engine::api::views::MoneyView;
use jiff::tz::TimeZone;

/// Text of somebody else on one line: a control character could move the cursor or hide what was said.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.trim_end().chars() {
        match character {
            '\n' => shown.push_str(" ⏎ "),
            '\r' => {}
            '\t' => shown.push(' '),
            _ if character.is_control() || turns_text(character) => shown.push('\u{fffd}'),
            _ => shown.push(character),
        }
    }
    shown
}

/// Characters that change the direction of what follows them, also outside of the text.
fn turns_text(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A moment in local time, to the minute.
#[must_use]
pub fn time(at_ms: i64) -> String {
    match jiff::Timestamp::from_millisecond(at_ms) {
        Ok(at) => at.to_zoned_datetime(TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string(),
        Err(_) => "never".to_owned(),
    }
}

/// An amount with its currency.
#[must_use]
pub fn money(money: &MoneyView) -> String {
    format!("{} {}", money.amount, money.currency)
}

/// `1 fan`, `2 fans`.
#[must_use]
pub fn count(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {many}") }
}

/// Rows of cells as aligned columns; the last one is as wide as it is.
#[must_use]
pub fn columns(rows: &[Vec<String>]) -> String {
    let mut widths: Vec<usize> = Vec::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            let width = cell.chars().count();
            match widths.get_mut(place) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths) {
            line.push_str(cell);
            line.extend(std::iter::repeat_n(' ', width.saturating_sub(cell.chars().count()) + 2));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// Names and what they are, one a line.
#[must_use]
pub fn pairs<const N: usize>(pairs: [(&str, Option<String>); N]) -> String {
    let rows: Vec<Vec<String>> =
        pairs.into_iter().filter_map(|(name, value)| Some(vec![name.to_owned(), value?])).collect();
    columns(&rows)
}

#[cfg(test)]
mod tests {
    use super::{columns, plain};

    /// A fan's text that clears the screen or turns the line around would fool whoever reads the terminal.
    #[test]
    fn a_fans_text_cannot_steer_the_terminal() {
        let shown = plain("\u{1b}[2J hi\u{7}\u{202e}ereh\r\nbye\u{9b}31m\n");
        assert!(!shown.chars().any(|character| character.is_control() || character == '\u{202e}'), "{shown:?}");
        assert!(shown.contains("hi") && shown.contains(" ⏎ bye"), "{shown:?}");
    }

    /// Columns that do not line up cannot be read.
    #[test]
    fn columns_line_up() {
        let rows = [vec!["a".to_owned(), "1".to_owned()], vec!["long".to_owned(), "2".to_owned()]];
        assert_eq!(columns(&rows), "a     1\nlong  2\n");
    }
}
