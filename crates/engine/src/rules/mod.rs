//! What happens to a fan's text, and why. Pure: the same text, fan and rules give the same decision.

mod answer;
mod evaluate;
mod keyword;
pub mod reply_loop;
mod rule;

pub use answer::Circumstance;
pub use evaluate::{AfterUpdate, Asked, Decision, Fan, Outcome, Setup, Step, Text, evaluate};
pub use keyword::Words;
pub use rule::{Needs, ReadyRule, may_act};
