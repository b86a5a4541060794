//! The consent ledger, and consent that did not come as a text.

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::consent::{self as rows, Consent, ConsentRow, Told};
use crate::store::{Durability, erased, erasures, fans, journal, outbox};

use super::fans::parse_id;
use super::inbox::{cursor, page_size};
use super::lines::number;
use super::suppressions::{Moment, source};
use super::views::{AddConsent, ConsentChange, ConsentHow, ConsentView, ListConsent, Page};

const PAGE: u32 = 100;
/// Characters of a wording that are kept.
const LONGEST_WORDING: usize = 4_000;

pub async fn list(lines: &Lines, params: ListConsent) -> Result<Page<ConsentView>> {
    let line = lines.current()?;
    let fan_id = parse_id("fan", &params.fan_id)?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    let found = line.store.read(move |connection| rows::of_fan(connection, fan_id, before, limit)).await?;
    let next = (found.len() == limit as usize).then(|| found.last().map(|row| row.id.to_string())).flatten();
    Ok(Page { items: found.into_iter().map(view).collect(), next })
}

pub fn view(row: ConsentRow) -> ConsentView {
    let how = if row.message_id.is_some() {
        ConsentHow::Text
    } else if row.what == Consent::ProviderOptOut.as_str() {
        ConsentHow::Provider
    } else {
        ConsentHow::Entered
    };
    ConsentView {
        id: row.id.to_string(),
        at: row.at,
        what: row.what,
        how,
        message_id: row.message_id.map(|id| format!("m{id}")),
        wording: row.wording,
        source: row.source,
        recorded_at: row.recorded_at,
    }
}

/// Writes down a consent, or its end. A fan who is out by their own STOP stays out: `suppressions.remove` ends that.
pub async fn add(lines: &Lines, params: AddConsent) -> Result<ConsentView> {
    let line = lines.current()?;
    let number = number(&params.number)?;
    let source = source(&params.source)?;
    let wording = params.wording.map(|wording| wording.chars().take(LONGEST_WORDING).collect::<String>());
    let now = line.now();
    let (row, fan_id) = line
        .store
        .write(Durability::Synced, move |connection| {
            let moment = Moment::read(connection, now)?;
            let at = moment.past(params.at);
            let known = fans::by_number(connection, number.as_str())?;
            if known.is_none() && erased::find(connection, number.as_str())?.is_some() {
                return Err(Error::new(ErrorCode::Suppressed).with("source", "erased"));
            }
            let fan = fans::ensure(connection, number.as_str())?;
            if erasures::is_asked_for(connection, fan.id)? {
                return Err(ErrorCode::FanBeingErased.into());
            }
            let what = match params.what {
                ConsentChange::Given => Consent::Given,
                ConsentChange::Withdrawn => Consent::Withdrawn,
            };
            match params.what {
                ConsentChange::Given if fan.opted_out_at.is_some() => return Err(ErrorCode::StopStands.into()),
                ConsentChange::Given if fan.suppressed => {
                    return Err(Error::new(ErrorCode::Suppressed).with("source", ""));
                }
                ConsentChange::Given => fans::give_consent(connection, fan.id, at)?,
                ConsentChange::Withdrawn => {
                    fans::withdraw_consent(connection, fan.id, at)?;
                    outbox::cancel_unasked_of_fan(connection, fan.id, "no_consent")?;
                }
            }
            let told = Told { what, at, recorded_at: now, source: &source, wording: wording.as_deref() };
            let id = rows::record_told(connection, fan.id, &told)?;
            let details = serde_json::json!({ "fan": fan.id.to_string(), "what": what.as_str() });
            journal::write(connection, now, "owner", "consent_recorded", &details)?;
            let row = rows::of_fan(connection, fan.id, id + 1, 1)?.into_iter().next();
            Ok((row.ok_or_else(|| Error::new(ErrorCode::StoreFailed).with("detail", "consent"))?, fan.id))
        })
        .await?;
    line.conversations_changed([fan_id]);
    Ok(view(row))
}
