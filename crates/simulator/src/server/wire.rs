//! The resources as they cross the wire.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::API_VERSION;
use crate::clock::rfc2822;
use crate::config::OwnedNumber;
use crate::faults::{Faults, RowStatus};
use crate::message::{Media, Message, Status, error_words};
use crate::network::Identity;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct MessageResource {
    body: String,
    num_segments: String,
    direction: &'static str,
    from: String,
    to: String,
    date_updated: Option<String>,
    price: Option<String>,
    error_message: Option<&'static str>,
    uri: String,
    account_sid: String,
    num_media: String,
    status: &'static str,
    messaging_service_sid: Option<String>,
    sid: String,
    date_sent: Option<String>,
    date_created: Option<String>,
    error_code: Option<u32>,
    price_unit: String,
    api_version: &'static str,
    subresource_uris: Subresources,
}

#[derive(Debug, Clone, Serialize)]
struct Subresources {
    media: String,
}

/// Millionths as a decimal amount: `-0.00790`.
pub(crate) fn amount(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    format!("{sign}{}.{:05}", micros / 1_000_000, micros % 1_000_000 / 10)
}

impl MessageResource {
    pub fn of(message: &Message, identity: &Identity, faults: &mut Faults, now: i64) -> Self {
        let skew = faults.plan().clock_skew_ms;
        let date = |at: i64| rfc2822(at.saturating_add(skew));
        let (sent_known, created_known) = faults.dates(&message.sid);
        let truth = message.status(now);
        let status = match faults.row_status() {
            RowStatus::True => truth.as_str(),
            RowStatus::Backward => earlier(truth),
            RowStatus::Unknown => "held_for_review",
        };
        let failed = match truth {
            Status::Failed | Status::Undelivered => message.course.error,
            Status::Accepted | Status::Scheduled | Status::Queued | Status::Sending | Status::Sent => None,
            Status::Delivered | Status::Received | Status::Canceled => None,
        };
        // A sender from the service's pool is chosen only when the text leaves the queue.
        let unassigned = message.service.is_some() && matches!(truth, Status::Accepted | Status::Scheduled);
        let uri = format!("/{API_VERSION}/Accounts/{}/Messages/{}", identity.account, message.sid);
        Self {
            body: message.shown_body(now).to_owned(),
            num_segments: if unassigned { 0 } else { message.segments }.to_string(),
            direction: message.direction.as_str(),
            from: message.from.clone(),
            to: message.shown_to(),
            date_updated: Some(date(message.date_updated(now))),
            price: message.price(now).map(amount),
            error_message: failed.map(error_words),
            account_sid: identity.account.clone(),
            num_media: message.present_media().count().to_string(),
            status,
            messaging_service_sid: message.service.clone(),
            sid: message.sid.clone(),
            date_sent: message.date_sent(now).filter(|_| sent_known).map(date),
            date_created: created_known.then(|| date(message.created)),
            error_code: failed,
            price_unit: identity.currency.clone(),
            api_version: API_VERSION,
            subresource_uris: Subresources { media: format!("{uri}/Media.json") },
            uri: uri + ".json",
        }
    }
}

impl MessageResource {
    /// A text whose course is over: received, or delivered and billed.
    pub fn past(account: &str, sid: String, inbound: bool, fan: &str, line: &str, body: String, date: String) -> Self {
        let (from, to) = if inbound { (fan, line) } else { (line, fan) };
        let segments = crate::segments::count(&body);
        let uri = format!("/{API_VERSION}/Accounts/{account}/Messages/{sid}");
        Self {
            num_segments: segments.to_string(),
            direction: if inbound { "inbound" } else { "outbound-api" },
            from: from.to_owned(),
            to: to.to_owned(),
            date_updated: Some(date.clone()),
            price: (!inbound).then(|| amount(-7_900 * i64::from(segments))),
            error_message: None,
            account_sid: account.to_owned(),
            num_media: "0".to_owned(),
            status: if inbound { "received" } else { "delivered" },
            messaging_service_sid: None,
            sid,
            date_sent: Some(date.clone()),
            date_created: Some(date),
            error_code: None,
            price_unit: "USD".to_owned(),
            api_version: API_VERSION,
            subresource_uris: Subresources { media: format!("{uri}/Media.json") },
            uri: uri + ".json",
            body,
        }
    }
}

/// A status that a text has already left.
fn earlier(status: Status) -> &'static str {
    match status {
        Status::Delivered | Status::Undelivered | Status::Sent => "sending",
        Status::Sending | Status::Failed => "queued",
        Status::Received => "receiving",
        Status::Accepted | Status::Scheduled | Status::Queued | Status::Canceled => status.as_str(),
    }
}

pub(crate) fn media(media: &Media, message: &Message, identity: &Identity, skew: i64) -> Value {
    let date = rfc2822(media.created.saturating_add(skew));
    json!({
        "account_sid": identity.account,
        "content_type": media.content_type,
        "date_created": date,
        "date_updated": date,
        "parent_sid": message.sid,
        "sid": media.sid,
        "uri": format!("/{API_VERSION}/Accounts/{}/Messages/{}/Media/{}.json", identity.account, message.sid, media.sid),
    })
}

pub(crate) fn number(owned: &OwnedNumber, sid: &str, identity: &Identity, skew: i64) -> Value {
    let date = rfc2822(identity.created.saturating_add(skew));
    let name = if owned.friendly_name.is_empty() { &owned.number } else { &owned.friendly_name };
    let mut resource = Map::new();
    let mut put = |name: &str, value: Value| resource.insert(name.to_owned(), value);
    put("account_sid", json!(identity.account));
    put("address_requirements", json!("none"));
    put("api_version", json!(API_VERSION));
    put("beta", json!(owned.beta));
    put("capabilities", json!({"fax": false, "mms": owned.mms, "sms": owned.sms, "voice": owned.voice}));
    put("date_created", json!(date));
    put("date_updated", json!(date));
    put("emergency_address_status", json!("unregistered"));
    put("emergency_status", json!("Inactive"));
    put("friendly_name", json!(name));
    put("origin", json!(owned.origin));
    put("phone_number", json!(owned.number));
    put("sid", json!(sid));
    put("sms_fallback_method", json!("POST"));
    put("sms_method", json!("POST"));
    put("sms_url", json!(owned.sms_url));
    put("status", json!("in-use"));
    put("status_callback_method", json!("POST"));
    put("type", json!("local"));
    put("uri", json!(format!("/{API_VERSION}/Accounts/{}/IncomingPhoneNumbers/{sid}.json", identity.account)));
    put("voice_caller_id_lookup", json!(false));
    put("voice_fallback_method", json!("POST"));
    put("voice_method", json!("POST"));
    put("voice_receive_mode", json!("voice"));
    put("voice_url", json!(owned.voice_url));
    for absent in [
        "address_sid",
        "bundle_sid",
        "emergency_address_sid",
        "identity_sid",
        "sms_application_sid",
        "sms_fallback_url",
        "status_callback",
        "trunk_sid",
        "voice_application_sid",
        "voice_fallback_url",
    ] {
        put(absent, Value::Null);
    }
    Value::Object(resource)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when the practice bill would show another amount than was charged.
    #[test]
    fn amounts_keep_their_sign_and_places() {
        assert_eq!(amount(-7_900), "-0.00790");
        assert_eq!(amount(-1_007_900), "-1.00790");
        assert_eq!(amount(99_500_000), "99.50000");
    }
}
