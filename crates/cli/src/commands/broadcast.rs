//! Updates: one text to everyone.

use fanline_engine::api::views::{UpdatePreview, UpdateState, UpdateView};
use fanline_engine::{Error, ErrorCode};
use serde_json::json;

use super::pages;
use crate::args::{Audience, Broadcast};
use crate::failure::Failure;
use crate::host::{Host, read};
use crate::{text, why};

pub async fn run(host: &Host, command: Broadcast) -> Result<(), Failure> {
    let (method, id) = match command {
        Broadcast::Create { text, audience: Audience::Everyone } => {
            return host.show("updates.create", json!({ "text": text, "audience": "everyone" }), show).await;
        }
        Broadcast::Send { id, yes } => return send(host, &id, yes).await,
        Broadcast::List { page } => {
            return pages::show(host, "updates.list", json!({}), &page, |updates: &[UpdateView]| {
                text::columns(&updates.iter().map(row).collect::<Vec<_>>())
            })
            .await;
        }
        Broadcast::Pause { id } => ("updates.pause", id),
        Broadcast::Resume { id } => ("updates.resume", id),
        Broadcast::RetryFailed { id } => ("updates.retry_failed", id),
        Broadcast::Cancel { id } => ("updates.cancel", id),
        Broadcast::Show { id } => ("updates.get", id),
    };
    host.show(method, json!({ "id": id }), show).await
}

/// `--yes` stands for every confirmation; without it the engine refuses and this says what it would have done.
async fn send(host: &Host, id: &str, yes: bool) -> Result<(), Failure> {
    match host.show("updates.send", json!({ "id": id, "yes": yes }), show).await {
        Err(Failure::Refused(error)) if error.code == ErrorCode::CountChanged => {
            Err(Failure::Refused(with_preview(host, id, error).await?))
        }
        other => other,
    }
}

async fn with_preview(host: &Host, id: &str, error: Error) -> Result<Error, Failure> {
    let update: UpdateView = read(&host.call("updates.get", json!({ "id": id })).await?)?;
    let preview = host.call("updates.preview", json!({ "text": update.text, "audience": update.audience })).await?;
    let preview: UpdatePreview = read(&preview)?;
    for warning in &preview.warnings {
        host.output.note(&format!("note: {}", why::of(warning)));
    }
    if let Some(until) = preview.asleep_until {
        let (fans, until) = (preview.asleep, text::time(until));
        host.output.note(&format!(
            "note: for {fans} of them it is outside the quiet_hours window; the last gets it from {until}"
        ));
    }
    Ok(error
        .with("cost", preview.cost.amount)
        .with("currency", preview.cost.currency)
        .with("parts", preview.segments.parts)
        .with("seconds", preview.seconds))
}

fn show(update: &UpdateView) -> String {
    let states: Vec<String> = update.states.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let left_out: Vec<String> = update
        .excluded
        .iter()
        .filter(|excluded| excluded.count > 0)
        .map(|excluded| format!("{} {}", excluded.count, excluded.reason.replace('_', " ")))
        .collect();
    let some = |list: Vec<String>| (!list.is_empty()).then(|| list.join(", "));
    text::pairs([
        ("Update", Some(format!("{}, {}", update.id, state(update.state)))),
        ("Text", Some(text::plain(&update.text))),
        ("Why", update.reason.as_ref().map(why::of)),
        ("Leaves", update.undo_until.map(|at| format!("{}, with `fanline run`", text::time(at)))),
        ("Goes on", update.next_at.map(|at| format!("{}, in the hours of the fans who are left", text::time(at)))),
        ("Fans", (update.recipients > 0).then(|| update.recipients.to_string())),
        ("Left out", some(left_out)),
        ("Texts", some(states)),
        ("Cost", (update.sent > 0).then(|| text::money(&update.cost))),
    ])
}

fn row(update: &UpdateView) -> Vec<String> {
    vec![
        update.id.clone(),
        text::time(update.created_at),
        state(update.state).to_owned(),
        format!("{} of {}", update.sent, update.recipients),
        text::plain(&update.text),
    ]
}

fn state(state: UpdateState) -> &'static str {
    match state {
        UpdateState::Draft => "draft",
        UpdateState::Undo => "about to leave",
        UpdateState::Expanding => "starting",
        UpdateState::Sending => "sending",
        UpdateState::Paused => "paused",
        UpdateState::Done => "done",
        UpdateState::Cancelled => "cancelled",
    }
}
