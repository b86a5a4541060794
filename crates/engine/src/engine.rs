//! The composition root: opens a line's folder, starts what runs on it, and stops it.

use std::path::PathBuf;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use secrecy::SecretString;
use tokio::sync::broadcast;

use crate::api::views::EventBatch;
use crate::clock::Clock;
use crate::error::Result;
use crate::secrets::SecretStore;

/// Where everything is kept.
#[derive(Debug, Clone)]
pub struct Config {
    /// Holds `lines/<id>/` and `practice/`. Created when missing.
    pub data_dir: PathBuf,
}

/// What the engine is built from.
pub struct Parts {
    pub clock: Arc<dyn Clock>,
    pub secrets: Arc<dyn SecretStore>,
    /// How to start the practice carrier; absent where there is none.
    pub practice: Option<PracticeStarter>,
}

/// Where a practice carrier listens. Never stored.
#[derive(Debug, Clone)]
pub struct PracticeEndpoint {
    pub base_url: String,
    pub account: String,
    pub key: String,
    pub secret: SecretString,
    pub number: String,
}

/// Starts the practice carrier, which keeps its ledger in the given folder and resumes it from there.
pub type PracticeStarter = Arc<dyn Fn(PathBuf) -> BoxFuture<'static, Result<PracticeEndpoint>> + Send + Sync>;

/// Whether this process answers and sends, or only reads and asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    Here,
    Elsewhere,
}

/// When `run` ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// A complete sync found nothing new and nothing falls due within a minute.
    Idle,
    For(std::time::Duration),
    Stopped,
}

#[derive(Clone)]
pub struct Engine {}

impl Engine {
    pub async fn open(config: Config, parts: Parts) -> Result<Self> { todo!() }
    /// Answers and sends on the selected line, and on any line selected later, until `shutdown`.
    pub async fn start(&self) -> Result<()> { todo!() }
    pub async fn run(&self, until: Until) -> Result<crate::api::views::RunReport> { todo!() }
    pub async fn shutdown(&self) { todo!() }
    pub fn subscribe(&self) -> broadcast::Receiver<EventBatch> { todo!() }
}
