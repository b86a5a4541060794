//! Pictures and other files of texts.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;

use crate::domain::Why;
use crate::error::{Error, ErrorCode, Result};
use crate::line::Line;
use crate::lines::Lines;
use crate::media as pictures;
use crate::store::media::{self as rows, MediaRow};
use crate::store::messages;
use crate::sync::read_why;

use super::fans::parse_id;
use super::inbox::not_found;
use super::views::{ById, MediaOfMessage, MediaState, MediaView, OfMessage, Picture};

/// What is known here of a text's files.
pub async fn list(lines: &Lines, params: OfMessage) -> Result<MediaOfMessage> {
    let line = lines.current()?;
    let id = message_id(&params)?;
    listed(&line, id, None).await
}

/// Reads from the provider what is missing, and tries again what failed.
pub async fn fetch(lines: &Lines, params: OfMessage) -> Result<MediaOfMessage> {
    let line = lines.current()?;
    let id = message_id(&params)?;
    let problem = pictures::fetch(&line, id).await?;
    listed(&line, id, problem).await
}

/// The bytes of a picture that is here.
pub async fn get(lines: &Lines, params: ById) -> Result<Picture> {
    let line = lines.current()?;
    let id = parse_id("picture", &params.id)?;
    let (row, data) = line
        .store
        .read(move |connection| {
            let row = rows::get(connection, id)?.ok_or_else(|| not_found("picture", &params.id))?;
            let data = rows::data(connection, id)?;
            Ok((row, data))
        })
        .await?;
    let data = data.ok_or_else(|| Error::new(ErrorCode::WrongState).with("state", &row.state))?;
    Ok(Picture { id: row.id.to_string(), kind: row.kind, data: STANDARD.encode(data) })
}

fn message_id(params: &OfMessage) -> Result<i64> {
    let id = params.message_id.strip_prefix('m').unwrap_or(&params.message_id);
    parse_id("text", id)
}

async fn listed(line: &Line, id: i64, problem: Option<Why>) -> Result<MediaOfMessage> {
    line.store
        .read(move |connection| {
            messages::get(connection, id)?.ok_or_else(|| not_found("text", &id.to_string()))?;
            let items = views(connection, id)?;
            Ok(MediaOfMessage { id: pictures::text_id(id), items, problem })
        })
        .await
}

fn views(connection: &Connection, message_id: i64) -> Result<Vec<MediaView>> {
    Ok(rows::of_message(connection, message_id)?.into_iter().map(view).collect())
}

/// One file.
pub fn view(row: MediaRow) -> MediaView {
    let state = match row.state.as_str() {
        "fetched" => MediaState::Fetched,
        "too_large" => MediaState::TooLarge,
        "gone" => MediaState::Gone,
        "failed" => MediaState::Failed,
        "file" => MediaState::File,
        _ => MediaState::Known,
    };
    MediaView {
        id: row.id.to_string(),
        kind: row.kind,
        state,
        bytes: row.bytes,
        reason: read_why(row.reason.as_deref()),
    }
}
