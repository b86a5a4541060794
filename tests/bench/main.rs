//! How fast Fanline is, as ratios to floors that are measured in the same run: what the disk, the cipher and the parser
//! allow by themselves. Prints one table. No row is an assertion: the figures are for people to compare.

use std::io::Write;
use std::process::ExitCode;

use clap::{Parser, ValueEnum};
use home::Home;
use table::Table;

mod floor;
mod home;
mod import;
mod memory;
mod outbox;
mod pace;
mod parse;
mod parts;
mod reads;
mod stopwatch;
mod table;

#[derive(Debug, Parser)]
#[command(name = "fanline-bench", about = "Measures Fanline against what the machine allows")]
struct Args {
    /// Texts in the store
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1_000..=10_000_000))]
    texts: u64,
    /// Only these rows, separated by commas
    #[arg(long, value_delimiter = ',', value_enum)]
    only: Vec<Part>,
    /// The folder of a filled store: measures its memory and ends
    #[arg(long, hide = true)]
    memory_of: Option<std::path::PathBuf>,
}

/// Rows that are measured together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Parse,
    /// First sync with everything at once; what is known is read again.
    Inline,
    /// First sync with the search index built behind it.
    Deferred,
    /// Lists, conversations, search, audience; opening.
    Reads,
    Memory,
    Outbox,
    Pace,
}

type Failure = Box<dyn std::error::Error>;

#[tokio::main]
async fn main() -> Result<ExitCode, Failure> {
    let args = Args::parse();
    if let Some(folder) = &args.memory_of {
        memory::child(folder, args.texts).await?;
        return Ok(ExitCode::SUCCESS);
    }
    let wanted = |part: Part| args.only.is_empty() || args.only.contains(&part);
    let mut table = Table::new(args.texts);
    if wanted(Part::Parse) {
        parse::measure(&mut table, args.texts);
    }
    let wants_store = [Part::Inline, Part::Reads, Part::Memory].into_iter().any(wanted);
    if wants_store {
        let floor = floor::insert(args.texts)?;
        let mut home = Home::new(args.texts).await?;
        import::inline(&mut table, &home, floor).await?;
        if wanted(Part::Reads) {
            reads::measure(&mut table, &mut home).await?;
        }
        if wanted(Part::Memory) {
            memory::measure(&mut table, &home)?;
        }
    }
    if wanted(Part::Outbox) {
        outbox::measure(&mut table, args.texts).await?;
    }
    if wanted(Part::Pace) {
        pace::measure(&mut table, args.texts).await?;
    }
    let mut stdout = std::io::stdout();
    write!(stdout, "{table}")?;
    Ok(ExitCode::SUCCESS)
}
