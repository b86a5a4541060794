//! The carrier's own controls, which no provider has: `/_control/…`, opened by the control token.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::book::{Duplicate, LedgerQuery, Report};
use crate::clock::now_ms;
use crate::faults::FaultPlan;
use crate::inject::Injected;
use crate::network::Network;

/// Entries that one answer carries at most.
const LARGEST_PAGE: usize = 10_000;

pub(crate) fn router(network: Arc<Network>) -> Router<Arc<Network>> {
    Router::new()
        .route("/fans/start", post(start))
        .route("/fans/stop", post(stop))
        .route("/texts", post(text))
        .route("/faults", get(faults).put(set_faults).delete(clear_faults))
        .route("/ledger", get(ledger))
        .route("/report", get(report))
        .route("/duplicates", get(duplicates))
        .route("/status", get(status))
        .layer(from_fn_with_state(network, guard))
}

async fn guard(State(network): State<Arc<Network>>, request: Request, next: Next) -> Response {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = given.and_then(|value| value.strip_prefix("Bearer "));
    if token.is_some_and(|token| super::gate::same(token, &network.identity.control_token)) {
        next.run(request).await
    } else {
        refuse(StatusCode::UNAUTHORIZED, "control_token_refused")
    }
}

fn refuse(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "code": code }))).into_response()
}

async fn start(State(network): State<Arc<Network>>) -> Json<Value> {
    network.set_running(true);
    status(State(network)).await
}

async fn stop(State(network): State<Arc<Network>>) -> Json<Value> {
    network.set_running(false);
    status(State(network)).await
}

async fn status(State(network): State<Arc<Network>>) -> Json<Value> {
    let running = network.fans_running.load(Ordering::Relaxed);
    Json(
        json!({"fans_running": running, "messages": network.read().len(), "account": network.identity.account, "number": network.number()}),
    )
}

async fn text(State(network): State<Arc<Network>>, given: Result<Json<Injected>, JsonRejection>) -> Response {
    let Ok(Json(injected)) = given else { return refuse(StatusCode::BAD_REQUEST, "bad_text") };
    Json(json!({"sid": injected.enter(&network)})).into_response()
}

async fn faults(State(network): State<Arc<Network>>) -> Json<FaultPlan> {
    Json(network.faults().plan().clone())
}

async fn set_faults(State(network): State<Arc<Network>>, given: Result<Json<FaultPlan>, JsonRejection>) -> Response {
    let Ok(Json(plan)) = given else { return refuse(StatusCode::BAD_REQUEST, "bad_plan") };
    network.faults().set(plan);
    faults(State(network)).await.into_response()
}

async fn clear_faults(State(network): State<Arc<Network>>) -> StatusCode {
    network.faults().set(FaultPlan::default());
    StatusCode::NO_CONTENT
}

/// `{"items": […], "next": place | null}`; `next` is the `since` of the following page.
async fn ledger(State(network): State<Arc<Network>>, Query(mut query): Query<LedgerQuery>) -> Json<Value> {
    let limit = query.limit.unwrap_or(1_000).min(LARGEST_PAGE);
    query.limit = Some(limit);
    let items = network.read().entries(&query, now_ms());
    let next = items.last().filter(|_| items.len() == limit).map(|last| last.seq + 1);
    Json(json!({ "items": items, "next": next }))
}

async fn report(State(network): State<Arc<Network>>) -> Json<Report> {
    Json(network.read().report())
}

async fn duplicates(State(network): State<Arc<Network>>) -> Json<Vec<Duplicate>> {
    Json(network.read().duplicates())
}
