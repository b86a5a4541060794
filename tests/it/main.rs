//! Tests of the whole, in one binary.

mod forgotten;
mod imports;
