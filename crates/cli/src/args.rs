//! What can be typed. Scripts rely on these names: they only ever grow.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

/// A text line that answers its fans: sync, answer and send without a window.
#[derive(Debug, Parser)]
#[command(name = "fanline", version)]
pub struct Args {
    /// Where everything is kept [default: the app's own folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Where secrets are kept; `env` reads FANLINE_DB_KEY (64 hex digits) and FANLINE_PROVIDER_SECRET
    #[arg(long, global = true, value_enum, default_value_t = Place::Keychain)]
    pub secrets: Place,
    /// Print one JSON document, and errors as {"code","params","message"} on stderr
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Place {
    Keychain,
    Env,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Connect, list or remove a number
    #[command(subcommand)]
    Line(Line),
    /// Sync, answer and send, until stopped
    Run(Run),
    /// Read every text once, without sending
    Sync,
    /// Show the line, its fans, its outbox and what it spent
    Status,
    /// Show, switch, word or try the automatic replies
    #[command(subcommand)]
    Rules(Rules),
    /// Queue a personal text
    Send {
        /// The fan's number, with its country
        to: String,
        text: String,
        /// The same id never sends twice
        #[arg(long, value_name = "ID")]
        client_id: Option<String>,
    },
    /// Write and send one text to everyone
    #[command(subcommand)]
    Broadcast(Broadcast),
    /// List fans, or show one
    #[command(subcommand)]
    Fans(Fans),
    /// Hand a fan their data, or erase it
    #[command(subcommand)]
    Fan(Fan),
    /// Keep the list of numbers that must never get a text
    #[command(subcommand)]
    Suppress(Suppress),
    /// Show the conversation with a fan, oldest first
    Messages {
        number: String,
        #[command(flatten)]
        page: Page,
    },
    /// Find words in all texts, newest first
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[command(flatten)]
        page: Page,
    },
    /// Show and decide about texts that did not leave
    #[command(subcommand)]
    Outbox(Outbox),
    /// Decide about numbers whose automatic answers are paused
    #[command(subcommand)]
    Guards(Guards),
    /// Show, read or correct what texts cost, by country
    #[command(subcommand)]
    Prices(Prices),
    /// Show or change settings
    #[command(subcommand)]
    Settings(Settings),
    /// Count how a text travels: encoding, units, parts
    Segments {
        #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
        text: Option<String>,
        /// Read one JSON string a line, answer one line each
        #[arg(long)]
        jsonl: bool,
    },
    /// Run a practice carrier by itself
    Practice(Practice),
    /// Run any command of the engine
    Call {
        /// For example inbox.list
        method: String,
        /// Its parameters; `-` reads them from standard input
        #[arg(default_value = "{}", value_name = "JSON", allow_hyphen_values = true)]
        params: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum Line {
    /// Connect a number; the key's secret is read from standard input
    Add(AddLine),
    /// List the connected numbers; * is the selected one
    List,
    /// Remove a number and its texts from this computer
    Remove { id: String },
    /// Use another API key of the same account; its secret is read from standard input
    ChangeKey {
        /// Sid of the key, SK…
        key: String,
    },
    /// Show the recovery key, until it is written down
    RecoveryKey {
        /// It is written down: never show it again
        #[arg(long)]
        kept: bool,
    },
    /// Open a line whose key is gone; the recovery key is read from standard input
    ///
    /// A second line may give the secret of the provider's key, if that is gone, too.
    Recover {
        /// The line [default: the selected one]
        id: Option<String>,
    },
    /// Let this computer answer automatically, though another one did
    AnswerHere,
    /// List the copies of the database, newest first
    Backups {
        /// The line [default: the selected one]
        id: Option<String>,
    },
    /// Copy the database
    BackUp,
    /// Put a copy in the place of the database, which is kept aside
    Restore {
        /// One that `backups` lists
        backup: String,
        /// The line [default: the selected one]
        #[arg(long = "line", value_name = "ID")]
        id: Option<String>,
    },
}

#[derive(Debug, ClapArgs)]
pub struct AddLine {
    #[arg(long, default_value = "twilio")]
    pub provider: String,
    /// The number to connect, with its country
    #[arg(long)]
    pub number: String,
    /// Sid of the account, AC…
    #[arg(long)]
    pub account: String,
    /// Sid of the API key, SK…
    #[arg(long)]
    pub key: String,
    /// Another host that speaks the same API
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// Who the line belongs to, in the words that fans read
    #[arg(long)]
    pub name: Option<String>,
    /// Whom fans can ask for help
    #[arg(long)]
    pub contact: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub struct Run {
    /// End when nothing is new and nothing is due
    #[arg(long, value_enum, conflicts_with = "for_duration")]
    pub until: Option<Until>,
    /// End after a time such as 90s or 2h
    #[arg(long = "for", value_name = "DURATION", value_parser = duration)]
    pub for_duration: Option<Duration>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Until {
    Idle,
}

#[derive(Debug, Subcommand)]
pub enum Rules {
    /// List the rules
    List,
    /// Switch a rule on, by id or key
    On { id: String },
    /// Switch a rule off
    Off { id: String },
    /// Make a rule behind the others, off
    Add {
        /// A name that scripts can rely on [default: made from the name]
        #[arg(long)]
        key: Option<String>,
        #[command(flatten)]
        parts: RuleParts,
    },
    /// Change a rule; conditions and dates: `fanline call rules.set`
    Set {
        id: String,
        #[command(flatten)]
        parts: RuleParts,
    },
    /// Put a rule at another place in the order
    Move {
        id: String,
        /// From 1
        #[arg(value_parser = clap::value_parser!(u32).range(1..))]
        place: u32,
    },
    /// Take a rule away; answers of it that wait are not sent
    Delete { id: String },
    /// Show what the rules would have done with the texts of the last day; sends nothing
    Replay {
        #[command(flatten)]
        page: Page,
    },
    /// Show what would happen to a text; sends nothing
    Try {
        #[arg(long, value_name = "NUMBER")]
        from: String,
        text: String,
    },
}

/// What a rule is made of. Whatever is not given stays as it is.
#[derive(Debug, Default, ClapArgs)]
#[group(required = true, multiple = true)]
pub struct RuleParts {
    #[arg(long)]
    pub name: Option<String>,
    /// The reply; an empty one replies nothing and lets the next rules look
    #[arg(long, allow_hyphen_values = true)]
    pub text: Option<String>,
    /// Looks at a fan's first text
    #[arg(long, group = "trigger")]
    pub first_text: bool,
    /// Looks at texts with any of these words or phrases, separated by commas
    #[arg(long, group = "trigger", value_name = "WORDS", value_delimiter = ',')]
    pub keywords: Option<Vec<String>>,
    /// Looks at every text
    #[arg(long, group = "trigger")]
    pub any_text: bool,
    /// Looks at texts outside a window of the day, like 09:00-18:00
    #[arg(long, group = "trigger", value_name = "WINDOW")]
    pub outside_hours: Option<String>,
    /// Looks at a fan's first text after an update, within a time like 48h
    #[arg(long, group = "trigger", value_name = "DURATION", value_parser = duration)]
    pub after_update: Option<Duration>,
    /// Acts once for each fan
    #[arg(long, group = "repeat")]
    pub once: bool,
    /// Acts for the same fan again after a time like 2h
    #[arg(long, group = "repeat", value_name = "DURATION", value_parser = duration)]
    pub cooldown: Option<Duration>,
    /// Acts every time
    #[arg(long, group = "repeat")]
    pub always: bool,
    /// The reply leaves so long after the text, like 30s, or at a moment in a range like 20s-90s
    #[arg(long, value_name = "DURATION", value_parser = delay)]
    pub delay: Option<Delay>,
    /// The reply asks for this, and the answer is kept on the fan's card
    #[arg(long, value_enum)]
    pub ask: Option<Ask>,
    /// Puts these tags on the fan, separated by commas
    #[arg(long, value_name = "TAGS", value_delimiter = ',')]
    pub tags: Option<Vec<String>>,
    /// Flags the conversation
    #[arg(long)]
    pub flag: bool,
    /// Marks the text as read
    #[arg(long)]
    pub mark_read: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Ask {
    Name,
    City,
    Birthday,
}

/// The shortest and the longest time until a reply leaves.
#[derive(Debug, Clone, Copy)]
pub struct Delay {
    pub from: Duration,
    pub to: Duration,
}

/// `30s`, `20s-90s`.
fn delay(text: &str) -> Result<Delay, NotADuration> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Ok(Delay { from: duration(from)?, to: duration(to)? })
}

#[derive(Debug, Subcommand)]
pub enum Broadcast {
    /// Write a draft
    Create {
        #[arg(long, allow_hyphen_values = true)]
        text: String,
        #[arg(long, value_enum, default_value_t = Audience::Everyone)]
        audience: Audience,
    },
    /// Send a draft; without --yes only shows what would happen
    Send {
        id: String,
        /// Stands for the approval, the count and every warning
        #[arg(long)]
        yes: bool,
    },
    /// Hold what has not left
    Pause { id: String },
    /// Go on after a pause
    Resume { id: String },
    /// Try again what failed and may not fail again
    RetryFailed { id: String },
    /// End it; what has not left stays
    Cancel { id: String },
    /// Show what became of it
    Show { id: String },
    /// List all, newest first
    List {
        #[command(flatten)]
        page: Page,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Audience {
    Everyone,
}

#[derive(Debug, Subcommand)]
pub enum Fans {
    /// List all fans
    List {
        #[command(flatten)]
        page: Page,
    },
    /// Show one fan's card
    Show { number: String },
}

#[derive(Debug, Subcommand)]
pub enum Outbox {
    /// List the texts that wait for a person, or are in another state
    List {
        #[arg(long, value_enum, default_value_t = OutboxState::Parked)]
        state: OutboxState,
        #[command(flatten)]
        page: Page,
    },
    /// Try one again, or with --all every one that waits for a person
    Retry {
        #[arg(required_unless_present = "all")]
        id: Option<String>,
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
    /// Let one go, or with --all every one that waits for a person
    Drop {
        #[arg(required_unless_present = "all")]
        id: Option<String>,
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutboxState {
    Parked,
    Failed,
    Unknown,
    Queued,
}

#[derive(Debug, Subcommand)]
pub enum Guards {
    /// List the ranges of numbers that were paused or decided about
    List {
        #[command(flatten)]
        page: Page,
    },
    /// List the premium and costly ranges that Fanline knows
    Ranges,
    /// Decide about numbers that begin with RANGE
    Set { range: String, state: GuardState },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GuardState {
    Paused,
    Allowed,
    Blocked,
}

#[derive(Debug, Subcommand)]
pub enum Fan {
    /// Write everything about a fan as JSON and as a page
    Export {
        number: String,
        /// The folder for the two files
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
    /// Erase a fan here and at the provider; without --yes only says what that is
    Erase {
        number: String,
        /// It cannot be taken back
        #[arg(long)]
        yes: bool,
    },
    /// List what was erased, newest first, and how far the provider is
    Erasures {
        #[command(flatten)]
        page: Page,
    },
}

#[derive(Debug, Subcommand)]
pub enum Suppress {
    /// Enter a number: nothing is sent to it any more
    Add {
        number: String,
        /// Who asked, and how, for example e-mail
        #[arg(long)]
        source: String,
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        note: String,
    },
    /// Enter many: one number a line, or CSV with a header
    Import {
        /// `-` reads standard input
        #[arg(default_value = "-")]
        file: PathBuf,
        /// Where the list comes from
        #[arg(long)]
        source: String,
    },
    /// List all, newest first: entered ones, fans who wrote STOP, erased fans
    List {
        /// Part of a number, a source or a note
        #[arg(long, value_name = "TEXT")]
        search: Option<String>,
        #[command(flatten)]
        page: Page,
    },
    /// Print the list as CSV
    Export,
    /// Take a number off the list
    Remove {
        number: String,
        /// Why, for the activity log
        #[arg(long)]
        reason: String,
        /// Where a new consent comes from; without it a STOP stands
        #[arg(long, value_name = "SOURCE")]
        consent: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Prices {
    /// List the price of a part by country
    List,
    /// Ask the provider for its list: of one country, or of all that are known
    Fetch { country: Option<String> },
    /// Count with your own price; without one, go by the list again
    Set {
        /// Two letters, as in IT
        country: String,
        /// What one part costs, as in 0.0927
        per_part: Option<String>,
        /// The price of a text that the line receives
        #[arg(long)]
        inbound: bool,
    },
}

#[derive(Debug, Subcommand)]
pub enum Settings {
    /// List all settings and their defaults
    List,
    /// Show one
    Get { key: String },
    /// Change one
    Set {
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
}

/// Which part of a list; all of it without a limit.
#[derive(Debug, Clone, Default, ClapArgs)]
pub struct Page {
    /// At most so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: Option<u32>,
    /// Where to go on: the `next` of an earlier answer
    #[arg(long)]
    pub cursor: Option<String>,
}

#[derive(Debug, ClapArgs)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Practice {
    #[command(subcommand)]
    pub command: Option<PracticeCommand>,
    /// Invented fans that will text
    #[arg(long, default_value_t = 1_000, conflicts_with = "texts")]
    pub fans: u32,
    /// A file of texts, one a line; each is sent once, by a fan of its own
    #[arg(long, value_name = "FILE")]
    pub texts: Option<PathBuf>,
    /// Decides who the fans are
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Where to listen; 0 takes any free port
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Without it, texts wait for the start control
    #[arg(long, value_enum)]
    pub start: Option<Start>,
}

#[derive(Debug, Clone, Subcommand)]
pub enum PracticeCommand {
    /// Give the app's practice line a long past, to see how it does with one
    Seed(Seed),
}

#[derive(Debug, Clone, clap::Args)]
pub struct Seed {
    /// Texts, from fans and to them
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=10_000_000))]
    pub texts: u64,
    /// How many fans they are from
    #[arg(long, default_value_t = 200_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    pub fans: u32,
    /// Days that they are spread over
    #[arg(long, default_value_t = 365, value_parser = clap::value_parser!(u32).range(1..=3_650))]
    pub days: u32,
    /// Decides who the fans are and what they write
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Start {
    Now,
}

#[derive(Debug, thiserror::Error)]
#[error("not a duration: write 500ms, 90s, 60m or 12h")]
struct NotADuration;

/// `500ms`, `2s`, `60m`, `12h`, as in the settings.
fn duration(text: &str) -> Result<Duration, NotADuration> {
    let split = text.find(|character: char| !character.is_ascii_digit()).ok_or(NotADuration)?;
    let (digits, unit) = text.split_at(split);
    let factor = match unit {
        "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        _ => return Err(NotADuration),
    };
    let ms = digits.parse::<u64>().ok().and_then(|count| count.checked_mul(factor)).ok_or(NotADuration)?;
    Ok(Duration::from_millis(ms))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use clap::CommandFactory;

    use super::{Args, duration};

    /// A clash between two options would stop every command at its start.
    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }

    /// A run that misreads its end stops at once or never.
    #[test]
    fn reads_durations() {
        assert_eq!(duration("500ms").expect("read"), Duration::from_millis(500));
        assert_eq!(duration("12h").expect("read"), Duration::from_secs(43_200));
        for text in ["", "5", "s", "-5s", "1.5h", "5 s", "5d", "99999999999999999999h", "9999999999999999999h"] {
            duration(text).expect_err(text);
        }
    }
}
