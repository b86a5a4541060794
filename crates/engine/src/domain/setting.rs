//! The settings of a line: their keys, what they accept, and what they mean.

use super::words::LOCALES;
use super::{Money, NumberType, Why, WhyCode};

/// How a value is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Pace,
    Duration {
        least_ms: i64,
        most_ms: i64,
    },
    /// A duration, or `off`.
    Rest {
        most_ms: i64,
    },
    Cap,
    Count {
        most: i64,
    },
    OpenHours,
    Words {
        most: usize,
    },
    /// Words that may not be missing.
    Text {
        most: usize,
    },
    Locale,
    OneOf(&'static [&'static str]),
}

/// One setting that a line knows.
#[derive(Debug, Clone, Copy)]
pub struct SettingKey {
    pub name: &'static str,
    /// Empty: by the number's type, or asked at set-up.
    pub default: &'static str,
    shape: Shape,
}

const HOUR_MS: i64 = 3_600_000;
const MEGABYTE: u64 = 1_000_000;

/// All settings, in the order they are shown.
pub const SETTINGS: &[SettingKey] = &[
    SettingKey { name: "pace_per_second", default: "", shape: Shape::Pace },
    SettingKey {
        name: "quiet_period",
        default: "60m",
        shape: Shape::Duration { least_ms: 1_000, most_ms: 48 * HOUR_MS },
    },
    SettingKey { name: "quiet_hours", default: "09:00-20:00", shape: Shape::OpenHours },
    SettingKey { name: "undo_window", default: "30s", shape: Shape::Duration { least_ms: 0, most_ms: HOUR_MS } },
    SettingKey { name: "personal_undo", default: "5s", shape: Shape::Duration { least_ms: 0, most_ms: 60_000 } },
    SettingKey { name: "daily_cap", default: "50.00", shape: Shape::Cap },
    SettingKey { name: "monthly_cap", default: "off", shape: Shape::Cap },
    SettingKey { name: "auto_reply_daily_cap", default: "off", shape: Shape::Cap },
    SettingKey { name: "auto_reply_monthly_cap", default: "off", shape: Shape::Cap },
    SettingKey { name: "broadcast_daily_cap", default: "off", shape: Shape::Cap },
    SettingKey { name: "broadcast_monthly_cap", default: "off", shape: Shape::Cap },
    SettingKey { name: "update_failure_limit", default: "10", shape: Shape::Count { most: 100 } },
    SettingKey { name: "high_cost_above", default: "0.30", shape: Shape::Cap },
    SettingKey { name: "fan_daily_cap", default: "3", shape: Shape::Count { most: 1_000 } },
    SettingKey { name: "catch_up", default: "12h", shape: Shape::Duration { least_ms: 0, most_ms: 30 * 24 * HOUR_MS } },
    SettingKey { name: "person_takes_over", default: "12h", shape: Shape::Rest { most_ms: 30 * 24 * HOUR_MS } },
    SettingKey { name: "sender_name", default: "", shape: Shape::Words { most: 60 } },
    SettingKey { name: "help_contact", default: "", shape: Shape::Words { most: 120 } },
    SettingKey { name: "locale", default: "en", shape: Shape::Locale },
    SettingKey { name: "provider_answers_opt_out", default: "auto", shape: Shape::OneOf(&["auto", "yes", "no"]) },
    SettingKey { name: "help_text", default: "", shape: Shape::Text { most: 480 } },
    SettingKey { name: "stop_text", default: "", shape: Shape::Text { most: 480 } },
    SettingKey { name: "start_text", default: "", shape: Shape::Text { most: 480 } },
    SettingKey { name: "picture_megabytes", default: "5", shape: Shape::Count { most: 25 } },
    SettingKey { name: "pictures_megabytes", default: "200", shape: Shape::Count { most: 20_000 } },
    SettingKey { name: "approval", default: "off", shape: Shape::OneOf(&["off"]) },
];

#[must_use]
pub fn find(name: &str) -> Option<&'static SettingKey> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

impl SettingKey {
    /// What the key accepts, as a pattern that people can follow.
    #[must_use]
    pub fn expected(&self) -> String {
        match self.shape {
            Shape::Pace => "messages a second, 0.1 to 1000".to_owned(),
            Shape::Duration { least_ms, most_ms } => {
                format!(
                    "a duration from {} to {}, like 500ms, 2s, 60m or 12h",
                    show_duration(least_ms),
                    show_duration(most_ms)
                )
            }
            Shape::Rest { most_ms } => {
                format!("a duration up to {}, like 60m or 12h, or off", show_duration(most_ms))
            }
            Shape::Cap => "an amount like 50.00, or off".to_owned(),
            Shape::Count { most } => format!("a whole number from 0 to {most}"),
            Shape::OpenHours => "an open window like 09:00-20:00, or off".to_owned(),
            Shape::Text { most } => format!("1 to {most} characters on one line"),
            Shape::Words { most } => format!("up to {most} characters on one line"),
            Shape::Locale => format!("a language: {}", LOCALES.join(" or ")),
            Shape::OneOf(values) => values.join(" or "),
        }
    }

    /// Whether a value can be set.
    #[must_use]
    pub fn accepts(&self, value: &str) -> bool {
        match self.shape {
            Shape::Pace => parse_pace(value).is_some(),
            Shape::Duration { least_ms, most_ms } => {
                parse_duration_ms(value).is_some_and(|ms| (least_ms..=most_ms).contains(&ms))
            }
            Shape::Rest { most_ms } => {
                value == "off" || parse_duration_ms(value).is_some_and(|ms| (0..=most_ms).contains(&ms))
            }
            Shape::Cap => value == "off" || Money::parse(value, "").is_some_and(|money| money.micros >= 0),
            Shape::Count { most } => value.parse::<i64>().is_ok_and(|count| (0..=most).contains(&count)),
            Shape::OpenHours => value == "off" || parse_hours(value).is_some(),
            Shape::Text { most } => {
                !value.trim().is_empty() && value.chars().count() <= most && !value.chars().any(char::is_control)
            }
            Shape::Words { most } => value.chars().count() <= most && !value.chars().any(char::is_control),
            Shape::Locale => LOCALES.contains(&value),
            Shape::OneOf(values) => values.contains(&value),
        }
    }
}

/// Messages a second between 0.1 and 1,000.
#[must_use]
pub fn parse_pace(value: &str) -> Option<f64> {
    let pace: f64 = value.parse().ok()?;
    (0.1..=1_000.0).contains(&pace).then_some(pace)
}

/// `500ms`, `2s`, `60m`, `12h`.
#[must_use]
pub fn parse_duration_ms(value: &str) -> Option<i64> {
    let split = value.find(|character: char| !character.is_ascii_digit())?;
    let (digits, unit) = value.split_at(split);
    let factor = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => HOUR_MS,
        _ => return None,
    };
    digits.parse::<i64>().ok()?.checked_mul(factor)
}

fn show_duration(ms: i64) -> String {
    for (unit, factor) in [("h", HOUR_MS), ("m", 60_000), ("s", 1_000)] {
        if ms >= factor && ms % factor == 0 {
            return format!("{}{unit}", ms / factor);
        }
    }
    if ms == 0 { "0s".to_owned() } else { format!("{ms}ms") }
}

/// The minute of the day that a clock such as `09:00` shows; `24:00` ends it.
#[must_use]
pub fn parse_clock(clock: &str) -> Option<u32> {
    let (hours, minutes) = clock.split_once(':')?;
    if hours.len() != 2 || minutes.len() != 2 {
        return None;
    }
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60 || hours == 24 && minutes == 0).then_some(hours * 60 + minutes)
}

/// Minutes of the day at which the window opens and closes.
#[must_use]
pub fn parse_hours(value: &str) -> Option<(u32, u32)> {
    let (open, close) = value.split_once('-')?;
    let (open, close) = (parse_clock(open)?, parse_clock(close)?);
    (open < close).then_some((open, close))
}

/// What the settings say together, with the defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// `None`: by the number's type.
    pub pace_per_second: Option<f64>,
    pub quiet_period_ms: i64,
    pub quiet_hours: Option<(u32, u32)>,
    pub undo_window_ms: i64,
    /// How long a person's own text waits before it leaves, where it was sent to be taken back.
    pub personal_undo_ms: i64,
    pub daily_cap_micros: Option<i64>,
    pub monthly_cap_micros: Option<i64>,
    pub auto_reply_daily_cap_micros: Option<i64>,
    pub auto_reply_monthly_cap_micros: Option<i64>,
    pub broadcast_daily_cap_micros: Option<i64>,
    pub broadcast_monthly_cap_micros: Option<i64>,
    /// Percent of an update's outcomes that may be failures before it pauses itself.
    pub update_failure_limit: u64,
    /// Automatic answers to countries where a part is dearer wait for the owner.
    pub high_cost_above_micros: Option<i64>,
    pub fan_daily_cap: i64,
    pub catch_up_ms: i64,
    /// Whether the provider answers STOP, START and HELP by itself; `None`: as its kind usually does.
    pub provider_answers: Option<bool>,
    /// Bytes of the largest picture that is read, and of all that are kept.
    pub picture_bytes: u64,
    pub pictures_bytes: u64,
    /// How long rules keep silent after a person wrote to a fan.
    pub person_takes_over_ms: Option<i64>,
}

impl Settings {
    /// Reads them through `stored`, which gives what a person set. A stored value that this version does not
    /// accept counts as not set.
    pub fn load<E>(mut stored: impl FnMut(&str) -> Result<Option<String>, E>) -> Result<Self, E> {
        let mut value = |name: &str| -> Result<String, E> {
            let setting = find(name);
            let default = setting.map_or("", |setting| setting.default);
            let value = stored(name)?.filter(|value| setting.is_some_and(|setting| setting.accepts(value)));
            Ok(value.unwrap_or_else(|| default.to_owned()))
        };
        let cap = |value: String| Money::parse(&value, "").map(|money| money.micros);
        Ok(Self {
            pace_per_second: parse_pace(&value("pace_per_second")?),
            quiet_period_ms: parse_duration_ms(&value("quiet_period")?).unwrap_or(HOUR_MS),
            quiet_hours: parse_hours(&value("quiet_hours")?),
            undo_window_ms: parse_duration_ms(&value("undo_window")?).unwrap_or(30_000),
            personal_undo_ms: parse_duration_ms(&value("personal_undo")?).unwrap_or(5_000),
            daily_cap_micros: cap(value("daily_cap")?),
            monthly_cap_micros: cap(value("monthly_cap")?),
            auto_reply_daily_cap_micros: cap(value("auto_reply_daily_cap")?),
            auto_reply_monthly_cap_micros: cap(value("auto_reply_monthly_cap")?),
            broadcast_daily_cap_micros: cap(value("broadcast_daily_cap")?),
            broadcast_monthly_cap_micros: cap(value("broadcast_monthly_cap")?),
            update_failure_limit: value("update_failure_limit")?.parse().unwrap_or(10),
            high_cost_above_micros: cap(value("high_cost_above")?),
            fan_daily_cap: value("fan_daily_cap")?.parse().unwrap_or(3),
            provider_answers: match value("provider_answers_opt_out")?.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
            picture_bytes: value("picture_megabytes")?.parse().unwrap_or(5) * MEGABYTE,
            pictures_bytes: value("pictures_megabytes")?.parse().unwrap_or(200) * MEGABYTE,
            catch_up_ms: parse_duration_ms(&value("catch_up")?).unwrap_or(12 * HOUR_MS),
            person_takes_over_ms: parse_duration_ms(&value("person_takes_over")?),
        })
    }

    /// Messages a second on a number of this type.
    #[must_use]
    pub fn pace(&self, number_type: NumberType) -> f64 {
        self.pace_per_second.unwrap_or_else(|| usual_pace(number_type))
    }

    /// The longest a request may take: well inside the quiet period, so that absence can be told from slowness.
    #[must_use]
    pub fn request_timeout_ms(&self) -> u64 {
        u64::try_from((self.quiet_period_ms / 4).clamp(250, 15_000)).unwrap_or(15_000)
    }
}

/// What carriers let through on a number of this type, in messages a second.
#[must_use]
pub fn usual_pace(number_type: NumberType) -> f64 {
    match number_type {
        NumberType::LongCode => 1.0,
        NumberType::TollFree => 3.0,
        NumberType::ShortCode => 100.0,
    }
}

/// What the owner should know about a value that is accepted.
#[must_use]
pub fn warning(name: &str, value: &str, number_type: NumberType) -> Option<Why> {
    match name {
        "pace_per_second" => {
            let usual = usual_pace(number_type);
            let pace = parse_pace(value).filter(|pace| *pace > usual)?;
            Some(Why::new(WhyCode::PaceAboveType).with("per_second", pace).with("usual", usual))
        }
        "quiet_period" => {
            let short = parse_duration_ms(value).is_some_and(|ms| ms < SHORTEST_QUIET_MS);
            short.then(|| Why::new(WhyCode::QuietPeriodShort).with("shortest", "10m"))
        }
        _ => None,
    }
}

/// Below this a quiet period is only for a carrier on this computer.
pub const SHORTEST_QUIET_MS: i64 = 600_000;

#[cfg(test)]
mod tests {
    use super::{SETTINGS, Settings, find, parse_duration_ms, parse_hours};

    /// A default that its own key refuses would make `settings set` with it fail.
    #[test]
    fn defaults_are_accepted() {
        for setting in SETTINGS {
            if !setting.default.is_empty() {
                assert!(setting.accepts(setting.default), "{}", setting.name);
            }
        }
    }

    /// A mistyped value must be refused, not read as something else.
    #[test]
    fn refuses_what_it_cannot_read() {
        for (name, value) in [
            ("quiet_period", "60"),
            ("quiet_period", "999ms"),
            ("quiet_period", "1.5h"),
            ("quiet_period", ""),
            ("daily_cap", "-1"),
            ("daily_cap", "fifty"),
            ("fan_daily_cap", "3.5"),
            ("pace_per_second", "0"),
            ("pace_per_second", "NaN"),
            ("quiet_hours", "20:00-09:00"),
            ("quiet_hours", "9-20"),
            ("locale", "xx"),
            ("approval", "yes"),
            ("sender_name", "two\nlines"),
        ] {
            assert!(!find(name).expect("a key").accepts(value), "{name} = {value:?}");
        }
    }

    /// Durations and windows are what people type.
    #[test]
    fn reads_durations_and_windows() {
        assert_eq!(parse_duration_ms("500ms"), Some(500));
        assert_eq!(parse_duration_ms("12h"), Some(43_200_000));
        assert_eq!(parse_hours("09:00-20:00"), Some((540, 1_200)));
        assert_eq!(parse_hours("00:00-24:00"), Some((0, 1_440)));
    }

    /// The request timeout must stay inside the quiet period, or a slow send counts as absent.
    #[test]
    fn request_timeout_follows_the_quiet_period() {
        let with = |quiet: &str| {
            let quiet = quiet.to_owned();
            Settings::load::<()>(|name| Ok((name == "quiet_period").then(|| quiet.clone()))).expect("no store to fail")
        };
        assert_eq!(with("60m").request_timeout_ms(), 15_000);
        assert_eq!(with("4s").request_timeout_ms(), 1_000);
    }
}
