//! Running the line, and one sync.

use std::time::Duration;

use fanline_engine::Until;
use fanline_engine::api::views::{Nothing, RunReport, Status, SyncReport};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::args::Run;
use crate::failure::{Failure, unreadable};
use crate::host::{Host, read};
use crate::text;

const PROGRESS_EVERY: Duration = Duration::from_secs(1);

/// Answers and sends until the asked end or a signal; both are a success.
pub async fn run(host: &Host, wanted: &Run, stop: CancellationToken) -> Result<(), Failure> {
    let until = match (wanted.until, wanted.for_duration) {
        (Some(_), _) => Until::Idle,
        (None, Some(duration)) => Until::For(duration),
        (None, None) => Until::Stopped,
    };
    let mut running = std::pin::pin!(host.engine.run(until, stop));
    let mut ticks = tokio::time::interval(PROGRESS_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Skip);
    let report = loop {
        tokio::select! {
            report = &mut running => break report,
            _ = ticks.tick(), if host.output.shows_progress() => progress(host).await,
        }
    };
    if host.output.shows_progress() {
        host.output.progress("");
    }
    let report = report?;
    let document = serde_json::to_value(&report).map_err(|_| unreadable("the engine's report"))?;
    host.output.answer(&document, || sentence(&report))
}

async fn progress(host: &Host) {
    // A status that cannot be had now is asked for again in a second.
    let Ok(document) = host.call("status.get", json!(Nothing {})).await else { return };
    let Ok(status) = read::<Status>(&document) else { return };
    let waiting: u64 = status.waiting.values().sum();
    host.output.progress(&format!(
        "{} in, {} waiting, {} spent today",
        text::count(status.inbound, "text", "texts"),
        waiting,
        text::money(&status.spend_today)
    ));
}

fn sentence(report: &RunReport) -> String {
    let mut text = format!("{} in, {} sent", text::count(report.inbound, "text", "texts"), report.sent);
    if report.waiting > 0 {
        text.push_str(&format!(", {} waiting", report.waiting));
    }
    if report.unknown > 0 {
        text.push_str(&format!(", {} in doubt", report.unknown));
    }
    if let Some(next) = report.next_at {
        text.push_str(&format!("; the next is due {}", text::time(next)));
    }
    text
}

pub async fn sync(host: &Host) -> Result<(), Failure> {
    host.show("sync.now", Value::Null, |report: &SyncReport| {
        format!(
            "Read {}: {} from fans and {} from the line were new.{}",
            text::count(report.read, "text", "texts"),
            report.new_inbound,
            report.new_outbound,
            report.frontier_at.map(|at| format!(" Complete up to {}.", text::time(at))).unwrap_or_default()
        )
    })
    .await
}
