//! The log: on standard error, and only when FANLINE_LOG asks for it.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

pub fn start() {
    let Ok(wanted) = std::env::var("FANLINE_LOG") else { return };
    if wanted.is_empty() {
        return;
    }
    // Libraries log what they like, and the address of a request holds a number.
    let ours = filter_fn(|metadata| metadata.target().starts_with("fanline"));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    let filter = EnvFilter::builder().parse_lossy(wanted);
    // Nothing else in this process starts a log.
    tracing_subscriber::registry().with(filter).with(ours).with(lines).try_init().ok();
}
