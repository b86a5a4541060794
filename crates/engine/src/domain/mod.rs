//! The field's own words, as types. Pure: no clock, no store, no network.

mod birthday;
pub mod country;
mod day_window;
pub mod fold;
mod ids;
mod money;
mod number_type;
mod phone;
pub mod picture;
pub mod price;
pub mod range;
mod rule;
pub mod segmentation;
mod segments;
pub mod setting;
mod status;
mod tag;
pub mod template;
mod why;
mod wording;
mod words;

pub use birthday::Birthday;
pub use day_window::DayWindow;
pub use ids::ProviderId;
pub use money::{Currency, Money};
pub use number_type::NumberType;
pub use phone::{PhoneNumber, Sender, number_type};
pub use rule::{Acquaintance, Actions, Conditions, Day, FanFact, Repeat, Rule, Timing, Trigger};
pub use segments::{Encoding, ForcedBy, Segments, count as count_segments, straighten};
pub use status::{DeliveryStatus, Direction, Lane, OutboxKind, OutboxState};
pub use tag::tag;
pub use why::{Why, WhyCode};
pub use wording::same_words;
pub use words::{Confirmation, language, words};
