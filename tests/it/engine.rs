//! The engine against a real carrier.

mod comeback;
mod confirmations;
mod connecting;
mod doubt;
mod erasing;
mod fan_list;
mod first_sync;
mod guards;
mod old_copy;
mod opting_out;
mod outbox;
mod pace;
mod personal;
mod pictures;
mod quiet_hours;
mod recovery;
mod regions;
mod replay;
mod rule_list;
mod rules;
mod spending;
mod suppressions;
mod troubles;
mod undated;
mod updates;
mod welcome;
