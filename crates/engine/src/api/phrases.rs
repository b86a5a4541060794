//! Saved phrases.

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::{Durability, phrases};

use super::fans::parse_id;
use super::inbox::{check_wording, not_found};
use super::views::{AddPhrase, ById, Nothing, Page, PhraseView, Removed, SetPhrase};

pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<PhraseView>> {
    let line = lines.current()?;
    let rows = line.store.read(phrases::list).await?;
    Ok(Page { items: rows.into_iter().map(view).collect(), next: None })
}

fn view(row: phrases::PhraseRow) -> PhraseView {
    PhraseView { id: row.id.to_string(), text: row.text }
}

pub async fn add(lines: &Lines, params: AddPhrase) -> Result<PhraseView> {
    let line = lines.current()?;
    let text = params.text.trim().to_owned();
    check_wording(&line, &text)?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            let id = phrases::add(connection, &text, now)?;
            Ok(PhraseView { id: id.to_string(), text })
        })
        .await
}

pub async fn set(lines: &Lines, params: SetPhrase) -> Result<PhraseView> {
    let line = lines.current()?;
    let id = parse_id("phrase", &params.id)?;
    let text = params.text.map(|text| text.trim().to_owned());
    if let Some(text) = &text {
        check_wording(&line, text)?;
    }
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            phrases::get(connection, id)?.ok_or_else(|| not_found("phrase", &params.id))?;
            if let Some(text) = &text
                && !phrases::set_text(connection, id, text)?
            {
                return Err(Error::new(ErrorCode::BadValue).with("field", "text"));
            }
            if params.used == Some(true) {
                phrases::used(connection, id, now)?;
            }
            phrases::get(connection, id)?.map(view).ok_or_else(|| not_found("phrase", &params.id))
        })
        .await
}

pub async fn delete(lines: &Lines, params: ById) -> Result<Removed> {
    let line = lines.current()?;
    let id = parse_id("phrase", &params.id)?;
    let gone = line.store.write(Durability::Synced, move |connection| phrases::remove(connection, id)).await?;
    if gone { Ok(Removed { id: id.to_string() }) } else { Err(not_found("phrase", &id.to_string())) }
}
