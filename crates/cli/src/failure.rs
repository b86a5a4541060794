//! How a command ends: 0 done, 1 refused or failed, 2 usage.

use std::io;
use std::process::ExitCode;

use clap::error::ErrorKind;
use fanline_engine::{Error, ErrorCode};

use crate::output::Output;

/// Why a command did not come to its end.
#[derive(Debug)]
pub enum Failure {
    Refused(Error),
    /// Nobody reads what is printed any more, as `head` does when it has enough.
    NobodyReads,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

/// A failure of the operating system that has no code of its own.
pub fn io(what: &str, error: &io::Error) -> Failure {
    let kind = error.kind();
    if matches!(kind, io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
        return ErrorCode::DiskFull.into();
    }
    Failure::Refused(Error::new(ErrorCode::StoreFailed).with("detail", format!("{what}: {kind}")))
}

/// A failure to print.
pub fn stdout(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe { Failure::NobodyReads } else { io("standard output", error) }
}

/// Something typed that cannot be read, where the arguments themselves could.
pub fn unreadable(detail: &str) -> Failure {
    Failure::Refused(Error::new(ErrorCode::BadParams).with("detail", detail))
}

/// Says why, if there is a why, and gives the exit code.
pub fn end(output: &Output, ended: Result<(), Failure>) -> ExitCode {
    match ended {
        Ok(()) | Err(Failure::NobodyReads) => ExitCode::SUCCESS,
        Err(Failure::Refused(error)) => {
            output.error(&error);
            ExitCode::from(exit(error.code))
        }
    }
}

/// 2 for what was typed wrong whatever the line holds, 1 for the rest.
fn exit(code: ErrorCode) -> u8 {
    let usage = matches!(
        code,
        ErrorCode::UnknownCommand
            | ErrorCode::BadParams
            | ErrorCode::BadNumber
            | ErrorCode::UnknownSetting
            | ErrorCode::BadSetting
            | ErrorCode::UnknownProvider
            | ErrorCode::BadBaseUrl
    );
    if usage { 2 } else { 1 }
}

/// Arguments that do not parse; also `--help` and `--version`, which are no failure.
pub fn usage(error: &clap::Error) -> ExitCode {
    let wants_json = std::env::args_os().take_while(|argument| argument != "--").any(|argument| argument == "--json");
    if !error.use_stderr() || !wants_json {
        // Whoever closed the stream does not want to read it.
        error.print().ok();
        return if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
    }
    let code =
        if error.kind() == ErrorKind::InvalidSubcommand { ErrorCode::UnknownCommand } else { ErrorCode::BadParams };
    let shown = error.render().to_string();
    Output::new(true).say(&Error::new(code), shown.strip_prefix("error: ").unwrap_or(&shown).trim());
    ExitCode::from(2)
}
