//! Tests of what a person sees.

mod browser;
// WebKit's driver is there on Linux alone.
#[cfg(target_os = "linux")]
mod desktop;
