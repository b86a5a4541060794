//! What every API request passes: the fault that befalls it, then its credentials.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::connection::Scissors;
use super::error::ApiError;
use crate::clock::{http_date, now_ms};
use crate::faults::{Fault, On};
use crate::network::Network;

/// Larger than any page of a list.
const LONGEST_ANSWER: usize = 64 << 20;

pub(crate) async fn pass(
    State(network): State<Arc<Network>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    let on = kind(&request);
    through(&network, &scissors, request, next, on).await
}

/// The storage of pictures suffers the same faults; who may read there is its own affair.
pub(crate) async fn pass_to_storage(
    State(network): State<Arc<Network>>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    through(&network, &scissors, request, next, On::Storage).await
}

async fn through(network: &Arc<Network>, scissors: &Scissors, mut request: Request, next: Next, on: On) -> Response {
    let fault = network.faults().strike(on);
    let unheard = match fault {
        Some(Fault::Busy) => Some(ApiError::of_code(20_429).into_response()),
        Some(Fault::ErrorBefore) => Some(ApiError::unavailable().into_response()),
        Some(Fault::CutBefore) => {
            scissors.cut();
            Some(StatusCode::OK.into_response())
        }
        Some(Fault::Portal) => Some(portal()),
        Some(Fault::PortalRedirect) => Some(elsewhere()),
        Some(Fault::Unauthorized) => Some(ApiError::unauthorized().into_response()),
        Some(Fault::Refuse { status, code }) => {
            let mut error = ApiError::of_code(code);
            error.status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
            Some(error.into_response())
        }
        Some(
            Fault::ErrorAfter
            | Fault::CutAfter
            | Fault::Slow { .. }
            | Fault::Late { .. }
            | Fault::Truncated
            | Fault::DuplicateRows
            | Fault::ShuffledRows,
        )
        | None => None,
    };
    if let Some(response) = unheard {
        return dated(network, response);
    }
    if on != On::Storage && !is_known(network, request.headers()) {
        return dated(network, ApiError::unauthorized().into_response());
    }
    request.extensions_mut().insert(Befallen(fault));
    let response = match fault {
        Some(Fault::Late { ms }) => {
            // In a task of its own: it is carried out although the client no longer waits.
            let stop = network.stop.clone();
            let late = tokio::spawn(async move {
                tokio::select! {
                    () = tokio::time::sleep(Duration::from_millis(ms)) => Some(next.run(request).await),
                    () = stop.cancelled() => None,
                }
            });
            late.await.ok().flatten().unwrap_or_else(|| ApiError::unavailable().into_response())
        }
        Some(
            Fault::Busy
            | Fault::ErrorBefore
            | Fault::ErrorAfter
            | Fault::CutBefore
            | Fault::CutAfter
            | Fault::Slow { .. }
            | Fault::Truncated
            | Fault::Portal
            | Fault::PortalRedirect
            | Fault::Unauthorized
            | Fault::Refuse { .. }
            | Fault::DuplicateRows
            | Fault::ShuffledRows,
        )
        | None => next.run(request).await,
    };
    let response = match fault {
        Some(Fault::ErrorAfter) => ApiError::internal().into_response(),
        Some(Fault::CutAfter) => {
            scissors.cut();
            response
        }
        Some(Fault::Slow { ms }) => {
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(ms)) => {}
                () = network.stop.cancelled() => scissors.cut(),
            }
            response
        }
        Some(Fault::Truncated) => truncated(response).await,
        Some(
            Fault::Busy
            | Fault::ErrorBefore
            | Fault::CutBefore
            | Fault::Late { .. }
            | Fault::Portal
            | Fault::PortalRedirect
            | Fault::Unauthorized
            | Fault::Refuse { .. }
            | Fault::DuplicateRows
            | Fault::ShuffledRows,
        )
        | None => response,
    };
    dated(network, response)
}

/// The fault that the route itself has to play.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Befallen(pub Option<Fault>);

fn kind(request: &Request) -> On {
    let messages = request.uri().path().ends_with("/Messages.json");
    match (messages, request.method()) {
        (true, &Method::POST) => On::Create,
        (true, &Method::GET) => On::List,
        _ => On::Other,
    }
}

/// The API key with its secret, or the account with its token.
fn is_known(network: &Network, headers: &HeaderMap) -> bool {
    let identity = &network.identity;
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(encoded) = given.and_then(|value| value.strip_prefix("Basic ")) else { return false };
    let Some(pair) = STANDARD.decode(encoded.trim()).ok().and_then(|bytes| String::from_utf8(bytes).ok()) else {
        return false;
    };
    let Some((user, secret)) = pair.split_once(':') else { return false };
    (user == identity.key || user == identity.account) && same(secret, &identity.secret)
}

/// Compares without telling by its duration where the first difference is.
pub(crate) fn same(given: &str, expected: &str) -> bool {
    given.len() == expected.len()
        && given.bytes().zip(expected.bytes()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn dated(network: &Network, mut response: Response) -> Response {
    let skew = network.faults().plan().clock_skew_ms;
    if let Ok(date) = HeaderValue::from_str(&http_date(now_ms() + skew)) {
        response.headers_mut().insert(header::DATE, date);
    }
    response
        .headers_mut()
        .insert(HeaderName::from_static("twilio-api-version"), HeaderValue::from_static(super::API_VERSION));
    response
}

fn portal() -> Response {
    Html("<!doctype html><html><head><title>Welcome aboard</title></head><body><form action=\"/accept\"><button>Connect to the Wi-Fi</button></form></body></html>")
        .into_response()
}

fn elsewhere() -> Response {
    let place = [(header::LOCATION, "http://portal.example/login")];
    (StatusCode::FOUND, place, Html("<html><a href=\"http://portal.example/login\">Moved</a></html>")).into_response()
}

async fn truncated(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, LONGEST_ANSWER).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    let half = bytes.slice(..bytes.len() / 2);
    Response::from_parts(parts, Body::from(half))
}
