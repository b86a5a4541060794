//! Moves each running update one step on.

use std::time::Duration;

use rusqlite::Connection;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::compliance::{Open, QuietHours, Regions};
use crate::domain::template;
use crate::domain::{WhyCode, count_segments};
use crate::error::Result;
use crate::line::Line;
use crate::store::broadcasts::{self, BroadcastRow, Outcomes, Recipient};
use crate::store::{Durability, counters, outbox, quiet_hours, settings, tallies};

/// Fans that get their row in one transaction.
const CHUNK: u32 = 2_000;
/// Between steps when nothing rings.
const EVERY: Duration = Duration::from_millis(500);
/// Between looks at how the texts of a running update end.
const WATCH_EVERY: Duration = Duration::from_secs(2);
/// Outcomes below which a share of failures says nothing.
const LEAST_OUTCOMES: u64 = 200;
/// Rows of a cancelled update that are let go in one transaction.
const CANCEL_CHUNK: u32 = 5_000;

/// Steps until stopped.
///
/// # Errors
/// What the store refuses.
pub async fn run(line: &Line, stop: CancellationToken) -> Result<()> {
    let mut watch_at = Instant::now();
    while !stop.is_cancelled() {
        let mut moved = step(line).await?;
        if Instant::now() >= watch_at {
            moved |= watch(line).await?;
            watch_at = Instant::now() + WATCH_EVERY;
        }
        if moved {
            line.updates_changed();
            line.send.notify_one();
            continue;
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(())
}

/// One step of each update; gives whether there is more to do at once.
///
/// # Errors
/// What the store refuses.
pub async fn step(line: &Line) -> Result<bool> {
    let now = line.now();
    let active = line
        .store
        .read(|connection| broadcasts::in_states(connection, &["undo", "expanding", "sending", "cancelled"]))
        .await?;
    let mut moved = false;
    for broadcast in active {
        moved |= match broadcast.state.as_str() {
            "undo" => start(line, &broadcast, now).await?,
            "expanding" => expand(line, broadcast, now).await?,
            "sending" => finish(line, &broadcast, now).await?,
            "cancelled" => let_go(line, &broadcast).await?,
            _ => false,
        };
    }
    Ok(moved)
}

/// Pauses running updates that too many carriers refuse or filter; gives whether one was.
///
/// # Errors
/// What the store refuses.
pub async fn watch(line: &Line) -> Result<bool> {
    let ignored = line.provider().capabilities().opted_out_codes;
    let limit = line.settings().await?.update_failure_limit;
    let failing = line
        .store
        .read(move |connection| {
            let mut failing = Vec::new();
            for broadcast in broadcasts::in_states(connection, &["expanding", "sending"])? {
                let outcomes = broadcasts::outcomes(connection, broadcast.id, ignored)?;
                if is_failing(broadcast.seen, outcomes, limit) {
                    failing.push(broadcast.id);
                }
            }
            Ok(failing)
        })
        .await?;
    let any = !failing.is_empty();
    for id in failing {
        let reason = WhyCode::TooManyFailures.name();
        line.store
            .write(Durability::Synced, move |connection| {
                let running = broadcasts::get(connection, id)?
                    .is_some_and(|current| matches!(current.state.as_str(), "expanding" | "sending"));
                if running {
                    broadcasts::set_state(connection, id, "paused", Some(&reason))?;
                }
                Ok(())
            })
            .await?;
    }
    Ok(any)
}

/// Whether more than `limit` percent of the outcomes since a person last looked are failures.
fn is_failing(seen: Outcomes, outcomes: Outcomes, limit: u64) -> bool {
    let (all, failed) = (outcomes.all.saturating_sub(seen.all), outcomes.failed.saturating_sub(seen.failed));
    all >= LEAST_OUTCOMES && failed * 100 > all * limit
}

/// The undo window is over.
async fn start(line: &Line, broadcast: &BroadcastRow, now: i64) -> Result<bool> {
    if broadcast.undo_until.is_some_and(|until| now < until) {
        return Ok(false);
    }
    let id = broadcast.id;
    line.store
        .write(Durability::Synced, move |connection| {
            // Somebody may have taken it back in the meantime.
            let Some(current) = broadcasts::get(connection, id)?.filter(|current| current.state == "undo") else {
                return Ok(false);
            };
            broadcasts::set_state(connection, current.id, "expanding", None)?;
            Ok(true)
        })
        .await
}

/// The next fans of the frozen audience get their rows.
async fn expand(line: &Line, broadcast: BroadcastRow, now: i64) -> Result<bool> {
    line.store
        .write(Durability::Synced, move |connection| {
            let current = broadcasts::get(connection, broadcast.id)?.filter(|current| current.state == "expanding");
            let Some(current) = current else { return Ok(false) };
            let expanded = add_chunk(connection, &current, now)?;
            if expanded.is_expanded() {
                broadcasts::set_state(connection, expanded.id, "sending", None)?;
            }
            Ok(true)
        })
        .await
}

fn add_chunk(connection: &Connection, broadcast: &BroadcastRow, now: i64) -> Result<BroadcastRow> {
    let settings = settings::load(connection)?;
    let mut hours = match settings.quiet_hours {
        Some(window) => Some(QuietHours::at(now, window, Regions::with(quiet_hours::list(connection)?))),
        None => None,
    };
    let fans = broadcasts::next_fans(connection, broadcast, CHUNK)?;
    // Nobody left between the last chunk and the end of the audience: it is complete.
    let upto = fans.last().map_or(broadcast.last_fan_id.unwrap_or(0), |fan| fan.id);
    for fan in fans {
        let open = hours.as_mut().map_or(Open::Now, |hours| hours.next_open(&fan.number));
        let not_before = match (&fan.excluded, open) {
            (Some(reason), _) => {
                broadcasts::exclude(connection, broadcast.id, fan.id, reason)?;
                continue;
            }
            (None, Open::Never) => {
                broadcasts::exclude(connection, broadcast.id, fan.id, &WhyCode::NeverInWindow.name())?;
                continue;
            }
            (None, Open::Now) => 0,
            (None, Open::At(at)) => at,
        };
        let body = template::fill(&broadcast.text, fan.values());
        let recipient = Recipient { fan_id: fan.id, parts: count_segments(&body).parts, body: &body, not_before };
        broadcasts::add_recipient(connection, broadcast.id, &recipient, now)?;
    }
    // In an old copy of the database nobody knows how far the update had come.
    if let (Some(restored_at), Some(approved_at)) =
        (counters::get(connection, counters::RESTORED_AT)?, broadcast.approved_at)
        && approved_at <= restored_at
    {
        outbox::doubt_unsent_of_broadcast(connection, broadcast.id, approved_at, now, settings.quiet_period_ms)?;
    }
    broadcasts::set_expanded(connection, broadcast.id, upto)
}

/// Everything that was to go has gone, or has its reason.
async fn finish(line: &Line, broadcast: &BroadcastRow, now: i64) -> Result<bool> {
    let id = broadcast.id;
    let open = line.store.read(move |connection| tallies::open_of_broadcast(connection, id)).await?;
    if open > 0 {
        return Ok(false);
    }
    line.store
        .write(Durability::Synced, move |connection| {
            let still = broadcasts::get(connection, id)?.is_some_and(|current| current.state == "sending");
            if still {
                broadcasts::finish(connection, id, "done", now)?;
            }
            Ok(still)
        })
        .await
}

/// Rows of a cancelled update, a part at a time, so that other work is not held up.
async fn let_go(line: &Line, broadcast: &BroadcastRow) -> Result<bool> {
    let id = broadcast.id;
    let queued = line.store.read(move |connection| outbox::has_queued_of_broadcast(connection, id)).await?;
    if !queued {
        return Ok(false);
    }
    line.store
        .write(Durability::Synced, move |connection| outbox::cancel_of_broadcast(connection, id, CANCEL_CHUNK))
        .await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::{Outcomes, is_failing};

    /// An update would stop at its first bad number, go on into a carrier's filter, or never go on again.
    #[test]
    fn failures_count_from_two_hundred_outcomes_and_from_the_last_look() {
        let outcomes = |all, failed| Outcomes { all, failed };
        let none = Outcomes::default();
        assert!(!is_failing(none, outcomes(199, 199), 10), "too few to tell");
        assert!(!is_failing(none, outcomes(200, 20), 10), "as many as are allowed");
        assert!(is_failing(none, outcomes(200, 21), 10));
        assert!(!is_failing(none, outcomes(200, 200), 100), "a limit of 100 percent never pauses");
        let seen = outcomes(300, 100);
        assert!(!is_failing(seen, outcomes(450, 250), 10), "the same outcomes, and too few since");
        assert!(is_failing(seen, outcomes(500, 130), 10));
    }
}
