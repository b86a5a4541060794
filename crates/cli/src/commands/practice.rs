//! A practice carrier by itself: invented fans, nothing on the disk, nothing that reaches anybody.

use std::io::{self, BufRead, IsTerminal};

use fanline_engine::{Error, ErrorCode};
use fanline_simulator::{Carrier, CarrierConfig, RateCurve, Start};
use serde_json::json;
use tokio::sync::mpsc;

use crate::args::{self, Practice};
use crate::failure::{self, Failure};
use crate::output::Output;
use crate::signals;

/// First texts a second: scripts wait for them.
const FANS_PER_SECOND: f64 = 250.0;

pub async fn run(output: &Output, wanted: &Practice) -> Result<(), Failure> {
    let stop = signals::stop().map_err(|error| failure::io("signals", &error))?;
    let config = CarrierConfig {
        port: wanted.port,
        seed: wanted.seed,
        fans: wanted.fans,
        texts: wanted.texts.clone(),
        start: if wanted.start == Some(args::Start::Now) { Start::Now } else { Start::Wait },
        fans_per_second: RateCurve::steady(FANS_PER_SECOND),
        texts_per_second: FANS_PER_SECOND,
        ..CarrierConfig::default()
    };
    let carrier = Carrier::start(config)
        .await
        .map_err(|error| Error::new(ErrorCode::PracticeUnavailable).with("detail", error))?;
    let start_url = format!("{}/_control/fans/start", carrier.base_url());
    let document = json!({
        "url": carrier.base_url(),
        "account": carrier.account(),
        "key": carrier.key(),
        "secret": carrier.secret(),
        "number": carrier.number(),
        "control_token": carrier.control_token(),
        "start_url": start_url,
    });
    let mut enter = (wanted.start.is_none() && !output.json && io::stdin().is_terminal()).then(listen_for_enter);
    output.answer(&document, || show(&carrier, &start_url, enter.is_some()))?;
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            Some(()) = pressed(&mut enter) => carrier.start_fans(),
        }
    }
    carrier.stop().await;
    Ok(())
}

fn show(carrier: &Carrier, start_url: &str, enter: bool) -> String {
    let (url, account, key, number) = (carrier.base_url(), carrier.account(), carrier.key(), carrier.number());
    let start = if enter { "Enter, or " } else { "" };
    format!(
        "Practice carrier\n\
         url      {url}\n\
         account  {account}\n\
         key      {key}\n\
         secret   {}\n\
         number   {number}\n\
         start    {start}POST {start_url}\n         Authorization: Bearer {}\n\
         connect  fanline line add --number {number} --account {account} --key {key} --base-url {url}\n\
         Ctrl-C ends it.",
        carrier.secret(),
        carrier.control_token(),
    )
}

/// Reads lines on a thread of its own, which ends with the process.
fn listen_for_enter() -> mpsc::UnboundedReceiver<()> {
    let (tell, hear) = mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines() {
            if line.is_err() || tell.send(()).is_err() {
                break;
            }
        }
    });
    hear
}

async fn pressed(enter: &mut Option<mpsc::UnboundedReceiver<()>>) -> Option<()> {
    match enter {
        Some(enter) => enter.recv().await,
        None => std::future::pending().await,
    }
}
