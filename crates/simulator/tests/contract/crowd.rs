//! Fans over time, the file of texts, the ledger across restarts, the controls.

use std::collections::HashSet;
use std::path::Path;

use fanline_simulator::{
    Carrier, CarrierConfig, Direction, FaultPlan, Injected, InjectedMedia, LedgerQuery, Manners, Origin, RateCurve,
    Start, StartError,
};
use reqwest::{Method, header};
use serde_json::{Value, json};

use crate::support::{Line, answer, at_once, fan, field, line, quick, until};

fn crowd(fans: u32) -> CarrierConfig {
    let manners = Manners { answer_after_ms: (5, 20), ..Manners::default() };
    let fans_per_second = RateCurve { at_once: fans, ..RateCurve::steady(0.0) };
    CarrierConfig { fans, fans_per_second, manners, delivery: at_once(), ..CarrierConfig::default() }
}

/// Fails when the practice line would stay empty, or somebody in it would text before it is opened.
#[tokio::test]
async fn fans_text_once_they_may() {
    let line = line(CarrierConfig { start: Start::Wait, ..crowd(300) }).await;
    assert_eq!(line.carrier.report().texts_in, 0);
    line.carrier.start_fans();
    until("all have texted", async || (line.carrier.report().texts_in == 300).then_some(())).await;
    assert_eq!(line.carrier.report().fans, 300, "each from a number of their own");
    let ledger = line.carrier.ledger();
    let texts: HashSet<&str> = ledger.iter().map(|entry| entry.body.as_str()).collect();
    assert!(texts.len() > 200, "{} different texts", texts.len());
    assert!(ledger.iter().any(|entry| entry.pictures > 0), "somebody sent a picture");
}

/// Fails when fans would take every answer in silence.
#[tokio::test]
async fn some_fans_answer_what_they_get() {
    let line = line(crowd(60)).await;
    until("all have texted", async || (line.carrier.report().texts_in == 60).then_some(())).await;
    for entry in line.carrier.ledger() {
        let to = entry.from;
        let form = [("To", to.as_str()), ("From", line.carrier.number()), ("Body", "Thank you for writing!")];
        assert_eq!(line.post("/Messages.json", &form).await.status, 201);
    }
    until("somebody answered", async || (line.carrier.report().texts_in > 65).then_some(())).await;
    let report = line.carrier.report();
    assert_eq!((report.fans, report.recipients, report.twice), (60, 60, 0), "only fans who got a text answer");
}

/// Fails when real texts that are put on the line would come twice, be changed, or be answered by invented fans.
#[tokio::test]
async fn a_file_of_texts_arrives_as_it_is_one_fan_a_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("texts.tsv");
    std::fs::write(&path, "ham\tfirst one, with & and  two spaces\nplain line\r\n\nspam\tSTOP\nham\ta\tb\n").unwrap();
    let ledger = folder.path().join("ledger.jsonl");
    let config = || CarrierConfig {
        texts: Some(path.clone()),
        ledger: Some(ledger.clone()),
        texts_per_second: 1e9,
        ..crowd(50)
    };
    let expected = ["first one, with & and  two spaces", "plain line", "STOP", "a\tb"];
    let inbound = |carrier: &Carrier| {
        let query = LedgerQuery { direction: Some(Direction::Inbound), ..LedgerQuery::default() };
        carrier.ledger_part(&query).into_iter().map(|entry| entry.body).collect::<Vec<_>>()
    };
    let first = line(config()).await;
    until("they are here", async || (inbound(&first.carrier) == expected).then_some(())).await;
    assert_eq!(first.carrier.report().fans, 4, "one fan for each line");
    first.send(&first.carrier.ledger()[0].from.clone(), "answer").await;
    first.carrier.stop().await;
    let again = line(config()).await;
    after_what_is_due(&again).await;
    assert_eq!(inbound(&again.carrier)[..4], expected);
    assert_eq!(inbound(&again.carrier).len(), 5, "only the waiting phone texted, nobody came twice");
}

/// Waits until the crowd has been through everything that was due: a phone that answers by itself comes after it.
async fn after_what_is_due(line: &Line) {
    line.carrier.set_faults(FaultPlan { auto_answering_numbers: vec![fan(90)], ..FaultPlan::default() });
    line.send(&fan(90), "are you there?").await;
    let query = LedgerQuery { from: Some(fan(90)), ..LedgerQuery::default() };
    until("the phone answered", async || line.carrier.ledger_part(&query).pop()).await;
    line.carrier.set_faults(FaultPlan::default());
}

async fn restart(path: &Path) -> Line {
    line(CarrierConfig { ledger: Some(path.to_owned()), number: "+15550199".to_owned(), seed: 9, ..crowd(20) }).await
}

/// Fails when closing the app would empty the practice line, or its fans would begin all over.
#[tokio::test]
async fn a_ledger_is_resumed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.jsonl");
    let first = line(CarrierConfig { ledger: Some(path.clone()), seed: 3, ..crowd(20) }).await;
    until("all have texted", async || (first.carrier.report().texts_in == 20).then_some(())).await;
    first.text(&fan(1), "STOP");
    let secret_words = first.text(&fan(2), "to be erased");
    first.post(&format!("/Messages/{secret_words}.json"), &[("Body", "")]).await;
    let gone = first.text(&fan(3), "to be deleted");
    assert_eq!(first.delete(&format!("/Messages/{gone}.json")).await.status, 204);
    let identity =
        (first.carrier.account().to_owned(), first.carrier.key().to_owned(), first.carrier.number().to_owned());
    let before = first.carrier.ledger();
    assert!(matches!(
        Carrier::start(CarrierConfig { ledger: Some(path.clone()), ..CarrierConfig::default() }).await,
        Err(StartError::Ledger(_))
    ));
    let secret = first.carrier.secret().to_owned();
    first.carrier.stop().await;
    let written = std::fs::read_to_string(&path).unwrap();
    assert!(!written.contains(&secret), "no secret is written");
    std::fs::write(&path, written + "{\"type\":\"message\",\"sid\":\"SM00").unwrap();

    let second = restart(&path).await;
    let carrier = &second.carrier;
    assert_eq!((carrier.account().to_owned(), carrier.key().to_owned(), carrier.number().to_owned()), identity);
    assert_ne!(carrier.secret(), secret, "each start has its own secret");
    let sids = |entries: &[fanline_simulator::LedgerEntry]| entries.iter().map(|e| e.sid.clone()).collect::<Vec<_>>();
    after_what_is_due(&second).await;
    let here = sids(&carrier.ledger());
    assert_eq!(here[..before.len()], sids(&before), "everything is there");
    assert_eq!(here.len(), before.len() + 2, "no fan texts for the first time again");
    let form = [("To", fan(1)), ("From", carrier.number().to_owned()), ("Body", "x".to_owned())];
    let refused =
        answer(second.request(Method::POST, &second.path("/Messages.json")).form(&form).send().await.unwrap()).await;
    assert_eq!(refused.body["code"], 21_610, "who left stays out");
    assert_eq!(second.get(&format!("/Messages/{secret_words}.json"), &[]).await.body["body"], "");
    assert_eq!(second.get(&format!("/Messages/{gone}.json"), &[]).await.status, 404);
    let fresh = second.text(&fan(4), "after the restart");
    assert!(!sids(&before).contains(&fresh));
    second.carrier.stop().await;
    let third = restart(&path).await;
    assert_eq!(third.carrier.ledger().last().unwrap().body, "after the restart", "the torn line is gone");
}

/// Fails when a stopped carrier would go on answering.
#[tokio::test]
async fn a_stopped_carrier_is_gone() {
    let line = quick().await;
    let report = format!("{}/_control/report", line.carrier.base_url());
    let ask = line.client.get(report).bearer_auth(line.carrier.control_token());
    let again = ask.try_clone().expect("a request without a body");
    assert_eq!(ask.send().await.unwrap().status(), 200);
    line.carrier.stop().await;
    // Another program may have the port by now; it does not know the token.
    assert!(again.send().await.map_or(true, |response| response.status() != 200));
}

/// Fails when the window could not show a fan's picture, or the app's credentials would be sent to the storage.
#[tokio::test]
async fn pictures_are_fetched_over_a_redirection_without_credentials() {
    let line = quick().await;
    let gif = InjectedMedia::file("image/gif", b"GIF89a and so on");
    let sid =
        line.carrier.inject(Injected { media: vec![gif, InjectedMedia::default()], ..Injected::text(fan(1), "") });
    let list = line.get(&format!("/Messages/{sid}/Media.json"), &[]).await.body;
    let fetch = async |row: usize| {
        let path = list["media_list"][row]["uri"].as_str().unwrap().trim_end_matches(".json").to_owned();
        let way = line.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(way.status(), 307);
        way.headers()[header::LOCATION].to_str().unwrap().to_owned()
    };
    let place = fetch(0).await;
    let picture = line.client.get(&place).send().await.unwrap();
    assert_eq!(picture.headers()[header::CONTENT_TYPE], "image/gif");
    assert_eq!(picture.bytes().await.unwrap().as_ref(), b"GIF89a and so on");
    let drawn = line.client.get(fetch(1).await).send().await.unwrap().bytes().await.unwrap();
    assert!(drawn.starts_with(b"\x89PNG"));
    let with_credentials = line.client.get(&place).basic_auth(line.carrier.key(), Some(line.carrier.secret()));
    assert_eq!(with_credentials.send().await.unwrap().status(), 400, "credentials stay with the provider");
    let unsigned = place.split("?signature=").next().unwrap();
    assert_eq!(line.client.get(unsigned).send().await.unwrap().status(), 403);
}

/// Fails when another program on this machine could steer the practice line, or the person could not.
#[tokio::test]
async fn the_controls_need_their_token_and_do_what_the_handle_does() {
    let line = line(CarrierConfig { start: Start::Wait, ..crowd(3) }).await;
    let control = |method: Method, path: &str| {
        let url = format!("{}/_control{path}", line.carrier.base_url());
        line.client.request(method, url).bearer_auth(line.carrier.control_token())
    };
    let send = async |request: reqwest::RequestBuilder| answer(request.send().await.unwrap()).await;
    let closed = line.client.get(format!("{}/_control/report", line.carrier.base_url()));
    assert_eq!(send(closed).await.status, 401);
    assert_eq!(
        send(line.request(Method::GET, "/_control/report")).await.status,
        401,
        "the API's key opens nothing here"
    );

    let text = json!({"from": fan(1), "body": "by hand", "media": [{}], "at": 1_692_853_305_000_i64});
    let sid = field(&send(control(Method::POST, "/texts").json(&text)).await.body, "sid").to_owned();
    let message = line.get(&format!("/Messages/{sid}.json"), &[]).await.body;
    assert_eq!(
        (&message["date_sent"], &message["num_media"]),
        (&json!("Thu, 24 Aug 2023 05:01:45 +0000"), &json!("1"))
    );
    assert_eq!(send(control(Method::POST, "/texts").json(&json!({"form": "typo"}))).await.status, 400);

    let plan = json!({"script": [{"on": "list", "fault": "portal"}]});
    assert_eq!(send(control(Method::PUT, "/faults").json(&plan)).await.status, 200);
    assert_eq!(line.get("/Messages.json", &[]).await.body, Value::Null, "the portal's page is no JSON");
    assert_eq!(send(control(Method::PUT, "/faults").json(&json!({"buzy": 1}))).await.status, 400);
    assert_eq!(send(control(Method::DELETE, "/faults")).await.status, 204);
    let plan = send(control(Method::GET, "/faults")).await.body;
    assert_eq!(serde_json::from_value::<FaultPlan>(plan).unwrap(), FaultPlan::default());

    assert_eq!(send(control(Method::POST, "/fans/start")).await.body["fans_running"], true);
    until("all have texted", async || (line.carrier.report().texts_in == 4).then_some(())).await;
    assert_eq!(send(control(Method::POST, "/fans/stop")).await.body["fans_running"], false);
    let page = send(control(Method::GET, "/ledger?limit=3")).await.body;
    assert_eq!((page["items"].as_array().unwrap().len(), &page["next"]), (3, &json!(3)));
    let rest = send(control(Method::GET, "/ledger?since=3&limit=3")).await.body;
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (1, &Value::Null));
    let report = send(control(Method::GET, "/report")).await.body;
    assert_eq!(serde_json::from_value::<fanline_simulator::Report>(report).unwrap(), line.carrier.report());
}

/// Fails when the app would not notice that a number is left on a webhook that answers by itself.
#[tokio::test]
async fn a_demonstration_webhook_answers_and_is_told() {
    let url = "https://demo.twilio.com/welcome/sms/reply".to_owned();
    let config = CarrierConfig {
        sms_url: Some(url.clone()),
        webhook_reply: Some("Thanks for the message.".to_owned()),
        ..crowd(0)
    };
    let line = line(config).await;
    line.text(&fan(1), "hello");
    let numbers = line.get("/IncomingPhoneNumbers.json", &[]).await.body;
    assert_eq!(numbers["incoming_phone_numbers"][0]["sms_url"], url);
    let ledger = line.carrier.ledger();
    assert_eq!((ledger[1].origin, ledger[1].direction), (Origin::Webhook, Direction::OutboundReply));
}

/// Fails when the same words to the same fan would not be counted, or different ones would be.
#[tokio::test]
async fn duplicates_are_counted_by_recipient_and_words() {
    let line = quick().await;
    for (to, body) in [(1, "hello"), (1, "hello"), (1, "other"), (2, "hello"), (1, "hello")] {
        line.send(&fan(to), body).await;
    }
    let report = line.carrier.report();
    assert_eq!((report.texts_out, report.recipients, report.twice), (5, 2, 1));
    let duplicates = line.carrier.duplicates();
    assert_eq!((duplicates.len(), duplicates[0].sids.len()), (1, 3));
}
