//! Updates: one text to everyone, with what it costs before and what became of it after.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::compliance::{self, Open, ZONE_PREFIX};
use crate::domain::price::Way;
use crate::domain::setting::Settings;
use crate::domain::template::{self, Values};
use crate::domain::{Money, OutboxKind, Why, WhyCode, count_segments, country};
use crate::error::{Error, ErrorCode, Result};
use crate::line::Line;
use crate::lines::Lines;
use crate::outbox::{self as sending, Caps};
use crate::store::broadcasts::{self, BroadcastRow};
use crate::store::{Durability, fans, journal, line as line_rows, outbox, prices, settings, tallies};

use super::fans::parse_id;
use super::inbox::{check_wording, cursor, not_found, page_size};
use super::views::{
    Audience, ById, CountryCost, DraftUpdate, Excluded, ListUpdates, MoneyView, Page, Segments, SendUpdate, SetUpdate,
    UpdatePreview, UpdateState, UpdateView,
};

const PAGE: u32 = 50;
/// The same words within a day are a mistake more often than a wish.
const SAME_WORDS_MS: i64 = 24 * 3_600_000;
const EVERYONE: &str = "everyone";

pub async fn preview(lines: &Lines, params: DraftUpdate) -> Result<UpdatePreview> {
    let line = lines.current()?;
    let moment = sending::moment(&line);
    let pace = line.settings().await?.pace(line.number_type());
    line.store.read(move |connection| look_ahead(connection, &params.text, moment, pace)).await
}

fn look_ahead(connection: &Connection, text: &str, moment: sending::Moment, pace: f64) -> Result<UpdatePreview> {
    let last_fan_id = fans::last_id(connection)?;
    let settings = settings::load(connection)?;
    let Reach { matched, excluded, recipients, asleep, asleep_until, by_country } =
        reach(connection, &settings, last_fan_id, moment.now)?;
    let segments = longest_segments(connection, text)?;
    let currency = line_rows::currency(connection)?;
    let money = |micros: i64| MoneyView::from(&Money::new(micros, &currency));
    let costs = costs(connection, &by_country, segments.parts)?;
    let mut warnings = warnings(connection, text)?;
    let unknown: Vec<&str> = costs.iter().filter(|cost| !cost.known).map(|cost| cost.country).collect();
    if !unknown.is_empty() {
        warnings.push(Why::new(WhyCode::PriceUnknown).with("countries", unknown.join(", ")));
    }
    let left = Caps::at(connection, moment, &settings)?.left(OutboxKind::Broadcast);
    Ok(UpdatePreview {
        as_of: last_fan_id.to_string(),
        matched,
        excluded,
        recipients,
        asleep,
        asleep_until,
        price_per_part: money(costs.first().map_or(0, |cost| cost.per_part)),
        cost: money(costs.iter().map(|cost| cost.micros).sum()),
        by_country: costs
            .iter()
            .map(|cost| CountryCost {
                country: Some(cost.country.to_owned()).filter(|iso| !iso.is_empty()),
                recipients: cost.recipients,
                price_per_part: money(cost.per_part),
                cost: money(cost.micros),
                known: cost.known,
            })
            .collect(),
        cap_left: left.map(|left| money(left.max(0))),
        seconds: seconds(recipients, pace),
        warnings,
        segments,
    })
}

/// What the recipients in one country cost.
struct Cost {
    country: &'static str,
    recipients: u64,
    per_part: i64,
    known: bool,
    micros: i64,
}

/// By country, most recipients first.
fn costs(connection: &Connection, by_country: &BTreeMap<&'static str, u64>, parts: u32) -> Result<Vec<Cost>> {
    let mut costs = Vec::new();
    for (&country, &recipients) in by_country {
        let price = prices::in_country(connection, Some(country).filter(|iso| !iso.is_empty()), Way::ToFan)?;
        let each = price.micros.saturating_mul(i64::from(parts));
        let micros = each.saturating_mul(i64::try_from(recipients).unwrap_or(i64::MAX));
        costs.push(Cost { country, recipients, per_part: price.micros, known: price.known, micros });
    }
    costs.sort_by_key(|cost| std::cmp::Reverse(cost.recipients));
    Ok(costs)
}

/// How the text travels to the fan for whom it becomes longest.
fn longest_segments(connection: &Connection, text: &str) -> Result<Segments> {
    let mut longest = count_segments(&template::fill(text, Values::default()));
    if template::has_fields(text) {
        broadcasts::visit_values(connection, |values| {
            let segments = count_segments(&template::fill(text, values));
            if (segments.parts, segments.units) > (longest.parts, longest.units) {
                longest = segments;
            }
        })?;
    }
    Ok(longest)
}

/// Whom an update would reach if it went at this moment.
struct Reach {
    matched: u64,
    excluded: Vec<Excluded>,
    recipients: u64,
    /// Recipients outside their hours, and when the last of them is inside.
    asleep: u64,
    asleep_until: Option<i64>,
    /// Recipients by country; an empty code where the number tells none.
    by_country: BTreeMap<&'static str, u64>,
}

fn reach(connection: &Connection, settings: &Settings, last_fan_id: i64, now: i64) -> Result<Reach> {
    let count = broadcasts::audience(connection, last_fan_id, ZONE_PREFIX)?;
    let (mut asleep, mut asleep_until, mut never) = (0, None, 0);
    let mut by_country = BTreeMap::new();
    let mut hours = sending::open_hours(connection, now, settings)?;
    for (prefix, fans) in &count.by_prefix {
        match hours.as_mut().map_or(Open::Now, |hours| hours.next_open(prefix)) {
            Open::Now => {}
            Open::At(at) => {
                asleep += fans;
                asleep_until = asleep_until.max(Some(at));
            }
            Open::Never => {
                never += fans;
                continue;
            }
        }
        *by_country.entry(country::of(prefix).map_or("", |country| country.iso)).or_default() += fans;
    }
    let mut excluded: Vec<Excluded> =
        count.excluded.into_iter().map(|(reason, count)| Excluded { reason, count }).collect();
    if never > 0 {
        excluded.push(Excluded { reason: WhyCode::NeverInWindow.name(), count: never });
    }
    let recipients = count.by_prefix.values().sum::<u64>() - never;
    Ok(Reach { matched: count.matched, excluded, recipients, asleep, asleep_until, by_country })
}

fn warnings(connection: &Connection, text: &str) -> Result<Vec<Why>> {
    let mut warnings = Vec::new();
    if text.trim().is_empty() {
        return Ok(warnings);
    }
    let first = broadcasts::in_states(connection, &["done", "sending", "expanding", "paused"])?.is_empty();
    if first && !text.to_uppercase().contains("STOP") {
        warnings.push(WhyCode::NoStopWording.into());
    }
    if compliance::has_link(text) {
        warnings.push(WhyCode::HasLink.into());
    }
    if line_rows::get(connection)?.is_some_and(|line| line.name.is_none()) {
        warnings.push(WhyCode::NoSenderName.into());
    }
    Ok(warnings)
}

fn seconds(texts: u64, pace: f64) -> u64 {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an estimate for people, of a number that is not negative"
    )]
    let seconds = (texts as f64 / pace.max(0.1)).ceil() as u64;
    seconds
}

pub async fn create(lines: &Lines, params: DraftUpdate) -> Result<UpdateView> {
    let line = lines.current()?;
    check_wording(&line, &params.text)?;
    let now = line.now();
    let row = line
        .store
        .write(Durability::Synced, move |connection| {
            let row = broadcasts::insert(connection, &params.text, EVERYONE, now)?;
            journal::write(
                connection,
                now,
                "owner",
                "update_created",
                &serde_json::json!({ "id": row.id.to_string() }),
            )?;
            Ok(row)
        })
        .await?;
    answer(&line, row.id).await
}

pub async fn set(lines: &Lines, params: SetUpdate) -> Result<UpdateView> {
    let line = lines.current()?;
    check_wording(&line, &params.text)?;
    change(&line, &params.id, "update_set", move |connection, row, _| {
        require(row, &["draft"])?;
        broadcasts::set_text(connection, row.id, &params.text)
    })
    .await
}

/// Approves an update: the audience is frozen, and after the undo window it goes.
pub async fn send(lines: &Lines, params: SendUpdate) -> Result<UpdateView> {
    let line = lines.current()?;
    let undo_ms = line.settings().await?.undo_window_ms;
    let id = params.id.clone();
    change(&line, &id, "update_approved", move |connection, row, now| {
        require(row, &["draft"])?;
        let newest = fans::last_id(connection)?;
        let last_fan_id = match &params.as_of {
            Some(seen) => parse_id("audience", seen)?.min(newest),
            None => newest,
        };
        let settings = settings::load(connection)?;
        let recipients = reach(connection, &settings, last_fan_id, now)?.recipients;
        if recipients == 0 {
            return Err(ErrorCode::NoRecipients.into());
        }
        match params.confirm {
            Some(given) if given < recipients => {
                return Err(Error::new(ErrorCode::CountChanged).with("expected", recipients).with("given", given));
            }
            None if !params.yes => {
                return Err(Error::new(ErrorCode::CountChanged).with("expected", recipients).with("given", ""));
            }
            Some(_) | None => {}
        }
        if !params.yes
            && let Some(other) = broadcasts::same_words(connection, row.id, &row.text, now - SAME_WORDS_MS)?
        {
            return Err(Error::new(ErrorCode::AlreadyRunning).with("id", other));
        }
        let approval = broadcasts::Approval { now, undo_until: now + undo_ms, last_fan_id, recipients };
        broadcasts::approve(connection, row.id, approval)
    })
    .await
}

pub async fn undo(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    change(&line, &params.id, "update_undone", |connection, row, _| {
        require(row, &["undo"])?;
        broadcasts::take_back(connection, row.id)
    })
    .await
}

pub async fn pause(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    change(&line, &params.id, "update_paused", |connection, row, _| {
        require(row, &["expanding", "sending"])?;
        broadcasts::set_state(connection, row.id, "paused", None)
    })
    .await
}

pub async fn resume(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    let ignored = line.provider().capabilities().opted_out_codes;
    change(&line, &params.id, "update_resumed", move |connection, row, _| {
        require(row, &["paused"])?;
        broadcasts::set_seen(connection, row.id, broadcasts::outcomes(connection, row.id, ignored)?)?;
        let state = if row.is_expanded() { "sending" } else { "expanding" };
        broadcasts::set_state(connection, row.id, state, None)
    })
    .await
}

/// Tries again what failed and may not fail again; an update that is done goes on.
pub async fn retry_failed(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    let capabilities = line.provider().capabilities();
    change(&line, &params.id, "update_retried", move |connection, row, now| {
        require(row, &["sending", "paused", "done"])?;
        if outbox::retry_of_broadcast(connection, row.id, now, capabilities.passing_codes)? == 0 {
            return Err(ErrorCode::NoRecipients.into());
        }
        if row.state == "done" {
            let seen = broadcasts::outcomes(connection, row.id, capabilities.opted_out_codes)?;
            broadcasts::set_seen(connection, row.id, seen)?;
            broadcasts::reopen(connection, row.id)?;
        }
        Ok(())
    })
    .await
}

/// Ends an update: what has not left stays. Texts under way or in doubt are followed to their end.
pub async fn cancel(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    change(&line, &params.id, "update_cancelled", |connection, row, now| {
        require(row, &["draft", "undo", "expanding", "sending", "paused"])?;
        broadcasts::finish(connection, row.id, "cancelled", now)
    })
    .await
}

pub async fn get(lines: &Lines, params: ById) -> Result<UpdateView> {
    let line = lines.current()?;
    show(&line, parse_id("update", &params.id)?).await
}

pub async fn list(lines: &Lines, params: ListUpdates) -> Result<Page<UpdateView>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    let (pace, now) = (line.settings().await?.pace(line.number_type()), line.now());
    line.store
        .read(move |connection| {
            let rows = broadcasts::list(connection, before, limit)?;
            let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id.to_string())).flatten();
            let items = rows.into_iter().map(|row| view(connection, row, pace, now)).collect::<Result<_>>()?;
            Ok(Page { items, next })
        })
        .await
}

fn require(row: &BroadcastRow, states: &[&str]) -> Result<()> {
    if states.contains(&row.state.as_str()) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::WrongState).with("state", &row.state))
}

async fn change<F>(line: &Line, id: &str, what: &'static str, work: F) -> Result<UpdateView>
where
    F: FnOnce(&Connection, &BroadcastRow, i64) -> Result<()> + Send + 'static,
{
    let now = line.now();
    let parsed = parse_id("update", id)?;
    let id = id.to_owned();
    line.store
        .write(Durability::Synced, move |connection| {
            let row = broadcasts::get(connection, parsed)?.ok_or_else(|| not_found("update", &id))?;
            work(connection, &row, now)?;
            journal::write(connection, now, "owner", what, &serde_json::json!({ "id": id }))
        })
        .await?;
    answer(line, parsed).await
}

/// What a command that changed an update gives back; the window and the sender hear of it.
async fn answer(line: &Line, id: i64) -> Result<UpdateView> {
    let view = show(line, id).await?;
    line.updates_changed();
    line.send.notify_one();
    Ok(view)
}

async fn show(line: &Line, id: i64) -> Result<UpdateView> {
    let (pace, now) = (line.settings().await?.pace(line.number_type()), line.now());
    line.store
        .read(move |connection| {
            let row = broadcasts::get(connection, id)?.ok_or_else(|| not_found("update", &id.to_string()))?;
            view(connection, row, pace, now)
        })
        .await
}

fn view(connection: &Connection, row: BroadcastRow, pace: f64, now: i64) -> Result<UpdateView> {
    let states = tallies::states_of_broadcast(connection, row.id)?;
    let count = |state: &str| states.get(state).copied().unwrap_or(0);
    let sent = count("sent") + count("delivered") + count("undelivered");
    let left = count("queued") + count("sending");
    let running = matches!(row.state.as_str(), "expanding" | "sending");
    let cost = Money::new(outbox::cost_of_broadcast(connection, row.id)?, &line_rows::currency(connection)?);
    let (mut next_at, mut seconds_left) = (None, None);
    if running {
        next_at = outbox::next_due_of_broadcast(connection, row.id)?.filter(|next| *next > now);
        // The last texts leave at the pace, or when the last fan is awake, whichever is later.
        let last = outbox::last_due_of_broadcast(connection, row.id)?.unwrap_or(now);
        seconds_left = Some(seconds(left, pace).max(u64::try_from((last - now) / 1_000).unwrap_or(0)));
    }
    Ok(UpdateView {
        id: row.id.to_string(),
        audience: Audience::Everyone,
        state: state(&row.state),
        reason: row.reason.as_deref().and_then(WhyCode::from_name).map(|code| paused_for(code, &row, &states)),
        created_at: row.created_at,
        approved_at: row.approved_at,
        undo_until: row.undo_until.filter(|_| row.state == "undo"),
        finished_at: row.finished_at,
        recipients: row.recipients,
        excluded: broadcasts::exclusions(connection, row.id)?
            .into_iter()
            .map(|(reason, count)| Excluded { reason, count })
            .collect(),
        cost: MoneyView::from(&cost),
        next_at,
        seconds_left,
        sent,
        states,
        text: row.text,
    })
}

/// Why an update paused itself.
fn paused_for(code: WhyCode, row: &BroadcastRow, states: &BTreeMap<String, u64>) -> Why {
    if code != WhyCode::TooManyFailures {
        return Why::new(code);
    }
    let count = |state: &str| states.get(state).copied().unwrap_or(0);
    let failed = count("undelivered") + count("failed");
    Why::new(code)
        .with("failed", failed.saturating_sub(row.seen.failed))
        .with("outcomes", (count("delivered") + failed).saturating_sub(row.seen.all))
}

fn state(name: &str) -> UpdateState {
    match name {
        "undo" => UpdateState::Undo,
        "expanding" => UpdateState::Expanding,
        "sending" => UpdateState::Sending,
        "paused" => UpdateState::Paused,
        "done" => UpdateState::Done,
        "cancelled" => UpdateState::Cancelled,
        _ => UpdateState::Draft,
    }
}
