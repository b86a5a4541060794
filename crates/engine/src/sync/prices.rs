//! Keeps the price list: asks the provider once a day what texts to the fans' countries cost.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::domain::country;
use crate::domain::price::{Way, dearest};
use crate::error::Result;
use crate::event::kind;
use crate::line::Line;
use crate::provider::{CountryPrices, ReadError};
use crate::store::{Durability, line as line_rows, prices};
use crate::sync::read_error;

const DAY_MS: i64 = 24 * 3_600_000;
/// Between questions whether a price is wanted.
const EVERY: Duration = Duration::from_secs(5);
/// Between requests: texts come first.
const REST: Duration = Duration::from_millis(250);
/// After a failure that passes.
const AFTER_FAILURE: Duration = Duration::from_secs(60);

/// Fetches what is wanted until stopped.
///
/// # Errors
/// What the store refuses. A provider that lists no prices is no failure: bills tell them.
pub async fn run(line: &Line, stop: CancellationToken) -> Result<()> {
    let mut wait = EVERY;
    loop {
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => return Ok(()),
        }
        let since = line.now() - DAY_MS;
        let wanted = line.store.read(move |connection| prices::wanted(connection, since)).await?;
        wait = EVERY;
        for country in wanted {
            if stop.is_cancelled() {
                return Ok(());
            }
            if let Err(error) = fetch(line, &country).await {
                tracing::info!(code = error.code.as_str(), line = %line.id, "prices were not read");
                wait = AFTER_FAILURE;
                break;
            }
            tokio::time::sleep(REST).await;
        }
    }
}

/// Fetches the prices of the line's own country, which also tells its currency.
///
/// # Errors
/// As [`fetch`].
pub async fn fetch_own(line: &Line) -> Result<()> {
    match country::of(line.number.as_str()) {
        Some(country) => fetch(line, country.iso).await,
        None => Ok(()),
    }
}

/// Fetches the prices of one country. Where the key may not read them, or there are none, nothing changes.
///
/// # Errors
/// What reading from the provider or writing to the store refuses.
pub async fn fetch(line: &Line, iso: &str) -> Result<()> {
    let (iso, at, number_type) = (iso.to_owned(), line.now(), line.number_type());
    let listed = match line.provider().prices(&iso).await {
        Ok(listed) => Some(listed),
        Err(ReadError::NotPermitted { .. }) => None,
        Err(error) => return Err(read_error(&error)),
    };
    line.store
        .write(Durability::Fetchable, move |connection| {
            let Some(CountryPrices { currency, outbound, inbound }) = listed else {
                return prices::tried(connection, &iso, at);
            };
            if currency != line_rows::currency(connection)? {
                line_rows::set_currency(connection, &currency)?;
                prices::forget(connection)?;
            }
            prices::set_listed(connection, &iso, Way::ToFan, dearest(&outbound, number_type), at)?;
            prices::set_listed(connection, &iso, Way::FromFan, dearest(&inbound, number_type), at)
        })
        .await?;
    line.events.publish_any(kind::STATUS);
    Ok(())
}
