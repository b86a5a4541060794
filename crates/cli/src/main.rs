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

use clap::Parser;

use crate::args::Args;
use crate::output::Output;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return failure::usage(&error),
    };
    log::start();
    let output = Output::new(args.json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failure::end(&output, Err(failure::io("threads", &error))),
    };
    let ended = runtime.block_on(commands::run(args, &output));
    // Whatever still runs is a task of ours that the command did not wait for: it holds nothing that must be saved.
    runtime.shutdown_background();
    failure::end(&output, ended)
}
