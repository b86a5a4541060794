//! What the engine runs on: the data folder, the clock and the place of the secrets.

use std::path::PathBuf;
use std::sync::Arc;

use fanline_engine::clock::SystemClock;
use fanline_engine::secrets::{EnvSecrets, KeychainSecrets, SecretStore};
use fanline_engine::{Config, Engine, Parts, PracticeStarter};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::args::{Args, Place};
use crate::failure::{Failure, unreadable};
use crate::output::Output;

/// The folder in the platform's data folder that the desktop app uses as well.
const FOLDER: &str = "Fanline";

/// Opens the engine as the arguments ask.
///
/// # Errors
/// A malformed FANLINE_DB_KEY, or what the disk refuses.
pub async fn open(args: &Args, output: &Output) -> Result<Host, Failure> {
    open_with(args, output, None).await
}

/// The same with a way to start a practice carrier.
///
/// # Errors
/// As `open`.
pub async fn open_with(args: &Args, output: &Output, practice: Option<PracticeStarter>) -> Result<Host, Failure> {
    let data_dir = match &args.data {
        Some(folder) => folder.clone(),
        None => default_folder()?,
    };
    let secrets: Arc<dyn SecretStore> = match args.secrets {
        Place::Keychain => Arc::new(KeychainSecrets),
        Place::Env => {
            output.note("Secrets come from the environment (FANLINE_DB_KEY, FANLINE_PROVIDER_SECRET).");
            Arc::new(EnvSecrets::from_env()?)
        }
    };
    let parts = Parts { clock: Arc::new(SystemClock), secrets, practice };
    let engine = Engine::open(Config { data_dir }, parts).await?;
    Ok(Host { engine, output: *output })
}

fn default_folder() -> Result<PathBuf, Failure> {
    let folder = dirs::data_dir().ok_or_else(|| unreadable("--data, as this system names no folder for data"))?;
    Ok(folder.join(FOLDER))
}

/// An open engine and the terminal.
pub struct Host {
    pub engine: Engine,
    pub output: Output,
}

impl Host {
    /// Runs a command of the table.
    ///
    /// # Errors
    /// What the command refuses.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value, Failure> {
        Ok(self.engine.call(method, params).await?)
    }

    /// Runs a command and prints its answer: as it is, or as `show` puts it.
    ///
    /// # Errors
    /// What the command refuses.
    pub async fn show<T: DeserializeOwned>(
        &self,
        method: &str,
        params: Value,
        show: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        let document = self.call(method, params).await?;
        let view: T = read(&document)?;
        self.output.answer(&document, || show(&view))
    }
}

/// An answer as its view.
///
/// # Errors
/// Never while the engine and this program are of one build.
pub fn read<T: DeserializeOwned>(document: &Value) -> Result<T, Failure> {
    T::deserialize(document).map_err(|_| unreadable("the engine's answer"))
}
