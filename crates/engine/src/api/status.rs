//! What the live bar shows, and the master switch.

use crate::domain::{Money, Why, WhyCode};
use crate::error::Result;
use crate::event::kind;
use crate::line::{Line, SyncPhase};
use crate::lines::{Lines, recovery_key_is_kept};
use crate::outbox;
use crate::store::{
    Durability, broadcasts, counters, guards, journal, line as line_rows, messages, outbox as rows, rules, spending,
    sync_state,
    tallies::{self, Tally},
};
use crate::sync::{self, Depth};

use super::lines::view;
use super::rules::switch_on_now;
use super::views::{
    History, MoneyView, Nothing, SecretsPlace, SetAutoReplies, Status, SyncReport, SyncState, SyncStatus,
};

/// Seconds that the pulse shows.
const PULSE_SECONDS: usize = 32;

pub async fn get(lines: &Lines, _: Nothing) -> Result<Status> {
    let line = lines.current()?;
    of(&line).await
}

pub async fn of(line: &Line) -> Result<Status> {
    let (now, day_start) = (line.now(), line.day_start());
    let settings = line.settings().await?;
    let live = line.live();
    let pace = settings.pace(line.number_type());
    let line_view = view(line, true);
    let sender = line.sends_here();
    // Who keeps the key in the environment has written it down already.
    let waits_for_its_key = line.secrets == SecretsPlace::Keychain && !line_view.practice;
    line.store
        .read(move |connection| {
            let count = |name| -> Result<Option<i64>> { counters::get(connection, name) };
            let switch = count(counters::AUTO_REPLIES)? != Some(0);
            let rules_on = rules::count_on(connection)?;
            let held = if switch { 0 } else { rows::count_automatic_waiting(connection)? };
            let skew = count(counters::SKEW_MS)?.unwrap_or(0);
            let last_minute = messages::inbound_times_since(connection, now + skew - 60_000)?;
            let currency = line_rows::currency(connection)?;
            let money = |micros: i64| MoneyView::from(&Money::new(micros, &currency));
            let updates = broadcasts::in_states(connection, &["undo", "expanding", "sending"])?;
            let history =
                sync_state::missing(connection)?.map(|history| History { at: history.at, read: history.read });
            Ok(Status {
                recovery_key_waiting: waits_for_its_key && !recovery_key_is_kept(connection)?,
                line: Some(line_view),
                sender,
                fans: tallies::fans(connection, Tally::Fans)?,
                inbound: count(counters::INBOUND)?.and_then(|count| u64::try_from(count).ok()).unwrap_or(0),
                inbound_today: tallies::inbound_since(connection, day_start)?,
                unread: tallies::fans(connection, Tally::Unread)?,
                care: tallies::fans(connection, Tally::Care)?,
                outbox: tallies::states(connection)?,
                waiting: tallies::waiting_by_kind(connection)?,
                frontier_at: known_until(sync_state::frontier(connection, "inbound")?),
                pace,
                spend_today: money(spending::since(connection, day_start)?),
                daily_cap: settings.daily_cap_micros.map(money),
                auto_replies: switch && rules_on > 0,
                auto_replies_by: journal::last_who(connection, "auto_replies")?,
                auto_replies_at: count(counters::AUTO_REPLIES_AT)?,
                auto_replies_held: held,
                guards_paused: guards::count_paused(connection)?,
                rules_on,
                updates_running: updates.len() as u64,
                sync: SyncStatus { state: state(live.sync), at: live.since, read: live.read, history },
                pulse: pulse(&last_minute, now + skew),
                texts_last_minute: last_minute.len() as u64,
                problem: live.sending_problem.or(live.hearing_problem).or(held_back(connection, switch)?),
            })
        })
        .await
}

/// Why Fanline itself keeps automatic answers off.
fn held_back(connection: &rusqlite::Connection, switch: bool) -> Result<Option<Why>> {
    let why = counters::get(connection, counters::AUTO_REPLIES_HELD)?.filter(|_| !switch);
    Ok(match why {
        Some(counters::HELD_RESTORED) => Some(WhyCode::OlderCopy.into()),
        Some(counters::HELD_ELSEWHERE) => Some(WhyCode::AnsweredElsewhere.into()),
        Some(_) | None => None,
    })
}

fn pulse(times: &[i64], now: i64) -> Vec<u32> {
    let mut bars = vec![0_u32; PULSE_SECONDS];
    for at in times {
        let ago = usize::try_from((now - at).max(0) / 1_000).unwrap_or(usize::MAX);
        if let Some(bar) = PULSE_SECONDS.checked_sub(ago + 1).and_then(|place| bars.get_mut(place)) {
            *bar += 1;
        }
    }
    bars
}

fn state(phase: SyncPhase) -> SyncState {
    match phase {
        SyncPhase::Idle => SyncState::Idle,
        SyncPhase::Starting => SyncState::Starting,
        SyncPhase::CatchingUp => SyncState::CatchingUp,
        SyncPhase::Synced => SyncState::Synced,
        SyncPhase::Offline => SyncState::Offline,
        SyncPhase::KeyRefused => SyncState::KeyRefused,
        SyncPhase::ProviderError => SyncState::ProviderError,
        SyncPhase::StoreFailed => SyncState::StoreFailed,
    }
}

/// The master switch. Off holds queued automatic answers too; on with no rule on switches Welcome on.
pub async fn set_auto_replies(lines: &Lines, params: SetAutoReplies) -> Result<Status> {
    let line = lines.current()?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            let was_on = outbox::auto_replies_on(connection)?;
            counters::set(connection, counters::AUTO_REPLIES, i64::from(params.on))?;
            counters::set(connection, counters::AUTO_REPLIES_AT, now)?;
            counters::set(connection, counters::AUTO_REPLIES_HELD, 0)?;
            if params.on {
                // Whoever else texted from this number until now, it is this computer that answers.
                let provider_now = counters::provider_time(connection, now)?;
                counters::set(connection, counters::ANSWER_HERE_AT, provider_now)?;
            }
            if params.on && !was_on && params.answer_waiting != Some(true) {
                rows::cancel_automatic(connection, "auto_replies_switched_off")?;
            }
            if params.on && params.answer_waiting == Some(true) {
                counters::set(connection, counters::ANSWERS_RELEASED_AT, now)?;
                rows::release_automatic(connection)?;
            }
            if params.on
                && rules::count_on(connection)? == 0
                && let Some(first) = rules::list(connection)?.first()
            {
                switch_on_now(connection, first.id, now)?;
            }
            let who = params.by.unwrap_or_else(|| "owner".to_owned());
            journal::write(connection, now, &who, "auto_replies", &serde_json::json!({ "on": params.on }))
        })
        .await?;
    line.events.publish_any(kind::RULES);
    line.events.publish_any(kind::STATUS);
    line.send.notify_one();
    of(&line).await
}

/// A frontier as a moment: a walk through an empty list met nothing, and has none.
fn known_until(frontier: Option<i64>) -> Option<i64> {
    frontier.filter(|at| *at > 0)
}

/// One complete sync, also beside another process that answers.
pub async fn sync_now(lines: &Lines, _: Nothing) -> Result<SyncReport> {
    let line = lines.current()?;
    let walk = sync::complete(&line, Depth::Deep).await?;
    Ok(SyncReport {
        pages: walk.pages,
        read: walk.read,
        new_inbound: walk.new_inbound,
        new_outbound: walk.new_outbound,
        frontier_at: known_until(walk.frontier_at),
    })
}

/// Somebody looks at the window: the process that answers looks for texts at once.
#[expect(clippy::unused_async, reason = "every command of the table is asynchronous")]
pub async fn wake(lines: &Lines, _: Nothing) -> Result<Nothing> {
    lines.current()?.look.notify_one();
    Ok(Nothing {})
}
