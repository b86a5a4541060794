//! The commands, each a thin layer over the engine's table.

mod broadcast;
mod call;
mod fan;
mod fans;
mod guards;
mod line;
mod messages;
mod outbox;
mod pages;
mod practice;
mod prices;
mod rules;
mod run;
mod seed;
mod segments;
mod settings;
mod status;
mod suppress;

use tokio_util::sync::CancellationToken;

use crate::args::{Args, Command, PracticeCommand};
use crate::failure::{self, Failure};
use crate::output::Output;
use crate::{host, signals};

/// Runs what was asked for.
///
/// # Errors
/// What the command refuses.
pub async fn run(args: Args, output: &Output) -> Result<(), Failure> {
    // These two need no data folder, key or keychain.
    if let Command::Segments { text, jsonl } = &args.command {
        return segments::run(output, text.as_deref(), *jsonl);
    }
    if let Command::Practice(wanted) = &args.command {
        return match &wanted.command {
            Some(PracticeCommand::Seed(wanted)) => seed::run(&args, output, wanted).await,
            None => practice::run(output, wanted).await,
        };
    }
    // Before anything is opened, so that no signal meets a half-open line.
    let stop = if let Command::Run(_) = &args.command {
        signals::stop().map_err(|error| failure::io("signals", &error))?
    } else {
        CancellationToken::new()
    };
    let host = host::open(&args, output).await?;
    match args.command {
        Command::Line(command) => line::run(&host, command, args.secrets).await,
        Command::Run(wanted) => run::run(&host, &wanted, stop).await,
        Command::Sync => run::sync(&host).await,
        Command::Status => status::run(&host).await,
        Command::Rules(command) => rules::run(&host, command).await,
        Command::Send { to, text, client_id } => messages::send(&host, &to, &text, client_id).await,
        Command::Broadcast(command) => broadcast::run(&host, command).await,
        Command::Fans(command) => fans::run(&host, command).await,
        Command::Fan(command) => fan::run(&host, command).await,
        Command::Suppress(command) => suppress::run(&host, command).await,
        Command::Messages { number, page } => messages::thread(&host, &number, &page).await,
        Command::Search { words, page } => messages::search(&host, &words, &page).await,
        Command::Outbox(command) => outbox::run(&host, command).await,
        Command::Guards(command) => guards::run(&host, command).await,
        Command::Prices(command) => prices::run(&host, command).await,
        Command::Settings(command) => settings::run(&host, command).await,
        Command::Call { method, params } => call::run(&host, &method, &params).await,
        Command::Segments { .. } | Command::Practice(_) => Ok(()),
    }
}
