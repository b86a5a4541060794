//! The price lists: countries, and the prices of one.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, Uri, header};
use serde_json::{Value, json};

use super::error::ApiError;
use super::paging::Paging;
use super::params::Params;
use super::wire;
use crate::network::Network;
use crate::prices::{self, TARIFFS, Tariff};

pub(crate) async fn list(
    State(network): State<Arc<Network>>,
    uri: Uri,
    headers: HeaderMap,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Json<Value>, ApiError> {
    open(&network)?;
    let paging = Paging::read(uri.path(), &Params(pairs))?;
    let host = host(&headers);
    let rows: Vec<Value> = TARIFFS
        .iter()
        .map(|tariff| json!({"country": tariff.name, "iso_country": tariff.iso, "url": url(&host, tariff)}))
        .collect();
    let (rows, frame) = paging.cut(rows, |row| row["iso_country"].as_str().unwrap_or_default().to_owned())?;
    // The frame of this API names whole addresses, and calls them so.
    let whole = |name: &str| frame.get(name).and_then(Value::as_str).map(|uri| format!("http://{host}{uri}"));
    Ok(Json(json!({
        "countries": rows,
        "meta": {
            "first_page_url": whole("first_page_uri"),
            "key": "countries",
            "next_page_url": whole("next_page_uri"),
            "page": frame["page"],
            "page_size": frame["page_size"],
            "previous_page_url": whole("previous_page_uri"),
            "url": whole("uri"),
        },
    })))
}

pub(crate) async fn country(
    State(network): State<Arc<Network>>,
    Path(iso): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    open(&network)?;
    let tariff = prices::of(&iso.to_ascii_uppercase()).ok_or_else(|| ApiError::not_found(uri.path()))?;
    let kinds = ["local", "mobile", "toll free", "shortcode"];
    let each = |micros: i64| {
        let price = |kind: &&str| json!({"base_price": wire::amount(micros), "current_price": wire::amount(micros), "number_type": kind});
        kinds.iter().map(price).collect::<Vec<_>>()
    };
    // A second carrier is cheaper: which one a fan has is not known before the bill.
    let carrier = |name: &str, mnc: &str, micros: i64| json!({"carrier": name, "mcc": tariff.mcc, "mnc": mnc, "prices": each(micros)});
    Ok(Json(json!({
        "country": tariff.name,
        "iso_country": tariff.iso,
        "price_unit": network.config.currency,
        "url": url(&host(&headers), tariff),
        "outbound_sms_prices": [carrier("First", "01", tariff.to), carrier("Second", "02", tariff.to * 9 / 10)],
        "inbound_sms_prices": each(tariff.from),
    })))
}

fn open(network: &Network) -> Result<(), ApiError> {
    if network.faults().plan().prices_closed_to_key { Err(ApiError::unauthorized()) } else { Ok(()) }
}

fn host(headers: &HeaderMap) -> String {
    headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or("127.0.0.1").to_owned()
}

fn url(host: &str, tariff: &Tariff) -> String {
    format!("http://{host}/v1/Messaging/Countries/{}", tariff.iso)
}
