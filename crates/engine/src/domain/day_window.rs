//! A window of the day, as people write it.

use serde::{Deserialize, Serialize};

/// `22:00-06:00`: minutes of the day from which and until which it is open. It may reach over midnight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DayWindow {
    from: u32,
    until: u32,
}

const DAY: u32 = 24 * 60;

/// The text is no window of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a window of the day")]
pub struct NotADayWindow;

impl DayWindow {
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let minute_of = |clock: &str| {
            let (hours, minutes) = clock.split_once(':')?;
            let digits = |part: &str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(hours) || !digits(minutes) {
                return None;
            }
            let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60 || hours == 24 && minutes == 0).then_some(hours * 60 + minutes)
        };
        let (from, until) = text.split_once('-')?;
        let (from, until) = (minute_of(from)?, minute_of(until)?);
        (from % DAY != until % DAY || until == from + DAY).then_some(Self { from: from % DAY, until })
    }

    /// Whether a minute of the day lies in it.
    #[must_use]
    pub fn contains(self, minute: u32) -> bool {
        if self.from < self.until {
            (self.from..self.until).contains(&minute)
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

impl std::fmt::Display for DayWindow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (from, until) = (self.from, self.until);
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, until / 60, until % 60)
    }
}

impl TryFrom<String> for DayWindow {
    type Error = NotADayWindow;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or(NotADayWindow)
    }
}

impl From<DayWindow> for String {
    fn from(window: DayWindow) -> Self {
        window.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::DayWindow;

    /// A reply for the night would go out by day.
    #[test]
    fn windows_reach_over_midnight() {
        for (text, inside, outside) in [
            ("09:00-18:00", vec![540, 1_079], vec![539, 1_080, 0]),
            ("22:00-06:30", vec![1_320, 1_439, 0, 389], vec![390, 1_319]),
            ("00:00-24:00", vec![0, 1_439], vec![]),
            ("20:00-24:00", vec![1_200, 1_439], vec![0, 1_199]),
        ] {
            let window = DayWindow::parse(text).expect(text);
            assert_eq!(window.to_string(), text);
            assert!(inside.iter().all(|minute| window.contains(*minute)), "{text}");
            assert!(!outside.iter().any(|minute| window.contains(*minute)), "{text}");
        }
    }

    /// A mistyped window would be read as another one.
    #[test]
    fn refuses_what_is_no_window() {
        for text in ["", "9-18", "09:00", "09:00-09:00", "24:00-00:00", "25:00-26:00", "09:60-10:00", "+9:00-10:00"] {
            assert_eq!(DayWindow::parse(text), None, "{text}");
        }
    }
}
