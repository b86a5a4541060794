//! The HTTP side: the API's routes behind the gate, the picture storage, and the control routes.

use std::sync::Arc;

use axum::Router;
use axum::http::Uri;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::network::Network;
use error::ApiError;

mod account;
mod callback;
pub(crate) mod connection;
pub(crate) mod control;
pub(crate) mod create;
mod error;
mod gate;
mod media;
mod messages;
mod paging;
mod params;
mod pricing;
pub(crate) mod wire;

const API_VERSION: &str = "2010-04-01";

pub(crate) fn router(network: Arc<Network>) -> Router {
    let account = "/2010-04-01/Accounts/{account}";
    let path = |rest: &str| format!("{account}{rest}");
    let api = Router::new()
        .route(account, get(account::fetch))
        .route(&path("/Balance.json"), get(account::balance))
        .route(&path("/IncomingPhoneNumbers.json"), get(account::numbers))
        .route(&path("/IncomingPhoneNumbers/{sid}"), get(account::number))
        .route(&path("/Messages.json"), get(messages::list).post(create::create))
        .route(&path("/Messages/{sid}"), get(messages::fetch).post(messages::update).delete(messages::delete))
        .route(&path("/Messages/{sid}/Media.json"), get(media::list))
        .route(&path("/Messages/{sid}/Media/{media}"), get(media::fetch).delete(media::delete))
        .route("/v1/Messaging/Countries", get(pricing::list))
        .route("/v1/Messaging/Countries/{iso}", get(pricing::country))
        .fallback(unknown)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&network), gate::pass));
    Router::new()
        .merge(api)
        .route(
            "/storage/{message}/{media}",
            get(media::stored).layer(from_fn_with_state(Arc::clone(&network), gate::pass_to_storage)),
        )
        .nest("/_control", control::router(Arc::clone(&network)))
        .with_state(network)
}

async fn unknown(uri: Uri) -> ApiError {
    ApiError::not_found(uri.path())
}

async fn wrong_method() -> ApiError {
    ApiError::new(axum::http::StatusCode::METHOD_NOT_ALLOWED, 20_004, "Method not allowed")
}

fn check_account(network: &Network, account: &str) -> Result<(), ApiError> {
    if account == network.identity.account {
        Ok(())
    } else {
        Err(ApiError::not_found(&format!("/{API_VERSION}/Accounts/{account}")))
    }
}

/// The id of a path's last part, which ends in `.json`.
fn json_sid<'a>(part: &'a str, path: &str) -> Result<&'a str, ApiError> {
    part.strip_suffix(".json").ok_or_else(|| ApiError::not_found(path))
}
