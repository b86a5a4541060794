//! Tests of the whole, in one binary.

mod bench;
mod cli;
mod engine;
mod forgotten;
mod imports;
mod storm;
