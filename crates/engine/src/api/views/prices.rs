//! What texts cost.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MoneyView;

/// What one part of a text costs to and from the numbers of a country.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PriceView {
    /// ISO 3166-1.
    pub country: String,
    pub outbound: PartPrice,
    /// For a line with a number there.
    pub inbound: PartPrice,
    /// When the provider's list was read.
    pub fetched_at: Option<i64>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct PartPrice {
    pub price: MoneyView,
    pub source: PriceSource,
}

/// Who says a price; the first that there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    Owner,
    /// The provider's list, its dearest carrier.
    Listed,
    /// The dearest bill.
    Billed,
    /// Came with Fanline.
    Shipped,
    /// Nobody: the highest that is plausible.
    Assumed,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PriceDirection {
    #[default]
    Outbound,
    Inbound,
}

#[derive(Debug, Clone, Default, Deserialize, TS)]
pub struct FetchPrices {
    /// ISO 3166-1; all countries of the line and its fans when absent.
    #[serde(default)]
    pub country: Option<String>,
}

#[derive(Debug, Clone, Deserialize, TS)]
pub struct SetPrice {
    /// ISO 3166-1.
    pub country: String,
    #[serde(default)]
    pub direction: PriceDirection,
    /// A decimal in the line's currency; absent or null goes by the list again.
    #[serde(default)]
    pub per_part: Option<String>,
}
