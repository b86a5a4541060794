//! Pictures of texts. They are read from the provider when somebody looks at their text, bounded in size, kept in the
//! line's encrypted database, and let go of, oldest first, when all of them take too much room.
//!
//! What a file is, its bytes say. Only pictures that every window can show are kept; of others their kind is told.

use crate::domain::picture::{Seen, see};
use crate::domain::{Why, WhyCode};
use crate::error::Result;
use crate::event::kind;
use crate::line::Line;
use crate::provider::{Download, ReadError, RemoteMedia};
use crate::store::Durability;
use crate::store::media::{self, MediaRow};

/// The provider allows ten files to a text.
const MOST: usize = 10;

/// The id of a text as threads and events name it.
#[must_use]
pub fn text_id(message_id: i64) -> String {
    format!("m{message_id}")
}

/// Reads what is missing of a text's pictures; gives why the provider could not be asked for all of it. What is gone
/// or too large is not asked for again.
///
/// # Errors
/// What the store refuses.
pub async fn fetch(line: &Line, message_id: i64) -> Result<Option<Why>> {
    let Ok(_turn) = line.pictures.acquire().await else { return Ok(None) };
    let source = line.store.read(move |connection| media::source(connection, message_id)).await?;
    let Some((provider_id, count)) = source.filter(|(_, count)| *count > 0) else { return Ok(None) };
    let mut rows = line.store.read(move |connection| media::of_message(connection, message_id)).await?;
    // A text may be told before all of its files are there.
    if rows.len() < (count as usize).min(MOST) {
        match line.provider().media(&provider_id).await {
            Ok(files) => rows = note(line, message_id, files).await?,
            Err(error) => return Ok(Some(error.why())),
        }
    }
    let bounds = line.settings().await?;
    let mut problem = None;
    for row in rows.into_iter().filter(|row| is_due(row, bounds.picture_bytes)) {
        let answer = line.provider().download(&provider_id, &row.provider_id, bounds.picture_bytes).await;
        problem = answer.as_ref().err().filter(|error| concerns_all(error)).map(ReadError::why);
        settle(line, row, answer, bounds.pictures_bytes).await?;
        line.events.publish(kind::MEDIA, [text_id(message_id)]);
        if problem.is_some() {
            break;
        }
    }
    Ok(problem)
}

async fn note(line: &Line, message_id: i64, files: Vec<RemoteMedia>) -> Result<Vec<MediaRow>> {
    line.store
        .write(Durability::Fetchable, move |connection| {
            for file in files.iter().take(MOST) {
                let state = if may_be_picture(&file.kind) { "known" } else { "file" };
                media::add(connection, message_id, &file.id, &file.kind, state)?;
            }
            media::of_message(connection, message_id)
        })
        .await
}

/// Whether looking at the bytes may show a picture. Drawings with scripts in them are not looked at.
fn may_be_picture(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    (kind.starts_with("image/") && !kind.starts_with("image/svg"))
        || kind == "application/octet-stream"
        || kind.is_empty()
}

fn is_due(row: &MediaRow, limit: u64) -> bool {
    match row.state.as_str() {
        "known" | "failed" => true,
        // The limit may have been raised since.
        "too_large" => row.bytes.is_some_and(|bytes| bytes <= limit),
        _ => false,
    }
}

/// Without a connection or a key the others would fail as well.
fn concerns_all(error: &ReadError) -> bool {
    !matches!(error, ReadError::Provider { .. })
}

async fn settle(line: &Line, row: MediaRow, answer: std::result::Result<Download, ReadError>, room: u64) -> Result<()> {
    let now = line.now();
    line.store
        .write(Durability::Fetchable, move |connection| {
            let failed = |why: Why| {
                let reason = serde_json::to_string(&why).ok();
                media::settle(connection, row.id, "failed", None, reason.as_deref())
            };
            match answer {
                Ok(Download::Whole(bytes)) => match see(&bytes) {
                    Seen::Picture(kind) => media::keep(connection, row.id, kind, &bytes, now, room),
                    Seen::Cut => failed(WhyCode::PictureCut.into()),
                    Seen::Other => media::settle(connection, row.id, "file", Some(bytes.len() as u64), None),
                },
                Ok(Download::TooLarge(bytes)) => media::settle(connection, row.id, "too_large", Some(bytes), None),
                Ok(Download::Gone) => media::settle(connection, row.id, "gone", None, None),
                Err(error) => failed(error.why()),
            }
        })
        .await
}
