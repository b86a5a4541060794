//! The storm at full size. Prints one JSON line for each seed and a summary; ends with 1 when anything did not hold.

use std::io::Write;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use support::storm::verdict::Violations;
use support::storm::{Strength, blow};

#[derive(Debug, Parser)]
#[command(name = "fanline-storm")]
struct Args {
    /// Fans that text, and get an answer and an update each
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    recipients: u32,
    /// Times that the running program is killed, for each seed
    #[arg(long, default_value_t = 100)]
    kills: u32,
    /// How many storms
    #[arg(long, default_value_t = 20)]
    seeds: u64,
    /// The first one's seed
    #[arg(long, default_value_t = 1)]
    first_seed: u64,
    /// Quiet period in milliseconds; the carrier is late by up to three quarters of it
    #[arg(long, default_value_t = 6_000)]
    quiet_ms: u64,
    /// Each kill is a power cut that takes what was not synced
    #[arg(long)]
    drop_unsynced: bool,
}

#[tokio::main]
async fn main() -> std::io::Result<ExitCode> {
    let args = Args::parse();
    let mut stdout = std::io::stdout();
    let (mut sum, mut accepted, mut seconds) = (Violations::default(), 0, 0);
    for seed in args.first_seed..args.first_seed + args.seeds {
        let quiet = Duration::from_millis(args.quiet_ms);
        let outcome = blow(Strength {
            recipients: args.recipients,
            kills: args.kills,
            seed,
            quiet,
            drop_unsynced: args.drop_unsynced,
        })
        .await;
        writeln!(stdout, "{}", serde_json::to_string(&outcome)?)?;
        stdout.flush()?;
        sum.add(&outcome.violations);
        accepted += outcome.accepted;
        seconds += outcome.seconds;
    }
    let summary = serde_json::json!({
        "seeds": args.seeds, "recipients": args.recipients, "kills": args.kills, "accepted": accepted,
        "seconds": seconds, "violations": sum,
    });
    writeln!(stdout, "{summary}")?;
    Ok(if sum.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
