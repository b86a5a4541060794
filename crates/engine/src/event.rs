//! What changed, told to whoever shows it: kinds and ids, gathered into few batches.
//!
//! Publishing never waits. What is published while a batch is resting is merged, so that an import of a million
//! texts makes ten batches a second and not a million. Memory is bounded on both sides: too many ids, or a
//! listener that falls behind, become `overflow`, and the listener reloads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::broadcast::{self, Receiver, Sender};
use tokio::task::AbortHandle;

mod batch;

pub use batch::{Event, EventBatch};

/// All kinds of events. Ids are those of the object that the kind is named after; a thread's is its fan's.
pub mod kind {
    pub const LINE: &str = "line.changed";
    pub const INBOX: &str = "inbox.changed";
    pub const THREAD: &str = "thread.changed";
    /// Pictures and other files; ids are their texts'.
    pub const MEDIA: &str = "media.changed";
    pub const RULES: &str = "rules.changed";
    pub const UPDATES: &str = "updates.changed";
    pub const STATUS: &str = "status.changed";
    pub const SETTINGS: &str = "settings.changed";
    pub const SUPPRESSIONS: &str = "suppressions.changed";
}

/// Between two batches; ten a second at most.
const REST: Duration = Duration::from_millis(100);
/// Ids in one batch, over all kinds.
const MAX_IDS: usize = 1_000;
/// Batches that a listener may be behind: more than six seconds.
const MAX_BATCHES: usize = 64;

/// The bus. Clones share it; with the last of them it sends what is left and ends.
#[derive(Clone)]
pub struct Events {
    open: Arc<Open>,
}

struct Open {
    shared: Arc<Shared>,
    flusher: AbortHandle,
}

struct Shared {
    gathered: Mutex<Gathered>,
    wake: Notify,
    batches: Sender<EventBatch>,
}

#[derive(Default)]
struct Gathered {
    /// `None`: any object of that kind.
    kinds: BTreeMap<&'static str, Option<BTreeSet<String>>>,
    ids: usize,
    overflow: bool,
}

impl Events {
    /// Starts the bus on the runtime of the caller.
    ///
    /// # Panics
    /// Outside a Tokio runtime.
    #[must_use]
    pub fn start() -> Self {
        let (batches, _) = broadcast::channel(MAX_BATCHES);
        let shared = Arc::new(Shared { gathered: Mutex::default(), wake: Notify::new(), batches });
        let flushed = Arc::clone(&shared);
        let flusher = tokio::spawn(async move {
            loop {
                // A publication during the rest leaves its permit here: nothing waits for the one after it.
                flushed.wake.notified().await;
                flushed.flush();
                tokio::time::sleep(REST).await;
            }
        });
        Self { open: Arc::new(Open { shared, flusher: flusher.abort_handle() }) }
    }

    /// Says that objects of a kind changed; no ids at all means any of them. From any thread, without waiting.
    pub fn publish<I>(&self, kind: &'static str, ids: I)
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        self.open.shared.gathered().add(kind, ids.into_iter().map(Into::into));
        self.open.shared.wake.notify_one();
    }

    /// Says that any object of a kind may have changed.
    pub fn publish_any(&self, kind: &'static str) {
        self.publish(kind, std::iter::empty::<String>());
    }

    /// Batches from here on. Read them with [`next`], which turns a lag into `overflow`.
    #[must_use]
    pub fn subscribe(&self) -> Receiver<EventBatch> {
        self.open.shared.batches.subscribe()
    }
}

/// The next batch, or `None` after the last one. A listener that fell behind gets an empty batch with `overflow`.
pub async fn next(batches: &mut Receiver<EventBatch>) -> Option<EventBatch> {
    match batches.recv().await {
        Ok(batch) => Some(batch),
        Err(RecvError::Lagged(_)) => Some(EventBatch { events: Vec::new(), overflow: true }),
        Err(RecvError::Closed) => None,
    }
}

impl Shared {
    fn gathered(&self) -> MutexGuard<'_, Gathered> {
        // Every change of the set is whole before anything can panic.
        self.gathered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn flush(&self) {
        let gathered = std::mem::take(&mut *self.gathered());
        if let Some(batch) = gathered.into_batch() {
            // Nobody listens: then nobody shows anything that could be out of date.
            self.batches.send(batch).ok();
        }
    }
}

impl Gathered {
    fn add(&mut self, kind: &'static str, ids: impl Iterator<Item = String>) {
        let known = self.kinds.entry(kind).or_insert_with(|| Some(BTreeSet::new()));
        let mut named = false;
        for id in ids {
            named = true;
            let Some(set) = known else { return };
            if self.ids == MAX_IDS && !set.contains(&id) {
                self.overflow = true;
                self.ids -= set.len();
                *known = None;
                return;
            }
            self.ids += usize::from(set.insert(id));
        }
        if !named {
            self.ids -= known.take().map_or(0, |set| set.len());
        }
    }

    fn into_batch(self) -> Option<EventBatch> {
        if self.kinds.is_empty() {
            return None;
        }
        let events = self
            .kinds
            .into_iter()
            .map(|(kind, ids)| Event { kind: kind.to_owned(), ids: ids.unwrap_or_default().into_iter().collect() });
        Some(EventBatch { events: events.collect(), overflow: self.overflow })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.flusher.abort();
        self.shared.flush();
    }
}

impl fmt::Debug for Events {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Events")
            .field("listeners", &self.open.shared.batches.receiver_count())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{Event, EventBatch, Events, MAX_BATCHES, MAX_IDS, kind, next};

    fn batch(events: &[(&str, &[&str])]) -> EventBatch {
        let events = events.iter().map(|(kind, ids)| Event {
            kind: (*kind).to_owned(),
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
        });
        EventBatch { events: events.collect(), overflow: false }
    }

    /// A thread that is told ten times that it changed would be drawn ten times.
    #[tokio::test]
    async fn one_batch_names_each_change_once() {
        let events = Events::start();
        let mut batches = events.subscribe();
        for _ in 0..1_000 {
            events.publish(kind::THREAD, ["2", "1"]);
            events.publish(kind::INBOX, ["1"]);
            events.publish_any(kind::STATUS);
            events.publish(kind::STATUS, ["1"]);
        }
        let expected = batch(&[(kind::INBOX, &["1"]), (kind::STATUS, &[]), (kind::THREAD, &["1", "2"])]);
        assert_eq!(next(&mut batches).await, Some(expected));
        events.publish(kind::RULES, ["7"]);
        assert_eq!(next(&mut batches).await, Some(batch(&[(kind::RULES, &["7"])])), "told twice");
    }

    /// A flood of batches freezes the window; one that is never sent leaves it out of date.
    #[tokio::test]
    async fn batches_rest_between_each_other_and_none_is_lost() {
        let began = Instant::now();
        let events = Events::start();
        let mut batches = events.subscribe();
        for round in 0..6 {
            events.publish(kind::THREAD, [format!("{round}a")]);
            events.publish(kind::THREAD, [format!("{round}b")]);
            let ids: &[&str] = &[&format!("{round}a"), &format!("{round}b")];
            assert_eq!(next(&mut batches).await, Some(batch(&[(kind::THREAD, ids)])));
        }
        assert!(began.elapsed() >= Duration::from_millis(500), "six batches came after {:?}", began.elapsed());
    }

    /// An import names every fan there is: the window must hear "reload", not run out of memory.
    #[tokio::test]
    async fn too_many_ids_become_an_overflow() {
        let events = Events::start();
        let mut batches = events.subscribe();
        let ids = |count: usize| (0..count).map(|id| id.to_string());
        events.publish(kind::THREAD, ids(MAX_IDS));
        let full = next(&mut batches).await.expect("a batch");
        assert_eq!((full.events[0].ids.len(), full.overflow), (MAX_IDS, false));
        events.publish(kind::THREAD, ids(MAX_IDS));
        events.publish(kind::INBOX, ["1"]);
        events.publish(kind::THREAD, ids(MAX_IDS * 100));
        let over = next(&mut batches).await.expect("a batch");
        assert!(over.overflow);
        assert_eq!(over.events, batch(&[(kind::INBOX, &[]), (kind::THREAD, &[])]).events);
        events.publish(kind::INBOX, ["1"]);
        assert_eq!(next(&mut batches).await, Some(batch(&[(kind::INBOX, &["1"])])), "an overflow must end");
    }

    /// A window that slept through hundreds of changes must reload instead of showing the old state for ever.
    #[tokio::test]
    async fn a_listener_that_fell_behind_hears_an_overflow() {
        let events = Events::start();
        let mut batches = events.subscribe();
        for round in 0..=MAX_BATCHES {
            events.publish(kind::THREAD, [round.to_string()]);
            events.open.shared.flush();
        }
        assert_eq!(next(&mut batches).await, Some(EventBatch { events: Vec::new(), overflow: true }));
        assert_eq!(next(&mut batches).await, Some(batch(&[(kind::THREAD, &["1"])])));
    }

    /// The last change before the end must still be shown, and the end must be heard.
    #[tokio::test]
    async fn the_last_clone_sends_what_is_left_and_ends_the_bus() {
        let events = Events::start();
        let mut batches = events.subscribe();
        let writer = events.clone();
        let thread = std::thread::spawn(move || {
            writer.publish(kind::LINE, ["1"]);
            drop(writer);
        });
        thread.join().expect("publishing needs no runtime");
        drop(events);
        assert_eq!(next(&mut batches).await, Some(batch(&[(kind::LINE, &["1"])])));
        assert_eq!(next(&mut batches).await, None);
    }
}
