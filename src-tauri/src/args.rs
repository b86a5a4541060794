//! What the app can be started with.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Parser;

/// Post your number, answer like a person.
#[derive(Debug, Parser)]
#[command(name = "fanline-desktop", version)]
pub struct Args {
    /// Folder that holds everything the app writes.
    #[arg(long)]
    pub data: Option<PathBuf>,
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
    pub ends_after: Option<Seconds>,
    /// Plays the practice day by itself, and says on its output what it does.
    #[arg(long, value_name = "DURATION", requires = "practice")]
    pub play: Option<Seconds>,
}

impl Args {
    /// The folder named on the command line, or the platform's own for this app.
    #[must_use]
    pub fn data_dir(&self) -> PathBuf {
        self.data.clone().unwrap_or_else(|| dirs::data_dir().unwrap_or_else(std::env::temp_dir).join("Fanline"))
    }
}

/// A duration such as `90s`, `2m` or `1h`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seconds(u64);

impl From<Seconds> for Duration {
    fn from(seconds: Seconds) -> Self {
        Self::from_secs(seconds.0)
    }
}

impl FromStr for Seconds {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const EXPECTED: &str = "a duration like 60s, 2m or 1h";
        let unit = text.chars().next_back().ok_or(EXPECTED)?;
        let factor = match unit {
            's' => 1,
            'm' => 60,
            'h' => 3_600,
            _ => return Err(EXPECTED),
        };
        let number: u64 = text[..text.len() - 1].parse().map_err(|_| EXPECTED)?;
        number.checked_mul(factor).filter(|seconds| *seconds > 0).map(Self).ok_or(EXPECTED)
    }
}

#[cfg(test)]
mod tests {
    use super::Seconds;

    /// `--for 60` without a unit must not be taken for an hour.
    #[test]
    fn durations_need_a_unit() {
        assert_eq!("90s".parse(), Ok(Seconds(90)));
        assert_eq!("2m".parse(), Ok(Seconds(120)));
        for text in ["60", "", "s", "0s", "1.5m", "-1s", "60ü"] {
            assert!(text.parse::<Seconds>().is_err(), "{text:?}");
        }
    }
}
