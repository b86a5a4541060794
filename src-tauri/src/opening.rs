//! The engine, which the window does not wait for: a keychain may first ask its owner, a practice day may be long.

use std::sync::Arc;

use fanline_engine::{Engine, Error};
use tokio::sync::SetOnce;

/// The engine as soon as it is open, or why it cannot be. Clones share it.
#[derive(Clone, Default)]
pub struct Opening {
    opened: Arc<SetOnce<Result<Engine, Error>>>,
}

impl Opening {
    /// Tells everybody who waits. Said once.
    pub fn done(&self, opened: Result<Engine, Error>) {
        // The first word counts.
        self.opened.set(opened).ok();
    }

    /// Waits for the engine.
    ///
    /// # Errors
    /// Why it cannot be opened, for example `read_only`.
    pub async fn engine(&self) -> Result<Engine, Error> {
        self.opened.wait().await.clone()
    }

    /// The engine, if it is open.
    #[must_use]
    pub fn already(&self) -> Option<Engine> {
        self.opened.get().and_then(|opened| opened.as_ref().ok().cloned())
    }
}
