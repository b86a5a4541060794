//! The one text that a fan gets after STOP, START or HELP, where the provider sends none: copied into the line when it
//! is added, and edited there.

use rusqlite::Connection;

use super::{line, settings};
use crate::domain::{Confirmation, words};
use crate::error::Result;

const DAY_MS: i64 = 86_400_000;
const ALL: [Confirmation; 3] = [Confirmation::Help, Confirmation::Stop, Confirmation::Start];

/// The line's own wording.
pub fn text(connection: &Connection, confirmation: Confirmation) -> Result<String> {
    match settings::get(connection, confirmation.key())? {
        Some(text) => Ok(text),
        None => usual(connection, confirmation),
    }
}

/// The wording that a new line with this name, contact and language begins with.
pub fn usual(connection: &Connection, confirmation: Confirmation) -> Result<String> {
    let Some(line) = line::get(connection)? else { return Ok(String::new()) };
    Ok(words(&line.locale).confirmation(confirmation, line.name.as_deref(), line.contact.as_deref()))
}

/// Wordings that nobody touched, so far: a new name, contact or language changes them.
pub fn untouched(connection: &Connection) -> Result<Vec<Confirmation>> {
    let mut untouched = Vec::new();
    for confirmation in ALL {
        if text(connection, confirmation)? == usual(connection, confirmation)? {
            untouched.push(confirmation);
        }
    }
    Ok(untouched)
}

/// Copies the usual wordings into the line.
pub fn copy(connection: &Connection, which: &[Confirmation]) -> Result<()> {
    for confirmation in which {
        settings::set(connection, confirmation.key(), &usual(connection, *confirmation)?)?;
    }
    Ok(())
}

/// Copies all of them: the line is new.
pub fn copy_all(connection: &Connection) -> Result<()> {
    copy(connection, &ALL)
}

/// Names the one answer to HELP of a fan and a day of the provider's time: the outbox takes each name once.
pub fn help_of_day(fan_id: i64, at: i64) -> String {
    format!("help-{fan_id}-{}", at.div_euclid(DAY_MS))
}
