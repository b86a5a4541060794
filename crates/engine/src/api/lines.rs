//! Lines: which there are, connecting one, the practice line.

use crate::domain::{PhoneNumber, number_type};
use crate::error::Result;
use crate::line::Line;
use crate::lines::{Lines, NewLine, PRACTICE};
use crate::provider::{Credentials, OwnedNumber};

use secrecy::ExposeSecret;

use super::views::{
    AddLine, BackupView, ById, ChangeKey, FindNumbers, FoundNumber, FoundNumbers, LineView, MoneyView, Nothing, OfLine,
    Page, Recover, RecoveryKey, Removed, RestoreBackup,
};
use crate::store::Backup;

pub fn view(line: &Line, selected: bool) -> LineView {
    let row = line.row();
    LineView {
        id: row.id,
        provider: row.provider,
        number_type: number_type(&line.number),
        number: row.number,
        account: row.account,
        key: row.key,
        name: row.name,
        contact: row.contact,
        locale: row.locale,
        practice: row.practice,
        secrets: line.secrets,
        added_at: row.added_at,
        selected,
    }
}

/// Lines that open. One that does not is left out and logged by its id: `lines.select` says why.
pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<LineView>> {
    let current = lines.current().ok();
    let mut items = Vec::new();
    for id in lines.ids()? {
        if let Some(line) = current.as_ref().filter(|line| line.id == id) {
            items.push(view(line, true));
        } else if id != PRACTICE {
            match lines.open(&id).await {
                Ok(line) => items.push(view(&line, false)),
                Err(error) => tracing::warn!(line = %id, code = error.code.as_str(), "a line does not open"),
            }
        }
    }
    Ok(Page { items, next: None })
}

/// The numbers of an account that is not saved yet, and its balance where the key may see it.
pub async fn find_numbers(lines: &Lines, params: FindNumbers) -> Result<FoundNumbers> {
    let credentials = Credentials {
        account: params.account.trim().to_owned(),
        key: params.key.trim().to_owned(),
        secret: params.secret,
        base_url: params.base_url,
    };
    let known: Vec<String> = list(lines, Nothing {}).await?.items.into_iter().map(|line| line.number).collect();
    let account = lines.numbers(&params.provider, credentials).await?;
    let balance = account.provider.balance().await.ok();
    Ok(FoundNumbers {
        items: account.numbers.into_iter().map(|owned| found(owned, &known)).collect(),
        balance: balance.as_ref().map(MoneyView::from),
    })
}

fn found(owned: OwnedNumber, known: &[String]) -> FoundNumber {
    FoundNumber {
        number: owned.number.as_str().to_owned(),
        number_type: number_type(&owned.number),
        already_added: known.iter().any(|known| known == owned.number.as_str()),
        name: owned.name,
        sms: owned.sms,
        webhook: owned.sms_url,
    }
}

pub async fn add(lines: &Lines, params: AddLine) -> Result<LineView> {
    let line = lines
        .add(NewLine {
            provider: params.provider,
            account: params.account.trim().to_owned(),
            key: params.key.trim().to_owned(),
            secret: params.secret,
            number: params.number,
            base_url: params.base_url,
            name: params.name,
            contact: params.contact,
            locale: params.locale,
        })
        .await?;
    Ok(view(&line, true))
}

pub async fn remove(lines: &Lines, params: ById) -> Result<Removed> {
    lines.remove(&params.id).await?;
    Ok(Removed { id: params.id })
}

pub async fn select(lines: &Lines, params: ById) -> Result<LineView> {
    Ok(view(&*lines.select(&params.id).await?, true))
}

pub async fn practice(lines: &Lines, _: Nothing) -> Result<LineView> {
    Ok(view(&*lines.practice().await?, true))
}

pub async fn change_key(lines: &Lines, params: ChangeKey) -> Result<LineView> {
    Ok(view(&*lines.change_key(params.key.trim(), params.secret).await?, true))
}

pub async fn recovery_key(lines: &Lines, _: Nothing) -> Result<RecoveryKey> {
    let (id, groups) = lines.recovery_key().await?;
    Ok(RecoveryKey { id, groups })
}

pub async fn recovery_key_kept(lines: &Lines, _: Nothing) -> Result<LineView> {
    Ok(view(&*lines.recovery_key_kept().await?, true))
}

pub async fn recover(lines: &Lines, params: Recover) -> Result<LineView> {
    let id = lines.id_or_selected(params.id.as_deref())?;
    Ok(view(&*lines.recover(&id, params.key.expose_secret(), params.secret).await?, true))
}

#[expect(clippy::unused_async, reason = "every command is asynchronous, so that the table has one shape")]
pub async fn backups(lines: &Lines, params: OfLine) -> Result<Page<BackupView>> {
    let id = lines.id_or_selected(params.id.as_deref())?;
    let items = lines.backups(&id)?.into_iter().map(backup).collect();
    Ok(Page { items, next: None })
}

/// A backup of the selected line, at once.
pub async fn back_up(lines: &Lines, _: Nothing) -> Result<BackupView> {
    let line = lines.current()?;
    let made = line.store.back_up(line.now()).await?;
    line.advance_epoch().await?;
    Ok(backup(made))
}

pub async fn restore_backup(lines: &Lines, params: RestoreBackup) -> Result<LineView> {
    let id = lines.id_or_selected(params.id.as_deref())?;
    Ok(view(&*lines.restore(&id, &params.backup).await?, true))
}

fn backup(backup: Backup) -> BackupView {
    BackupView { id: backup.id, at: backup.at, bytes: backup.bytes }
}

/// A number as a person typed it.
pub fn number(text: &str) -> Result<PhoneNumber> {
    PhoneNumber::parse(text)
        .ok_or_else(|| crate::error::Error::new(crate::error::ErrorCode::BadNumber).with("number", text))
}
