//! The practice carrier inside this process.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use fanline_engine::{Error, ErrorCode, PracticeEndpoint, PracticeStarter};
use fanline_simulator::{Carrier, CarrierConfig};

/// Starts the practice carrier when a practice line is opened, and knows it afterwards.
#[derive(Clone)]
pub struct Practice {
    texts: Option<PathBuf>,
    running: Arc<Mutex<Option<Carrier>>>,
}

impl Practice {
    #[must_use]
    pub fn new(texts: Option<PathBuf>) -> Self {
        Self { texts, running: Arc::new(Mutex::new(None)) }
    }

    /// What the engine calls to start the carrier in a folder of the practice line.
    #[must_use]
    pub fn starter(&self) -> PracticeStarter {
        let practice = self.clone();
        Arc::new(move |folder| {
            let practice = practice.clone();
            Box::pin(async move { practice.start(&folder).await })
        })
    }

    async fn start(&self, folder: &Path) -> Result<PracticeEndpoint, Error> {
        // A carrier that runs already would write into the same ledger.
        self.stop().await;
        let refused = |detail: String| Error::new(ErrorCode::PracticeUnavailable).with("detail", detail);
        std::fs::create_dir_all(folder).map_err(|error| refused(error.kind().to_string()))?;
        let config = CarrierConfig { texts: self.texts.clone(), ..CarrierConfig::practice(folder) };
        let carrier = Carrier::start(config).await.map_err(|error| refused(error.to_string()))?;
        let endpoint = PracticeEndpoint {
            base_url: carrier.base_url().to_owned(),
            account: carrier.account().to_owned(),
            key: carrier.key().to_owned(),
            secret: carrier.secret().to_owned().into(),
            number: carrier.number().to_owned(),
        };
        *self.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(carrier);
        Ok(endpoint)
    }

    /// The carrier of the open practice line.
    #[must_use]
    pub fn carrier(&self) -> Option<Carrier> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the carrier; its ledger is complete.
    pub async fn stop(&self) {
        let carrier = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(carrier) = carrier {
            carrier.stop().await;
        }
    }
}
