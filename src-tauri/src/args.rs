//! What the app can be started with.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Parser;

/// Post your number, answer like a person.
#[derive(Debug, Parser)]
#[command(name = "fanline-desktop", version)]
pub struct Args {
    /// Folder that holds the lines and their texts.
    #[arg(long)]
    pub data: Option<PathBuf>,
    /// Starts without showing the window: it waits in the tray.
    #[arg(long)]
    pub hidden: bool,
    /// Opens the practice line: invented fans, nothing is sent to anybody.
    #[arg(long)]
    pub practice: bool,
    /// Begins the practice line anew.
    #[arg(long)]
    pub fresh: bool,
    /// Practice fans send the lines of this file.
    #[arg(long, value_name = "FILE")]
    pub texts: Option<PathBuf>,
    /// Ends by itself after this time, for example 60s.
    #[arg(long = "for", value_name = "DURATION")]
    pub ends_after: Option<Time>,
    /// Plays the practice day by itself, and says on its output what it does.
    #[arg(long, value_name = "DURATION", requires = "practice")]
    pub play: Option<Time>,
}

impl Args {
    /// The folder named on the command line, or the platform's own for this app.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| dirs::data_dir().unwrap_or_else(std::env::temp_dir).join("Fanline"))
    }
}

/// A time such as `500ms`, `90s`, `2m` or `1h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Time(Duration);

impl From<Time> for Duration {
    fn from(time: Time) -> Self {
        time.0
    }
}

impl FromStr for Time {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "a time like 500ms, 60s, 2m or 1h";
        let digits = text.find(|character: char| !character.is_ascii_digit()).ok_or(EXPECTED)?;
        let (number, unit) = text.split_at(digits);
        let factor = match unit {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return Err(EXPECTED),
        };
        let number: u64 = number.parse().map_err(|_| EXPECTED)?;
        let ms = number.checked_mul(factor).filter(|ms| *ms > 0).ok_or(EXPECTED)?;
        Ok(Self(Duration::from_millis(ms)))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Time;

    /// `--for 60` without a unit must not be taken for an hour.
    #[test]
    fn durations_need_a_unit() {
        assert_eq!("90s".parse(), Ok(Time(Duration::from_secs(90))));
        assert_eq!("500ms".parse(), Ok(Time(Duration::from_millis(500))));
        for text in ["60", "", "s", "0s", "1.5m", "-1s", "60ü"] {
            assert!(text.parse::<Time>().is_err(), "{text:?}");
        }
    }
}
