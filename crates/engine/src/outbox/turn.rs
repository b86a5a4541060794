//! One turn of the send loop: what came back and what leaves next share one synced commit.

use rusqlite::Connection;

use super::claim::{self, Claim, Claimed, Moment};
use super::record::{self, SendResult};
use crate::error::Result;
use crate::line::Line;
use crate::store::Durability;

/// What one turn stores.
#[derive(Debug, Clone)]
pub struct Turn {
    /// Outcomes of requests.
    pub landed: Vec<(Claimed, SendResult)>,
    pub recorded: record::Moment,
    /// For how many more texts there is room, and at which moment; `None` when nothing may leave.
    pub room: Option<(Moment, u32)>,
}

impl Turn {
    /// A turn that only stores what came back.
    #[must_use]
    pub fn of(line: &Line, landed: Vec<(Claimed, SendResult)>) -> Self {
        Self { landed, recorded: record::moment(line), room: None }
    }

    /// Claims as well.
    #[must_use]
    pub fn with_room(self, moment: Moment, room: u32) -> Self {
        Self { room: Some((moment, room)), ..self }
    }
}

/// Stores outcomes and claims the next texts. When it returns, all of it is on the disk: the claimed may leave.
///
/// # Errors
/// What the store refuses; then none of it is stored, and nothing may leave.
pub async fn turn(line: &Line, turn: Turn) -> Result<Claim> {
    line.store.write(Durability::Synced, move |connection| store(connection, &turn)).await
}

fn store(connection: &Connection, turn: &Turn) -> Result<Claim> {
    for (claimed, result) in &turn.landed {
        record::outcome(connection, turn.recorded, &claimed.row, result)?;
    }
    turn.room.map_or_else(|| Ok(Claim::default()), |(moment, room)| claim::claim(connection, moment, room))
}
