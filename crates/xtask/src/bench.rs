//! `cargo xtask bench`: how fast Fanline is, as ratios to what the machine allows. Built as it is shipped.

use crate::error::{Doing, Error, Result};
use crate::step::{Place, step};

pub const USAGE: &str = "cargo xtask bench [--texts 1000000] [--only parse,inline,deferred,reads,memory,outbox,pace]";

/// Builds the benchmarks and runs them with the given options, which are theirs.
///
/// # Errors
/// When they cannot be built, or end badly.
pub fn run(place: &Place, arguments: &[String]) -> Result<()> {
    place.console.heading("Benchmarks");
    // By itself: with the window in one build, its libraries would be built as well.
    let build = ["build", "--release", "--package", "fanline-tests", "--bin", "fanline-bench"];
    step(place, "build", "bench-build", place.cargo(&build))?;
    let program = place.target().join("release").join(format!("fanline-bench{}", std::env::consts::EXE_SUFFIX));
    let mut command = place.command(&program.to_string_lossy());
    command.args(arguments);
    let mut child = place.leash.spawn(&mut command)?;
    let id = child.id();
    let status = child.wait().doing("waiting for the benchmarks")?;
    place.leash.release(id);
    if status.success() {
        return Ok(());
    }
    // Options that it does not know are told by the program itself.
    let usage = status.code() == Some(2);
    Err(if usage {
        Error::Usage(format!("usage: {USAGE}"))
    } else {
        Error::Product("the benchmarks ended badly".to_owned())
    })
}
