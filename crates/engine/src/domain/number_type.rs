//! What kind of number a line is, which decides its pace.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NumberType {
    LongCode,
    TollFree,
    ShortCode,
}
