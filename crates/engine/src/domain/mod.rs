//! The field's own words, as types. Pure: no clock, no store, no network.

pub mod fold;
mod ids;
mod money;
mod phone;
mod segments;
mod status;
mod why;

pub use ids::ProviderId;
pub use money::Money;
pub use phone::{NotANumber, PhoneNumber, Sender, number_type};
pub use segments::{count as count_segments, straighten};
pub use status::{DeliveryStatus, Direction, Lane, OutboxKind, OutboxState};
pub use why::{Why, WhyCode};
