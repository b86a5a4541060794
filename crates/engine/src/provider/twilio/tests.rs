//! The client against real connections: what leaves, what comes back, and what every kind of trouble is called.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::Twilio;
use super::test_server::{Reply, TestServer, gzip, http, json};
use crate::clock::ManualClock;
use crate::domain::{DeliveryStatus, Direction, Money, PhoneNumber, ProviderId};
use crate::provider::{Credentials, ListQuery, PageCursor, Provider, ReadError, RemoteMessage, SendError, connect};

const ACCOUNT: &str = "AC00000000000000000000000000000001";
const KEY: &str = "SK00000000000000000000000000000001";
const SECRET: &str = "not-a-real-secret";
const NOW_MS: i64 = 1_795_507_478_000;
/// Long enough for a loaded machine where an answer is expected.
const PATIENT: Duration = Duration::from_secs(20);
/// Where none is.
const IMPATIENT: Duration = Duration::from_millis(400);

const ID: &str = "SM0123456789abcdef0123456789abcdef";
const CREATED: &str = r#"{"sid": "SM0123456789abcdef0123456789abcdef", "status": "queued", "direction": "outbound-api",
    "from": "+14155550100", "to": "+14155550132", "body": "Hello", "num_segments": "1", "num_media": "0", "price": null,
    "price_unit": "USD", "date_sent": null, "date_created": "Tue, 24 Nov 2026 08:04:38 +0000", "error_code": null}"#;

fn credentials(base_url: &str) -> Credentials {
    Credentials {
        account: ACCOUNT.into(),
        key: KEY.into(),
        secret: SecretString::from(SECRET),
        base_url: Some(base_url.to_owned()),
    }
}

fn twilio(base_url: &str, timeout: Duration) -> Twilio {
    Twilio::new(credentials(base_url), timeout, Arc::new(ManualClock::at(NOW_MS))).expect("a good base URL")
}

fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).expect("a number")
}

async fn send(twilio: &Twilio) -> Result<RemoteMessage, SendError> {
    twilio.create(&number("+14155550100"), &number("+14155550132"), "Hé & <b> +1").await
}

fn host(base_url: &str) -> String {
    base_url.rsplit('/').next().expect("a host").to_owned()
}

/// A wrong name or a missing filter would list the whole account instead of this line.
#[tokio::test]
async fn a_list_asks_for_what_the_provider_documents() {
    let server = TestServer::start(vec![json("200 OK", r#"{"messages": []}"#)]).await;
    let query = ListQuery {
        to: Some("+14155550100".into()),
        from: Some("+14155550132".into()),
        since_ms: Some(NOW_MS),
        until_ms: Some(NOW_MS + 86_400_000),
        page_size: 5_000,
    };
    let page = twilio(&server.base_url, PATIENT).list(query).await.expect("a page");
    assert!(page.messages.is_empty() && page.next.is_none() && page.skew_ms.is_none());
    let request = server.requests().remove(0).to_lowercase();
    let line = format!(
        "get /2010-04-01/accounts/{ACCOUNT}/messages.json?to=%2B14155550100&from=%2B14155550132&datesent%3e=2026-11-24&datesent%3c=2026-11-25&pagesize=1000 http/1.1"
    );
    assert!(request.starts_with(&line.to_lowercase()), "{request}");
    for header in ["accept: application/json", "accept-encoding: gzip", "authorization: basic ", "user-agent: fanline/"]
    {
        assert!(request.contains(header), "{header} is missing in {request}");
    }
}

/// Words that change on their way out are not what the owner wrote; a wrong recipient is worse.
#[tokio::test]
async fn a_send_carries_the_words_and_numbers_unchanged() {
    let server = TestServer::start(vec![json("201 Created", CREATED)]).await;
    let message = send(&twilio(&server.base_url, PATIENT)).await.expect("accepted");
    assert_eq!(message.id, ProviderId::new(ID));
    assert_eq!((message.status, message.direction), (DeliveryStatus::Queued, Direction::OutboundApi));
    let request = server.requests().remove(0);
    assert!(request.starts_with(&format!("POST /2010-04-01/Accounts/{ACCOUNT}/Messages.json HTTP/1.1")), "{request}");
    assert!(
        request.ends_with("\r\n\r\nTo=%2B14155550132&From=%2B14155550100&Body=H%C3%A9+%26+%3Cb%3E+%2B1"),
        "{request}"
    );
}

/// Calling an accepted text "not sent" sends it twice; the other way round it is forgotten.
#[tokio::test]
async fn every_answer_to_a_send_is_told_apart() {
    let html = http("200 OK", &["Content-Type: text/html"], b"<html>Sign in to the network</html>");
    let short = r#"{"sid": "SM0123456789abcdef0123456789abcdef", "stat"#;
    let busy = http("429 Too Many Requests", &["Retry-After: 7"], br#"{"code": 20429, "message": "x", "status": 429}"#);
    let whole = http("201 Created", &[], CREATED.as_bytes());
    let cases = [
        ("accepted", json("201 Created", CREATED), Ok(())),
        ("accepted, in few words", json("201 Created", &format!(r#"{{"sid": "{ID}"}}"#)), Ok(())),
        ("a page in place of an answer", Reply::Bytes(html), Err(SendError::Unknown)),
        ("JSON without an id", json("201 Created", r#"{"status": "queued"}"#), Err(SendError::Unknown)),
        ("an id that is none", json("201 Created", r#"{"sid": "../x"}"#), Err(SendError::Unknown)),
        ("truncated JSON", json("201 Created", short), Err(SendError::Unknown)),
        ("cut in the body", Reply::Bytes(whole[..whole.len() - 9].to_vec()), Err(SendError::Unknown)),
        ("cut in the head", Reply::Bytes(whole[..20].to_vec()), Err(SendError::Unknown)),
        ("closed without a word", Reply::Bytes(Vec::new()), Err(SendError::Unknown)),
        ("not HTTP", Reply::Bytes(b"220 mail ready\r\n".to_vec()), Err(SendError::Unknown)),
        ("server error", json("500 Oops", r#"{"code": 20500, "status": 500}"#), Err(SendError::Unknown)),
        (
            "too many requests",
            Reply::Bytes(busy),
            Err(SendError::Transient { retry_after: Some(Duration::from_secs(7)), code: Some(20_429) }),
        ),
        (
            "opted out",
            json("400 Bad Request", r#"{"code": 21610, "message": "x", "status": 400}"#),
            Err(SendError::Permanent { code: 21_610 }),
        ),
        (
            "key refused",
            json("401 Unauthorized", r#"{"code": 20003, "status": 401}"#),
            Err(SendError::AccountStopped { code: 20_003 }),
        ),
    ];
    for (name, reply, expected) in cases {
        let server = TestServer::start(vec![reply]).await;
        let outcome = send(&twilio(&server.base_url, PATIENT)).await;
        assert_eq!(outcome.map(|message| assert_eq!(message.id.to_string(), ID)), expected, "{name}");
        assert_eq!(server.requests().len(), 1, "{name}: nothing may be repeated behind the outbox's back");
    }
}

/// A text sent over a dead connection may have arrived; one that found no connection cannot have.
#[tokio::test]
async fn silence_is_unknown_and_no_connection_is_certain() {
    for head in [&b""[..], b"HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{"] {
        let server = TestServer::start(vec![Reply::Stall(head.to_vec())]).await;
        assert_eq!(send(&twilio(&server.base_url, IMPATIENT)).await, Err(SendError::Unknown));
    }
    let not_sent = Err(SendError::Transient { retry_after: None, code: None });
    // Nobody listens.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let closed = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    assert_eq!(send(&twilio(&closed, PATIENT)).await, not_sent);
    // Somebody listens who does not speak TLS, or says nothing until the connection is given up.
    let plain = b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec();
    for (reply, patience) in [(Reply::AtOnce(plain), PATIENT), (Reply::Stall(Vec::new()), IMPATIENT)] {
        let server = TestServer::start(vec![reply]).await;
        let outcome = send(&twilio(&server.base_url.replace("http:", "https:"), patience)).await;
        assert_eq!(outcome, not_sent);
        assert!(!server.requests().concat().contains("Body="), "the words left in clear text");
    }
}

/// Each kind of trouble has its own words in the window: offline, wrong key, sign-in page, provider's fault.
#[tokio::test]
async fn every_answer_to_a_read_is_told_apart() {
    let portal = || Reply::Bytes(http("200 OK", &["Content-Type: text/html"], b"<html>Sign in to the network</html>"));
    let page = http("200 OK", &[], br#"{"messages": [], "next_page_uri": null}"#);
    let unreadable = |host: &str| ReadError::Unreadable { host: host.to_owned() };
    let offline = |host: &str| ReadError::Offline { host: host.to_owned() };
    type Expected<'a> = &'a dyn Fn(&str) -> ReadError;
    let cases: Vec<(&str, Reply, Expected<'_>)> = vec![
        ("portal", portal(), &unreadable),
        ("another JSON", json("200 OK", r#"{"items": []}"#), &unreadable),
        ("a list", json("200 OK", "[]"), &unreadable),
        ("a text without an id", json("200 OK", r#"{"messages": [{"sid": null}]}"#), &unreadable),
        ("truncated", json("200 OK", r#"{"messages": [{"sid": "SM01"#), &unreadable),
        ("cut", Reply::Bytes(page[..page.len() - 3].to_vec()), &unreadable),
        ("redirect", Reply::Bytes(http("302 Found", &["Location: http://127.0.0.1:9/"], b"")), &unreadable),
        (
            "next page elsewhere",
            json("200 OK", r#"{"messages": [], "next_page_uri": "https://evil.example/"}"#),
            &unreadable,
        ),
        ("broken gzip", Reply::Bytes(http("200 OK", &["Content-Encoding: gzip"], b"\x1f\x8b oops")), &unreadable),
        ("closed", Reply::Bytes(Vec::new()), &offline),
        ("wrong key", json("401 Unauthorized", r#"{"code": 20003}"#), &|_| ReadError::KeyRefused { status: 401 }),
        ("test key", json("403 Forbidden", r#"{"code": 20008}"#), &|_| ReadError::NotPermitted { status: 403 }),
        ("busy", json("429 Too Many Requests", "{}"), &|_| ReadError::Busy { retry_after: None }),
        ("down", json("503 Down", r#"{"code": 20503}"#), &|_| ReadError::Provider { status: 503, code: Some(20_503) }),
    ];
    for (name, reply, expected) in cases {
        let server = TestServer::start(vec![reply]).await;
        let outcome = twilio(&server.base_url, PATIENT).list(ListQuery::default()).await.map(|page| page.messages);
        assert_eq!(outcome, Err(expected(&host(&server.base_url))), "{name}");
    }
    for head in [&b""[..], b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"] {
        let server = TestServer::start(vec![Reply::Stall(head.to_vec())]).await;
        let outcome = twilio(&server.base_url, IMPATIENT).list(ListQuery::default()).await.map(|page| page.messages);
        assert_eq!(outcome, Err(offline(&host(&server.base_url))));
    }
}

/// A redirect or a hostile next page must not carry the account's secret to another host.
#[tokio::test]
async fn credentials_stay_with_the_base_url() {
    let elsewhere = TestServer::start(vec![json("200 OK", r#"{"messages": []}"#)]).await;
    let location = format!("Location: {}/2010-04-01/x", elsewhere.base_url);
    let server = TestServer::start(vec![
        Reply::Bytes(http("307 Temporary Redirect", &[&location], b"")),
        Reply::Bytes(http("307 Temporary Redirect", &[&location], b"")),
    ])
    .await;
    let twilio = twilio(&server.base_url, PATIENT);
    assert!(twilio.list(ListQuery::default()).await.is_err());
    assert_eq!(send(&twilio).await, Err(SendError::Unknown));
    for cursor in [format!("{}/2010-04-01/x", elsewhere.base_url), format!("//{}/x", host(&elsewhere.base_url))] {
        assert!(twilio.next(PageCursor(cursor)).await.is_err());
    }
    assert!(elsewhere.requests().is_empty(), "somebody else was asked");
    assert_eq!(server.requests().len(), 2);
}

/// A page that is not followed loses every text behind it.
#[tokio::test]
async fn pages_are_followed_below_the_base_url() {
    let first = r#"{"messages": [], "next_page_uri": "/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1&PageToken=PASM1"}"#;
    let server = TestServer::start(vec![json("200 OK", first), json("200 OK", r#"{"messages": []}"#)]).await;
    let twilio = twilio(&format!("{}/gateway/", server.base_url), PATIENT);
    let page = twilio.list(ListQuery { page_size: 2, ..ListQuery::default() }).await.expect("a page");
    let last = twilio.next(page.next.expect("a second page")).await.expect("the last page");
    assert_eq!(last.next, None);
    let requests = server.requests();
    assert!(requests[0].starts_with(&format!("GET /gateway/2010-04-01/Accounts/{ACCOUNT}/Messages.json?PageSize=2 ")));
    assert!(
        requests[1]
            .starts_with("GET /gateway/2010-04-01/Accounts/AC1/Messages.json?PageSize=2&Page=1&PageToken=PASM1 ")
    );
}

/// Compressed pages are most of the traffic, and the `Date` header is what "since when" is corrected by.
#[tokio::test]
async fn reads_compressed_pages_and_the_providers_clock() {
    let body = gzip(format!(r#"{{"messages": [{CREATED}]}}"#).as_bytes());
    let headers = ["Content-Encoding: gzip", "Date: Tue, 24 Nov 2026 09:04:37 GMT"];
    let server = TestServer::start(vec![Reply::Bytes(http("200 OK", &headers, &body))]).await;
    let page = twilio(&server.base_url, PATIENT).list(ListQuery::default()).await.expect("a page");
    assert_eq!(page.messages.len(), 1);
    assert_eq!(page.messages[0].at_ms, Some(NOW_MS));
    assert_eq!(page.skew_ms, Some(3_599_000));
}

/// Setting up a line starts from these: a missing number cannot be chosen, a missed webhook answers beside us.
#[tokio::test]
async fn lists_all_numbers_of_the_account() {
    let first = r#"{"incoming_phone_numbers": [
        {"phone_number": "+14155550100", "friendly_name": "Main \u2764", "capabilities": {"voice": true, "sms": true},
         "sms_url": "https://demo.example/welcome", "voice_url": ""},
        {"phone_number": "not a number"}], "next_page_uri": "/2010-04-01/Accounts/AC1/IncomingPhoneNumbers.json?Page=1"}"#;
    let second = r#"{"incoming_phone_numbers": [
        {"phone_number": "+14155550101", "friendly_name": null, "capabilities": null, "sms_url": null,
         "sms_application_sid": "AP1", "voice_url": "https://voice.example"}], "next_page_uri": null}"#;
    let server = TestServer::start(vec![json("200 OK", first), json("200 OK", second)]).await;
    let numbers = twilio(&server.base_url, PATIENT).numbers().await.expect("numbers");
    let told: Vec<_> = numbers
        .iter()
        .map(|own| (own.number.as_str(), own.name.as_str(), own.sms, own.sms_url.as_deref(), own.voice_url.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            ("+14155550100", "Main ❤", true, Some("https://demo.example/welcome"), None),
            ("+14155550101", "", false, Some("AP1"), Some("https://voice.example")),
        ]
    );
    assert!(server.requests()[0].contains("/IncomingPhoneNumbers.json?PageSize=1000 "));
}

/// A key without rights to the balance still sends: only the balance is missing.
#[tokio::test]
async fn the_balance_is_optional() {
    for (reply, expected) in [
        (json("200 OK", r#"{"balance": "-12.3456789", "currency": "usd"}"#), Ok(Money::new(-12_345_678, "USD"))),
        (json("200 OK", r#"{"balance": null, "currency": null}"#), Err(ReadError::NotPermitted { status: 200 })),
        (json("401 Unauthorized", r#"{"code": 20003}"#), Err(ReadError::NotPermitted { status: 401 })),
        (json("403 Forbidden", "{}"), Err(ReadError::NotPermitted { status: 403 })),
        (json("404 Not Found", r#"{"code": 20404}"#), Err(ReadError::NotPermitted { status: 404 })),
    ] {
        let server = TestServer::start(vec![reply]).await;
        assert_eq!(twilio(&server.base_url, PATIENT).balance().await, expected);
    }
}

/// A single text is looked up by its id alone.
#[tokio::test]
async fn fetches_one_text() {
    let missing = json("404 Not Found", r#"{"code": 20404, "status": 404}"#);
    let server = TestServer::start(vec![json("200 OK", CREATED), missing]).await;
    let twilio = twilio(&server.base_url, PATIENT);
    assert_eq!(twilio.fetch(&ProviderId::new(ID)).await.expect("the text").body, "Hello");
    assert_eq!(
        twilio.fetch(&ProviderId::new("SM1")).await,
        Err(ReadError::Provider { status: 404, code: Some(20_404) })
    );
    assert!(server.requests()[0].starts_with(&format!("GET /2010-04-01/Accounts/{ACCOUNT}/Messages/{ID}.json ")));
}

/// A secret in a log or a crash report opens the account to whoever reads it.
#[test]
fn debug_shows_no_secret() {
    let given = credentials("http://127.0.0.1:9/x/");
    let provider = connect("twilio", given.clone(), PATIENT, Arc::new(ManualClock::at(0))).expect("a provider");
    let shown = format!("{provider:?}");
    assert_eq!(shown, format!(r#"Twilio {{ account: "{ACCOUNT}", key: "{KEY}", base: "http://127.0.0.1:9/x", .. }}"#));
    assert!(!format!("{given:?}").contains(SECRET));
    let other = connect("pigeon", given, PATIENT, Arc::new(ManualClock::at(0))).expect_err("no such provider");
    assert_eq!(other.code.as_str(), "unknown_provider");
}
