//! Erasing one fan: on this computer first, then at the provider, until nothing is left but a keyed hash.
//!
//! Each step is a transaction that says how far it came, so that a kill at any moment only delays the next one:
//! `waiting` (a text to the fan is under way or in doubt, and its outcome is looked for first: deleting its row would
//! forget that it may have left), `here` (rows and texts), `index` (the search index is rewritten, the write-ahead log
//! emptied), `provider` (texts and pictures are deleted there, and the list is read until nothing is left), `done`.

mod here;
mod provider;

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::domain::WhyCode;
use crate::error::Result;
use crate::line::Line;
use crate::store::erasures::{self, ErasureRow};
use crate::store::{Durability, fans, journal, outbox};

/// Between questions to the store whether there is something to erase.
const EVERY: Duration = Duration::from_millis(500);

/// Asks for a fan to be erased and does what can be done at once. `None` for a fan that is not there.
///
/// # Errors
/// What the store refuses.
pub async fn request(line: &Line, fan_id: i64) -> Result<Option<ErasureRow>> {
    let now = line.now();
    let id = line
        .store
        .write(Durability::Synced, move |connection| {
            let Some(mut fan) = fans::get(connection, fan_id)? else { return Ok(None) };
            let id = erasures::request(connection, fan_id, &fan.number, now)?;
            // Nothing more leaves, also while a text in doubt is looked for.
            fan.blocked = true;
            fans::set_card(connection, &fan)?;
            outbox::cancel_of_fan(connection, fan_id, &WhyCode::Dropped.name())?;
            let details = serde_json::json!({ "erasure": id.to_string() });
            journal::write(connection, now, "owner", "fan_erased", &details)?;
            Ok(Some(id))
        })
        .await?;
    let Some(id) = id else { return Ok(None) };
    here::advance(line, id).await?;
    line.store.read(move |connection| erasures::get(connection, id)).await
}

/// Goes on with what is to be erased until stopped.
///
/// # Errors
/// What the store refuses.
pub async fn run(line: &Line, stop: CancellationToken) -> Result<()> {
    while !stop.is_cancelled() {
        let now = line.now();
        let due = line.store.read(move |connection| erasures::due(connection, now)).await?;
        for row in due {
            if stop.is_cancelled() {
                break;
            }
            if row.state == "provider" {
                provider::advance(line, row, &stop).await?;
            } else {
                here::advance(line, row.id).await?;
            }
            line.everything_changed();
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = stop.cancelled() => {}
        }
    }
    Ok(())
}
