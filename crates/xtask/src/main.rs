//! The project's own commands. Only the standard library: this is the first thing a fresh machine builds.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use console::Console;
use error::{Error, Result};
use leash::Leash;
use setup::Part;
use step::Place;

mod bench;
mod console;
mod dist;
mod duration;
mod error;
mod icons;
mod leash;
mod play;
mod run;
mod screen;
mod session;
mod setup;
mod step;
mod storm;
mod test;
mod untouched;

const USAGE: &str = "\
cargo xtask run    start Fanline on the practice line
                   [--fresh] [--texts FILE] [--data DIR] [--for 60s]
cargo xtask test   run every check
                   [--only fmt,ui,clippy,build,rust,doc,browser,desktop]
cargo xtask storm  kill the running line again and again on a bad network
                   [--recipients 10000] [--kills 100] [--seeds 20]
cargo xtask bench  measure Fanline against what this machine allows
                   [--texts 1000000] [--only parse,inline,deferred,reads,memory,outbox,pace]
cargo xtask dist   build the installers of this system
                   [options of `tauri build`]
cargo xtask icons  draw all icons again from icons/fanline.svg";

fn main() -> ExitCode {
    let console = Console::new();
    match start(console) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console.line("");
            console.bad(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

fn start(console: Console) -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((command, rest)) = arguments.split_first() else { return Err(Error::Usage(USAGE.to_owned())) };
    let asks = |argument: &String| matches!(argument.as_str(), "--help" | "-h" | "help");
    if arguments.iter().any(asks) {
        console.line(USAGE);
        return Ok(());
    }
    let place = || -> Result<Place> {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = own.ancestors().nth(2).unwrap_or(own).to_owned();
        Ok(Place { root, console, leash: Leash::new()? })
    };
    match command.as_str() {
        "run" => {
            let options = run::Options::parse(rest)?;
            run::run(&place()?, &options)
        }
        "test" => {
            let stages = test::parse(rest)?;
            test::run(&place()?, &stages)
        }
        "storm" => {
            let options = storm::Options::parse(rest)?;
            let place = place()?;
            setup::prepare(&place, &BTreeSet::from([Part::Build]))?;
            storm::run(&place, options)
        }
        "bench" => {
            let place = place()?;
            setup::prepare(&place, &BTreeSet::from([Part::Build]))?;
            bench::run(&place, rest)
        }
        "dist" => {
            let place = place()?;
            setup::prepare(&place, &BTreeSet::from([Part::Build, Part::Ui]))?;
            dist::run(&place, rest)
        }
        "icons" => icons::run(&place()?),
        other => Err(Error::Usage(format!("there is no command {other}\n\n{USAGE}"))),
    }
}
