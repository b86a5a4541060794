//! A line of a made-up past in a folder of its own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use fanline_engine::clock::{Clock, SystemClock};
use fanline_engine::measure::{self, Pages};
use fanline_engine::secrets::{SecretKind, SecretStore, SecretsPlace};
use fanline_engine::{Config, Engine, Parts};
use fanline_simulator::{Carrier, CarrierConfig, History};
use secrecy::SecretString;
use serde_json::{Value, json};
use support::app::LINE;
use tempfile::TempDir;

use crate::Failure;
use crate::stopwatch::{Processor, Stopwatch};

/// Of a line that exists for minutes and holds nobody's words.
pub const DATABASE_KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const SECRET: &str = "benchmark";
/// Texts of an average fan.
const TEXTS_OF_A_FAN: u64 = 5;

pub struct Home {
    pub engine: Engine,
    pub folder: TempDir,
    pub carrier: Carrier,
    pub history: History,
}

impl Home {
    /// An empty line, and the past that it can be filled with.
    pub async fn new(texts: u64) -> Result<Self, Failure> {
        Self::with(texts, CarrierConfig::default()).await
    }

    pub async fn with(texts: u64, config: CarrierConfig) -> Result<Self, Failure> {
        let carrier = Carrier::start(CarrierConfig { secret: Some(SECRET.to_owned()), ..config }).await?;
        let folder = tempfile::tempdir()?;
        let engine = open(folder.path()).await?;
        let home = Self { engine, folder, carrier, history: history(texts, 0) };
        let line = json!({
            "provider": "twilio", "account": home.carrier.account(), "key": home.carrier.key(), "secret": SECRET,
            "number": LINE, "base_url": home.carrier.base_url(), "name": "Juno",
        });
        home.call("lines.add", line).await?;
        for (key, value) in [("quiet_period", "60s"), ("quiet_hours", "off"), ("daily_cap", "off")] {
            home.call("settings.set", json!({ "key": key, "value": value })).await?;
        }
        home.call("rules.set", json!({ "id": "welcome", "on": true })).await?;
        Ok(home)
    }

    pub async fn call(&self, name: &str, params: Value) -> Result<Value, Failure> {
        call(&self.engine, name, params).await
    }

    /// Brings a past into the store; gives how many texts, and the seconds and processor seconds that it took without
    /// making them up.
    pub async fn sync(&self, history: &History) -> Result<(u64, f64, f64), Failure> {
        let book = Book::new(history.clone());
        let (watch, before) = (Stopwatch::start(), Processor::of_process());
        let walked = measure::sync(&self.engine, book.pages()).await.map_err(said)?;
        let processor = Processor::of_process().since(before) - book.busy().as_secs_f64();
        Ok((walked.new, watch.seconds() - book.writing().as_secs_f64(), processor))
    }
}

/// The past of a line; `later` moves it behind another one's end.
pub fn history(texts: u64, later: u64) -> History {
    let days = 60;
    let until_ms = SystemClock.now_ms() + i64::try_from(later).unwrap_or(0) * 60_000;
    let fans = u32::try_from(texts / TEXTS_OF_A_FAN).unwrap_or(u32::MAX);
    History { seed: 7 + later, texts, fans, line: LINE.to_owned(), until_ms, days }
}

/// Opens the folder as a start of the program does.
pub async fn open(folder: &Path) -> Result<Engine, Failure> {
    let parts = Parts { clock: Arc::new(SystemClock), secrets: Arc::new(Fixed), practice: None };
    Engine::open(Config { data_dir: folder.to_owned() }, parts).await.map_err(said)
}

pub async fn call(engine: &Engine, name: &str, params: Value) -> Result<Value, Failure> {
    engine.call(name, params).await.map_err(|error| format!("{name}: {}", said(error)).into())
}

pub fn said(error: fanline_engine::Error) -> Failure {
    format!("{} {:?}", error.code.as_str(), error.params).into()
}

/// Serves a past, and knows how long it took to make it up.
#[derive(Debug, Clone)]
pub struct Book {
    history: History,
    writing_us: Arc<AtomicU64>,
    busy_us: Arc<AtomicU64>,
}

impl Book {
    pub fn new(history: History) -> Self {
        Self { history, writing_us: Arc::default(), busy_us: Arc::default() }
    }

    pub fn writing(&self) -> Duration {
        Duration::from_micros(self.writing_us.load(Ordering::Relaxed))
    }

    /// The same in processor time.
    fn busy(&self) -> Duration {
        Duration::from_micros(self.busy_us.load(Ordering::Relaxed))
    }

    pub fn pages(&self) -> Pages {
        let book = self.clone();
        Arc::new(move |place| {
            let (watch, before) = (Stopwatch::start(), Processor::of_thread());
            let page = book.page(place);
            let spent = u64::try_from(watch.elapsed().as_micros()).unwrap_or(0);
            book.writing_us.fetch_add(spent, Ordering::Relaxed);
            let busy = Duration::try_from_secs_f64(Processor::of_thread().since(before)).unwrap_or_default();
            book.busy_us.fetch_add(u64::try_from(busy.as_micros()).unwrap_or(0), Ordering::Relaxed);
            page
        })
    }

    fn page(&self, place: &str) -> Vec<u8> {
        let mut parts = place.split('/');
        let side = parts.next().unwrap_or_default().to_owned();
        let [first, count] =
            [parts.next(), parts.next()].map(|part| part.and_then(|part| part.parse().ok()).unwrap_or(0));
        self.history.page(side == "inbound", first, count, |next| format!("{side}/{next}/{count}"))
    }
}

/// The same two secrets for every folder: another process can open it.
#[derive(Debug)]
struct Fixed;

impl SecretStore for Fixed {
    fn place(&self) -> SecretsPlace {
        SecretsPlace::Memory
    }

    fn get(&self, _: &str, kind: SecretKind) -> fanline_engine::Result<Option<SecretString>> {
        let secret = match kind {
            SecretKind::DatabaseKey => DATABASE_KEY,
            SecretKind::ProviderSecret => SECRET,
            SecretKind::Epoch => return Ok(None),
        };
        Ok(Some(secret.to_owned().into()))
    }

    fn set(&self, _: &str, _: SecretKind, _: &SecretString) -> fanline_engine::Result<()> {
        Ok(())
    }

    fn remove(&self, _: &str, _: SecretKind) -> fanline_engine::Result<()> {
        Ok(())
    }
}
