//! The product logic of Fanline. It never sees a window and holds no sentence for the owner: it returns codes.
//!
//! A transport opens an [`Engine`] and hands it commands by name; [`api`] is the table of them.

pub mod api;
pub mod clock;
pub mod event;
#[doc(hidden)]
pub mod measure;
pub mod secrets;

mod broadcast;
mod compliance;
mod domain;
mod engine;
mod erasure;
mod error;
mod line;
mod lines;
mod media;
mod outbox;
mod provider;
mod rules;
mod scheduler;
mod store;
mod sync;

pub use engine::{Config, Engine, Parts, Until};
pub use error::{Error, ErrorCode, Result};
pub use lines::{PracticeEndpoint, PracticeStarter};
pub use provider::Pages;
