//! What happens to a fan's text, and why. Pure: the same text, fan and rules give the same decision.

mod evaluate;
pub mod reply_loop;

pub use evaluate::{Decision, Fan, Outcome, Rule, Setup, Text, evaluate};
