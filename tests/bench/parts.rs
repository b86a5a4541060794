//! Where the time of a sync goes: sums the spans that the engine marks its work with.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::Registry;
use tracing_subscriber::util::SubscriberInitExt;

use crate::stopwatch::Stopwatch;

type Sums = Arc<Mutex<BTreeMap<&'static str, Duration>>>;

/// From here on; the first in a process listens for all.
#[derive(Debug, Clone)]
pub struct Parts(Sums);

#[derive(Debug)]
struct Listener(Sums);

/// When a span was entered.
struct Entered(Stopwatch);

impl Parts {
    pub fn start() -> Self {
        let sums = Sums::default();
        // A second listener of one process hears nothing, and shows nothing.
        tracing_subscriber::registry().with(Listener(Arc::clone(&sums))).try_init().ok();
        Self(sums)
    }

    /// Seconds by part, since the beginning.
    pub fn taken(&self) -> Vec<(&'static str, f64)> {
        let sums = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        sums.into_iter().map(|(name, spent)| (name, spent.as_secs_f64())).collect()
    }
}

impl Layer<Registry> for Listener {
    fn on_enter(&self, id: &tracing::span::Id, context: Context<'_, Registry>) {
        if let Some(span) = context.span(id) {
            span.extensions_mut().replace(Entered(Stopwatch::start()));
        }
    }

    fn on_exit(&self, id: &tracing::span::Id, context: Context<'_, Registry>) {
        let Some(span) = context.span(id) else { return };
        let spent = span.extensions().get::<Entered>().map(|entered| entered.0.elapsed());
        if let Some(spent) = spent.filter(|_| span.metadata().target().starts_with("fanline_engine")) {
            let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            *sums.entry(span.name()).or_default() += spent;
        }
    }
}
