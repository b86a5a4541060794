//! `cargo xtask test`: everything that has to hold before a change lands. All stages run, whatever the first one says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::console::seconds;
use crate::error::{Error, Result};
use crate::screen::Screen;
use crate::session::Session;
use crate::setup::{self, Part, npm};
use crate::step::{Place, Watch, step};
use crate::untouched::Snapshot;

pub const USAGE: &str = "cargo xtask test [--only STAGE[,STAGE…]]";

/// In the order in which they run: what fails fastest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    Fmt,
    Ui,
    Clippy,
    Build,
    Rust,
    Doc,
    Browser,
    Desktop,
}

const STAGES: [(Stage, &str); 8] = [
    (Stage::Fmt, "fmt"),
    (Stage::Ui, "ui"),
    (Stage::Clippy, "clippy"),
    (Stage::Build, "build"),
    (Stage::Rust, "rust"),
    (Stage::Doc, "doc"),
    (Stage::Browser, "browser"),
    (Stage::Desktop, "desktop"),
];

impl Stage {
    /// Browser and window tests need a virtual screen and WebKit's driver, which only Linux has.
    fn runs_here(self) -> bool {
        cfg!(target_os = "linux") || !matches!(self, Self::Browser | Self::Desktop)
    }

    fn needs(self) -> &'static [Part] {
        match self {
            Self::Fmt => &[],
            Self::Ui => &[Part::UiTools],
            Self::Clippy | Self::Build | Self::Doc => &[Part::Build, Part::Ui],
            Self::Rust => &[Part::Build, Part::Ui, Part::Keychain],
            Self::Browser => &[Part::Build, Part::Ui, Part::Keychain, Part::Browser],
            Self::Desktop => &[Part::Build, Part::Ui, Part::Keychain, Part::Screen, Part::Driver],
        }
    }
}

/// Which stages to run.
///
/// # Errors
/// `Usage` with the list of stages.
pub fn parse(arguments: &[String]) -> Result<BTreeSet<Stage>> {
    let names: Vec<&str> = STAGES.iter().map(|(_, name)| *name).collect();
    let wrong = |what: String| Error::Usage(format!("{what}\nusage: {USAGE}\nstages: {}", names.join(" ")));
    let wanted = match arguments {
        [] => return Ok(STAGES.iter().map(|(stage, _)| *stage).filter(|stage| stage.runs_here()).collect()),
        [only, list] if only == "--only" => list,
        [other, ..] => return Err(wrong(format!("cannot use {other} like this"))),
    };
    let stage = |name: &str| {
        let known = STAGES.iter().find(|(_, known)| *known == name).map(|(stage, _)| *stage);
        known.filter(|stage| stage.runs_here()).ok_or_else(|| wrong(format!("no stage {name} on this system")))
    };
    wanted.split(',').map(str::trim).map(stage).collect()
}

struct Outcome {
    name: &'static str,
    elapsed: Duration,
    tests: u64,
    failure: Option<Error>,
}

pub fn run(place: &Place, stages: &BTreeSet<Stage>) -> Result<()> {
    let watch = Watch::start();
    let before = Snapshot::take();
    setup::prepare(place, &stages.iter().flat_map(|stage| stage.needs()).copied().collect())?;
    place.console.heading("Checks");
    let mut outcomes = Vec::new();
    for (stage, name) in STAGES.into_iter().filter(|(stage, _)| stages.contains(stage)) {
        let watch = Watch::start();
        let result = run_stage(place, stage);
        let (tests, failure) = match result {
            Ok(tests) => (tests, None),
            Err(error) => (0, Some(error)),
        };
        outcomes.push(Outcome { name, elapsed: watch.elapsed(), tests, failure });
    }
    outcomes.push(untouched(&before));
    summarise(place, &outcomes, watch.elapsed())
}

/// Tests that write where the user's own texts are would one day answer a real fan.
fn untouched(before: &Snapshot) -> Outcome {
    let watch = Watch::start();
    let changed = Snapshot::take().changed_since(before);
    let failure = changed.first().map(|path| {
        Error::Product(format!(
            "{} paths of your own changed during the tests, {} first (or is Fanline running beside them?)",
            changed.len(),
            path.display()
        ))
    });
    Outcome { name: "untouched", elapsed: watch.elapsed(), tests: 0, failure }
}

fn summarise(place: &Place, outcomes: &[Outcome], total: Duration) -> Result<()> {
    place.console.heading("Stages");
    for outcome in outcomes {
        let tests = if outcome.tests > 0 { format!("{:>6} tests", outcome.tests) } else { String::new() };
        let line = format!("{:<10}{:>14}{tests}", outcome.name, seconds(outcome.elapsed));
        match &outcome.failure {
            None => place.console.good(&line),
            Some(error) => {
                place.console.bad(&line);
                place.console.quiet(&error.to_string());
            }
        }
    }
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    let line = format!("{} passed, {failed} failed", outcomes.len() - failed);
    place.console.line(&format!("\n{line}  ({})", seconds(total)));
    if failed == 0 { Ok(()) } else { Err(Error::Product(format!("{failed} stages failed"))) }
}

/// Runs one stage. Returns how many tests ran in it.
fn run_stage(place: &Place, stage: Stage) -> Result<u64> {
    match stage {
        Stage::Fmt => step(place, "fmt", "fmt", place.cargo(&["fmt", "--all", "--check"])).map(|_| 0),
        Stage::Clippy => {
            let arguments = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
            step(place, "clippy", "clippy", place.cargo(&arguments)).map(|_| 0)
        }
        Stage::Build => {
            step(place, "build", "build", place.cargo(&["build", "--workspace", "--all-targets"])).map(|_| 0)
        }
        Stage::Doc => {
            // The window's binary is left out: its page would have the same name as its library's.
            // `--examples` names none; with it cargo chooses features as for tests, so nothing builds twice.
            let bins = ["--bin", "fanline", "--bin", "fanline-bridge", "--bin", "xtask"];
            let mut command = place.cargo(&["doc", "--workspace", "--no-deps", "--lib", "--examples"]);
            command.args(bins).env("RUSTDOCFLAGS", "-D warnings");
            step(place, "doc", "doc", command).map(|_| 0)
        }
        Stage::Ui => {
            let mut failure = None;
            for script in ["check", "lint", "test"] {
                let log = format!("ui-{script}");
                failure = step(place, &format!("ui {script}"), &log, npm(place, &["run", script])).err().or(failure);
            }
            failure.map_or(Ok(0), Err)
        }
        Stage::Rust => rust(place),
        Stage::Browser => end_to_end(place, "browser"),
        Stage::Desktop => end_to_end(place, "desktop"),
    }
}

/// All tests of the workspace but those that open a window.
fn rust(place: &Place) -> Result<u64> {
    let session = Session::fresh(place)?;
    let mut arguments = vec!["test".to_owned(), "--workspace".to_owned(), "--lib".to_owned(), "--bins".to_owned()];
    for name in integration_tests(&place.root) {
        arguments.extend(["--test".to_owned(), name]);
    }
    arguments.push("--no-fail-fast".to_owned());
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let tests = cargo_test(place, "rust", in_session(place, &session, &arguments));
    let examples = cargo_test(place, "rust-doc", in_session(place, &session, &["test", "--workspace", "--doc"]));
    let bare = if cfg!(target_os = "linux") { without_keychain(place) } else { Ok(0) };
    let tests = tests?;
    if tests == 0 {
        return Err(Error::Product("not one test ran".to_owned()));
    }
    Ok(tests + examples? + bare?)
}

/// What the product says on a computer that has no keychain: the tests above run where there is one.
fn without_keychain(place: &Place) -> Result<u64> {
    let session = Session::fresh(place)?.without_keychain();
    let mut command = in_session(place, &session, &["test", "--workspace", "--lib", "secrets::keychain"]);
    command.env("FANLINE_TEST_KEYCHAIN", "missing");
    let tests = cargo_test(place, "rust-no-keychain", command)?;
    if tests == 0 { Err(Error::Product("no test of a missing keychain ran".to_owned())) } else { Ok(tests) }
}

/// `it`, and every file in a crate's own tests folder.
fn integration_tests(root: &Path) -> Vec<String> {
    let mut names = vec!["it".to_owned()];
    for crate_folder in fs::read_dir(root.join("crates")).into_iter().flatten().flatten() {
        for file in fs::read_dir(crate_folder.path().join("tests")).into_iter().flatten().flatten() {
            let path = file.path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                names.extend(path.file_stem().map(|name| name.to_string_lossy().into_owned()));
            }
        }
    }
    names
}

/// The tests of `tests/e2e` in one module, on a screen of their own: no window opens on the user's desktop.
fn end_to_end(place: &Place, module: &str) -> Result<u64> {
    let session = Session::fresh(place)?;
    let screen = Screen::start(place)?;
    let filter = format!("{module}::");
    let mut command = in_session(place, &session, &["test", "--workspace", "--test", "e2e", &filter]);
    screen.show(&mut command);
    let tests = cargo_test(place, module, command)?;
    if tests == 0 {
        return Err(Error::Product(format!("not one test ran in {filter}")));
    }
    Ok(tests)
}

fn in_session(place: &Place, session: &Session, arguments: &[&str]) -> Command {
    let mut command = place.cargo(arguments);
    if let Some(path) = setup::search_path(place) {
        command.env("PATH", path);
    }
    if let Some(browser) = setup::browser() {
        command.env("FANLINE_TEST_BROWSER", browser);
    }
    if session.has_keychain() {
        command.env("FANLINE_TEST_KEYCHAIN", "1");
    }
    session.wrap(place, &command)
}

/// Runs `cargo test` and counts what passed.
fn cargo_test(place: &Place, name: &str, command: Command) -> Result<u64> {
    let log = step(place, name, name, command)?;
    Ok(passed(&fs::read_to_string(log).unwrap_or_default()))
}

/// The sum of cargo's own counts: `test result: ok. 12 passed; …`.
fn passed(log: &str) -> u64 {
    let count = |line: &str| {
        let rest = line.strip_prefix("test result: ok. ")?;
        rest.split_once(" passed")?.0.parse::<u64>().ok()
    };
    log.lines().filter_map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If this fails a stage that ran no test looks like one that passed.
    #[test]
    fn counts_the_tests_that_ran() {
        let log = "test a ... ok\ntest result: ok. 12 passed; 0 failed\n\ntest result: ok. 0 passed; 0 failed\n\
                   test result: ok. 3 passed; 0 failed; 0 ignored\ntest result: FAILED. 9 passed; 1 failed\n";
        assert_eq!(passed(log), 15);
        assert_eq!(passed("no test here"), 0);
    }

    /// If this fails a misspelt stage passes without running.
    #[test]
    fn refuses_a_stage_that_is_none() {
        let only = |list: &str| parse(&["--only".to_owned(), list.to_owned()]);
        assert_eq!(only("fmt, ui").ok(), Some(BTreeSet::from([Stage::Fmt, Stage::Ui])));
        assert_eq!(only("fmt,uii").map_err(|error| error.exit_code()), Err(2));
        assert_eq!(parse(&["--fast".to_owned()]).map_err(|error| error.exit_code()), Err(2));
        assert!(parse(&[]).is_ok_and(|stages| stages.contains(&Stage::Rust)), "no option means every stage");
    }
}
