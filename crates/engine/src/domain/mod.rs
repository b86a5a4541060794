//! The field's own words, as types. Pure: no clock, no store, no network.

mod ids;
mod money;
mod phone;
mod segments;
mod status;

pub use ids::ProviderId;
pub use money::Money;
pub use phone::{PhoneNumber, number_type};
pub use segments::count as count_segments;
pub use status::{DeliveryStatus, Direction, Lane, OutboxKind, OutboxState};
