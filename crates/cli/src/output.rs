//! The terminal: the one place that writes to stdout and stderr.

use std::io::{self, BufWriter, IsTerminal, Write};

use serde_json::{Value, json};

use fanline_engine::Error;

use crate::failure::{self, Failure};
use crate::sentences;
use crate::text;

/// How answers are printed.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    pub json: bool,
}

impl Output {
    pub fn new(json: bool) -> Self {
        Self { json }
    }

    /// Prints one answer: the document for scripts, or the text for people.
    ///
    /// # Errors
    /// When nobody reads stdout any more, or it cannot be written.
    pub fn answer(self, document: &Value, text: impl FnOnce() -> String) -> Result<(), Failure> {
        if self.json { self.line(&one_line(document)) } else { self.text(&text()) }
    }

    /// Prints lines for people; nothing for an empty text.
    ///
    /// # Errors
    /// As `answer`.
    pub fn text(self, text: &str) -> Result<(), Failure> {
        if text.is_empty() { Ok(()) } else { self.line(text.trim_end_matches('\n')) }
    }

    fn line(self, text: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{text}").and_then(|()| stdout.flush()).map_err(|error| failure::stdout(&error))
    }

    /// Something that people should know and scripts need not.
    pub fn note(self, text: &str) {
        if !self.json {
            // Without a stderr there is nobody to tell.
            writeln!(io::stderr().lock(), "{text}").ok();
        }
    }

    /// Whether a line that changes in place would be seen.
    pub fn shows_progress(self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// Replaces the line of progress.
    pub fn progress(self, text: &str) {
        let mut stderr = io::stderr().lock();
        // A lost line of progress is no loss.
        write!(stderr, "\r\u{1b}[K{text}").and_then(|()| stderr.flush()).ok();
    }

    /// Says why a command failed.
    pub fn error(self, error: &Error) {
        self.say(error, &sentences::of(error));
    }

    /// Says why a command failed, in other words than the error's own.
    pub fn say(self, error: &Error, message: &str) {
        let shown = if self.json {
            one_line(&json!({ "code": error.code, "params": error.params, "message": message }))
        } else {
            format!("fanline: {}", text::plain(message))
        };
        // Without a stderr the exit code still tells.
        writeln!(io::stderr().lock(), "{shown}").ok();
    }
}

/// A document on one line, also for readers to whom these three end a line. They stand only inside of strings.
#[must_use]
pub fn one_line(document: &Value) -> String {
    let mut line = document.to_string();
    for (end, escaped) in [("\u{85}", "\\u0085"), ("\u{2028}", "\\u2028"), ("\u{2029}", "\\u2029")] {
        if line.contains(end) {
            line = line.replace(end, escaped);
        }
    }
    line
}

/// Standard output for many lines, of which each is wanted as soon as nothing more waits.
pub fn stream() -> BufWriter<io::StdoutLock<'static>> {
    BufWriter::new(io::stdout().lock())
}
