//! How fast the carrier answers over loopback: `cargo run --release -p fanline-simulator --example measure`.
#![expect(clippy::print_stdout, reason = "a measurement prints its figures")]
#![expect(clippy::disallowed_methods, reason = "a measurement reads the real clock")]

use std::error::Error;
use std::time::{Duration, Instant};

use fanline_simulator::{Carrier, CarrierConfig, Injected};
use futures_util::{StreamExt, stream};
use reqwest::{Client, RequestBuilder};

const MESSAGES: u32 = 100_000;
const FANS: u32 = 20_000;
const CREATES: u32 = 5_000;
const AT_ONCE: usize = 16;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    rustls::crypto::ring::default_provider().install_default().ok();
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ledger.jsonl");
    let carrier = Carrier::start(CarrierConfig { ledger: Some(path.clone()), ..CarrierConfig::default() }).await?;
    let client = Client::builder().no_proxy().timeout(Duration::from_secs(60)).build()?;

    let start = Instant::now();
    for n in 0..MESSAGES {
        carrier.inject(Injected::text(number(n % FANS), format!("text number {n} of a long day, with love ❤️")));
    }
    rate("texts received and written", MESSAGES, start.elapsed());

    let url = format!("{}/2010-04-01/Accounts/{}/Messages.json", carrier.base_url(), carrier.account());
    let authorized = |request: RequestBuilder| request.basic_auth(carrier.key(), Some(carrier.secret()));
    let today = [("DateSent>", "2020-01-01"), ("PageSize", "1000")];
    let fan = number(7);
    let lists: [(&str, Vec<(&str, &str)>); 4] = [
        ("newest page of 1,000", vec![("PageSize", "1000")]),
        ("newest page of 1,000 to the line, by date", [[("To", carrier.number())].as_slice(), &today].concat()),
        ("newest page of 50", vec![]),
        ("one conversation of 5", vec![("To", carrier.number()), ("From", &fan)]),
    ];
    for (what, query) in lists {
        let mut times = Vec::new();
        for _ in 0..30 {
            let start = Instant::now();
            authorized(client.get(&url)).query(&query).send().await?.error_for_status()?.bytes().await?;
            times.push(start.elapsed());
        }
        times.sort();
        println!("{what}: {:?} (median of 30, from {MESSAGES} messages)", times[times.len() / 2]);
    }

    let start = Instant::now();
    let sent = stream::iter(0..CREATES)
        .map(|n| {
            let form = [("To", number(n)), ("From", carrier.number().to_owned()), ("Body", format!("answer {n}"))];
            authorized(client.post(&url)).form(&form).send()
        })
        .buffer_unordered(AT_ONCE)
        .filter(|answer| std::future::ready(answer.as_ref().is_ok_and(|answer| answer.status() == 201)))
        .count()
        .await;
    rate(&format!("creates accepted, {AT_ONCE} at once"), u32::try_from(sent)?, start.elapsed());

    let start = Instant::now();
    let report = carrier.report();
    println!("report: {:?} ({} in, {} out)", start.elapsed(), report.texts_in, report.texts_out);
    carrier.stop().await;
    let start = Instant::now();
    let again = Carrier::start(CarrierConfig { ledger: Some(path.clone()), ..CarrierConfig::default() }).await?;
    println!("resumed: {:?} ({} messages, {} MB)", start.elapsed(), again.ledger().len(), path.metadata()?.len() >> 20);
    again.stop().await;
    Ok(())
}

fn number(n: u32) -> String {
    format!("+1{}{:07}", 202 + n % 700, 2_000_000 + n)
}

fn rate(what: &str, count: u32, took: Duration) {
    println!("{what}: {count} in {took:.2?}, {:.0}/s", f64::from(count) / took.as_secs_f64());
}
