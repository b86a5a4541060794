//! The built window's files and its one command.

use std::path::{Component, Path};

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::Value;

use crate::Bridge;

/// As the desktop window's, with the bridge in the place of its own transport, so that tests notice what it forbids.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
     connect-src 'self' ws:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

#[derive(Deserialize)]
pub struct Call {
    method: String,
    #[serde(default)]
    params: Value,
}

pub async fn rpc(State(bridge): State<Bridge>, Json(call): Json<Call>) -> Response {
    match bridge.engine.call(&call.method, call.params).await {
        Ok(result) => Json(result).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, Json(error)).into_response(),
    }
}

pub async fn file(State(bridge): State<Bridge>, uri: Uri) -> Response {
    let wanted = uri.path().trim_start_matches('/');
    let wanted = Path::new(if wanted.is_empty() { "index.html" } else { wanted });
    let inside = wanted.components().all(|part| matches!(part, Component::Normal(_)));
    let Ok(bytes) = tokio::fs::read(bridge.ui.join(wanted)).await else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !inside {
        return StatusCode::NOT_FOUND.into_response();
    }
    let kind = match wanted.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    };
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, CSP)], bytes).into_response()
}
