//! What a part of a text costs, by country.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::price::Way;
use crate::domain::{Money, country};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::store::prices::{self as rows, PriceRow};
use crate::store::{Durability, journal, line as line_rows};
use crate::sync;

use super::inbox::not_found;
use super::views::{
    FetchPrices, MoneyView, Nothing, Page, PartPrice, PriceDirection, PriceSource, PriceView, SetPrice,
};

/// The countries of the line and its fans, and every other that the owner named.
pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<PriceView>> {
    let line = lines.current()?;
    let items = line.store.read(all).await?;
    Ok(Page { items, next: None })
}

/// Asks the provider for its list: of one country, or of all that are known.
pub async fn fetch(lines: &Lines, params: FetchPrices) -> Result<Page<PriceView>> {
    let line = lines.current()?;
    match params.country {
        Some(given) => {
            let iso = known(&given)?;
            sync::prices::fetch(&line, &iso).await?;
        }
        None => {
            sync::prices::fetch_own(&line).await?;
            let countries = line.store.read(|connection| rows::wanted(connection, i64::MAX)).await?;
            for iso in countries {
                sync::prices::fetch(&line, &iso).await?;
            }
        }
    }
    list(lines, Nothing {}).await
}

/// The owner's price of a part. It holds until it is taken back, whatever the list says.
pub async fn set(lines: &Lines, params: SetPrice) -> Result<PriceView> {
    let line = lines.current()?;
    let iso = known(&params.country)?;
    let way = match params.direction {
        PriceDirection::Outbound => Way::ToFan,
        PriceDirection::Inbound => Way::FromFan,
    };
    let micros = match params.per_part.as_deref().map(str::trim) {
        None => None,
        Some(amount) => {
            let money = Money::parse(amount, "").filter(|money| money.micros >= 0);
            Some(money.ok_or_else(|| Error::new(ErrorCode::BadParams).with("detail", "per_part"))?.micros)
        }
    };
    let now = line.now();
    let view = line
        .store
        .write(Durability::Synced, move |connection| {
            rows::set_edited(connection, &iso, way, micros)?;
            let details = serde_json::json!({ "country": iso, "way": way.as_str(), "reset": micros.is_none() });
            journal::write(connection, now, "owner", "price_set", &details)?;
            let views = all(connection)?;
            views.into_iter().find(|view| view.country == iso).ok_or_else(|| not_found("country", &iso))
        })
        .await?;
    changed(&line);
    Ok(view)
}

fn changed(line: &Line) {
    line.events.publish_any(kind::STATUS);
    line.events.publish_any(kind::UPDATES);
    // A cap may hold less, or more.
    line.send.notify_one();
}

fn known(given: &str) -> Result<String> {
    let iso = given.trim().to_ascii_uppercase();
    if country::is_known(&iso) { Ok(iso) } else { Err(not_found("country", given)) }
}

fn all(connection: &Connection) -> Result<Vec<PriceView>> {
    let currency = line_rows::currency(connection)?;
    let mut by_country: BTreeMap<String, [Option<PriceRow>; 2]> = BTreeMap::new();
    for row in rows::list(connection)? {
        let place = usize::from(row.way == Way::FromFan.as_str());
        let country = row.country.clone();
        by_country.entry(country).or_default()[place] = Some(row);
    }
    by_country
        .into_iter()
        .map(|(iso, [outbound, inbound])| {
            let part = |row: Option<&PriceRow>, way| part(connection, &iso, row, way, &currency);
            Ok(PriceView {
                outbound: part(outbound.as_ref(), Way::ToFan)?,
                inbound: part(inbound.as_ref(), Way::FromFan)?,
                fetched_at: outbound.and_then(|row| row.fetched_at),
                country: iso,
            })
        })
        .collect()
}

fn part(connection: &Connection, iso: &str, row: Option<&PriceRow>, way: Way, currency: &str) -> Result<PartPrice> {
    let price = rows::in_country(connection, Some(iso), way)?;
    let source = match row {
        Some(PriceRow { edited_micros: Some(_), .. }) => PriceSource::Owner,
        Some(PriceRow { listed_micros: Some(_), .. }) => PriceSource::Listed,
        Some(PriceRow { billed_micros: Some(_), .. }) => PriceSource::Billed,
        _ if price.known => PriceSource::Shipped,
        _ => PriceSource::Assumed,
    };
    Ok(PartPrice { price: MoneyView::from(&Money::new(price.micros, currency)), source })
}
