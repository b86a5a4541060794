//! A long past for the practice line, so that the app can be tried with one.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use fanline_engine::clock::{Clock, SystemClock};
use fanline_engine::{Error, ErrorCode, PracticeEndpoint, PracticeStarter, Result};
use fanline_simulator::{Carrier, CarrierConfig, History};
use serde_json::json;

use crate::args::{Args, Place, Seed};
use crate::failure::Failure;
use crate::host;
use crate::output::Output;

const SECRET: &str = "FANLINE_PROVIDER_SECRET";

pub async fn run(args: &Args, output: &Output, wanted: &Seed) -> std::result::Result<(), Failure> {
    let running = Running::default();
    // Secrets that come from outside are not chosen by the carrier.
    let secret = (args.secrets == Place::Env).then(|| std::env::var(SECRET).ok()).flatten();
    let host = host::open_with(args, output, Some(starter(running.clone(), secret))).await?;
    let past = History {
        seed: wanted.seed,
        texts: wanted.texts,
        fans: wanted.fans,
        line: String::new(),
        until_ms: SystemClock.now_ms(),
        days: wanted.days,
    };
    let imported = host
        .engine
        .import_practice(|number| {
            let past = History { line: number.to_owned(), ..past };
            Arc::new(move |place| page(&past, place))
        })
        .await;
    host.engine.close().await;
    let carrier = running.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(carrier) = carrier {
        carrier.stop().await;
    }
    let texts = imported?;
    output
        .answer(&json!({ "texts": texts }), || format!("{texts} texts. Open the practice line in the app to see them."))
}

/// `inbound/0/1000`: the newest thousand of the fans' texts.
fn page(past: &History, place: &str) -> Vec<u8> {
    let mut parts = place.split('/');
    let side = parts.next().unwrap_or_default();
    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
    let (first, count) = (number(), number());
    past.page(side == "inbound", first, count, |next| format!("{side}/{next}/{count}"))
}

/// The carrier, while the line is open.
type Running = Arc<Mutex<Option<Carrier>>>;

fn starter(running: Running, secret: Option<String>) -> PracticeStarter {
    Arc::new(move |folder| {
        let (running, secret) = (Arc::clone(&running), secret.clone());
        Box::pin(async move { start(folder, secret, &running).await })
    })
}

/// No fan texts while the past is made.
async fn start(folder: PathBuf, secret: Option<String>, running: &Running) -> Result<PracticeEndpoint> {
    let refused = |detail: String| Error::new(ErrorCode::PracticeUnavailable).with("detail", detail);
    std::fs::create_dir_all(&folder).map_err(|error| refused(error.kind().to_string()))?;
    let config = CarrierConfig { fans: 0, secret, ..CarrierConfig::practice(&folder) };
    let carrier = Carrier::start(config).await.map_err(|error| refused(error.to_string()))?;
    let endpoint = PracticeEndpoint {
        base_url: carrier.base_url().to_owned(),
        account: carrier.account().to_owned(),
        key: carrier.key().to_owned(),
        secret: carrier.secret().to_owned().into(),
        number: carrier.number().to_owned(),
    };
    *running.lock().unwrap_or_else(PoisonError::into_inner) = Some(carrier);
    Ok(endpoint)
}
