//! Words begun and not sent, and texts that are taken back to be changed.

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::{Durability, drafts, fans, outbox};

use super::fans::parse_id;
use super::inbox::not_found;
use super::views::{ById, DraftView, SetDraft, TakenBack};

/// Several texts as long as the longest that can be sent.
const LONGEST: usize = 10_000;

/// Keeps what was begun to a fan.
pub async fn set(lines: &Lines, params: SetDraft) -> Result<DraftView> {
    let line = lines.current()?;
    let id = parse_id("fan", &params.fan_id)?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            fans::get(connection, id)?.ok_or_else(|| not_found("fan", &params.fan_id))?;
            let text: String = params.text.chars().take(LONGEST).collect();
            drafts::set(connection, id, &text, now)?;
            Ok(DraftView { id: params.fan_id, text })
        })
        .await
}

/// Takes a text back that has not left: it is a draft again, before any words begun since.
pub async fn take_back(lines: &Lines, params: ById) -> Result<TakenBack> {
    let line = lines.current()?;
    let id = parse_id("text", &params.id)?;
    let now = line.now();
    let (fan_id, text) = line
        .store
        .write(Durability::Synced, move |connection| {
            let row = outbox::get(connection, id)?.ok_or_else(|| not_found("text", &params.id))?;
            if row.kind != "personal" || !outbox::take_back(connection, id)? {
                return Err(Error::new(ErrorCode::WrongState).with("state", &row.state));
            }
            let text = match drafts::get(connection, row.fan_id)? {
                Some(begun) => format!("{}\n{begun}", row.body),
                None => row.body,
            };
            drafts::set(connection, row.fan_id, &text, now)?;
            Ok((row.fan_id, text))
        })
        .await?;
    line.conversations_changed([fan_id]);
    Ok(TakenBack { id: id.to_string(), fan_id: fan_id.to_string(), text })
}
