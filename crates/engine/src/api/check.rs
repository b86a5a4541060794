//! Looks whether a line's connection is all that it should be.

use futures_util::future::join;

use crate::domain::{NumberType, country, number_type};
use crate::error::Result;
use crate::lines::Lines;
use crate::provider::{OwnedNumber, ReadError};
use crate::store::prices;

use super::views::{CheckName, CheckState, CheckView, MoneyView, Nothing, Page};

/// Less than this many units of the account's currency do not last for a busy evening.
const LITTLE_MICROS: i64 = 10_000_000;

/// Asks the provider. What it refuses is an answer as well.
///
/// # Errors
/// `no_line`, or what the store refuses.
pub async fn check(lines: &Lines, _: Nothing) -> Result<Page<CheckView>> {
    let line = lines.current()?;
    let provider = line.provider();
    let (numbers, balance) = join(provider.numbers(), provider.balance()).await;
    let country = country::of(line.number.as_str()).map_or("", |country| country.iso);
    let fetched_at = line.store.read(move |connection| prices::fetched_at(connection, country)).await?;

    let mut items = vec![key(&numbers)];
    if let Ok(numbers) = &numbers {
        let own = numbers.iter().find(|owned| owned.number == line.number);
        items.push(number(own));
        items.extend(own.map(webhook));
    }
    items.push(match balance {
        Ok(money) => CheckView {
            state: if money.micros < LITTLE_MICROS { CheckState::Look } else { CheckState::Fine },
            balance: Some(MoneyView::from(&money)),
            ..item(CheckName::Balance, CheckState::Fine)
        },
        Err(_) => item(CheckName::Balance, CheckState::Untold),
    });
    let state = if fetched_at.is_some() { CheckState::Fine } else { CheckState::Untold };
    items.push(CheckView { at: fetched_at, ..item(CheckName::Prices, state) });
    if number_type(&line.number) == NumberType::LongCode && country == "US" {
        items.push(item(CheckName::Registration, CheckState::Untold));
    }
    Ok(Page { items, next: None })
}

fn item(name: CheckName, state: CheckState) -> CheckView {
    CheckView { name, state, why: None, host: None, balance: None, at: None }
}

fn key<T>(answer: &std::result::Result<T, ReadError>) -> CheckView {
    match answer {
        Ok(_) => item(CheckName::Key, CheckState::Fine),
        // A restricted key may text and not list: texts go all the same.
        Err(error @ ReadError::NotPermitted { .. }) => {
            CheckView { why: Some(error.why()), ..item(CheckName::Key, CheckState::Untold) }
        }
        Err(error) => CheckView { why: Some(error.why()), ..item(CheckName::Key, CheckState::Wrong) },
    }
}

fn number(own: Option<&OwnedNumber>) -> CheckView {
    item(CheckName::Number, if own.is_some_and(|owned| owned.sms) { CheckState::Fine } else { CheckState::Wrong })
}

fn webhook(own: &OwnedNumber) -> CheckView {
    match own.sms_url.as_deref().filter(|url| !url.is_empty()) {
        None => item(CheckName::Webhook, CheckState::Fine),
        // An address may carry a secret: only its host is told.
        Some(url) => CheckView { host: host_of(url), ..item(CheckName::Webhook, CheckState::Look) },
    }
}

/// The host of an address, without who signs in there.
fn host_of(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let place = rest.split(['/', '?', '#']).next()?;
    let host = place.rsplit('@').next()?;
    Some(host.to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::host_of;

    /// A password in an address would be on screen.
    #[test]
    fn of_an_address_only_the_host_is_told() {
        assert_eq!(host_of("https://me:secret@hooks.example/a?key=1").as_deref(), Some("hooks.example"));
        assert_eq!(host_of("hooks.example"), None);
    }
}
