//! Adding a line: verified before anything is saved.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::{Lines, folder, keys, open_store};
use crate::domain::{PhoneNumber, Rule, Trigger, words};
use crate::error::{Error, ErrorCode, Result};
use crate::line::{Line, Opened, everything};
use crate::provider::{self, Credentials, ListQuery, OwnedNumber, Provider, ReadError};
use crate::secrets::SecretKind;
use crate::store::line::{self as line_row, LineRow};
use crate::store::{Durability, Store, confirmations, counters, journal, rules};
use crate::sync;

/// What a person gives to connect a number.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub provider: String,
    pub account: String,
    pub key: String,
    pub secret: SecretString,
    pub number: String,
    pub base_url: Option<String>,
    pub name: Option<String>,
    pub contact: Option<String>,
    pub locale: Option<String>,
}

/// What a first look at an account showed.
#[derive(Debug)]
pub struct Account {
    pub numbers: Vec<OwnedNumber>,
    pub provider: Arc<dyn Provider>,
    /// The provider's clock minus ours.
    pub skew_ms: Option<i64>,
}

const VERIFY_TIMEOUT: Duration = Duration::from_secs(15);

impl Lines {
    /// The numbers of an account, after checking that it opens.
    ///
    /// # Errors
    /// `key_refused`, `offline`, `not_the_provider`, `provider_error`, `unknown_provider`, `bad_base_url`.
    pub async fn numbers(&self, name: &str, credentials: Credentials) -> Result<Account> {
        let provider = provider::connect(name, credentials, VERIFY_TIMEOUT, Arc::clone(&self.clock))?;
        // Reading texts is what the whole product rests on: a key that cannot do that is no key.
        let page = provider
            .list(ListQuery { page_size: 1, ..ListQuery::default() })
            .await
            .map_err(|error| sync::read_error(&error))?;
        let numbers = match provider.numbers().await {
            Ok(numbers) => numbers,
            Err(ReadError::NotPermitted { .. }) => Vec::new(),
            Err(error) => return Err(sync::read_error(&error)),
        };
        Ok(Account { numbers, provider, skew_ms: page.skew_ms })
    }

    /// Verifies and adds a line, and selects it.
    ///
    /// # Errors
    /// As `numbers`; `bad_number`, `number_not_found`, `number_not_textable`, `line_exists`, and what the keychain
    /// or the disk refuse. Nothing is left behind then.
    pub async fn add(&self, new: NewLine) -> Result<Arc<Line>> {
        let number = PhoneNumber::parse(&new.number)
            .ok_or_else(|| Error::new(ErrorCode::BadNumber).with("number", &new.number))?;
        let credentials = Credentials {
            account: new.account.clone(),
            key: new.key.clone(),
            secret: new.secret.clone(),
            base_url: new.base_url.clone(),
        };
        let account = self.numbers(&new.provider, credentials.clone()).await?;
        check_owned(&account.numbers, &number)?;
        for id in self.ids()? {
            if id != folder::PRACTICE && self.number_of(&id).await.is_some_and(|known| known == number.as_str()) {
                return Err(Error::new(ErrorCode::LineExists).with("number", number.as_str()));
            }
        }
        let id = keys::fresh_id()?;
        match self.create(&id, &new, &number, credentials, account.skew_ms).await {
            Ok(line) => {
                // A key that may not read prices, or a hiccup, is no reason against the line: it is asked again.
                sync::prices::fetch_own(&line).await.ok();
                self.set_current(&line)?;
                Ok(line)
            }
            Err(error) => {
                self.remove_folder(&id)?;
                self.forget(&id).await.ok();
                Err(error)
            }
        }
    }

    async fn create(
        &self,
        id: &str,
        new: &NewLine,
        number: &PhoneNumber,
        credentials: Credentials,
        skew_ms: Option<i64>,
    ) -> Result<Arc<Line>> {
        let dir = folder::dir_of(&self.data_dir, id);
        let key = keys::ensure_database_key(&self.secrets, id).await?;
        keys::set(&self.secrets, id, SecretKind::ProviderSecret, new.secret.clone()).await?;
        folder::make_private(&dir)?;
        let store = open_store(&dir, key).await?;
        let row = LineRow {
            id: id.to_owned(),
            provider: new.provider.clone(),
            number: number.as_str().to_owned(),
            account: new.account.clone(),
            key: new.key.clone(),
            base_url: new.base_url.clone(),
            name: given(new.name.as_deref()),
            contact: given(new.contact.as_deref()),
            locale: new.locale.clone().unwrap_or_else(|| "en".to_owned()),
            practice: false,
            added_at: self.clock.now_ms(),
        };
        found(&store, &row).await?;
        let epoch = self.epoch(id, &self.secrets);
        epoch.begin(&store).await?;
        if let Some(skew_ms) = skew_ms {
            // A rule can be switched on before the first sync, and counts from the provider's moment.
            let now = row.added_at;
            store.write(Durability::Synced, move |connection| counters::measure_skew(connection, skew_ms, now)).await?;
        }
        let provider = self.connect(&row.provider, credentials, &store).await?;
        self.assemble(Opened { dir, secrets: self.secrets.place(), epoch, row, store, provider })
    }

    /// Gives the selected line another key of its account, after checking that it opens it. Looking and sending go on
    /// with it at once.
    ///
    /// # Errors
    /// As `numbers`; `number_not_found` where the key belongs to another account, and what the keychain or the disk
    /// refuse. The line then keeps the key that it has.
    pub async fn change_key(&self, key: &str, secret: SecretString) -> Result<Arc<Line>> {
        let line = self.current()?;
        let mut row = line.row();
        let base_url = row.base_url.clone();
        let credentials =
            Credentials { account: row.account.clone(), key: key.to_owned(), secret: secret.clone(), base_url };
        if row.practice {
            return Err(Error::new(ErrorCode::WrongState).with("state", "practice"));
        }
        let account = self.numbers(&row.provider, credentials.clone()).await?;
        check_owned(&account.numbers, &line.number)?;
        keys::set(&self.secrets, &line.id, SecretKind::ProviderSecret, secret).await?;
        row.key = key.to_owned();
        let (stored, now) = (row.clone(), line.now());
        line.store
            .write(Durability::Synced, move |connection| {
                line_row::set_key(connection, &stored.key)?;
                let details = serde_json::json!({ "key": stored.key });
                journal::write(connection, now, "owner", "key_changed", &details)
            })
            .await?;
        line.set_row(row.clone());
        line.set_provider(self.connect(&row.provider, credentials, &line.store).await?);
        line.look.notify_one();
        line.send.notify_one();
        everything(&self.events);
        Ok(line)
    }

    /// The number of a line, if its database can be opened.
    async fn number_of(&self, id: &str) -> Option<String> {
        if let Ok(current) = self.current()
            && current.id == id
        {
            return Some(current.number.as_str().to_owned());
        }
        self.open(id).await.ok().map(|line| line.number.as_str().to_owned())
    }

    /// Removes a line from this computer: its database and its secrets. The provider keeps its own records.
    ///
    /// # Errors
    /// `line_in_use` while another process answers on it; what the disk or the keychain refuse.
    pub async fn remove(&self, id: &str) -> Result<()> {
        let dir = folder::dir_of(&self.data_dir, id);
        if !self.ids()?.iter().any(|known| known == id) {
            return Err(Error::new(ErrorCode::NotFound).with("what", "line").with("id", id));
        }
        let was_current = self.current().is_ok_and(|line| line.id == id);
        if was_current {
            // Whoever follows the selection stops what runs on it and lets go of its lock.
            self.current.send_replace(super::Current::default());
        }
        let lock = wait_for_lock(&dir).await?;
        self.remove_folder(id)?;
        drop(lock);
        self.forget(id).await?;
        if was_current {
            self.open_selected().await?;
        }
        everything(&self.events);
        Ok(())
    }
}

/// Waits a moment for this process's own sender to let go.
pub async fn wait_for_lock(dir: &std::path::Path) -> Result<std::fs::File> {
    let mut tries = 0;
    loop {
        match folder::lock_for_sending(dir) {
            Err(error) if error.code == ErrorCode::LineInUse && tries < 100 => {
                tries += 1;
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => return other,
        }
    }
}

/// The first rows of a new line: what it is, and the Welcome rule, off.
pub async fn found(store: &Store, row: &LineRow) -> Result<()> {
    let row = row.clone();
    store
        .write(Durability::Synced, move |connection| {
            line_row::put(connection, &row)?;
            let words = words(&row.locale);
            let text = words.welcome(row.name.as_deref(), row.contact.as_deref());
            confirmations::copy_all(connection)?;
            rules::add(connection, &Rule::new("welcome", "Welcome", Trigger::FirstText, &text))?;
            journal::write(connection, row.added_at, "owner", "line_added", &serde_json::json!({}))
        })
        .await
}

fn check_owned(owned: &[OwnedNumber], number: &PhoneNumber) -> Result<()> {
    // A key that may not list numbers can still send and read: then the number is taken at its word.
    if owned.is_empty() {
        return Ok(());
    }
    match owned.iter().find(|owned| owned.number == *number) {
        Some(owned) if owned.sms => Ok(()),
        Some(_) => Err(Error::new(ErrorCode::NumberNotTextable).with("number", number.as_str())),
        None => Err(Error::new(ErrorCode::NumberNotFound).with("number", number.as_str())),
    }
}

fn given(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(ToOwned::to_owned)
}
