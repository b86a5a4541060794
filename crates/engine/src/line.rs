//! One open line: its store, its provider, and what is known of it right now.

mod epoch;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::{Mutex as AsyncMutex, Notify, Semaphore};

pub use epoch::Epoch;

use crate::clock::Clock;
use crate::domain::setting::Settings;
use crate::domain::{NumberType, PhoneNumber, Why, WhyCode, number_type};
use crate::error::{Error, ErrorCode, Result};
use crate::event::{Events, kind};
use crate::provider::{PageCursor, Provider};
use crate::secrets::SecretsPlace;
use crate::store::line::LineRow;
use crate::store::{Store, settings};

/// An open line, shared by everything that works on it.
#[derive(Debug)]
pub struct Line {
    pub id: String,
    pub dir: PathBuf,
    pub secrets: SecretsPlace,
    pub number: PhoneNumber,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub events: Events,
    /// Rings when texts should be looked for at once.
    pub look: Notify,
    /// Rings when the outbox may have something to do.
    pub send: Notify,
    /// Rings when a text may wait until its fan's earlier texts are known.
    pub past: Notify,
    /// Rings when a walk has ended, which may have left a history to import.
    pub walked: Notify,
    /// The following pages of the history's import, by direction.
    pub import: AsyncMutex<BTreeMap<&'static str, PageCursor>>,
    /// Texts whose pictures are read at once: beside them the line still looks and sends.
    pub pictures: Semaphore,
    epoch: Epoch,
    row: RwLock<LineRow>,
    provider: RwLock<Arc<dyn Provider>>,
    live: Mutex<Live>,
    sends_here: AtomicBool,
    knows_ours: AtomicBool,
}

const PICTURES_AT_ONCE: usize = 3;

/// What is known of the line right now, and forgotten when the program ends.
#[derive(Debug, Clone)]
pub struct Live {
    pub sync: SyncPhase,
    /// When the phase began, or of the last complete look.
    pub since: Option<i64>,
    pub read: u64,
    /// Why nothing can be sent.
    pub sending_problem: Option<Why>,
    /// Why nothing can be heard.
    pub hearing_problem: Option<Why>,
    /// Why the history is not imported further.
    pub import_problem: Option<Why>,
    /// When a complete look last found nothing new.
    pub quiet_at: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncPhase {
    Idle,
    Starting,
    CatchingUp,
    Synced,
    Offline,
    KeyRefused,
    ProviderError,
    /// What was heard cannot be stored.
    StoreFailed,
}

/// What a line is opened from.
#[derive(Debug)]
pub struct Opened {
    pub dir: PathBuf,
    pub secrets: SecretsPlace,
    pub epoch: Epoch,
    pub row: LineRow,
    pub store: Store,
    pub provider: Arc<dyn Provider>,
}

impl Line {
    pub fn new(opened: Opened, clock: Arc<dyn Clock>, events: Events) -> Result<Self> {
        let number = PhoneNumber::parse(&opened.row.number).ok_or_else(|| Error::new(ErrorCode::DatabaseDamaged))?;
        Ok(Self {
            id: opened.row.id.clone(),
            dir: opened.dir,
            secrets: opened.secrets,
            number,
            store: opened.store,
            clock,
            events,
            look: Notify::new(),
            send: Notify::new(),
            past: Notify::new(),
            walked: Notify::new(),
            import: AsyncMutex::default(),
            pictures: Semaphore::new(PICTURES_AT_ONCE),
            epoch: opened.epoch,
            row: RwLock::new(opened.row),
            provider: RwLock::new(opened.provider),
            live: Mutex::new(Live {
                sync: SyncPhase::Idle,
                since: None,
                read: 0,
                sending_problem: None,
                hearing_problem: None,
                import_problem: None,
                quiet_at: None,
            }),
            sends_here: AtomicBool::new(false),
            knows_ours: AtomicBool::new(false),
        })
    }

    pub fn row(&self) -> LineRow {
        self.row.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn set_row(&self, row: LineRow) {
        *self.row.write().unwrap_or_else(PoisonError::into_inner) = row;
    }

    pub fn provider(&self) -> Arc<dyn Provider> {
        Arc::clone(&self.provider.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// A setting changed what the client is built from.
    pub fn set_provider(&self, provider: Arc<dyn Provider>) {
        *self.provider.write().unwrap_or_else(PoisonError::into_inner) = provider;
    }

    #[must_use]
    pub fn number_type(&self) -> NumberType {
        number_type(&self.number)
    }

    pub fn now(&self) -> i64 {
        self.clock.now_ms()
    }

    /// The first millisecond of this computer's day.
    pub fn day_start(&self) -> i64 {
        crate::clock::day_start_ms(self.now(), &self.clock.zone())
    }

    pub async fn settings(&self) -> Result<Settings> {
        self.store.read(settings::load).await
    }

    pub fn live(&self) -> Live {
        self.live.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Changes what is known right now, and tells the window when it changed.
    pub fn set_live(&self, change: impl FnOnce(&mut Live)) {
        let changed = {
            let mut live = self.live.lock().unwrap_or_else(PoisonError::into_inner);
            let before = (live.sync, live.sending_problem.clone(), live.hearing_problem.clone(), live.read);
            change(&mut live);
            before != (live.sync, live.sending_problem.clone(), live.hearing_problem.clone(), live.read)
        };
        if changed {
            self.events.publish_any(kind::STATUS);
        }
    }

    /// This process answers and sends on the line.
    #[must_use]
    pub fn sends_here(&self) -> bool {
        self.sends_here.load(Ordering::SeqCst)
    }

    pub fn set_sends_here(&self, sends: bool) {
        self.sends_here.store(sends, Ordering::SeqCst);
        self.events.publish_any(kind::STATUS);
    }

    /// Since sending began, the newest texts from this number have been read: it is known whether something else
    /// answers on it. Until then no automatic answer leaves.
    #[must_use]
    pub fn knows_ours(&self) -> bool {
        self.knows_ours.load(Ordering::SeqCst)
    }

    pub fn set_knows_ours(&self, knows: bool) {
        self.knows_ours.store(knows, Ordering::SeqCst);
    }

    /// Says that conversations changed.
    pub fn conversations_changed(&self, fans: impl IntoIterator<Item = i64>) {
        let ids: Vec<String> = fans.into_iter().map(|id| id.to_string()).collect();
        if ids.is_empty() {
            return;
        }
        self.events.publish(kind::THREAD, ids.clone());
        self.events.publish(kind::INBOX, ids);
        self.events.publish_any(kind::STATUS);
    }

    /// Says that the numbers of updates changed.
    pub fn updates_changed(&self) {
        self.events.publish_any(kind::UPDATES);
        self.events.publish_any(kind::STATUS);
    }

    /// Says that anything may have changed.
    pub fn everything_changed(&self) {
        everything(&self.events);
    }
}

/// Says that anything may have changed.
pub fn everything(events: &Events) {
    for kind in [kind::LINE, kind::INBOX, kind::THREAD, kind::RULES, kind::UPDATES, kind::STATUS, kind::SETTINGS] {
        events.publish_any(kind);
    }
}

/// The store's refusals as states of a line: nothing is sent that could not be committed before.
const STORE_PROBLEMS: [(ErrorCode, WhyCode); 4] = [
    (ErrorCode::DiskFull, WhyCode::DiskFull),
    (ErrorCode::ReadOnly, WhyCode::ReadOnly),
    (ErrorCode::StoreFailed, WhyCode::StoreFailed),
    (ErrorCode::DatabaseDamaged, WhyCode::DatabaseDamaged),
];

/// Why the line cannot work, where it is the store that refuses.
#[must_use]
pub fn store_problem(error: &Error) -> Option<Why> {
    let (_, code) = STORE_PROBLEMS.into_iter().find(|(code, _)| *code == error.code)?;
    Some(Why { code, params: error.params.clone() })
}

/// The store's refusal behind a state of a line.
#[must_use]
pub fn store_error(why: &Why) -> Option<Error> {
    let (code, _) = STORE_PROBLEMS.into_iter().find(|(_, code)| *code == why.code)?;
    Some(Error { code, params: why.params.clone() })
}

/// Why the line cannot work.
#[must_use]
pub fn cannot_work(error: &Error) -> Why {
    store_problem(error).unwrap_or_else(|| Why::new(WhyCode::CannotWork).with("code", error.code.as_str()))
}
