//! The lines in a data folder: which there are, opening one, adding one, removing one.

mod add;
mod backups;
mod folder;
mod key_check;
mod keys;
mod practice;
mod recovery;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use tokio::sync::watch;

pub use add::NewLine;
pub use folder::{PRACTICE, lock_for_sending, write_private};
pub use keys::fresh_id;
pub use practice::{PracticeEndpoint, PracticeStarter};
pub use recovery::is_kept as recovery_key_is_kept;

use crate::clock::Clock;
use crate::error::{Error, ErrorCode, Result};
use crate::event::Events;
use crate::line::{Epoch, Line, Opened, everything, store_problem};
use crate::provider::{self, Credentials};
use crate::secrets::{SecretKind, SecretStore, SecretsPlace};
use crate::store::Store;
use crate::store::line as line_row;
use crate::store::settings;

/// How often, and how long each time, a closing line waits for commands that still read it.
const CLOSING_TURNS: u32 = 100;
const CLOSING_TURN: Duration = Duration::from_millis(20);

/// The lines of one data folder. One of them is the selected one.
pub struct Lines {
    data_dir: PathBuf,
    clock: Arc<dyn Clock>,
    secrets: Arc<dyn SecretStore>,
    events: Events,
    practice: Option<PracticeStarter>,
    current: watch::Sender<Current>,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// The selected line, or why there is none.
#[derive(Debug, Clone, Default)]
pub struct Current {
    pub line: Option<Arc<Line>>,
    /// The selected line is there and cannot be opened.
    pub problem: Option<Error>,
}

impl Lines {
    pub fn new(
        data_dir: PathBuf,
        clock: Arc<dyn Clock>,
        secrets: Arc<dyn SecretStore>,
        events: Events,
        practice: Option<PracticeStarter>,
    ) -> Self {
        Self { data_dir, clock, secrets, events, practice, current: watch::Sender::new(Current::default()) }
    }

    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub fn events(&self) -> &Events {
        &self.events
    }

    /// The selected line.
    ///
    /// # Errors
    /// `no_line`, or why the selected line cannot be opened.
    pub fn current(&self) -> Result<Arc<Line>> {
        let current = self.current.borrow();
        match (&current.line, &current.problem) {
            (Some(line), _) => Ok(Arc::clone(line)),
            (None, Some(problem)) => Err(problem.clone()),
            (None, None) => Err(ErrorCode::NoLine.into()),
        }
    }

    /// Closes the selected line once nothing works on it any more, or after a moment. Commands that come later are
    /// refused with `stopped`.
    pub async fn close(&self) {
        let closed = Current { line: None, problem: Some(ErrorCode::Stopped.into()) };
        let Some(line) = self.current.send_replace(closed).line else { return };
        for _ in 0..CLOSING_TURNS {
            if Arc::strong_count(&line) == 1 {
                break;
            }
            tokio::time::sleep(CLOSING_TURN).await;
        }
        // The writer finishes what waits, and its thread ends.
        tokio::task::spawn_blocking(move || drop(line)).await.ok();
    }

    /// Follows which line is selected.
    pub fn watch(&self) -> watch::Receiver<Current> {
        self.current.subscribe()
    }

    /// Opens the line that was selected last, if there is one. A line that cannot be opened is remembered with its
    /// reason, so that the window can say it.
    pub async fn open_selected(&self) -> Result<()> {
        let Some(id) = self.selected_id()? else { return Ok(()) };
        let opened = if id == PRACTICE { self.open_practice().await } else { self.open(&id).await };
        self.current.send_replace(match opened {
            Ok(line) => Current { line: Some(line), problem: None },
            // The window has to say which line it is that does not open.
            Err(problem) => Current { line: None, problem: Some(problem.with("line", &id)) },
        });
        everything(&self.events);
        Ok(())
    }

    /// Makes a line the selected one.
    ///
    /// # Errors
    /// `not_found`, or why it cannot be opened.
    pub async fn select(&self, id: &str) -> Result<Arc<Line>> {
        if let Ok(line) = self.current()
            && line.id == id
        {
            return Ok(line);
        }
        if !self.ids()?.iter().any(|known| known == id) {
            return Err(Error::new(ErrorCode::NotFound).with("what", "line").with("id", id));
        }
        let line = if id == PRACTICE { self.open_practice().await? } else { self.open(id).await? };
        self.set_current(&line)?;
        Ok(line)
    }

    fn set_current(&self, line: &Arc<Line>) -> Result<()> {
        folder::write_selected(&self.data_dir, &line.id)?;
        self.current.send_replace(Current { line: Some(Arc::clone(line)), problem: None });
        everything(&self.events);
        Ok(())
    }

    /// Opens a real line that is not the selected one.
    pub async fn open(&self, id: &str) -> Result<Arc<Line>> {
        let dir = folder::dir_of(&self.data_dir, id);
        let key = self.existing_key(id).await?;
        let store = open_store(&dir, key).await?;
        let row = store.read(line_row::get).await?.ok_or(ErrorCode::DatabaseDamaged)?;
        let secret = self.secret(id, SecretKind::ProviderSecret).await?.ok_or(ErrorCode::SecretMissing)?;
        let credentials =
            Credentials { account: row.account.clone(), key: row.key.clone(), secret, base_url: row.base_url.clone() };
        self.assemble(Opened {
            dir,
            secrets: self.secrets.place(),
            epoch: self.epoch(id, &self.secrets),
            provider: self.connect(&row.provider, credentials, &store).await?,
            row,
            store,
        })
    }

    /// Builds the client of an open line anew, after a setting that it depends on changed.
    pub async fn reconnect(&self, line: &Line) -> Result<()> {
        let timeout = Duration::from_millis(line.settings().await?.request_timeout_ms());
        line.set_provider(line.provider().with_timeout(timeout)?);
        Ok(())
    }

    /// Where it is kept how far a line has come.
    fn epoch(&self, id: &str, secrets: &Arc<dyn SecretStore>) -> Epoch {
        Epoch { id: id.to_owned(), file: self.data_dir.join("epochs").join(id), secrets: Arc::clone(secrets) }
    }

    /// Tries once more to open the selected line, if its disk refused.
    pub async fn open_again(&self) {
        let (refused, id) = {
            let current = self.current.borrow();
            let problem = current.problem.as_ref().filter(|problem| store_problem(problem).is_some());
            (problem.is_some(), problem.and_then(|problem| problem.params.get("line").cloned()))
        };
        if let (true, Some(id)) = (refused, id) {
            // It stays the problem that it was.
            self.select(&id).await.ok();
        }
    }

    fn assemble(&self, opened: Opened) -> Result<Arc<Line>> {
        Ok(Arc::new(Line::new(opened, Arc::clone(&self.clock), self.events.clone())?))
    }

    /// The client of a line, with the request timeout that its settings ask for.
    async fn connect(
        &self,
        name: &str,
        credentials: Credentials,
        store: &Store,
    ) -> Result<Arc<dyn provider::Provider>> {
        let settings = store.read(settings::load).await?;
        let timeout = Duration::from_millis(settings.request_timeout_ms());
        provider::connect(name, credentials, timeout, Arc::clone(&self.clock))
    }

    /// Where the secrets of a line are kept.
    pub fn place(&self) -> SecretsPlace {
        self.secrets.place()
    }
}

/// Opens the database in a line's folder away from the asynchronous threads.
async fn open_store(dir: &Path, key: SecretString) -> Result<Store> {
    let dir = dir.to_owned();
    tokio::task::spawn_blocking(move || key_check::open(&dir, &key))
        .await
        .map_err(|_| Error::new(ErrorCode::Stopped))?
}
