//! `fanline`: the same commands as the window's, for scripts and servers.
//!
//! Every command maps to the engine's table. This crate owns the sentences, the exit codes and the terminal.

mod args;
mod commands;
mod failure;
mod host;
mod log;
mod output;
mod sentences;
mod signals;
mod text;
mod why;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;

use crate::args::Args;
use crate::output::Output;

/// How long a thread may hold up the end, for example one that waits for a name server.
const LONGEST_FAREWELL: Duration = Duration::from_secs(5);

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return failure::usage(&error),
    };
    log::start();
    tracing::debug!(version = env!("CARGO_PKG_VERSION"), "started");
    let output = Output::new(args.json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failure::end(&output, Err(failure::io("threads", &error))),
    };
    let ended = runtime.block_on(commands::run(args, &output));
    // Threads that used the database must be gone before the process is: the library that encrypts it takes its
    // memory apart at the end, and a thread that ends at the same moment would free it a second time.
    runtime.shutdown_timeout(LONGEST_FAREWELL);
    failure::end(&output, ended)
}
