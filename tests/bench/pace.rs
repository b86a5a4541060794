//! Sending at a pace, as the carrier sees it: over a real connection, with everything that is stored about each text.

use std::time::Duration;

use fanline_simulator::{CarrierConfig, Origin};
use futures_util::future::try_join_all;
use serde_json::json;

use crate::Failure;
use crate::home::Home;
use crate::stopwatch::{Samples, Stopwatch};
use crate::table::{Row, Table, progress};

pub async fn measure(table: &mut Table, texts: u64) -> Result<(), Failure> {
    let seconds = (texts / 50_000).clamp(2, 20);
    for pace in [10, 100, 1_000] {
        progress(&format!("sending at {pace} a second for {seconds} s"));
        let arrivals = arrivals(pace, seconds).await?;
        table.push(row(pace, &arrivals));
    }
    Ok(())
}

/// When the texts of one run arrived, in order, UTC milliseconds.
async fn arrivals(pace: u64, seconds: u64) -> Result<Vec<i64>, Failure> {
    let home = Home::with(1_000, CarrierConfig::default()).await?;
    home.call("settings.set", json!({ "key": "pace_per_second", "value": pace.to_string() })).await?;
    let count = pace * seconds + 1;
    let numbers: Vec<u64> = (0..count).collect();
    for batch in numbers.chunks(64) {
        let sends = batch.iter().map(|number| {
            home.call("messages.send", json!({ "to": format!("+1202{:07}", 2_000_000 + number), "text": "Hi!" }))
        });
        try_join_all(sends).await?;
    }
    home.engine.start().await;
    let patience = Stopwatch::start();
    // To count is work, for the carrier as well: not before all of it can have arrived.
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let mut look = tokio::time::interval(Duration::from_millis(500));
    while home.carrier.report().texts_out < count && patience.seconds() < 60.0 + 3.0 * seconds as f64 {
        look.tick().await;
    }
    home.engine.shutdown().await;
    let mut arrivals: Vec<i64> = home
        .carrier
        .ledger()
        .into_iter()
        .filter(|entry| entry.origin == Origin::Api)
        .map(|entry| entry.created_at_ms)
        .collect();
    arrivals.sort_unstable();
    Ok(arrivals)
}

/// Rate, lateness and the fullest second.
///
/// No text leaves before its moment, so the one that came earliest for its place shows where the schedule lies; the
/// others are late against that. The rate is counted from the first text behind the first second: until then
/// connections are made, and what was late there would make the rest look fast.
fn row(pace: u64, arrivals: &[i64]) -> Row {
    let (Some(first), Some(last)) = (arrivals.first().copied(), arrivals.last().copied()) else {
        return Row {
            name: format!("pace {pace} a second"),
            measured: "nothing arrived".to_owned(),
            met: Some(false),
            ..Row::default()
        };
    };
    let settled = arrivals.iter().position(|at| *at >= first + 1_000).unwrap_or(0);
    let span = (last - arrivals[settled]).max(1) as f64 / 1_000.0;
    let reached = (arrivals.len() - 1 - settled) as f64 / span / pace as f64;
    let behind = |(place, at): (usize, &i64)| (at - first) as f64 - place as f64 * 1_000.0 / pace as f64;
    let earliest = arrivals.iter().enumerate().map(behind).fold(f64::MAX, f64::min);
    let mut late = Samples::default();
    for arrival in arrivals.iter().enumerate() {
        late.add(Duration::from_secs_f64((behind(arrival) - earliest) / 1_000.0));
    }
    let within = |place: usize| arrivals[place..].iter().take_while(|at| **at < arrivals[place] + 1_000).count() as u64;
    let worst = (0..arrivals.len()).map(within).max().unwrap_or(0);
    Row {
        name: format!("pace {pace} a second"),
        measured: format!(
            "{:.1} /s, late p99 {:.1} ms, worst second {worst}",
            reached * pace as f64,
            late.quantile_ms(0.99)
        ),
        ratio: format!("{reached:.4}"),
        goal: format!("0.999–1.000, ≤ {} in a second", pace + 1),
        met: Some((0.999..=1.0005).contains(&reached) && worst <= pace + 1),
        ..Row::default()
    }
}
