//! Pictures: their list, their description, their bytes.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::error::ApiError;
use super::messages::write;
use super::paging::Paging;
use super::params::Params;
use super::{check_account, json_sid, wire};
use crate::book::journal::Record;
use crate::network::Network;
use crate::rng::hash_text;

pub(crate) async fn list(
    State(network): State<Arc<Network>>,
    Path((account, message)): Path<(String, String)>,
    uri: Uri,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    let params = Params(pairs);
    let paging = Paging::read(uri.path(), &params)?;
    let (from, before) = params.days("DateCreated")?;
    let skew = network.faults().plan().clock_skew_ms;
    let rows = {
        let book = network.read();
        let message = book.find(&message).ok_or_else(|| ApiError::not_found(uri.path()))?;
        let in_days = |at: i64| from.is_none_or(|from| at >= from) && before.is_none_or(|before| at < before);
        message
            .present_media()
            .filter(|m| in_days(m.created + skew))
            .map(|m| wire::media(m, message, &network.identity, skew))
            .collect()
    };
    let (rows, mut frame) = paging.cut(rows, |row: &Value| row["sid"].as_str().unwrap_or_default().to_owned())?;
    frame.insert("media_list".to_owned(), Value::Array(rows));
    Ok(axum::Json(frame).into_response())
}

/// With `.json` the description, without it the way to the bytes: a redirection to the storage, as at the provider.
pub(crate) async fn fetch(
    State(network): State<Arc<Network>>,
    Path((account, message, media)): Path<(String, String, String)>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    let book = network.read();
    let sid = media.strip_suffix(".json").unwrap_or(&media);
    let (message, found) = book.find_media(&message, sid).ok_or_else(|| ApiError::not_found(uri.path()))?;
    if media.ends_with(".json") {
        let skew = network.faults().plan().clock_skew_ms;
        return Ok(axum::Json(wire::media(found, message, &network.identity, skew)).into_response());
    }
    let host =
        headers.get(header::HOST).and_then(|host| host.to_str().ok()).ok_or_else(|| ApiError::invalid("Host"))?;
    let elsewhere = network.faults().plan().storage_at.clone();
    let origin = elsewhere.unwrap_or_else(|| format!("http://{host}"));
    let place = format!("{origin}/storage/{}/{sid}?signature={}", message.sid, signature(&network, sid));
    Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, place)]).into_response())
}

pub(crate) async fn delete(
    State(network): State<Arc<Network>>,
    Path((account, message, media)): Path<(String, String, String)>,
    uri: Uri,
) -> Result<StatusCode, ApiError> {
    check_account(&network, &account)?;
    let media = json_sid(&media, uri.path())?;
    network.read().find_media(&message, media).ok_or_else(|| ApiError::not_found(uri.path()))?;
    write(&network, Record::MediaDeleted { message, media: media.to_owned() })?;
    Ok(StatusCode::NO_CONTENT)
}

/// The storage behind the redirection: opens with the signature alone, and refuses credentials that were sent on.
pub(crate) async fn stored(
    State(network): State<Arc<Network>>,
    Path((message, media)): Path<(String, String)>,
    Query(pairs): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(header::AUTHORIZATION) {
        return (
            StatusCode::BAD_REQUEST,
            "Only one way to authorize a request is allowed: leave the Authorization header out",
        )
            .into_response();
    }
    let params = Params(pairs);
    let signed = params.get("signature").is_some_and(|given| super::gate::same(given, &signature(&network, &media)));
    if !signed {
        return StatusCode::FORBIDDEN.into_response();
    }
    let book = network.read();
    let Some((_, found)) = book.find_media(&message, &media) else { return StatusCode::NOT_FOUND.into_response() };
    let bytes = match (&found.data, found.drawn) {
        (Some(data), _) => STANDARD.decode(data).ok(),
        (None, Some(number)) => crate::picture::draw(number).ok(),
        (None, None) => None,
    };
    match bytes {
        Some(bytes) => ([(header::CONTENT_TYPE, found.content_type.clone())], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn signature(network: &Network, media: &str) -> String {
    let secret = hash_text(network.seed, &network.identity.control_token);
    format!("{:016x}", hash_text(secret, media))
}
