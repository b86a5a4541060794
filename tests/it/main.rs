//! Tests of the whole, in one binary.

mod engine;
mod forgotten;
mod imports;
