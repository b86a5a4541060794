//! Nothing missed, nothing twice: brings the provider's texts into the store and lets the rules look at them.

mod decide;
mod elsewhere;
mod facts;
mod guard;
mod ingest;
mod poll;
pub mod prices;
mod reaction;
mod replay;
mod spent;
mod walk;

pub use decide::{context, read_why, try_text};
pub use poll::run;
pub use replay::{Replay, Span, replay};
pub use walk::{Depth, Side, complete, read_error, side};
