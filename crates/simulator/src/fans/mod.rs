//! The crowd: who texts, when, and what they do about the answers.

mod crowd;
mod fan;
mod numbers;
mod words;

pub(crate) use crowd::{Cast, Crowd};
pub(crate) use fan::Fan;
