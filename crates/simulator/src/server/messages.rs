//! Messages: the list, one of them, and what may be changed about it.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Extension, Form, Path, Query, State};
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};

use super::error::ApiError;
use super::gate::Befallen;
use super::paging::Paging;
use super::params::Params;
use super::wire::MessageResource;
use super::{check_account, json_sid};
use crate::book::journal::Record;
use crate::book::pages::{Anchor, Filter};
use crate::clock::now_ms;
use crate::message::Status;
use crate::network::Network;

#[derive(Serialize)]
struct MessageList {
    #[serde(flatten)]
    frame: Map<String, Value>,
    messages: Vec<MessageResource>,
}

pub(crate) async fn list(
    State(network): State<Arc<Network>>,
    Path(account): Path<String>,
    uri: Uri,
    Extension(Befallen(fault)): Extension<Befallen>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    let params = Params(pairs);
    let paging = Paging::read(uri.path(), &params)?;
    let (from, before) = params.days("DateSent")?;
    let skew = network.faults().plan().clock_skew_ms;
    let filter = Filter {
        to: params.get("To").map(str::to_owned),
        from: params.get("From").map(str::to_owned),
        // Days are days of the carrier's own clock.
        sent_from: from.map(|at| at.saturating_sub(skew)),
        sent_before: before.map(|at| at.saturating_sub(skew)),
    };
    let anchor = match &paging.token {
        None => Anchor::Newest,
        Some(token) => Anchor::parse(token).ok_or_else(|| ApiError::invalid("PageToken"))?,
    };
    let now = now_ms();
    let list = {
        let book = network.read();
        let listed = book.page(&filter, &anchor, paging.size, now).ok_or_else(|| ApiError::invalid("PageToken"))?;
        let next =
            listed.messages.last().filter(|_| listed.older).and_then(|m| Anchor::OlderThan(m.sid.clone()).token());
        let previous =
            listed.messages.first().filter(|_| listed.newer).and_then(|m| Anchor::NewerThan(m.sid.clone()).token());
        let mut faults = network.faults();
        let mut messages: Vec<_> =
            listed.messages.iter().map(|m| MessageResource::of(m, &network.identity, &mut faults, now)).collect();
        faults.disturb(&mut messages, fault);
        MessageList { frame: paging.frame(messages.len(), next.as_deref(), previous.as_deref()), messages }
    };
    let body = serde_json::to_vec(&list).map_err(|_| ApiError::internal())?;
    Ok(([(header::CONTENT_TYPE, "application/json;charset=utf-8")], body).into_response())
}

pub(crate) async fn fetch(
    State(network): State<Arc<Network>>,
    Path((account, sid)): Path<(String, String)>,
    uri: Uri,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    show(&network, json_sid(&sid, uri.path())?, uri.path())
}

fn show(network: &Network, sid: &str, path: &str) -> Result<Response, ApiError> {
    let book = network.read();
    let message = book.find(sid).ok_or_else(|| ApiError::not_found(path))?;
    let resource = MessageResource::of(message, &network.identity, &mut network.faults(), now_ms());
    Ok(axum::Json(resource).into_response())
}

/// Erases the words (an empty `Body`) or calls a waiting text back (`Status=canceled`).
pub(crate) async fn update(
    State(network): State<Arc<Network>>,
    Path((account, sid)): Path<(String, String)>,
    uri: Uri,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    let sid = json_sid(&sid, uri.path())?;
    let Form(pairs) = form.map_err(|_| ApiError::invalid("body"))?;
    let params = Params(pairs);
    let cancel = params.word("Status", &["canceled"])?.is_some();
    let redact = match params.raw("Body") {
        None => false,
        Some("") => true,
        Some(_) => return Err(ApiError::invalid("Body")),
    };
    let at = now_ms();
    let (status, done) = standing(&network, sid, uri.path(), at)?;
    if cancel {
        match status {
            Status::Scheduled | Status::Accepted | Status::Queued => {}
            Status::Sending | Status::Sent | Status::Delivered | Status::Undelivered => {
                return Err(ApiError::not_cancelable());
            }
            Status::Failed | Status::Received | Status::Canceled => return Err(ApiError::not_cancelable()),
        }
        write(&network, Record::Canceled { sid: sid.to_owned(), at })?;
    }
    if redact {
        if !cancel && !done {
            return Err(ApiError::not_complete());
        }
        write(&network, Record::Redacted { sid: sid.to_owned(), at })?;
    }
    show(&network, sid, uri.path())
}

pub(crate) async fn delete(
    State(network): State<Arc<Network>>,
    Path((account, sid)): Path<(String, String)>,
    uri: Uri,
) -> Result<StatusCode, ApiError> {
    check_account(&network, &account)?;
    let sid = json_sid(&sid, uri.path())?;
    if !standing(&network, sid, uri.path(), now_ms())?.1 {
        return Err(ApiError::not_complete());
    }
    write(&network, Record::Deleted { sid: sid.to_owned() })?;
    Ok(StatusCode::NO_CONTENT)
}

/// A message's status, and whether it will stay.
fn standing(network: &Network, sid: &str, path: &str, now: i64) -> Result<(Status, bool), ApiError> {
    let book = network.read();
    let message = book.find(sid).ok_or_else(|| ApiError::not_found(path))?;
    Ok((message.status(now), message.is_done(now)))
}

pub(crate) fn write(network: &Network, record: Record) -> Result<(), ApiError> {
    network.change(record).map_err(|error| {
        tracing::error!(%error, "a change could not be written to the ledger");
        ApiError::internal()
    })
}
