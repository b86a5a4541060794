//! What waits for a person: listing it, trying all of it again, letting all of it go.

use rusqlite::Connection;

use crate::domain::{Money, OutboxState};
use crate::error::Result;
use crate::lines::Lines;
use crate::store::outbox::{self as rows, OutboxRow};
use crate::store::{Durability, fans, journal, line as line_rows};

use super::inbox::{cursor, page_size, reason_of, voice};
use super::views::{ChangeOutbox, ListOutbox, MoneyView, OutboxChanged, OutboxChoice, OutboxItem, OutboxList, Page};

const PAGE: u32 = 100;

pub async fn list(lines: &Lines, params: ListOutbox) -> Result<Page<OutboxItem>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    let state = match params.state {
        OutboxList::Parked => OutboxState::Parked,
        OutboxList::Failed => OutboxState::Failed,
        OutboxList::Unknown => OutboxState::Unknown,
        OutboxList::Queued => OutboxState::Queued,
    };
    line.store
        .read(move |connection| {
            let rows = rows::in_state(connection, state, before, limit)?;
            let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id.to_string())).flatten();
            let currency = line_rows::currency(connection)?;
            let items = rows.into_iter().map(|row| item(connection, row, &currency)).collect::<Result<_>>()?;
            Ok(Page { items, next })
        })
        .await
}

fn item(connection: &Connection, row: OutboxRow, currency: &str) -> Result<OutboxItem> {
    let fan = fans::get(connection, row.fan_id)?;
    Ok(OutboxItem {
        id: row.id.to_string(),
        fan_id: row.fan_id.to_string(),
        number: fan.as_ref().map(|fan| fan.number.clone()).unwrap_or_default(),
        name: fan.and_then(|fan| fan.name),
        voice: voice(&row.kind),
        reason: reason_of(&row),
        created_at: row.created_at,
        attempts: row.attempt,
        update_id: row.broadcast_id.map(|id| id.to_string()),
        cost: MoneyView::from(&Money::new(row.est_micros, currency)),
        body: row.body,
    })
}

/// Tries all of it again. Who opted out gets nothing.
pub async fn retry_all(lines: &Lines, params: ChangeOutbox) -> Result<OutboxChanged> {
    change(lines, params, "outbox_retried", rows::requeue_all).await
}

/// Lets all of it go.
pub async fn drop_all(lines: &Lines, params: ChangeOutbox) -> Result<OutboxChanged> {
    change(lines, params, "outbox_dropped", |connection, state, _| rows::drop_all(connection, state)).await
}

async fn change<F>(lines: &Lines, params: ChangeOutbox, what: &'static str, work: F) -> Result<OutboxChanged>
where
    F: FnOnce(&Connection, OutboxState, i64) -> Result<Vec<i64>> + Send + 'static,
{
    let line = lines.current()?;
    let now = line.now();
    let state = match params.state {
        OutboxChoice::Parked => OutboxState::Parked,
        OutboxChoice::Failed => OutboxState::Failed,
    };
    let fans = line
        .store
        .write(Durability::Synced, move |connection| {
            let fans = work(connection, state, now)?;
            let details = serde_json::json!({ "state": state.as_str(), "rows": fans.len() });
            journal::write(connection, now, "owner", what, &details)?;
            Ok(fans)
        })
        .await?;
    let changed = fans.len() as u64;
    line.conversations_changed(fans);
    line.updates_changed();
    line.send.notify_one();
    Ok(OutboxChanged { changed })
}
