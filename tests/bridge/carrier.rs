//! Where the practice carrier is, so that a test can ask it what really left the line, and let a fan of its own text.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::Bridge;

/// `{base_url, control_token, number}`, or 404 while no practice line is open.
pub async fn carrier(State(bridge): State<Bridge>) -> Response {
    let Some(carrier) = bridge.practice.carrier() else { return StatusCode::NOT_FOUND.into_response() };
    Json(json!({
        "base_url": carrier.base_url(),
        "control_token": carrier.control_token(),
        "number": carrier.number(),
    }))
    .into_response()
}
