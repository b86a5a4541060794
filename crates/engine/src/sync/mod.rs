//! Nothing missed, nothing twice: brings the provider's texts into the store and lets the rules look at them.

mod decide;
mod guard;
mod ingest;
mod poll;
mod reaction;
mod walk;

pub use decide::{Context, context, read_why, try_text};
pub use poll::run;
pub use walk::{Depth, Side, complete, read_error, side};
