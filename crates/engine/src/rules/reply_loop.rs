//! Tells two machines that answer each other from a fan who is quick.
//!
//! Any one sign is enough, and each comes before the fourth automatic text: what comes back says that it is
//! automatic, repeats our own words, says the same again, or was there within seconds three times.

use crate::compliance::is_auto_responder;
use crate::domain::fold::{fold, is_word_char};

/// One earlier text between the line and the fan.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The provider's time, UTC milliseconds.
    pub at: i64,
    pub by: By,
    pub body: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Fan,
    /// An automatic text of ours.
    Automatic,
    /// A text of ours that a person wrote, here or elsewhere.
    Person,
}

/// Texts older than this belong to another conversation.
pub const WINDOW_MS: i64 = 10 * 60_000;
/// Turns that are looked at, newest first.
pub const TURNS: u32 = 12;
/// A person needs longer than this to read, think and type, three times in a row.
const SECONDS_MS: i64 = 30_000;
/// The same words count within this time after our text.
const SAME_WITHIN_MS: i64 = 120_000;
/// Automatic texts answered within seconds that make a loop.
const QUICK: usize = 3;
/// Letters in words that nobody sends twice by chance.
const LONG: usize = 12;

/// What gives a loop away when `body` arrives at `at`; `earlier` are the turns before it, newest first.
#[must_use]
pub fn sign(earlier: &[Turn], body: &str, at: i64) -> Option<&'static str> {
    let earlier: Vec<&Turn> = earlier.iter().take_while(|turn| at - turn.at <= WINDOW_MS).collect();
    let ours = earlier.first().filter(|turn| turn.by == By::Automatic)?;
    if is_auto_responder(body) {
        return Some("auto_responder");
    }
    let words = plain(body);
    let long = words.chars().count() >= LONG;
    if long && earlier.iter().any(|turn| turn.by == By::Automatic && plain(&turn.body) == words) {
        return Some("echo");
    }
    let before = earlier.iter().find(|turn| turn.by == By::Fan);
    let answered = earlier.iter().filter(|turn| turn.by == By::Automatic).count() >= 2;
    if long && answered && at - ours.at <= SAME_WITHIN_MS && before.is_some_and(|turn| plain(&turn.body) == words) {
        return Some("same_words");
    }
    (quick_answers(&earlier, at) >= QUICK).then_some("too_fast")
}

/// Automatic texts in a row, the newest first, that were each answered within seconds.
fn quick_answers(earlier: &[&Turn], at: i64) -> usize {
    let mut answered_at = Some(at);
    let mut quick = 0;
    for turn in earlier {
        match turn.by {
            By::Person => break,
            By::Fan => answered_at = Some(turn.at),
            By::Automatic => {
                // Two of ours in a row: only the later one was answered.
                let Some(answer) = answered_at.take() else { continue };
                if answer - turn.at > SECONDS_MS {
                    break;
                }
                quick += 1;
            }
        }
    }
    quick
}

/// Letters only: clocks, counters and punctuation of a machine's text change, its words do not.
fn plain(body: &str) -> String {
    fold(body).chars().filter(|character| is_word_char(*character) && !character.is_numeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::{By, Turn, sign};

    const AT: i64 = 1_700_000_000_000;

    /// A conversation up to `AT`, written oldest first as (seconds before, who, words), newest first as it is asked.
    fn talk(turns: &[(i64, By, &str)]) -> Vec<Turn> {
        turns
            .iter()
            .rev()
            .map(|(ago, by, body)| Turn { at: AT - ago * 1_000, by: *by, body: (*body).to_owned() })
            .collect()
    }

    /// Two lines that answer each other would go on until the cap; none may get a fourth answer.
    #[test]
    fn each_kind_of_loop_is_noticed() {
        use By::{Automatic, Fan};
        let hello = "Hi, this is Juno, glad you wrote";
        let once = talk(&[(20, Fan, "hi"), (10, Automatic, hello)]);
        assert_eq!(sign(&once, "This is an automatic reply", AT), Some("auto_responder"));
        assert_eq!(sign(&once, "Hi, this is Juno, glad you wrote!", AT), Some("echo"));
        let twice = talk(&[
            (40, Fan, "We are closed. It is 10:31."),
            (30, Automatic, hello),
            (20, Fan, "We are closed. It is 10:32."),
            (10, Automatic, "Thanks again"),
        ]);
        assert_eq!(sign(&twice, "We are closed. It is 10:33.", AT), Some("same_words"));
        let thrice = talk(&[
            (60, Fan, "one"),
            (50, Automatic, "a"),
            (45, Fan, "two"),
            (40, Automatic, "b"),
            (35, Fan, "three"),
            (5, Automatic, "c"),
        ]);
        assert_eq!(sign(&thrice, "four", AT), Some("too_fast"));
    }

    /// A quick or repetitive fan would be left without an answer.
    #[test]
    fn people_are_not_loops() {
        use By::{Automatic, Fan, Person};
        let cases: &[(&str, Vec<Turn>)] = &[
            ("first text", talk(&[])),
            ("says it without having been answered", talk(&[(600, Fan, "This is an automatic reply")])),
            ("twice quickly", talk(&[(30, Fan, "hi"), (25, Automatic, "a"), (20, Fan, "yo"), (15, Automatic, "b")])),
            (
                "the same short word",
                talk(&[(30, Fan, "hi"), (25, Automatic, "a"), (20, Fan, "wow"), (9, Automatic, "b")]),
            ),
            (
                "a person answered in between",
                talk(&[
                    (60, Fan, "1"),
                    (55, Automatic, "a"),
                    (50, Fan, "2"),
                    (45, Person, "me!"),
                    (40, Fan, "3"),
                    (35, Automatic, "b"),
                    (30, Fan, "4"),
                    (25, Automatic, "c"),
                ]),
            ),
            (
                "takes their time",
                talk(&[
                    (500, Fan, "1"),
                    (480, Automatic, "a"),
                    (400, Fan, "2"),
                    (390, Automatic, "b"),
                    (300, Fan, "3"),
                    (200, Automatic, "c"),
                ]),
            ),
            ("long ago", talk(&[(5_000, Fan, "hello there my friend"), (4_000, Automatic, "hello there my friend")])),
        ];
        for (name, earlier) in cases {
            assert_eq!(sign(earlier, "wow", AT), None, "{name}");
        }
    }
}
