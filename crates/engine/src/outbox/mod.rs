//! The only thing that sends. From one computer no fan ever gets the same text twice, and no accepted text is
//! forgotten: an intent is on the disk before its request leaves, and a doubtful outcome is looked for, never
//! repeated.

mod caps;
mod claim;
mod hours;
mod pace;
mod reconcile;
mod record;
mod run;
mod turn;
mod window;

pub use caps::Caps;
pub use claim::{Claimed, Moment, auto_replies_on, moment, next_due};
pub use hours::{look_again, open as open_hours};
pub use reconcile::run as look_for_doubtful;
pub use record::{ITEM_LIMIT, SendResult};
pub use run::run;
pub use turn::{Turn, turn};
