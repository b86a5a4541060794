//! The log: on stderr, and only when FANLINE_LOG asks for it.

use std::io;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const VARIABLE: &str = "FANLINE_LOG";

/// Starts the log if FANLINE_LOG holds a filter such as `info` or `fanline_engine=trace`.
pub fn start() {
    let Ok(wanted) = std::env::var(VARIABLE) else { return };
    if wanted.is_empty() {
        return;
    }
    let filter = EnvFilter::builder().parse_lossy(wanted);
    // Libraries log what they like, and the address of a request holds a number.
    let ours = filter_fn(|metadata| metadata.target().starts_with("fanline"));
    let lines = tracing_subscriber::fmt::layer().with_writer(io::stderr).with_ansi(false);
    // Nothing else in this process starts a log, so nobody can have been faster.
    tracing_subscriber::registry().with(filter).with(ours).with(lines).try_init().ok();
}
