//! Texts that did not leave.

use fanline_engine::api::views::{OutboxChanged, OutboxItem, ThreadItem};
use serde_json::json;

use super::pages;
use crate::args::{Outbox, OutboxState};
use crate::failure::Failure;
use crate::host::Host;
use crate::{text, why};

pub async fn run(host: &Host, command: Outbox) -> Result<(), Failure> {
    let (one, every, id) = match command {
        Outbox::List { state, page } => {
            let state = match state {
                OutboxState::Parked => "parked",
                OutboxState::Failed => "failed",
                OutboxState::Unknown => "unknown",
                OutboxState::Queued => "queued",
            };
            return pages::show(host, "outbox.list", json!({ "state": state }), &page, |items: &[OutboxItem]| {
                text::columns(&items.iter().map(row).collect::<Vec<_>>())
            })
            .await;
        }
        Outbox::Retry { id, .. } => ("outbox.retry", "outbox.retry_all", id),
        Outbox::Drop { id, .. } => ("outbox.drop", "outbox.drop_all", id),
    };
    match id {
        Some(id) => host.show(one, json!({ "id": id }), |item: &ThreadItem| text::plain(&item.body)).await,
        None => {
            host.show(every, json!({ "state": "parked" }), |changed: &OutboxChanged| {
                text::count(changed.changed, "text", "texts")
            })
            .await
        }
    }
}

fn row(item: &OutboxItem) -> Vec<String> {
    vec![
        item.id.clone(),
        text::time(item.created_at),
        item.number.clone(),
        item.reason.as_ref().map(why::of).unwrap_or_default(),
        text::plain(&item.body),
    ]
}
