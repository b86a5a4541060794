//! `cargo xtask run`: the product on the practice line. With a monitor it is just the window; without one the window
//! plays a practice day by itself, and pictures and counts say what happened.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::console::seconds;
use crate::duration;
use crate::error::{Doing, Error, Result};
use crate::play::{Line, Report};
use crate::screen::Screen;
use crate::session::Session;
use crate::setup::{self, Part};
use crate::step::{Place, Watch, step};

pub const USAGE: &str = "cargo xtask run [--fresh] [--texts FILE] [--data DIR] [--for 60s]";
const DEFAULT_PLAY: &str = "60s";
/// Starting a debug build of a web view without a graphics card, the pictures and the last answers.
const GRACE: Duration = Duration::from_secs(240);

#[derive(Debug, Default)]
pub struct Options {
    fresh: bool,
    texts: Option<PathBuf>,
    data: Option<PathBuf>,
    length: Option<String>,
}

impl Options {
    pub fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        let wrong = |what: &str| Error::Usage(format!("{what}\nusage: {USAGE}"));
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| wrong(&format!("{argument} needs a value")));
            // Relative to where the person is, not to the root folder.
            let absolute = |path: &String| std::path::absolute(path).doing(format_args!("finding {path}"));
            match argument.as_str() {
                "--fresh" => options.fresh = true,
                "--texts" => options.texts = Some(absolute(value()?)?),
                "--data" => options.data = Some(absolute(value()?)?),
                "--for" => options.length = Some(value()?.clone()),
                other => return Err(wrong(&format!("unknown option {other}"))),
            }
        }
        if options.length.as_deref().is_some_and(|length| duration::parse(length).is_none()) {
            return Err(wrong("--for takes 500ms, 60s, 2m or 1h"));
        }
        if let Some(texts) = options.texts.as_deref().filter(|texts| !texts.is_file()) {
            return Err(wrong(&format!("--texts: there is no file {}", texts.display())));
        }
        Ok(options)
    }

    fn apply(&self, command: &mut Command) {
        command.arg("--practice");
        if self.fresh {
            command.arg("--fresh");
        }
        if let Some(texts) = &self.texts {
            command.arg("--texts").arg(texts);
        }
        if let Some(data) = &self.data {
            command.arg("--data").arg(data);
        }
    }
}

pub fn run(place: &Place, options: &Options) -> Result<()> {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let headless = cfg!(target_os = "linux") && !set("DISPLAY") && !set("WAYLAND_DISPLAY");
    let mut parts = BTreeSet::from([Part::Build, Part::Ui]);
    if headless {
        parts.extend([Part::Screen, Part::Pictures]);
        if !has_bus() {
            parts.insert(Part::Keychain);
        }
    }
    setup::prepare(place, &parts)?;
    place.console.heading("Build");
    // `--examples` names none; it makes cargo choose features as `cargo xtask test` does, so nothing builds twice.
    let build = place.cargo(&["build", "--workspace", "--bin", "fanline-desktop", "--examples"]);
    step(place, "Building Fanline", "run-build", build)?;
    if headless { play(place, options) } else { show(place, options) }
}

fn has_bus() -> bool {
    let in_folder = std::env::var_os("XDG_RUNTIME_DIR").is_some_and(|folder| Path::new(&folder).join("bus").exists());
    in_folder || std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some_and(|address| !address.is_empty())
}

/// The window, until it is closed.
fn show(place: &Place, options: &Options) -> Result<()> {
    place.console.heading("Fanline, practice line");
    place.console.note("Nothing is sent to a real phone. Close the window or press Ctrl-C to stop.");
    let mut command = place.command(&place.built("fanline-desktop").to_string_lossy());
    options.apply(&mut command);
    if let Some(length) = &options.length {
        command.args(["--for", length]);
    }
    let mut child = place.leash.spawn(command.stdin(Stdio::null()))?;
    let status = child.wait().doing("waiting for the window")?;
    place.leash.release(child.id());
    if status.success() { Ok(()) } else { Err(Error::Product(format!("Fanline ended with {status}"))) }
}

/// The window on a screen that is not there, playing by itself.
fn play(place: &Place, options: &Options) -> Result<()> {
    place.console.heading("Practice day");
    place.console.note("There is no monitor here: the window opens on a virtual screen and plays by itself.");
    let screen = Screen::start(place)?;
    place.console.note(&format!("Virtual screen {}, nothing is sent to a real phone.", screen.display));
    let program = place.built("fanline-desktop");
    let mut command = if has_bus() {
        place.command(&program.to_string_lossy())
    } else {
        let kept = place.target().join("practice-session");
        let session = Session::kept(place, &kept)?;
        place.console.note(&format!("Practice data and its keychain: {}", shorten(place, &kept)));
        if !session.has_keychain() {
            place.console.warn("No keychain here: the practice line starts anew each time.");
        }
        session.command(place, &program)
    };
    options.apply(&mut command);
    let length = options.length.as_deref().unwrap_or(DEFAULT_PLAY);
    command.args(["--play", length]);
    screen.show(&mut command);

    let (log_path, log) = place.log("practice")?;
    let errors = log.try_clone().doing("writing the log")?;
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors);
    let child = place.leash.spawn(&mut command)?;
    let patience = duration::parse(length).unwrap_or_default() + GRACE;
    let mut day = Day { place, screen: &screen, log, pictures: Vec::new(), lost_pictures: 0, report: None };
    let status = day.watch(child, patience)?;
    day.finish(status, &log_path)
}

struct Day<'a> {
    place: &'a Place,
    screen: &'a Screen<'a>,
    log: File,
    pictures: Vec<PathBuf>,
    lost_pictures: u32,
    report: Option<Report>,
}

impl Day<'_> {
    fn watch(&mut self, mut child: Child, patience: Duration) -> Result<Option<ExitStatus>> {
        let id = child.id();
        let watch = Watch::start();
        let mut answers = child.stdin.take();
        let lines = lines(&mut child);
        let mut doing = String::new();
        while watch.elapsed() < patience {
            match lines.recv_timeout(Duration::from_millis(500)) {
                Ok(line) => self.take(&line, &mut answers, &mut doing)?,
                Err(RecvTimeoutError::Timeout) => {
                    self.place.console.live(&format!("Practice day  {} s", watch.elapsed().as_secs()), &doing);
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        let status = ended(child, Duration::from_secs(20));
        if status.is_none() {
            self.place.leash.stop(id);
        }
        self.place.leash.release(id);
        self.place.console.note(&format!("The window closed after {}.", seconds(watch.elapsed())));
        Ok(status)
    }

    fn take(&mut self, line: &str, answers: &mut Option<ChildStdin>, doing: &mut String) -> Result<()> {
        match Line::parse(line) {
            Line::Note(text) => {
                self.place.console.note(&format!("· {text}"));
                *doing = text;
            }
            Line::Shot(name) => {
                self.picture(&name)?;
                if let Some(answers) = answers {
                    // A window that is gone ends the lines too, and is reported there.
                    answers.write_all(b"ok\n").and_then(|()| answers.flush()).ok();
                }
            }
            Line::Report(report) => self.report = Some(report),
            Line::Other => writeln!(self.log, "{line}").doing("writing the log")?,
        }
        Ok(())
    }

    fn picture(&mut self, name: &str) -> Result<()> {
        let folder = self.place.root.join("screenshots");
        fs::create_dir_all(&folder).doing(format_args!("creating {}", folder.display()))?;
        let path = folder.join(format!("{name}.png"));
        match self.screen.picture(&path) {
            Ok(()) => self.pictures.push(path),
            Err(error) => {
                self.place.console.warn(&error.to_string());
                self.lost_pictures += 1;
            }
        }
        Ok(())
    }

    fn finish(&self, status: Option<ExitStatus>, log: &Path) -> Result<()> {
        let console = &self.place.console;
        console.heading("What happened");
        if let Some(report) = self.report {
            console.note(&format!("{:>7}  texts came in", report.texts_in));
            console.note(&format!("{:>7}  automatic answers went out", report.replies_out));
            console.note(&format!("{:>7}  personal answers", report.personal));
            console.note(&format!("{:>7}  fans got the update", report.update_sent_to));
            console.note(&format!("{:>7}  fans got the same text twice", report.twice));
        }
        for path in &self.pictures {
            console.note(&format!("picture  {}", shorten(self.place, path)));
        }
        let failure = verdict(status, self.report, self.lost_pictures);
        match failure {
            None => {
                console.good("A practice day, as it should be.");
                Ok(())
            }
            Some(why) => Err(Error::Product(format!("{why}; its log: {}", log.display()))),
        }
    }
}

/// Why the day was not a good one.
fn verdict(status: Option<ExitStatus>, report: Option<Report>, lost_pictures: u32) -> Option<String> {
    let Some(status) = status else { return Some("Fanline did not end by itself and was stopped".to_owned()) };
    if !status.success() {
        return Some(format!("Fanline ended with {status}"));
    }
    let Some(report) = report else { return Some("Fanline ended without its report".to_owned()) };
    if report.twice > 0 {
        return Some(format!("{} fans got the same text twice", report.twice));
    }
    if report.texts_in == 0 {
        return Some("no text came in".to_owned());
    }
    (lost_pictures > 0).then(|| format!("{lost_pictures} pictures are missing"))
}

/// The lines of a program's output as they come. Ends with the output.
fn lines(child: &mut Child) -> Receiver<String> {
    let (said, heard) = mpsc::channel();
    if let Some(stdout) = child.stdout.take() {
        thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(std::io::Result::ok) {
                if said.send(line).is_err() {
                    return;
                }
            }
        });
    }
    heard
}

/// How a program ended, if it ends in time.
fn ended(mut child: Child, patience: Duration) -> Option<ExitStatus> {
    let (said, heard) = mpsc::channel();
    thread::spawn(move || {
        // Nobody listens any more when patience was over first.
        said.send(child.wait()).ok();
    });
    heard.recv_timeout(patience).ok()?.ok()
}

fn shorten(place: &Place, path: &Path) -> String {
    path.strip_prefix(&place.root).unwrap_or(path).display().to_string()
}
