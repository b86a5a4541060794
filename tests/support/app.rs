//! A Fanline without a window, on a real carrier on this machine.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use fanline_engine::clock::{Clock, SystemClock};
use fanline_engine::secrets::{MemorySecrets, SecretStore};
use fanline_engine::{Config, Engine, Error, Parts};
use fanline_simulator::{Carrier, CarrierConfig, Injected, LedgerEntry, Origin};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The line of tests: a short code, so that nothing waits for a long code's pace.
pub const LINE: &str = "+15550142";
/// How long a condition may take to come true before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// An engine, its carrier and its folder, all gone at the end.
#[derive(Debug)]
pub struct TestApp {
    pub engine: Engine,
    pub carrier: Carrier,
    pub folder: TempDir,
    pub secrets: Arc<dyn SecretStore>,
    clock: Arc<dyn Clock>,
}

impl TestApp {
    /// A carrier with no fans, and a line on it that is added but not started.
    pub async fn new() -> Self {
        Self::with(CarrierConfig::default()).await
    }

    /// # Panics
    /// When the carrier or the line cannot be set up: no test can say anything then.
    pub async fn with(config: CarrierConfig) -> Self {
        Self::with_clock(config, Arc::new(SystemClock)).await
    }

    /// # Panics
    /// As [`TestApp::with`].
    pub async fn with_clock(config: CarrierConfig, clock: Arc<dyn Clock>) -> Self {
        let carrier = Carrier::start(config).await.expect("a carrier on a free port");
        let folder = tempfile::tempdir().expect("a temporary folder");
        let secrets: Arc<dyn SecretStore> = Arc::new(MemorySecrets::default());
        let engine = open(&folder, &secrets, &clock).await;
        let app = Self { engine, carrier, folder, secrets, clock };
        app.call("lines.add", app.credentials()).await;
        app.set("quiet_period", "2s").await;
        // A test must not depend on the hour at which it runs.
        app.set("quiet_hours", "off").await;
        app
    }

    /// Another computer with the same line: its own folder, the same carrier.
    ///
    /// # Panics
    /// As [`TestApp::with`].
    pub async fn beside(&self) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let secrets: Arc<dyn SecretStore> = Arc::new(MemorySecrets::default());
        let engine = open(&folder, &secrets, &self.clock).await;
        let app = Self { engine, carrier: self.carrier.clone(), folder, secrets, clock: Arc::clone(&self.clock) };
        app.call("lines.add", app.credentials()).await;
        app
    }

    /// What `lines.add` needs for this carrier.
    #[must_use]
    pub fn credentials(&self) -> Value {
        json!({
            "provider": "twilio",
            "account": self.carrier.account(),
            "key": self.carrier.key(),
            "secret": self.carrier.secret(),
            "number": self.carrier.number(),
            "base_url": self.carrier.base_url(),
            "name": "Juno",
        })
    }

    /// Runs a command that must succeed.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn call(&self, name: &str, params: Value) -> Value {
        match self.engine.call(name, params).await {
            Ok(value) => value,
            Err(error) => panic!("{name} was refused: {} {:?}", error.code.as_str(), error.params),
        }
    }

    /// Runs a command that must be refused.
    ///
    /// # Panics
    /// When it succeeds.
    pub async fn refused(&self, name: &str, params: Value) -> Error {
        match self.engine.call(name, params).await {
            Ok(_) => panic!("{name} must be refused"),
            Err(error) => error,
        }
    }

    pub async fn set(&self, key: &str, value: &str) {
        self.call("settings.set", json!({ "key": key, "value": value })).await;
    }

    /// Switches Welcome on, as one click does.
    pub async fn welcome_on(&self) {
        self.call("rules.set", json!({ "id": "welcome", "on": true })).await;
    }

    pub async fn status(&self) -> Value {
        self.call("status.get", Value::Null).await
    }

    /// Waits until the provider's dates, which are whole seconds, are later ones: of a STOP and a START in one second
    /// nobody can say which came last.
    pub async fn next_second(&self) {
        let second = || SystemClock.now_ms().div_euclid(1_000);
        let began = second();
        eventually("the next second", || async { (second() > began).then_some(()) }).await;
    }

    /// A fan's text, as if it arrived at this moment.
    pub fn text(&self, from: &str, body: &str) -> String {
        self.carrier.inject(Injected { from: from.to_owned(), body: body.to_owned(), ..Injected::default() })
    }

    /// Texts that the carrier accepted over its API for this number, oldest first.
    #[must_use]
    pub fn received_by(&self, number: &str) -> Vec<LedgerEntry> {
        self.sent().into_iter().filter(|entry| entry.to == number).collect()
    }

    /// Texts that the carrier accepted over its API, oldest first.
    #[must_use]
    pub fn sent(&self) -> Vec<LedgerEntry> {
        self.carrier.ledger().into_iter().filter(|entry| entry.origin == Origin::Api).collect()
    }

    /// The newest items of the conversation with a number.
    pub async fn thread(&self, number: &str) -> Vec<Value> {
        let fan = self.call("fans.get", json!({ "number": number })).await;
        let thread = self.call("thread.list", json!({ "fan_id": fan["id"] })).await;
        thread["items"].as_array().cloned().unwrap_or_default()
    }

    /// Ends the engine and opens the same folder anew, as a restart of the program does.
    pub async fn restart(&mut self) {
        self.engine.shutdown().await;
        self.engine = open(&self.folder, &self.secrets, &self.clock).await;
    }
}

async fn open(folder: &TempDir, secrets: &Arc<dyn SecretStore>, clock: &Arc<dyn Clock>) -> Engine {
    let parts = Parts { clock: Arc::clone(clock), secrets: Arc::clone(secrets), practice: None };
    Engine::open(Config { data_dir: folder.path().to_owned() }, parts).await.expect("the data folder opens")
}

/// Waits until `probe` gives something.
///
/// # Panics
/// When it does not come within half a minute: `what` says what was waited for.
pub async fn eventually<T, F, P>(what: &str, mut probe: P) -> T
where
    P: FnMut() -> F,
    F: Future<Output = Option<T>>,
{
    let waiting = async {
        let mut again = tokio::time::interval(Duration::from_millis(25));
        loop {
            again.tick().await;
            if let Some(found) = probe().await {
                return found;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, waiting).await {
        Ok(found) => found,
        Err(_) => panic!("never happened: {what}"),
    }
}
