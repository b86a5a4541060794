//! Every documented parameter of the routes that are served: one check for each name.
//!
//! The names come from the provider's description where it is at hand, so that an unchecked one is found.

use fanline_simulator::{CarrierConfig, Delivery, Injected, OwnedNumber};
use serde_json::Value;

use crate::schema::Spec;
use crate::support::{Answer, DAY_MS, Line, at_once, bodies, day, fan, field, line, never, now_ms, quick};

const MESSAGES: &str = "/2010-04-01/Accounts/{AccountSid}/Messages.json";
const MESSAGE: &str = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json";
const MEDIA_LIST: &str = "/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json";
const NUMBERS: &str = "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json";

/// The described names, else the ones that were known when this was written.
fn names(path: &str, method: &str, known: &[&str]) -> Vec<String> {
    let known = || known.iter().map(|name| (*name).to_owned()).collect();
    Spec::load().map_or_else(known, |spec| spec.parameters(path, method))
}

async fn create(line: &Line, more: &[(&str, &str)]) -> Answer {
    let to = fan(1);
    let mut form = vec![("To", to.as_str()), ("From", line.carrier.number()), ("Body", "hello")];
    form.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
    form.extend(more.iter().filter(|(_, value)| !value.is_empty()));
    line.post("/Messages.json", &form).await
}

async fn created(line: &Line, more: &[(&str, &str)]) -> Value {
    let answer = create(line, more).await;
    assert_eq!(answer.status, 201, "{more:?}: {:?}", answer.body);
    answer.body
}

async fn refused(line: &Line, more: &[(&str, &str)], code: i64) {
    let answer = create(line, more).await;
    assert_eq!((answer.status, &answer.body["code"]), (400, &code.into()), "{more:?}");
}

const CREATE: &[&str] = &[
    "To",
    "StatusCallback",
    "ApplicationSid",
    "MaxPrice",
    "ProvideFeedback",
    "Attempt",
    "ValidityPeriod",
    "ForceDelivery",
    "ContentRetention",
    "AddressRetention",
    "SmartEncoded",
    "PersistentAction",
    "TrafficType",
    "ShortenUrls",
    "ScheduleType",
    "SendAt",
    "SendAsMms",
    "ContentVariables",
    "RiskCheck",
    "From",
    "FallbackFrom",
    "MessagingServiceSid",
    "Body",
    "MediaUrl",
    "ContentSid",
];

/// Fails when something that a client may ask of a text would be ignored without a word.
#[tokio::test]
async fn every_parameter_of_create_is_honoured() {
    let line = quick().await;
    for name in names(MESSAGES, "post", CREATE) {
        check_create(&line, &name).await;
    }
}

async fn check_create(line: &Line, name: &str) {
    let service = line.carrier.messaging_service().to_owned();
    let sid = |prefix: &str| format!("{prefix}{}", "0a".repeat(16));
    match name {
        "To" => {
            assert_eq!(created(line, &[("To", &fan(2))]).await["to"], fan(2));
            refused(line, &[("To", "")], 21_604).await;
        }
        "From" => {
            assert_eq!(created(line, &[]).await["from"], line.carrier.number());
            refused(line, &[("From", &fan(7))], 21_606).await;
        }
        "Body" => {
            assert_eq!(created(line, &[("Body", "à bientôt 👋")]).await["body"], "à bientôt 👋");
            assert_eq!(created(line, &[("Body", &"x".repeat(161))]).await["num_segments"], "2");
            refused(line, &[("Body", "")], 21_602).await;
        }
        "MediaUrl" => {
            let urls = [("MediaUrl", "https://example.com/a.png"), ("MediaUrl", "https://example.com/b.png")];
            let message = created(line, &urls).await;
            assert_eq!(message["num_media"], "2");
            assert!(field(&message, "sid").starts_with("MM"));
            refused(line, &[("MediaUrl", "a.png")], 21_620).await;
            refused(line, &[("MediaUrl", "https://example.com/a.png"); 11], 21_623).await;
        }
        "MessagingServiceSid" => {
            let message = created(line, &[("From", ""), ("MessagingServiceSid", &service)]).await;
            assert_eq!(
                (&message["messaging_service_sid"], &message["num_segments"]),
                (&service.as_str().into(), &"0".into())
            );
            assert_eq!((&message["status"], &message["from"]), (&"accepted".into(), &line.carrier.number().into()));
            refused(line, &[("MessagingServiceSid", &sid("MG"))], 21_701).await;
        }
        "FallbackFrom" => {
            let fallback = [("From", ""), ("FallbackFrom", line.carrier.number()), ("MessagingServiceSid", &service)];
            assert_eq!(created(line, &fallback).await["from"], line.carrier.number());
            refused(line, &[("From", ""), ("FallbackFrom", line.carrier.number())], 21_603).await;
        }
        "SendAsMms" => {
            let message = created(line, &[("SendAsMms", "true"), ("Body", &"x".repeat(400))]).await;
            assert!(field(&message, "sid").starts_with("MM"));
            assert_eq!(message["num_segments"], "1");
        }
        "SmartEncoded" => {
            assert_eq!(created(line, &[("SmartEncoded", "true"), ("Body", "“it’s”")]).await["body"], "\"it's\"");
            assert_eq!(created(line, &[("SmartEncoded", "false"), ("Body", "“it’s”")]).await["body"], "“it’s”");
        }
        "ContentRetention" => {
            let message = created(line, &[("ContentRetention", "discard")]).await;
            line.wait_for(field(&message, "sid"), |m| m["status"] == "delivered" && m["body"] == "").await;
            refused(line, &[("ContentRetention", "burn")], 20_001).await;
        }
        "AddressRetention" => {
            let message = created(line, &[("AddressRetention", "obfuscate"), ("To", &fan(3))]).await;
            assert_eq!(message["to"], format!("{}XXXX", &fan(3)[..8]));
        }
        "ValidityPeriod" => check_validity().await,
        "StatusCallback" => check_callback(line).await,
        "ScheduleType" | "SendAt" => check_schedule(line, &service).await,
        "ShortenUrls" => {
            created(line, &[("ShortenUrls", "true"), ("MessagingServiceSid", &service)]).await;
            refused(line, &[("ShortenUrls", "true")], 20_001).await;
        }
        // No template is stored at this carrier.
        "ContentSid" => refused(line, &[("ContentSid", &sid("HX"))], 21_655).await,
        "ContentVariables" => refused(line, &[("ContentVariables", "{\"1\":\"x\"}")], 20_001).await,
        // These change nothing about a plain text, and are checked for what they may be.
        "ApplicationSid" => good_and_bad(line, name, &sid("AP"), "AP1").await,
        "MaxPrice" => good_and_bad(line, name, "0.05", "cheap").await,
        "ProvideFeedback" | "ForceDelivery" => good_and_bad(line, name, "true", "maybe").await,
        "Attempt" => good_and_bad(line, name, "2", "second").await,
        "TrafficType" => good_and_bad(line, name, "free", "bus").await,
        "RiskCheck" => good_and_bad(line, name, "disable", "perhaps").await,
        // For channels other than SMS and MMS.
        "PersistentAction" => drop(created(line, &[(name, "geo:1,2|here")]).await),
        other => panic!("no check for the documented parameter {other}"),
    }
}

async fn good_and_bad(line: &Line, name: &str, good: &str, bad: &str) {
    created(line, &[(name, good)]).await;
    refused(line, &[(name, bad)], 20_001).await;
}

/// A text that could not go out in time fails.
async fn check_validity() {
    let delivery = Delivery {
        sending_ms: 4_000,
        sent_ms: 4_000,
        delivered_ms: 4_000,
        priced_ms: 4_000,
        undelivered: 0.0,
        untold: 0.0,
    };
    let line = line(CarrierConfig { delivery, ..CarrierConfig::default() }).await;
    let message = created(&line, &[("ValidityPeriod", "1")]).await;
    let failed = line.wait_for(field(&message, "sid"), |m| m["status"] == "failed").await;
    assert_eq!(failed["error_code"], 30_036);
    assert!(failed["date_sent"].is_null() && failed["error_message"].is_string());
    refused(&line, &[("ValidityPeriod", "36001")], 20_001).await;
}

async fn check_schedule(line: &Line, service: &str) {
    let at = |seconds: i64| {
        let at = jiff::Timestamp::from_millisecond(now_ms() + seconds * 1_000).expect("a date near today");
        at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
    };
    let fixed = [("ScheduleType", "fixed"), ("MessagingServiceSid", service)];
    let with = |time: &str| {
        [fixed.as_slice(), &[("SendAt", time)]]
            .concat()
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect::<Vec<_>>()
    };
    let good = with(&at(3_600));
    let good: Vec<(&str, &str)> = good.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let message = created(line, &good).await;
    assert_eq!(message["status"], "scheduled");
    assert!(message["date_sent"].is_null());
    let path = format!("/Messages/{}.json", field(&message, "sid"));
    assert_eq!(line.post(&path, &[("Status", "canceled")]).await.body["status"], "canceled");
    for seconds in [60, 36 * 86_400] {
        refused(line, &[("ScheduleType", "fixed"), ("MessagingServiceSid", service), ("SendAt", &at(seconds))], 35_115)
            .await;
    }
    refused(line, &fixed, 35_111).await;
    refused(line, &[("ScheduleType", "fixed"), ("SendAt", &at(3_600))], 35_118).await;
    refused(line, &[("ScheduleType", "someday")], 20_001).await;
}

/// Every step is posted to the given address.
async fn check_callback(line: &Line) {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let message = created(line, &[("StatusCallback", &url)]).await;
    let wanted = format!("MessageSid={}", field(&message, "sid"));
    let hear = async {
        loop {
            let (mut stream, _) = listener.accept().await.expect("a callback");
            let (mut text, mut buffer) = (String::new(), [0; 2_048]);
            while !text.contains("ApiVersion=") {
                let read = stream.read(&mut buffer).await.expect("a form");
                text.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
            stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n").await.expect("an open callback");
            assert!(text.starts_with("POST /hook HTTP/1.1") && text.contains(&wanted), "{text}");
            if text.contains("MessageStatus=delivered") {
                return;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(10), hear).await.expect("the last step is told");
    refused(line, &[("StatusCallback", "not an address")], 21_609).await;
}

const LIST: &[&str] = &["To", "From", "DateSent", "DateSent<", "DateSent>", "PageSize", "Page", "PageToken"];

/// Fails when a filter or a page of the list would be ignored and the app would read the wrong texts.
#[tokio::test]
async fn every_parameter_of_the_list_is_honoured() {
    let line = quick().await;
    let now = now_ms();
    for n in 0..4_u32 {
        line.carrier.inject(Injected::text(fan(n), n.to_string()).at(now - i64::from(n) * DAY_MS));
    }
    line.send(&fan(1), "answer").await;
    for name in names(MESSAGES, "get", LIST) {
        let expect = async |value: &str, expected: &[&str]| {
            assert_eq!(line.bodies(&[(name.as_str(), value)]).await, expected, "{name}={value}");
        };
        match name.as_str() {
            "To" => expect(&fan(1), &["answer"]).await,
            "From" => expect(&fan(2), &["2"]).await,
            "DateSent" => {
                expect(&day(now, 2), &["2"]).await;
                expect(&format!(">={}", day(now, 1)), &["answer", "0", "1"]).await;
            }
            "DateSent<" => expect(&day(now, 2), &["2", "3"]).await,
            "DateSent>" => expect(&day(now, 1), &["answer", "0", "1"]).await,
            "PageSize" => {
                expect("2", &["answer", "0"]).await;
                assert_eq!(line.get("/Messages.json", &[("PageSize", "many")]).await.status, 400);
            }
            "Page" => {
                let page = line.get("/Messages.json", &[("Page", "3"), ("PageSize", "2")]).await;
                assert_eq!((&page.body["page"], &page.body["start"]), (&3.into(), &6.into()));
            }
            "PageToken" => {
                let first = line.get("/Messages.json", &[("PageSize", "2")]).await;
                let next = line.follow(field(&first.body, "next_page_uri")).await;
                assert_eq!(bodies(&next.body), ["1", "2"]);
                let strange = line.get("/Messages.json", &[("PageToken", "PASM00")]).await;
                assert_eq!((strange.status, &strange.body["code"]), (400, &20_001.into()));
            }
            other => panic!("no check for the documented parameter {other}"),
        }
    }
}

/// Fails when a change that a client asks for would be ignored.
#[tokio::test]
async fn every_parameter_of_update_is_honoured() {
    let slow = line(CarrierConfig { delivery: never(), ..CarrierConfig::default() }).await;
    for name in names(MESSAGE, "post", &["Body", "Status"]) {
        match name.as_str() {
            "Body" => {
                let sid = slow.text(&fan(1), "words");
                let path = format!("/Messages/{sid}.json");
                assert_eq!(slow.post(&path, &[("Body", "")]).await.body["body"], "");
                assert_eq!(slow.get(&path, &[]).await.body["body"], "");
            }
            "Status" => {
                let sid = field(&slow.send(&fan(1), "wait").await, "sid").to_owned();
                let path = format!("/Messages/{sid}.json");
                assert_eq!(slow.post(&path, &[("Body", "")]).await.body["code"], 20_009, "not while it is on its way");
                assert_eq!(slow.post(&path, &[("Status", "canceled")]).await.body["status"], "canceled");
            }
            other => panic!("no check for the documented parameter {other}"),
        }
    }
}

const MEDIA: &[&str] = &["DateCreated", "DateCreated<", "DateCreated>", "PageSize", "Page", "PageToken"];

/// Fails when a picture would be looked for on the wrong day or page.
#[tokio::test]
async fn every_parameter_of_the_media_list_is_honoured() {
    let line = quick().await;
    let now = now_ms();
    let sid = line.carrier.inject(Injected::text(fan(1), "look").with_pictures(3).at(now - 2 * DAY_MS));
    let path = format!("/Messages/{sid}/Media.json");
    let count = |answer: &Answer| answer.body["media_list"].as_array().map_or(99, Vec::len);
    for name in names(MEDIA_LIST, "get", MEDIA) {
        let expect = async |value: &str, expected: usize| {
            assert_eq!(count(&line.get(&path, &[(name.as_str(), value)]).await), expected, "{name}={value}");
        };
        match name.as_str() {
            "DateCreated" => {
                expect(&day(now, 2), 3).await;
                expect(&day(now, 1), 0).await;
            }
            "DateCreated<" => {
                expect(&day(now, 2), 3).await;
                expect(&day(now, 3), 0).await;
            }
            "DateCreated>" => {
                expect(&day(now, 2), 3).await;
                expect(&day(now, 1), 0).await;
            }
            "PageSize" => expect("2", 2).await,
            "Page" => assert_eq!(line.get(&path, &[("Page", "1")]).await.body["page"], 1),
            "PageToken" => {
                let first = line.get(&path, &[("PageSize", "2")]).await;
                let second = line.follow(field(&first.body, "next_page_uri")).await;
                assert_eq!(count(&second), 1);
                assert!(second.body["next_page_uri"].is_null());
            }
            other => panic!("no check for the documented parameter {other}"),
        }
    }
}

const NUMBER_FILTERS: &[&str] = &["Beta", "FriendlyName", "PhoneNumber", "Origin", "PageSize", "Page", "PageToken"];

/// Fails when somebody with several numbers would be shown the wrong ones.
#[tokio::test]
async fn every_parameter_of_the_numbers_list_is_honoured() {
    let hosted = OwnedNumber {
        number: "+12135550111".to_owned(),
        friendly_name: "Tour".to_owned(),
        origin: "hosted".to_owned(),
        ..OwnedNumber::default()
    };
    let beta = OwnedNumber { number: "+12135550112".to_owned(), beta: true, ..OwnedNumber::default() };
    let config = CarrierConfig { more_numbers: vec![hosted, beta], delivery: at_once(), ..CarrierConfig::default() };
    let line = line(config).await;
    let list = async |query: &[(&str, &str)]| {
        let answer = line.get("/IncomingPhoneNumbers.json", query).await;
        let rows = answer.body["incoming_phone_numbers"].as_array().cloned().unwrap_or_default();
        let numbers: Vec<String> = rows.iter().map(|row| field(row, "phone_number").to_owned()).collect();
        (numbers, answer.body)
    };
    let own = line.carrier.number();
    for name in names(NUMBERS, "get", NUMBER_FILTERS) {
        let expect = async |value: &str, expected: &[&str]| {
            assert_eq!(list(&[(name.as_str(), value)]).await.0, expected, "{name}={value}");
        };
        match name.as_str() {
            "Beta" => expect("false", &[own, "+12135550111"]).await,
            "FriendlyName" => expect("Tour", &["+12135550111"]).await,
            "PhoneNumber" => expect("213555011*", &["+12135550111", "+12135550112"]).await,
            "Origin" => {
                expect("hosted", &["+12135550111"]).await;
                expect("twilio", &[own, "+12135550112"]).await;
            }
            "PageSize" => expect("1", &[own]).await,
            "Page" => assert_eq!(list(&[("Page", "2")]).await.1["page"], 2),
            "PageToken" => {
                let (_, first) = list(&[("PageSize", "1")]).await;
                let second = line.follow(field(&first, "next_page_uri")).await;
                assert_eq!(second.body["incoming_phone_numbers"][0]["phone_number"], "+12135550111");
            }
            other => panic!("no check for the documented parameter {other}"),
        }
    }
}
