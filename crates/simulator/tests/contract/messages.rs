//! Sending, listing, fetching, changing, and the course of a text.

use std::sync::Mutex;

use fanline_simulator::{CarrierConfig, Delivery, Injected, Status};
use reqwest::Method;

use crate::support::{DAY_MS, answer, at_once, bodies, day, fan, field, line, never, now_ms, quick, until};

/// Fails when the inbox would show texts in the wrong order or lose some between two pages.
#[tokio::test]
async fn lists_are_newest_first_and_pages_do_not_shift() {
    let line = quick().await;
    for n in 0..7 {
        line.text(&fan(n), &format!("text {n}"));
    }
    let first = line.get("/Messages.json", &[("PageSize", "3")]).await;
    assert_eq!(bodies(&first.body), ["text 6", "text 5", "text 4"]);
    line.text(&fan(8), "while you were reading");
    let second = line.follow(field(&first.body, "next_page_uri")).await;
    assert_eq!(bodies(&second.body), ["text 3", "text 2", "text 1"], "a new text moves no page");
    let third = line.follow(field(&second.body, "next_page_uri")).await;
    assert_eq!(bodies(&third.body), ["text 0"]);
    assert!(third.body["next_page_uri"].is_null());
    let back = line.follow(field(&third.body, "previous_page_uri")).await;
    assert_eq!(bodies(&back.body), ["text 3", "text 2", "text 1"]);
}

/// Fails when a text that lies between old ones would be lost when its page is deleted under the reader.
#[tokio::test]
async fn a_page_token_outlives_its_message() {
    let line = quick().await;
    let sids: Vec<String> = (0..4).map(|n| line.text(&fan(n), &format!("text {n}"))).collect();
    let first = line.get("/Messages.json", &[("PageSize", "2")]).await;
    assert_eq!(line.delete(&format!("/Messages/{}.json", sids[2])).await.status, 204);
    let second = line.follow(field(&first.body, "next_page_uri")).await;
    assert_eq!(bodies(&second.body), ["text 1", "text 0"]);
}

/// Fails when a conversation would contain somebody else's texts.
#[tokio::test]
async fn filters_select_a_conversation_and_a_day() {
    let line = quick().await;
    let now = now_ms();
    for (n, days) in [(0, 3), (1, 2), (2, 1)] {
        line.carrier.inject(Injected::text(fan(n), format!("{days} days old")).at(now - days * DAY_MS));
    }
    line.send(&fan(1), "hello").await;
    let day = |days| day(now, days);
    assert_eq!(line.bodies(&[("From", &fan(1))]).await, ["2 days old"]);
    assert_eq!(line.bodies(&[("To", &fan(1))]).await, ["hello"]);
    assert_eq!(line.bodies(&[("To", line.carrier.number()), ("From", &fan(0))]).await, ["3 days old"]);
    assert_eq!(line.bodies(&[("To", line.carrier.number())]).await, ["1 days old", "2 days old", "3 days old"]);
    assert_eq!(line.bodies(&[("DateSent", &day(2))]).await, ["2 days old"]);
    assert_eq!(line.bodies(&[("DateSent<", &day(2))]).await, ["2 days old", "3 days old"]);
    assert_eq!(line.bodies(&[("DateSent>", &day(2))]).await, ["hello", "1 days old", "2 days old"]);
    assert_eq!(line.bodies(&[("DateSent>", &day(2)), ("DateSent<", &day(2))]).await, ["2 days old"]);
}

/// Fails when a text that waited over midnight would be on neither day.
#[tokio::test]
async fn the_day_of_a_text_is_the_day_it_was_sent() {
    let delivery = Delivery { sending_ms: 2_000, sent_ms: 3_000, ..at_once() };
    let line = line(CarrierConfig { delivery, ..CarrierConfig::default() }).await;
    let midnight = now_ms() / DAY_MS * DAY_MS - DAY_MS;
    line.carrier.inject(Injected::sent_elsewhere(fan(1), "good night").at(midnight - 1_000));
    let on = async |days: i64| line.bodies(&[("DateSent", &day(midnight, days))]).await;
    assert_eq!((on(1).await, on(0).await), (vec![], vec!["good night".to_owned()]));
    assert!(line.bodies(&[("DateSent<", &day(midnight, 1))]).await.is_empty());
    assert_eq!(line.bodies(&[("DateSent>", &day(midnight, 0))]).await, ["good night"]);
}

/// Fails when a sent text would never show as delivered, or show its price before it is known.
#[tokio::test]
async fn a_text_goes_its_way_step_by_step() {
    let delivery =
        Delivery { sending_ms: 40, sent_ms: 80, delivered_ms: 160, priced_ms: 300, undelivered: 0.0, untold: 0.0 };
    let line = line(CarrierConfig { delivery, ..CarrierConfig::default() }).await;
    let created = line.send(&fan(1), "on its way").await;
    assert_eq!(created["status"], "queued");
    assert!(created["date_sent"].is_null() && created["price"].is_null());
    let seen = Mutex::new(Vec::new());
    let done = line
        .wait_for(field(&created, "sid"), |message| {
            let status = field(message, "status").to_owned();
            let mut seen = seen.lock().unwrap();
            if seen.last() != Some(&status) {
                seen.push(status.clone());
            }
            status == "delivered" && !message["price"].is_null()
        })
        .await;
    let order = ["queued", "sending", "sent", "delivered"];
    let places: Vec<_> =
        seen.into_inner().unwrap().iter().map(|s| order.iter().position(|o| o == s).unwrap()).collect();
    assert!(places.is_sorted() && places.len() > 1, "{places:?}");
    assert_eq!((done["price"].as_str(), done["price_unit"].as_str()), (Some("-0.00790"), Some("USD")));
    assert_eq!((done["num_segments"].as_str(), done["num_media"].as_str()), (Some("1"), Some("0")));
}

/// Fails when a text that stays at `sent` could not be erased, or would never happen in practice.
#[tokio::test]
async fn a_text_can_stay_sent_for_good() {
    let line =
        line(CarrierConfig { delivery: Delivery { untold: 1.0, ..at_once() }, ..CarrierConfig::default() }).await;
    let sent = line.send(&fan(1), "hello?").await;
    let sid = field(&sent, "sid");
    let path = format!("/Messages/{sid}.json");
    until("it can be deleted", async || (line.delete(&path).await.status == 204).then_some(())).await;
    let kept = line.carrier.ledger();
    assert_eq!((kept[0].status, kept[0].deleted), (Status::Sent, true), "the ledger keeps what the fan received");
}

/// Fails when the app would send for ever to a number that a real provider refuses.
#[tokio::test]
async fn creates_are_refused_with_the_providers_codes() {
    let line = quick().await;
    let own = line.carrier.number().to_owned();
    let long = "x".repeat(1_601);
    let cases: [(&[(&str, &str)], i64); 8] = [
        (&[("From", &own), ("Body", "x")], 21_604),
        (&[("To", &fan(1)), ("Body", "x")], 21_603),
        (&[("To", &fan(1)), ("From", &own)], 21_602),
        (&[("To", "12125550101"), ("From", &own), ("Body", "x")], 21_211),
        (&[("To", &fan(1)), ("From", "+12125550199"), ("Body", "x")], 21_606),
        (&[("To", &own), ("From", &own), ("Body", "x")], 21_266),
        (&[("To", &fan(1)), ("From", &own), ("Body", &long)], 21_617),
        (&[("To", &fan(1)), ("From", &own), ("Body", "x"), ("ValidityPeriod", "0")], 20_001),
    ];
    for (form, code) in cases {
        let refused = line.post("/Messages.json", form).await;
        assert_eq!((refused.status, &refused.body["code"]), (400, &code.into()), "{form:?}");
        assert_eq!(refused.body["status"], 400);
        assert!(field(&refused.body, "more_info").ends_with(&code.to_string()));
    }
    assert_eq!(line.carrier.report().texts_out, 0, "nothing of it was accepted");
}

/// Fails when a wrong secret would open the line, or the account's own token would not.
#[tokio::test]
async fn credentials_are_the_key_or_the_account_with_the_secret() {
    let line = quick().await;
    let url = format!("{}{}", line.carrier.base_url(), line.path("/Messages.json"));
    let ask = async |user: &str, secret: &str| {
        answer(line.client.get(&url).basic_auth(user, Some(secret)).send().await.unwrap()).await
    };
    assert_eq!(ask(line.carrier.key(), line.carrier.secret()).await.status, 200);
    assert_eq!(ask(line.carrier.account(), line.carrier.secret()).await.status, 200);
    let wrong = ask(line.carrier.key(), "0123456789abcdef0123456789abcdef").await;
    assert_eq!((wrong.status, &wrong.body["code"]), (401, &20_003.into()));
    let nobody = answer(line.client.get(&url).send().await.unwrap()).await;
    assert_eq!(nobody.status, 401);
}

/// Fails when somebody who left would still be texted, or be told so twice.
#[tokio::test]
async fn stop_is_confirmed_once_and_blocks_until_start() {
    let line = quick().await;
    line.text(&fan(1), "STOP");
    line.text(&fan(1), "stop");
    let conversation = line.bodies(&[("To", &fan(1))]).await;
    assert_eq!(conversation.len(), 1, "{conversation:?}");
    let listed = line.get("/Messages.json", &[("To", &fan(1))]).await.body;
    assert_eq!(listed["messages"][0]["direction"], "outbound-reply");
    let form = [("To", fan(1)), ("From", line.carrier.number().to_owned()), ("Body", "still there?".to_owned())];
    let send = async || {
        answer(line.request(Method::POST, &line.path("/Messages.json")).form(&form).send().await.unwrap()).await
    };
    let refused = send().await;
    assert_eq!((refused.status, &refused.body["code"]), (400, &21_610.into()));
    line.text(&fan(1), "START");
    assert_eq!(send().await.status, 201);
    let report = line.carrier.report();
    assert_eq!((report.refused_after_stop, report.sent_after_stop, report.confirmations), (1, 0, 2));
}

/// Fails when a carrier that leaves STOP to the app would hide that the app went on sending.
#[tokio::test]
async fn without_its_own_answers_the_carrier_counts_texts_after_stop() {
    let config = CarrierConfig { answers_opt_out: false, delivery: at_once(), ..CarrierConfig::default() };
    let line = line(config).await;
    line.text(&fan(1), "STOP");
    line.send(&fan(1), "still there?").await;
    let report = line.carrier.report();
    assert_eq!((report.sent_after_stop, report.confirmations), (1, 0));
}

/// Fails when erasing a fan at the provider would leave their words there.
#[tokio::test]
async fn words_can_be_erased_and_messages_deleted_once_they_are_done() {
    let line = quick().await;
    let sid = line.text(&fan(1), "my secret");
    let path = format!("/Messages/{sid}.json");
    assert_eq!(line.post(&path, &[("Body", "other words")]).await.status, 400, "words can only be erased");
    assert_eq!(line.post(&path, &[("Body", "")]).await.body["body"], "");
    assert_eq!(line.bodies(&[]).await, [""]);
    assert_eq!(line.delete(&path).await.status, 204);
    assert_eq!(line.delete(&path).await.status, 404);
    assert_eq!(line.get(&path, &[]).await.body["code"], 20_404);
    assert!(line.bodies(&[]).await.is_empty());
}

/// Fails when a text could be called back after it went out, or not before.
#[tokio::test]
async fn a_waiting_text_can_be_called_back() {
    let slow = line(CarrierConfig { delivery: never(), ..CarrierConfig::default() }).await;
    let sid = field(&slow.send(&fan(1), "too early").await, "sid").to_owned();
    let waiting = format!("/Messages/{sid}.json");
    assert_eq!(slow.delete(&waiting).await.status, 409, "it is still on its way");
    assert_eq!(slow.post(&waiting, &[("Status", "canceled")]).await.body["status"], "canceled");
    assert_eq!(slow.delete(&waiting).await.status, 204);
    let quick = quick().await;
    let sid = field(&quick.send(&fan(1), "gone").await, "sid").to_owned();
    quick.wait_for(&sid, |message| message["status"] == "delivered").await;
    let late = quick.post(&format!("/Messages/{sid}.json"), &[("Status", "canceled")]).await;
    assert_eq!((late.status, &late.body["code"]), (409, &30_409.into()));
    assert_eq!(quick.post(&format!("/Messages/{sid}.json"), &[("Status", "sent")]).await.status, 400);
}
