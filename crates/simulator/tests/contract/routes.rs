//! Every answer of every route, against the provider's own description.

use std::collections::BTreeMap;

use fanline_simulator::{CarrierConfig, FaultPlan, Injected, InjectedMedia, OwnedNumber};

use crate::schema::Spec;
use crate::support::{Line, at_once, fan, field, line, never};

const MESSAGES: &str = "/2010-04-01/Accounts/{AccountSid}/Messages.json";
const MESSAGE: &str = "/2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json";
const MEDIA_LIST: &str = "/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media.json";
const MEDIA: &str = "/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/Media/{Sid}.json";
const NUMBERS: &str = "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json";
const NUMBER: &str = "/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers/{Sid}.json";
const BALANCE: &str = "/2010-04-01/Accounts/{AccountSid}/Balance.json";
const ACCOUNT: &str = "/2010-04-01/Accounts/{Sid}.json";

/// A carrier on which texts of every kind have happened.
async fn busy_line() -> Line {
    let undelivered = BTreeMap::from([(fan(9), 30_003)]);
    let config = CarrierConfig {
        delivery: at_once(),
        more_numbers: vec![OwnedNumber { number: fan(50), ..OwnedNumber::default() }],
        faults: FaultPlan { undelivered, ..FaultPlan::default() },
        ..CarrierConfig::default()
    };
    let line = line(config).await;
    line.text(&fan(1), "hello");
    line.text(&fan(2), "STOP");
    line.text(&fan(2), "START");
    line.carrier.inject(Injected::text(fan(3), "look").with_pictures(3));
    let gif = InjectedMedia::file("image/gif", b"GIF89a");
    line.carrier.inject(Injected { media: vec![gif], ..Injected::text(fan(3), "") });
    line.carrier.inject(Injected::sent_elsewhere(fan(1), "from the console"));
    line.send(&fan(1), "answer").await;
    line.send(&fan(9), "lost").await;
    line
}

/// Fails when the app reads a field in practice that the provider does not send, or the other way round.
#[tokio::test]
async fn lists_and_messages_are_as_described() {
    let Some(spec) = Spec::load() else { return };
    let line = busy_line().await;
    let list = line.get("/Messages.json", &[]).await;
    assert_eq!(list.status, 200);
    spec.check(MESSAGES, "get", 200, &list.body);
    let messages = list.body["messages"].as_array().unwrap();
    assert_eq!(messages.len(), 10, "every kind of text");
    for message in messages {
        let one = line.get(&format!("/Messages/{}.json", field(message, "sid")), &[]).await;
        spec.check(MESSAGE, "get", 200, &one.body);
    }
    let mut page = line.get("/Messages.json", &[("PageSize", "3")]).await;
    for _ in 0..3 {
        spec.check(MESSAGES, "get", 200, &page.body);
        page = line.follow(field(&page.body, "next_page_uri")).await;
    }
    assert!(page.body["next_page_uri"].is_null() && page.body["previous_page_uri"].is_string());
    spec.check(MESSAGES, "get", 200, &page.body);
}

/// Fails when what a create or a change answers could not be read.
#[tokio::test]
async fn creates_and_changes_answer_as_described() {
    let Some(spec) = Spec::load() else { return };
    let line = busy_line().await;
    let sent = line.send(&fan(1), "one more").await;
    spec.check(MESSAGES, "post", 201, &sent);
    let path = format!("/Messages/{}.json", field(&sent, "sid"));
    line.wait_for(field(&sent, "sid"), |message| message["status"] == "delivered").await;
    spec.check(MESSAGE, "post", 200, &line.post(&path, &[("Body", "")]).await.body);
    assert_eq!(line.delete(&path).await.status, 204);
    let slow = line_of_waiting_texts().await;
    let service = slow.carrier.messaging_service().to_owned();
    let pooled =
        slow.post("/Messages.json", &[("To", &fan(1)), ("MessagingServiceSid", &service), ("Body", "x")]).await;
    spec.check(MESSAGES, "post", 201, &pooled.body);
    let path = format!("/Messages/{}.json", field(&pooled.body, "sid"));
    spec.check(MESSAGE, "post", 200, &slow.post(&path, &[("Status", "canceled")]).await.body);
}

async fn line_of_waiting_texts() -> Line {
    line(CarrierConfig { delivery: never(), ..CarrierConfig::default() }).await
}

/// Fails when pictures, numbers, the balance or the account could not be read.
#[tokio::test]
async fn everything_else_is_as_described() {
    let Some(spec) = Spec::load() else { return };
    let line = busy_line().await;
    let list = line.get("/Messages.json", &[("From", &fan(3))]).await;
    for message in list.body["messages"].as_array().unwrap() {
        let sid = field(message, "sid");
        let media = line.get(&format!("/Messages/{sid}/Media.json"), &[]).await;
        spec.check(MEDIA_LIST, "get", 200, &media.body);
        assert_eq!(media.body["media_list"].as_array().unwrap().len().to_string(), field(message, "num_media"));
        for one in media.body["media_list"].as_array().unwrap() {
            let path = format!("/Messages/{sid}/Media/{}.json", field(one, "sid"));
            spec.check(MEDIA, "get", 200, &line.get(&path, &[]).await.body);
            assert_eq!(line.delete(&path).await.status, 204);
            assert_eq!(line.get(&path, &[]).await.status, 404);
        }
    }
    let numbers = line.get("/IncomingPhoneNumbers.json", &[]).await;
    spec.check(NUMBERS, "get", 200, &numbers.body);
    for number in numbers.body["incoming_phone_numbers"].as_array().unwrap() {
        let path = format!("/IncomingPhoneNumbers/{}.json", field(number, "sid"));
        spec.check(NUMBER, "get", 200, &line.get(&path, &[]).await.body);
    }
    spec.check(BALANCE, "get", 200, &line.get("/Balance.json", &[]).await.body);
    spec.check(ACCOUNT, "get", 200, &line.get(".json", &[]).await.body);
}

/// Fails when a described route would silently be missing.
#[tokio::test]
async fn every_described_route_is_served_or_known_not_to_be() {
    let Some(spec) = Spec::load() else { return };
    // Buying, changing and giving back numbers, and closing the account, are no part of a practice line.
    let not_served = [(NUMBERS, "post"), (NUMBER, "post"), (NUMBER, "delete"), (ACCOUNT, "post")]
        .map(|(p, m)| (p.to_owned(), m.to_owned()));
    let line = busy_line().await;
    for (path, method) in spec.operations() {
        let real =
            path.replace("{AccountSid}", line.carrier.account()).replace("{Sid}", "SM0").replace("{MessageSid}", "SM0");
        let method_name = reqwest::Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
        let status = line.request(method_name, &real).send().await.unwrap().status();
        assert_eq!(status == 405, not_served.contains(&(path.clone(), method.clone())), "{method} {path}: {status}");
    }
}

/// Fails when an update would be priced by a list that no provider sends.
#[tokio::test]
async fn price_lists_are_as_described() {
    let Some(spec) = Spec::pricing() else { return };
    let line = line(CarrierConfig { currency: "EUR".to_owned(), ..CarrierConfig::default() }).await;
    let list = line.follow("/v1/Messaging/Countries?PageSize=5").await;
    assert_eq!(list.status, 200);
    spec.check("/v1/Messaging/Countries", "get", 200, &list.body);
    let next = field(&list.body["meta"], "next_page_url").to_owned();
    let next = line.follow(next.strip_prefix(line.carrier.base_url()).expect("the same host")).await;
    assert_eq!(next.body["countries"][0]["iso_country"], "ES", "the sixth");
    for iso in ["US", "IT"] {
        let one = line.follow(&format!("/v1/Messaging/Countries/{iso}")).await;
        spec.check("/v1/Messaging/Countries/{IsoCountry}", "get", 200, &one.body);
        assert_eq!((&one.body["iso_country"], &one.body["price_unit"]), (&iso.into(), &"EUR".into()));
    }
    assert_eq!(line.follow("/v1/Messaging/Countries/ZZ").await.status, 404);
    line.carrier.set_faults(FaultPlan { prices_closed_to_key: true, ..FaultPlan::default() });
    assert_eq!(line.follow("/v1/Messaging/Countries/US").await.status, 401);
}
