//! `cargo xtask storm`: the running line is killed again and again on a bad network, and the carrier's ledger is held
//! against what had to be. One program run for each seed, so that one that ends badly leaves the others alone.

use std::fs;

use crate::error::{Error, Result};
use crate::step::{Place, step};

pub const USAGE: &str =
    "cargo xtask storm [--recipients 10000] [--kills 100] [--seeds 20] [--first-seed 1] [--drop-unsynced]";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub recipients: u32,
    pub kills: u32,
    pub seeds: u32,
    pub first_seed: u32,
    /// Each kill is a power cut that takes what was not synced. Linux only.
    pub drop_unsynced: bool,
}

impl Options {
    /// # Errors
    /// `Usage` for anything that is not an option with its number.
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let wrong = |what: &str| Error::Usage(format!("{what}\nusage: {USAGE}"));
        let mut options = Self { recipients: 10_000, kills: 100, seeds: 20, first_seed: 1, drop_unsynced: false };
        let mut arguments = arguments.iter();
        while let Some(name) = arguments.next() {
            if name == "--drop-unsynced" {
                options.drop_unsynced = true;
                continue;
            }
            let value = arguments.next().and_then(|value| value.parse().ok());
            let value = value.ok_or_else(|| wrong(&format!("{name} needs a number")))?;
            let option = match name.as_str() {
                "--recipients" => &mut options.recipients,
                "--kills" => &mut options.kills,
                "--seeds" => &mut options.seeds,
                "--first-seed" => &mut options.first_seed,
                other => return Err(wrong(&format!("cannot use {other} here"))),
            };
            *option = value;
        }
        Ok(options)
    }
}

pub fn run(place: &Place, options: Options) -> Result<()> {
    place.console.heading("Storm");
    let build = ["build", "--workspace", "--bin", "fanline", "--bin", "fanline-storm"];
    step(place, "build", "storm-build", place.cargo(&build))?;
    let mut failed = 0;
    for seed in options.first_seed..options.first_seed.saturating_add(options.seeds) {
        let name = format!("storm {seed}");
        let mut command = place.command(&place.built("fanline-storm").to_string_lossy());
        for (option, value) in
            [("--recipients", options.recipients), ("--kills", options.kills), ("--first-seed", seed), ("--seeds", 1)]
        {
            command.args([option, &value.to_string()]);
        }
        if options.drop_unsynced {
            command.arg("--drop-unsynced");
        }
        match step(place, &name, &format!("storm-{seed}"), command) {
            Ok(log) => {
                let said = fs::read_to_string(log).unwrap_or_default();
                place.console.note(said.lines().next().unwrap_or_default());
            }
            Err(Error::Step { .. }) => failed += 1,
            Err(other) => return Err(other),
        }
    }
    if failed == 0 { Ok(()) } else { Err(Error::Product(format!("{failed} of {} storms left damage", options.seeds))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options> {
        Options::parse(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>())
    }

    /// If this fails a misspelt option blows at full size for an hour, or a small storm passes for a large one.
    #[test]
    fn options_are_pairs_of_a_name_and_a_number() {
        let full = Options { recipients: 10_000, kills: 100, seeds: 20, first_seed: 1, drop_unsynced: false };
        assert_eq!(parse(&[]).ok(), Some(full));
        assert_eq!(parse(&["--seeds", "2", "--kills", "5"]).ok(), Some(Options { seeds: 2, kills: 5, ..full }));
        let cuts = Options { seeds: 2, drop_unsynced: true, ..full };
        assert_eq!(parse(&["--drop-unsynced", "--seeds", "2"]).ok(), Some(cuts));
        for wrong in [&["--seed", "2"][..], &["--seeds"], &["--seeds", "two"], &["2"]] {
            assert_eq!(parse(wrong).map_err(|error| error.exit_code()), Err(2), "{wrong:?}");
        }
    }
}
