//! What the person at the terminal sees: calm lines, one live line while something runs, colours only where they show.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

#[derive(Debug, Clone, Copy)]
pub struct Console {
    /// One line may be rewritten in place.
    live: bool,
    colour: bool,
}

impl Console {
    pub fn new() -> Self {
        let automated = env::var("CI").is_ok_and(|value| value == "true" || value == "1");
        let live = io::stdout().is_terminal() && !automated && env::var("TERM").is_ok_and(|term| term != "dumb");
        Self { live, colour: live && env::var_os("NO_COLOR").is_none() }
    }

    pub fn is_live(&self) -> bool {
        self.live
    }

    pub fn heading(&self, text: &str) {
        self.line(&format!("\n{}", self.paint("1", text)));
    }

    pub fn note(&self, text: &str) {
        self.line(&format!("  {text}"));
    }

    pub fn quiet(&self, text: &str) {
        self.line(&format!("    {}", self.paint("2", text)));
    }

    pub fn good(&self, text: &str) {
        self.line(&format!("{} {text}", self.paint("32", "✓")));
    }

    pub fn bad(&self, text: &str) {
        self.line(&format!("{} {text}", self.paint("31", "✗")));
    }

    pub fn warn(&self, text: &str) {
        self.line(&format!("{} {text}", self.paint("33", "!")));
    }

    /// Replaces the live line. Without a terminal nothing is shown.
    pub fn live(&self, text: &str, detail: &str) {
        if self.live {
            let detail: String =
                detail.chars().filter(|c| !c.is_control()).take(76_usize.saturating_sub(text.len())).collect();
            self.write(&format!("\r\x1b[2K{} {text}  {}", self.paint("33", "▸"), self.paint("2", &detail)));
        }
    }

    pub fn line(&self, text: &str) {
        let clear = if self.live { "\r\x1b[2K" } else { "" };
        self.write(&format!("{clear}{text}\n"));
    }

    fn paint(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    fn write(&self, text: &str) {
        let mut out = io::stdout().lock();
        // A closed pipe (`| head`) must not stop the build.
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).ok();
    }
}

/// `7.3 s`, `4 min 05 s`.
pub fn seconds(elapsed: Duration) -> String {
    let whole = elapsed.as_secs();
    if whole < 60 {
        format!("{}.{} s", whole, elapsed.subsec_millis() / 100)
    } else {
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}
