//! One program at a time: its output goes to a log, the terminal shows a name, the seconds and its last line.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::console::{Console, seconds};
use crate::error::{Doing, Error, Result};
use crate::leash::Leash;

/// Nothing here takes this long; a program that does hangs.
const PATIENCE: Duration = Duration::from_secs(40 * 60);
const HEARTBEAT: Duration = Duration::from_secs(30);
const SHOWN_LINES: usize = 80;

/// What every command of this crate works with.
#[derive(Debug)]
pub struct Place {
    pub root: PathBuf,
    pub console: Console,
    pub leash: Leash,
}

impl Place {
    /// Build output, logs and stamps.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), |folder| self.root.join(folder))
    }

    /// A program that a debug build has made.
    pub fn built(&self, name: &str) -> PathBuf {
        self.target().join("debug").join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }

    pub fn log(&self, name: &str) -> Result<(PathBuf, File)> {
        let folder = self.target().join("xtask");
        fs::create_dir_all(&folder).doing(format_args!("creating {}", folder.display()))?;
        let path = folder.join(format!("{name}.log"));
        let file = File::create(&path).doing(format_args!("writing {}", path.display()))?;
        Ok((path, file))
    }

    /// A program of the project's own toolchain, started in the root folder.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        command.args(arguments);
        // `cargo run` sets these for this process; a build script that asks for one must not see ours.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("CARGO_PKG_") || name.to_string_lossy().starts_with("CARGO_MANIFEST_")
            {
                command.env_remove(name);
            }
        }
        command
    }
}

#[derive(Debug, Clone, Copy)]
pub struct Watch {
    start: Instant,
}

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "seconds on a terminal, no product time")]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    pub fn elapsed(self) -> Duration {
        self.start.elapsed()
    }
}

/// Runs a program to its end and returns where its output is.
///
/// # Errors
/// `Step` when it ends badly; the end of its output has been shown then.
pub fn step(place: &Place, name: &str, log_name: &str, mut command: Command) -> Result<PathBuf> {
    let (log, file) = place.log(log_name)?;
    let copy = file.try_clone().doing(format_args!("writing {}", log.display()))?;
    command.stdin(Stdio::null()).stdout(file).stderr(copy);
    command.env("NO_COLOR", "1").env("CARGO_TERM_COLOR", "never").env_remove("FORCE_COLOR");
    let watch = Watch::start();
    if !place.console.is_live() {
        place.console.note(&format!("{name} …"));
    }
    let status = wait(place, name, &log, watch, &mut command)?;
    let took = seconds(watch.elapsed());
    if status.success() {
        place.console.good(&format!("{name}  {took}"));
        return Ok(log);
    }
    place.console.bad(&format!("{name}  {took}"));
    for line in ending(&log) {
        place.console.quiet(&line);
    }
    Err(Error::Step { name: name.to_owned(), log })
}

fn wait(place: &Place, name: &str, log: &Path, watch: Watch, command: &mut Command) -> Result<ExitStatus> {
    let mut child = place.leash.spawn(command)?;
    let id = child.id();
    let (ended, end) = mpsc::channel();
    thread::spawn(move || {
        // The receiver waits for exactly this; it cannot be gone.
        ended.send(child.wait()).ok();
    });
    let mut beat = HEARTBEAT;
    let mut stopped = false;
    loop {
        match end.recv_timeout(Duration::from_secs(1)) {
            Ok(status) => {
                place.leash.release(id);
                return status.doing(format_args!("waiting for {name}"));
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Error::Step { name: name.to_owned(), log: log.to_owned() });
            }
            Err(RecvTimeoutError::Timeout) => {}
        }
        let elapsed = watch.elapsed();
        if elapsed > PATIENCE && !stopped {
            place.console.warn(&format!("{name}: no end after {}, stopping it", seconds(elapsed)));
            place.leash.stop(id);
            stopped = true;
        }
        if place.console.is_live() {
            place.console.live(&format!("{name}  {} s", elapsed.as_secs()), &last_line(log));
        } else if elapsed > beat {
            beat += HEARTBEAT;
            place.console.quiet(&format!("{name}, {} s: {}", elapsed.as_secs(), last_line(log)));
        }
    }
}

/// The last words of a program that is still talking.
fn last_line(log: &Path) -> String {
    let mut text = Vec::new();
    let read = File::open(log).and_then(|mut file| {
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(length.saturating_sub(2048)))?;
        file.read_to_end(&mut text)
    });
    if read.is_err() {
        return String::new();
    }
    let text = String::from_utf8_lossy(&text);
    text.lines().rev().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

/// The part of a failed program's output that says why: from the first failed test, or else the last lines.
fn ending(log: &Path) -> Vec<String> {
    let text = fs::read(log).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines.len().saturating_sub(SHOWN_LINES);
    let from = lines.iter().position(|line| *line == "failures:").unwrap_or(tail);
    lines.iter().skip(from).take(2 * SHOWN_LINES).map(|line| (*line).to_owned()).collect()
}
