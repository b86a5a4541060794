//! What the tests share: a whole Fanline over a real carrier, with everything in folders of its own.

pub mod app;
mod clock;
#[cfg(target_os = "linux")]
pub mod disk;
pub mod process;
pub mod storm;

pub use app::{TestApp, eventually};
pub use clock::ShiftedClock;
