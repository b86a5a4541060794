//! A carrier one can run: an HTTP server on this machine that speaks the Twilio REST API (2010-04-01), with simulated
//! fans and a plan of faults. It is the practice line, and what the tests send to.
//!
//! It shares no type with the engine, so that a misread field cannot pass on both sides. What it serves is checked
//! against the provider's own description in `tests/contract.rs`.
//!
//! A text's course is decided when it is accepted; its status is read off the clock, so that a resumed ledger needs no
//! timers. Everything that happens is in the ledger before anybody is told about it.

mod book;
mod carrier;
mod clock;
mod config;
mod fans;
mod faults;
mod history;
mod ids;
mod inject;
mod message;
mod network;
mod opt_out;
mod pace;
mod picture;
mod prices;
mod rng;
mod segments;
mod server;

pub use book::journal::LedgerError;
pub use book::{Duplicate, LedgerEntry, LedgerQuery, Report};
pub use carrier::{Carrier, StartError};
pub use config::{CarrierConfig, Delivery, Manners, OwnedNumber, Phase, RateCurve, Start};
pub use faults::{Fault, FaultPlan, On, Scripted};
pub use history::History;
pub use inject::{Injected, InjectedMedia};
pub use message::{Direction, Origin, Status};
