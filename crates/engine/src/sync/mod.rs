//! Nothing missed, nothing twice: brings the provider's texts into the store and lets the rules look at them.

use crate::error::Result;
use crate::line::Line;

mod ask;
mod decide;
mod elsewhere;
mod facts;
mod guard;
pub mod history;
mod ingest;
mod opt_state;
#[cfg(test)]
mod order;
pub mod past;
mod poll;
pub mod prices;
mod reaction;
mod replay;
mod spent;
mod walk;

pub use ask::read_error;
pub use decide::{context, read_why, try_text};
pub use poll::run;
pub use replay::{Replay, Span, replay};
pub use walk::{Depth, Side, WalkReport, side};

/// One complete sync: what is new, then what is left of the history.
///
/// # Errors
/// `offline`, `key_refused`, `not_the_provider`, `provider_error`, or what the store refuses. What was read until
/// then is stored.
pub async fn complete(line: &Line, depth: Depth) -> Result<WalkReport> {
    let mut report = walk::both(line, depth).await?;
    let history = history::finish(line).await?;
    report.pages += history.pages;
    report.read += history.read;
    report.new_inbound += history.new_inbound;
    report.new_outbound += history.new_outbound;
    report.changed += history.changed;
    Ok(report)
}
