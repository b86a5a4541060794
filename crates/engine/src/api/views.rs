//! What commands take and return: plain data, the same for the window, the command line and the test bridge.
//!
//! Ids are strings, times are UTC milliseconds named `*_at`, numbers are E.164, money is a decimal with its
//! currency. No view carries a secret but `RecoveryKey`, until it is written down.

mod activity;
mod compliance;
mod fans;
mod guards;
mod inbox;
mod lines;
mod media;
mod outbox;
mod prices;
mod rules;
mod search;
mod settings;
mod status;
mod updates;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use self::activity::*;
pub use self::compliance::*;
pub use self::fans::*;
pub use self::guards::*;
pub use self::inbox::*;
pub use self::lines::*;
pub use self::media::*;
pub use self::outbox::*;
pub use self::prices::*;
pub use self::rules::*;
pub use self::search::*;
pub use self::settings::*;
pub use self::status::*;
pub use self::updates::*;
pub use crate::domain::{Encoding, ForcedBy, NumberType, Segments, Why, WhyCode};
pub use crate::event::{Event, EventBatch};
pub use crate::secrets::SecretsPlace;

/// A command that needs nothing.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// One page of a list; `next` is handed back as `cursor` to get the following one.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub next: Option<String>,
}

/// A decimal amount, for example `{"amount": "0.0079", "currency": "USD"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MoneyView {
    pub amount: String,
    pub currency: String,
}

impl From<&crate::domain::Money> for MoneyView {
    fn from(money: &crate::domain::Money) -> Self {
        Self { amount: money.to_string(), currency: money.currency.to_string() }
    }
}

/// A command that is about one object.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ById {
    pub id: String,
}

/// Something was removed or was already gone.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Removed {
    pub id: String,
}
