//! What a text line must get right towards fans and carriers: recognising opt-outs, fans in need, and phone reactions;
//! honest wording. Pure: tables of words and functions over texts.

mod auto_responder;
mod care;
mod honesty;
mod number_list;
mod opt_out;
mod phrases;
mod quiet_hours;
mod reaction;
mod regions;

pub use auto_responder::is_auto_responder;
pub use care::needs_care;
pub use honesty::{has_link, says_automatic};
pub use number_list::{Entry as ListEntry, Said, read as read_numbers, tidy, write as write_numbers, write_row};
pub use opt_out::{OptOut, classify, is_reserved};
pub use quiet_hours::{Open, PREFIX as ZONE_PREFIX, QuietHours, zones_of};
pub use reaction::parse as parse_reaction;
pub use regions::{Regions, is_region};
