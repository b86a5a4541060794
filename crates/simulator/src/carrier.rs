//! Starting, steering and stopping a carrier.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::book::journal::{Account, Journal, LedgerError, Record};
use crate::book::{Book, Duplicate, LedgerEntry, LedgerQuery, Report};
use crate::clock::now_ms;
use crate::config::{CarrierConfig, OwnedNumber};
use crate::fans::{Cast, Crowd};
use crate::faults::FaultPlan;
use crate::ids::{derived, random_hex, random_u64};
use crate::inject::Injected;
use crate::network::{Identity, Network};
use crate::server::connection::{Cuttable, Scissors};
use crate::server::create::is_number;

/// How long open requests may take to end once the carrier stops.
const FAREWELL: Duration = Duration::from_secs(2);

/// Why a carrier did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("the port cannot be opened: {0}")]
    Port(#[source] std::io::Error),
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    #[error("the file of texts cannot be read: {0}")]
    Texts(#[source] std::io::Error),
    #[error("the line's number is not in E.164 form")]
    BadNumber,
    #[error("the operating system gives no random bytes: {0}")]
    Random(#[from] getrandom::Error),
}

/// A running carrier. Clones steer the same one; it runs until [`Carrier::stop`] or the end of the runtime.
#[derive(Debug, Clone)]
pub struct Carrier {
    network: Arc<Network>,
    base_url: String,
    tasks: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

impl Carrier {
    /// Opens the ledger, listens on 127.0.0.1 and lets the fans begin.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(config: CarrierConfig) -> Result<Self, StartError> {
        if !is_number(&config.number) || config.more_numbers.iter().any(|owned| !is_number(&owned.number)) {
            return Err(StartError::BadNumber);
        }
        let cast = match &config.texts {
            Some(path) => Cast::lines(path).map_err(StartError::Texts)?,
            None => Cast::Fans(config.fans),
        };
        let (account, book) = open_book(&config)?;
        let listener = TcpListener::bind(("127.0.0.1", config.port)).await.map_err(StartError::Port)?;
        let base_url = format!("http://{}", listener.local_addr().map_err(StartError::Port)?);
        let mut numbers = vec![OwnedNumber {
            number: account.number.clone(),
            sms_url: config.sms_url.clone(),
            ..OwnedNumber::default()
        }];
        numbers.extend(config.more_numbers.iter().cloned());
        let identity = Identity {
            currency: config.currency.clone(),
            service: derived("MG", &account.account, 1),
            number_sid: (0..numbers.len()).map(|place| derived("PN", &account.account, 100 + place as u64)).collect(),
            secret: match &config.secret {
                Some(secret) => secret.clone(),
                None => random_hex(16)?,
            },
            control_token: random_hex(16)?,
            created: account.created,
            account: account.account,
            key: account.key,
        };
        let (tell, hear) = mpsc::unbounded_channel();
        let network = Arc::new(Network::new(config, identity, numbers, account.seed, random_u64()?, book, tell));
        let crowd = Crowd::new(Arc::clone(&network), cast, hear);
        let service = crate::server::router(Arc::clone(&network)).into_make_service_with_connect_info::<Scissors>();
        let stop = network.stop.clone();
        let server =
            axum::serve(Cuttable(listener), service).with_graceful_shutdown(async move { stop.cancelled().await });
        let tasks = vec![
            tokio::spawn(async move {
                if let Err(error) = server.await {
                    tracing::error!(%error, "the carrier's server ended");
                }
            }),
            tokio::spawn(crowd.run()),
        ];
        Ok(Self { network, base_url, tasks: Arc::new(Mutex::new(tasks)) })
    }

    /// `http://127.0.0.1:PORT`, without a final slash.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The account's id (`AC…`).
    #[must_use]
    pub fn account(&self) -> &str {
        &self.network.identity.account
    }

    /// The API key's id (`SK…`).
    #[must_use]
    pub fn key(&self) -> &str {
        &self.network.identity.key
    }

    /// The secret of the key and, with the account's id as user, of the account.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.network.identity.secret
    }

    /// The line's number, E.164.
    #[must_use]
    pub fn number(&self) -> &str {
        self.network.number()
    }

    /// Opens `/_control/…` as `Authorization: Bearer …`.
    #[must_use]
    pub fn control_token(&self) -> &str {
        &self.network.identity.control_token
    }

    /// The account's messaging service (`MG…`), whose one sender is the line's number.
    #[must_use]
    pub fn messaging_service(&self) -> &str {
        &self.network.identity.service
    }

    /// Lets the fans begin or go on.
    pub fn start_fans(&self) {
        self.network.set_running(true);
    }

    /// Fans rest: nobody texts, and what the line sends meets no reaction.
    pub fn stop_fans(&self) {
        self.network.set_running(false);
    }

    /// Enters one text and returns its id.
    pub fn inject(&self, text: Injected) -> String {
        text.enter(&self.network)
    }

    /// Replaces the plan of faults from the next request on.
    pub fn set_faults(&self, plan: FaultPlan) {
        self.network.faults().set(plan);
    }

    /// The plan of faults, with what is left of its script.
    #[must_use]
    pub fn faults(&self) -> FaultPlan {
        self.network.faults().plan().clone()
    }

    /// Everything that happened, oldest first.
    #[must_use]
    pub fn ledger(&self) -> Vec<LedgerEntry> {
        self.ledger_part(&LedgerQuery { limit: Some(usize::MAX), ..LedgerQuery::default() })
    }

    /// A part of what happened, in the order of the ledger.
    #[must_use]
    pub fn ledger_part(&self, query: &LedgerQuery) -> Vec<LedgerEntry> {
        self.network.read().entries(query, now_ms())
    }

    /// The sums of the ledger.
    #[must_use]
    pub fn report(&self) -> Report {
        self.network.read().report()
    }

    /// The words that went more than once to one number, over the API.
    #[must_use]
    pub fn duplicates(&self) -> Vec<Duplicate> {
        self.network.read().duplicates()
    }

    /// Ends every task, closes the port and lets go of the ledger.
    pub async fn stop(self) {
        self.network.stop.cancel();
        let tasks = std::mem::take(&mut *self.tasks.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        for mut task in tasks {
            if tokio::time::timeout(FAREWELL, &mut task).await.is_err() {
                task.abort();
            }
        }
        self.network.close();
    }
}

/// The ledger's account, or a fresh one, and everything that the ledger knows.
fn open_book(config: &CarrierConfig) -> Result<(Account, Book), StartError> {
    let fresh = || -> Result<Account, StartError> {
        Ok(Account {
            version: 1,
            account: format!("AC{}", random_hex(16)?),
            key: format!("SK{}", random_hex(16)?),
            number: config.number.clone(),
            seed: config.seed,
            created: now_ms(),
        })
    };
    let Some(path) = &config.ledger else { return Ok((fresh()?, Book::default())) };
    let (mut journal, records) = Journal::open(path)?;
    let account = match records.first() {
        Some(Record::Account(account)) => account.clone(),
        Some(_) => return Err(LedgerError::Damaged { line: 1 }.into()),
        None => {
            let account = fresh()?;
            journal.append(&Record::Account(account.clone())).map_err(LedgerError::from)?;
            account
        }
    };
    Ok((account, Book::open(records, Some(journal))))
}
