//! What an exchange means: for a send, whether the text may have been accepted; for a read, what to tell.
//!
//! Only two things prove that a text was *not* accepted: no connection at all, or a refusal in the provider's
//! own words (an error object with one of its five-digit codes). 401, 407 and 429 need no words, since by their
//! meaning in HTTP whoever sends them did not carry the request out. Every other answer, a 4xx page of some
//! filter on the way included, may be about the answer instead of the request: unknown.

use reqwest::StatusCode;
use serde::Deserialize;

use super::client::{Answer, Failure};
use super::scalar::Whole;
use crate::provider::{ReadError, SendError};

/// The credentials are refused.
const KEY_REFUSED: u32 = 20_003;

/// The provider's error object: `{"code": 21610, "message": "…", "more_info": "…", "status": 400}`.
#[derive(Deserialize)]
struct WireError {
    #[serde(default)]
    code: Whole,
}

/// The code in a refusal of the provider. Other software numbers its errors by HTTP status: too short to count.
fn code_of(body: &[u8]) -> Option<u32> {
    let error: WireError = serde_json::from_slice(body).ok()?;
    error.code.0.filter(|code| (10_000..100_000).contains(code))
}

/// The body of an answer that says "accepted", or what may be done with the text next.
pub(super) fn sent(exchange: Result<Answer, Failure>) -> Result<Vec<u8>, SendError> {
    let (head, body) = match exchange {
        Ok(Answer { head, body }) if head.status.is_success() => return Ok(body),
        Ok(Answer { head, body }) => (head, body),
        Err(Failure::NotConnected | Failure::NotTrusted) => {
            return Err(SendError::Transient { retry_after: None, code: None });
        }
        Err(Failure::NoAnswer) => return Err(SendError::Unknown),
        // 429 and 401 have said all in their first line.
        Err(Failure::Cut { head, .. }) => (head, Vec::new()),
    };
    let retry_after = head.retry_after;
    let code = if head.status.is_client_error() { code_of(&body) } else { None };
    Err(match (head.status, code) {
        (StatusCode::TOO_MANY_REQUESTS, code) => SendError::Transient { retry_after, code },
        (StatusCode::UNAUTHORIZED, code) => SendError::AccountStopped { code: code.unwrap_or(KEY_REFUSED) },
        (StatusCode::PROXY_AUTHENTICATION_REQUIRED, code) => SendError::Transient { retry_after, code },
        (_, Some(code)) if is_passing(code) => SendError::Transient { retry_after, code: Some(code) },
        (_, Some(code)) if stops_account(code) => SendError::AccountStopped { code },
        (_, Some(code)) => SendError::Permanent { code },
        (_, None) => SendError::Unknown,
    })
}

/// Refused for the moment: too many requests, full queues, a carrier's limit for the day.
fn is_passing(code: u32) -> bool {
    matches!(code, 20_429 | 21_611 | 30_001 | 30_022 | 30_023)
}

/// Refused for everybody: asking again for the next fan would only burn the list.
fn stops_account(code: u32) -> bool {
    matches!(
        code,
        KEY_REFUSED
            | 10_001 // the account is not active
            | 20_005 // the account is not active
            | 20_008 // test credentials
            | 20_404 // no such account
            | 21_606 // the number cannot send
            | 21_660 // the number belongs to another account
            | 30_002 // suspended, for example without funds
            | 30_032 // toll-free number not verified
            | 30_034 // number not registered (10DLC)
            | 90_010 // the account is not active
    )
}

/// A successful answer, or why there is none. `host` is asked only for errors.
pub(super) fn read(exchange: Result<Answer, Failure>, host: impl Fn() -> String) -> Result<Answer, ReadError> {
    let (head, body) = match exchange {
        Ok(answer) if answer.head.status.is_success() => return Ok(answer),
        Ok(Answer { head, body }) => (head, body),
        Err(Failure::NotTrusted) => return Err(ReadError::NotTrusted { host: host() }),
        Err(Failure::NotConnected | Failure::NoAnswer | Failure::Cut { timed_out: true, .. }) => {
            return Err(ReadError::Offline { host: host() });
        }
        Err(Failure::Cut { head, timed_out: false }) => (head, Vec::new()),
    };
    let code = code_of(&body);
    let status = head.status.as_u16();
    // A page for people, sent in place of an answer: a captive portal, a filter, a wrong base URL.
    let page = head.html && code.is_none();
    Err(match head.status {
        StatusCode::TOO_MANY_REQUESTS => ReadError::Busy { retry_after: head.retry_after },
        // RFC 6585: only something between us and the provider asks for this.
        StatusCode::NETWORK_AUTHENTICATION_REQUIRED | StatusCode::PROXY_AUTHENTICATION_REQUIRED => {
            ReadError::Unreadable { host: host() }
        }
        _ if head.status.is_server_error() => ReadError::Provider { status, code },
        _ if page => ReadError::Unreadable { host: host() },
        StatusCode::UNAUTHORIZED => ReadError::KeyRefused { status },
        StatusCode::FORBIDDEN => ReadError::NotPermitted { status },
        _ if head.status.is_client_error() => ReadError::Provider { status, code },
        _ => ReadError::Unreadable { host: host() },
    })
}

/// For routes that not every key may use: a refusal says nothing about the key.
pub(super) fn optional_route(error: ReadError) -> ReadError {
    if let ReadError::KeyRefused { status } | ReadError::Provider { status: status @ 404, .. } = error {
        return ReadError::NotPermitted { status };
    }
    error
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use reqwest::StatusCode;

    use super::{optional_route, read, sent};
    use crate::provider::twilio::client::{Answer, Failure, Head};
    use crate::provider::{ReadError, SendError};

    fn head(status: u16, html: bool) -> Head {
        let status = StatusCode::from_u16(status).expect("a status");
        Head { status, retry_after: Some(Duration::from_secs(3)), html, skew_ms: None }
    }

    fn answer(status: u16, html: bool, body: &str) -> Result<Answer, Failure> {
        Ok(Answer { head: head(status, html), body: body.as_bytes().to_vec() })
    }

    fn refused(status: u16, code: u32) -> Result<Answer, Failure> {
        answer(status, false, &format!(r#"{{"code":{code},"message":"x","more_info":"y","status":{status}}}"#))
    }

    /// The wrong arm here sends a text twice, or drops one for good.
    #[test]
    fn sends_are_told_apart_by_what_may_be_done_next() {
        let retry_after = Some(Duration::from_secs(3));
        let portal = "<html><body>Sign in</body></html>";
        for (exchange, expected) in [
            (Err(Failure::NotConnected), SendError::Transient { retry_after: None, code: None }),
            (Err(Failure::NoAnswer), SendError::Unknown),
            (Err(Failure::Cut { head: head(201, false), timed_out: false }), SendError::Unknown),
            (Err(Failure::Cut { head: head(201, false), timed_out: true }), SendError::Unknown),
            (Err(Failure::Cut { head: head(400, false), timed_out: false }), SendError::Unknown),
            (
                Err(Failure::Cut { head: head(429, false), timed_out: false }),
                SendError::Transient { retry_after, code: None },
            ),
            (refused(429, 20_429), SendError::Transient { retry_after, code: Some(20_429) }),
            (answer(429, true, portal), SendError::Transient { retry_after, code: None }),
            (refused(400, 20_429), SendError::Transient { retry_after, code: Some(20_429) }),
            (refused(400, 21_611), SendError::Transient { retry_after, code: Some(21_611) }),
            (refused(401, 20_003), SendError::AccountStopped { code: 20_003 }),
            (answer(401, false, ""), SendError::AccountStopped { code: 20_003 }),
            (refused(403, 20_003), SendError::AccountStopped { code: 20_003 }),
            (refused(403, 90_010), SendError::AccountStopped { code: 90_010 }),
            (refused(400, 30_002), SendError::AccountStopped { code: 30_002 }),
            (refused(400, 30_034), SendError::AccountStopped { code: 30_034 }),
            (refused(404, 20_404), SendError::AccountStopped { code: 20_404 }),
            (refused(400, 21_610), SendError::Permanent { code: 21_610 }),
            (refused(400, 21_211), SendError::Permanent { code: 21_211 }),
            (refused(400, 21_408), SendError::Permanent { code: 21_408 }),
            (answer(400, false, r#"{"code":"21610"}"#), SendError::Permanent { code: 21_610 }),
            // Not in the provider's words: may be about the answer, not the request.
            (answer(403, true, portal), SendError::Unknown),
            (answer(404, true, portal), SendError::Unknown),
            (answer(403, false, r#"{"code":403,"message":"blocked"}"#), SendError::Unknown),
            (answer(400, false, r#"{"code":216"#), SendError::Unknown),
            (answer(302, true, ""), SendError::Unknown),
            // A server error may come after the text was accepted, whatever it says.
            (refused(500, 20_500), SendError::Unknown),
            (refused(503, 20_003), SendError::Unknown),
            (answer(502, true, portal), SendError::Unknown),
            (answer(511, true, portal), SendError::Unknown),
        ] {
            let told = format!("{exchange:?}");
            assert_eq!(sent(exchange), Err(expected), "{told}");
        }
        assert_eq!(sent(answer(201, false, "{}")), Ok(b"{}".to_vec()));
    }

    /// "Wrong secret" while the hotel's sign-in page is answering sends the owner to change a good key.
    #[test]
    fn reads_fail_for_the_reason_that_helps() {
        let host = || "api.example.com".to_owned();
        let offline = ReadError::Offline { host: host() };
        let unreadable = ReadError::Unreadable { host: host() };
        for (exchange, expected) in [
            (Err(Failure::NotConnected), offline.clone()),
            (Err(Failure::NoAnswer), offline.clone()),
            (Err(Failure::Cut { head: head(200, false), timed_out: true }), offline),
            (Err(Failure::Cut { head: head(200, false), timed_out: false }), unreadable.clone()),
            (refused(401, 20_003), ReadError::KeyRefused { status: 401 }),
            (answer(401, false, ""), ReadError::KeyRefused { status: 401 }),
            (answer(401, true, "<html>"), unreadable.clone()),
            (refused(403, 20_008), ReadError::NotPermitted { status: 403 }),
            (answer(403, true, "<html>"), unreadable.clone()),
            (refused(404, 20_404), ReadError::Provider { status: 404, code: Some(20_404) }),
            (answer(404, true, "<html>"), unreadable.clone()),
            (answer(429, true, "<html>"), ReadError::Busy { retry_after: Some(Duration::from_secs(3)) }),
            (refused(500, 20_500), ReadError::Provider { status: 500, code: Some(20_500) }),
            (answer(502, true, "<html>"), ReadError::Provider { status: 502, code: None }),
            (answer(511, true, "<html>"), unreadable.clone()),
            (answer(302, false, ""), unreadable),
        ] {
            let told = format!("{exchange:?}");
            assert_eq!(read(exchange, host), Err(expected), "{told}");
        }
    }

    /// A key that may not see the balance is still a good key.
    #[test]
    fn a_closed_optional_route_does_not_accuse_the_key() {
        let closed = |status| ReadError::NotPermitted { status };
        assert_eq!(optional_route(ReadError::KeyRefused { status: 401 }), closed(401));
        assert_eq!(optional_route(ReadError::Provider { status: 404, code: None }), closed(404));
        assert_eq!(optional_route(closed(403)), closed(403));
        let busy = ReadError::Busy { retry_after: None };
        assert_eq!(optional_route(busy.clone()), busy);
    }
}
