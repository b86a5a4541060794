//! Updates to many: from approval over the undo window to recipient rows, and to the end.

mod step;

pub use step::run;
