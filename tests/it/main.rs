//! Tests of the whole, in one binary.

mod cli;
mod engine;
mod forgotten;
mod imports;
mod storm;
