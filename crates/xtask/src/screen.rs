//! A monitor that is not there: Xvfb on a display number that it chooses itself.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::error::{Doing, Error, Result};
use crate::step::Place;

const SIZE: &str = "1280x800x24";

#[derive(Debug)]
pub struct Screen<'a> {
    place: &'a Place,
    xvfb: Child,
    /// What `DISPLAY` has to say, such as `:99`.
    pub display: String,
}

impl<'a> Screen<'a> {
    pub fn start(place: &'a Place) -> Result<Self> {
        let (log, file) = place.log("xvfb")?;
        let mut command = place.command("Xvfb");
        command.args(["-displayfd", "1", "-screen", "0", SIZE, "-nolisten", "tcp"]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(file);
        let mut xvfb = place.leash.spawn(&mut command)?;
        let id = xvfb.id();
        let stdout = xvfb.stdout.take();
        let screen = |display| Self { place, xvfb, display };
        let number = stdout.and_then(|stdout| {
            let (said, heard) = mpsc::channel();
            thread::spawn(move || {
                let mut line = String::new();
                if BufReader::new(stdout).read_line(&mut line).is_ok() {
                    // Nobody listens when the wait below was over first.
                    said.send(line).ok();
                }
            });
            heard.recv_timeout(Duration::from_secs(20)).ok()
        });
        match number.as_deref().map(str::trim) {
            Some(number) if !number.is_empty() => Ok(screen(format!(":{number}"))),
            _ => {
                drop(screen(String::new()));
                Err(Error::Step { name: format!("Xvfb ({id})"), log })
            }
        }
    }

    /// Everything started with it appears on this screen, on X11 whatever the desktop speaks.
    pub fn show(&self, command: &mut Command) {
        command.env("DISPLAY", &self.display).env("GDK_BACKEND", "x11").env_remove("WAYLAND_DISPLAY");
    }

    /// Takes a picture of the whole screen.
    pub fn picture(&self, path: &Path) -> Result<()> {
        let mut command = Command::new("import");
        command.args(["-window", "root"]).arg(path).env("DISPLAY", &self.display);
        let output = command.stdin(Stdio::null()).output().doing("starting import")?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        Err(Error::Product(format!("no picture for {}: {said}", path.display())))
    }
}

impl Drop for Screen<'_> {
    fn drop(&mut self) {
        self.place.leash.stop(self.xvfb.id());
        // It has been told to end; there is nobody to tell when it cannot be waited for.
        self.xvfb.wait().ok();
        self.place.leash.release(self.xvfb.id());
    }
}
