//! The account, what it holds, and the numbers it owns.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::Uri;
use serde_json::{Map, Value, json};

use super::error::ApiError;
use super::paging::Paging;
use super::params::Params;
use super::{API_VERSION, check_account, json_sid, wire};
use crate::clock::{now_ms, rfc2822};
use crate::config::OwnedNumber;
use crate::network::Network;

pub(crate) async fn fetch(
    State(network): State<Arc<Network>>,
    Path(account): Path<String>,
    uri: Uri,
) -> Result<Json<Value>, ApiError> {
    check_account(&network, json_sid(&account, uri.path())?)?;
    open_to_key(&network)?;
    let skew = network.faults().plan().clock_skew_ms;
    let date = rfc2822(network.identity.created.saturating_add(skew));
    let path = format!("/{API_VERSION}/Accounts/{}", network.identity.account);
    Ok(Json(json!({
        // Whoever asks has it already; it is not handed out.
        "auth_token": null,
        "date_created": date,
        "date_updated": date,
        "friendly_name": "Practice",
        "owner_account_sid": network.identity.account,
        "sid": network.identity.account,
        "status": "active",
        "subresource_uris": {
            "balance": format!("{path}/Balance.json"),
            "incoming_phone_numbers": format!("{path}/IncomingPhoneNumbers.json"),
            "messages": format!("{path}/Messages.json"),
        },
        "type": "Full",
        "uri": format!("{path}.json"),
    })))
}

pub(crate) async fn balance(
    State(network): State<Arc<Network>>,
    Path(account): Path<String>,
) -> Result<Json<Value>, ApiError> {
    check_account(&network, &account)?;
    open_to_key(&network)?;
    let left = network.config.balance_micros + network.read().spent(now_ms());
    Ok(Json(
        json!({"account_sid": network.identity.account, "balance": wire::amount(left), "currency": network.config.currency}),
    ))
}

fn open_to_key(network: &Network) -> Result<(), ApiError> {
    if network.faults().plan().account_closed_to_key { Err(ApiError::unauthorized()) } else { Ok(()) }
}

pub(crate) async fn numbers(
    State(network): State<Arc<Network>>,
    Path(account): Path<String>,
    uri: Uri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Map<String, Value>>, ApiError> {
    check_account(&network, &account)?;
    let params = Params(pairs);
    let paging = Paging::read(uri.path(), &params)?;
    let beta = params.boolean("Beta")?.unwrap_or(true);
    let origin = params.word("Origin", &["twilio", "hosted"])?;
    let name = params.get("FriendlyName");
    let pattern = params.get("PhoneNumber");
    let fits = |owned: &OwnedNumber| {
        (beta || !owned.beta)
            && origin.is_none_or(|origin| origin == owned.origin)
            && name.is_none_or(|name| name == shown_name(owned))
            && pattern.is_none_or(|pattern| matches(pattern, &owned.number))
    };
    let skew = network.faults().plan().clock_skew_ms;
    let rows = network
        .numbers
        .iter()
        .zip(&network.identity.number_sid)
        .filter(|(owned, _)| fits(owned))
        .map(|(owned, sid)| wire::number(owned, sid, &network.identity, skew))
        .collect();
    let (rows, mut frame) = paging.cut(rows, |row: &Value| row["sid"].as_str().unwrap_or_default().to_owned())?;
    frame.insert("incoming_phone_numbers".to_owned(), Value::Array(rows));
    Ok(Json(frame))
}

pub(crate) async fn number(
    State(network): State<Arc<Network>>,
    Path((account, sid)): Path<(String, String)>,
    uri: Uri,
) -> Result<Json<Value>, ApiError> {
    check_account(&network, &account)?;
    let sid = json_sid(&sid, uri.path())?;
    let place = network.identity.number_sid.iter().position(|known| known == sid);
    let owned = place.and_then(|place| network.numbers.get(place)).ok_or_else(|| ApiError::not_found(uri.path()))?;
    let skew = network.faults().plan().clock_skew_ms;
    Ok(Json(wire::number(owned, sid, &network.identity, skew)))
}

fn shown_name(owned: &OwnedNumber) -> &str {
    if owned.friendly_name.is_empty() { &owned.number } else { &owned.friendly_name }
}

/// A part of a number, in which `*` stands for any digit.
fn matches(pattern: &str, number: &str) -> bool {
    let (pattern, number) = (pattern.as_bytes(), number.as_bytes());
    number.windows(pattern.len().max(1)).any(|part| {
        part.len() == pattern.len()
            && part.iter().zip(pattern).all(|(n, p)| n == p || (*p == b'*' && n.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when somebody with many numbers could not find the one they mean.
    #[test]
    fn a_number_is_found_by_its_parts() {
        assert!(matches("+12125550142", "+12125550142"));
        assert!(matches("5550", "+12125550142"));
        assert!(matches("212555****", "+12125550142"));
        assert!(!matches("213", "+12125550142"));
        assert!(!matches("*12125550142", "+12125550142"), "a star is a digit, not the plus sign");
    }
}
