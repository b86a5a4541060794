//! `POST …/Messages.json`: every documented parameter, checked and honoured.

use std::sync::Arc;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::params::Params;
use super::wire::MessageResource;
use super::{callback, check_account};
use crate::clock::{iso_ms, now_ms};
use crate::message::Privacy;
use crate::network::{Draft, Network, NewMedia};
use crate::rng::hash_text;
use crate::segments;

const LONGEST_BODY: usize = 1_600;
const MOST_MEDIA: usize = 10;
/// How long a text may wait for its turn, in seconds.
const LONGEST_VALIDITY: i64 = 36_000;
/// How far ahead a text may be scheduled, in milliseconds.
const SCHEDULE: std::ops::RangeInclusive<i64> = 300_000..=35 * 86_400_000;

pub(crate) async fn create(
    State(network): State<Arc<Network>>,
    Path(account): Path<String>,
    form: Result<Form<Vec<(String, String)>>, FormRejection>,
) -> Result<Response, ApiError> {
    check_account(&network, &account)?;
    let Form(pairs) = form.map_err(|_| ApiError::invalid("body"))?;
    let params = Params(pairs);
    let request = check(&network, &params)?;
    network.take_create()?;
    let message = network.accept(request.draft)?;
    if let Some(target) = request.callback {
        callback::follow(Arc::clone(&network), message.clone(), target);
    }
    let resource = MessageResource::of(&message, &network.identity, &mut network.faults(), message.created);
    Ok((StatusCode::CREATED, axum::Json(resource)).into_response())
}

#[derive(Debug)]
struct Request {
    draft: Draft,
    callback: Option<callback::Target>,
}

fn check(network: &Network, params: &Params) -> Result<Request, ApiError> {
    let to = params.get("To").ok_or_else(|| ApiError::of_code(21_604))?;
    let service = params.sid("MessagingServiceSid", "MG")?;
    if service.is_some_and(|service| service != network.identity.service) {
        return Err(ApiError::of_code(21_701));
    }
    let from = sender(network, params, service.is_some())?;
    let media = media(network, params)?;
    // The account has no templates: any id of one is an unknown one.
    if params.sid("ContentSid", "HX")?.is_some() {
        return Err(ApiError::of_code(21_655));
    }
    if params.get("ContentVariables").is_some() {
        return Err(ApiError::invalid("ContentVariables"));
    }
    let body = params.get("Body").unwrap_or_default();
    if body.is_empty() && media.is_empty() {
        return Err(ApiError::of_code(21_602));
    }
    if body.chars().count() > LONGEST_BODY {
        return Err(ApiError::of_code(21_617));
    }
    if !is_number(to) {
        return Err(ApiError::of_code(21_211));
    }
    if to == from {
        return Err(ApiError::of_code(21_266));
    }
    check_indifferent(params, service.is_some())?;
    let smart = params.boolean("SmartEncoded")?.unwrap_or(false);
    Ok(Request {
        callback: params.get("StatusCallback").map(callback::Target::parse).transpose()?,
        draft: Draft {
            from,
            to: to.to_owned(),
            body: if smart { segments::plain(body) } else { body.to_owned() },
            media,
            as_mms: params.boolean("SendAsMms")?.unwrap_or(false),
            service: service.map(str::to_owned),
            due: schedule(params, service.is_some())?,
            validity_ms: params.integer("ValidityPeriod", 1, LONGEST_VALIDITY)?.map(|seconds| seconds * 1_000),
            privacy: Privacy {
                no_body: params.word("ContentRetention", &["retain", "discard"])? == Some("discard"),
                no_address: params.word("AddressRetention", &["retain", "obfuscate"])? == Some("obfuscate"),
            },
        },
    })
}

/// The sender that was given, or the service's own.
fn sender(network: &Network, params: &Params, service: bool) -> Result<String, ApiError> {
    let given = params.get("From").or_else(|| if service { params.get("FallbackFrom") } else { None });
    let from = match given {
        Some(from) => from,
        None if service => network.number(),
        None => return Err(ApiError::of_code(21_603)),
    };
    if network.owned(from).is_some_and(|owned| owned.sms) {
        Ok(from.to_owned())
    } else {
        Err(ApiError::of_code(21_606))
    }
}

/// The pictures are not fetched: nothing leaves this machine. A drawn one stands for each.
fn media(network: &Network, params: &Params) -> Result<Vec<NewMedia>, ApiError> {
    let mut media = Vec::new();
    for url in params.all("MediaUrl") {
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(ApiError::of_code(21_620));
        }
        media.push(NewMedia::Drawn(hash_text(network.seed, url)));
    }
    if media.len() > MOST_MEDIA { Err(ApiError::of_code(21_623)) } else { Ok(media) }
}

/// When a scheduled text goes out.
fn schedule(params: &Params, service: bool) -> Result<Option<i64>, ApiError> {
    let fixed = params.word("ScheduleType", &["fixed"])?.is_some();
    let at = params.get("SendAt");
    if !fixed {
        return if at.is_some() { Err(ApiError::invalid("ScheduleType")) } else { Ok(None) };
    }
    let at = at.ok_or_else(|| ApiError::of_code(35_111))?;
    if !service {
        return Err(ApiError::of_code(35_118));
    }
    let at = iso_ms(at).ok_or_else(|| ApiError::of_code(35_115))?;
    if SCHEDULE.contains(&(at - now_ms())) { Ok(Some(at)) } else { Err(ApiError::of_code(35_115)) }
}

/// Parameters that are checked and change nothing about a plain text.
fn check_indifferent(params: &Params, service: bool) -> Result<(), ApiError> {
    params.sid("ApplicationSid", "AP")?;
    params.boolean("ProvideFeedback")?;
    params.boolean("ForceDelivery")?;
    params.integer("Attempt", 0, i64::MAX)?;
    params.word("TrafficType", &["free"])?;
    params.word("RiskCheck", &["enable", "disable"])?;
    if params.boolean("ShortenUrls")? == Some(true) && !service {
        return Err(ApiError::invalid("ShortenUrls"));
    }
    match params.get("MaxPrice").map(str::parse::<f64>) {
        Some(Err(_)) => Err(ApiError::invalid("MaxPrice")),
        Some(Ok(_)) | None => Ok(()),
    }
}

/// E.164: a plus sign and 7 to 15 digits that do not begin with 0.
pub(crate) fn is_number(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the carrier would accept a number that nobody can have.
    #[test]
    fn numbers_are_e164() {
        assert!(is_number("+12125550142") && is_number("+15550142") && is_number("+447700900123"));
        for bad in
            ["", "+", "12125550142", "+0125550142", "+1212555014a", "+1212", "+1234567890123456", "(212) 555-0142"]
        {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
