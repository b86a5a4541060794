//! The product logic of Fanline. It never sees a window and holds no sentence for the owner: it returns codes.

pub mod api;
pub mod clock;
pub mod domain;
pub mod event;
pub mod secrets;

mod broadcast;
mod compliance;
mod engine;
mod error;
mod outbox;
mod provider;
mod rules;
mod scheduler;
mod store;
mod sync;
