//! What can stop a command of this crate, in words for the person who started it.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::path::PathBuf;

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug)]
pub enum Error {
    /// The command line is wrong. Exit code 2.
    Usage(String),
    /// A program ended badly; its output is in the log and its end has been shown.
    Step {
        name: String,
        log: PathBuf,
    },
    /// Something has to be installed by hand.
    Missing(String),
    /// The product itself did something wrong.
    Product(String),
    Io {
        what: String,
        source: io::Error,
    },
}

impl Error {
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Step { .. } | Self::Missing(_) | Self::Product(_) | Self::Io { .. } => 1,
        }
    }
}

impl Display for Error {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(text) | Self::Missing(text) | Self::Product(text) => out.write_str(text),
            Self::Step { name, log } => write!(out, "{name} failed; everything it said: {}", log.display()),
            Self::Io { what, source } => write!(out, "{what}: {source}"),
        }
    }
}

/// Says what was being done when the system refused.
pub trait Doing<T> {
    fn doing(self, what: impl Display) -> Result<T>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, what: impl Display) -> Result<T> {
        self.map_err(|source| Error::Io { what: what.to_string(), source })
    }
}
