//! Erasing a fan, and the receipts of it.

use rusqlite::Connection;

use crate::erasure;
use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::erasures::{self as rows, ErasureRow};
use crate::store::fans;

use super::fans::parse_id;
use super::inbox::{cursor, not_found, page_size};
use super::views::{ById, EraseFan, ErasureState, ErasureView, ListErasures, Page};

const PAGE: u32 = 50;

/// Erases a fan on this computer; the provider's copies follow in the background of whoever answers on the line.
pub async fn erase(lines: &Lines, params: EraseFan) -> Result<ErasureView> {
    let line = lines.current()?;
    let id = parse_id("fan", &params.id)?;
    if !params.yes {
        let fan = line.store.read(move |connection| fans::get(connection, id)).await?;
        let fan = fan.ok_or_else(|| not_found("fan", &params.id))?;
        let texts = fan.from_fan + fan.personal + fan.updates + fan.automatic + fan.elsewhere;
        return Err(Error::new(ErrorCode::NotConfirmed).with("texts", texts));
    }
    let row = erasure::request(&line, id).await?.ok_or_else(|| not_found("fan", &params.id))?;
    line.everything_changed();
    line.send.notify_one();
    line.store.read(move |connection| view(connection, row)).await
}

pub async fn get(lines: &Lines, params: ById) -> Result<ErasureView> {
    let line = lines.current()?;
    let id = parse_id("erasure", &params.id)?;
    line.store
        .read(move |connection| {
            let row = rows::get(connection, id)?.ok_or_else(|| not_found("erasure", &params.id))?;
            view(connection, row)
        })
        .await
}

pub async fn list(lines: &Lines, params: ListErasures) -> Result<Page<ErasureView>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    line.store
        .read(move |connection| {
            let found = rows::list(connection, before, limit)?;
            let next = (found.len() == limit as usize).then(|| found.last().map(|row| row.id.to_string())).flatten();
            let items = found.into_iter().map(|row| view(connection, row)).collect::<Result<_>>()?;
            Ok(Page { items, next })
        })
        .await
}

fn view(connection: &Connection, row: ErasureRow) -> Result<ErasureView> {
    let progress = rows::progress(connection, row.id)?;
    let state = match row.state.as_str() {
        "waiting" => ErasureState::Waiting,
        "here" => ErasureState::Here,
        "index" => ErasureState::Index,
        "done" => ErasureState::Done,
        _ => ErasureState::Provider,
    };
    Ok(ErasureView {
        id: row.id.to_string(),
        state,
        requested_at: row.requested_at,
        erased_at: row.erased_at,
        done_at: row.done_at,
        here: serde_json::from_str(&row.counts).unwrap_or_default(),
        provider_texts: progress.texts,
        provider_deleted: progress.deleted,
        provider_pictures: progress.pictures,
        problem: row.problem.as_deref().and_then(|why| serde_json::from_str(why).ok()),
        next_at: (state != ErasureState::Done && row.next_at > 0).then_some(row.next_at),
    })
}
