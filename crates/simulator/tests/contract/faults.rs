//! What goes wrong on purpose, as a client sees it.

use std::collections::{BTreeMap, HashSet};

use fanline_simulator::{CarrierConfig, Fault, FaultPlan, On, Scripted};
use reqwest::{Method, Response};

use crate::support::{Line, answer, at_once, bodies, fan, field, now_ms, quick, until};

fn script(on: On, fault: Fault) -> FaultPlan {
    FaultPlan { script: vec![Scripted { on, skip: 0, times: 1, fault }], ..FaultPlan::default() }
}

async fn try_send(line: &Line, body: &str) -> reqwest::Result<Response> {
    let form = [("To", fan(1)), ("From", line.carrier.number().to_owned()), ("Body", body.to_owned())];
    line.request(Method::POST, &line.path("/Messages.json")).form(&form).send().await
}

fn accepted(line: &Line) -> u64 {
    line.carrier.report().texts_out
}

/// Fails when "not accepted" would secretly be accepted: the app repeats these and fans would get a text twice.
#[tokio::test]
async fn some_faults_accept_nothing() {
    let line = quick().await;
    let cases = [
        (Fault::Busy, 429, 20_429),
        (Fault::ErrorBefore, 503, 20_503),
        (Fault::Unauthorized, 401, 20_003),
        (Fault::Refuse { status: 400, code: 21_614 }, 400, 21_614),
    ];
    for (fault, status, code) in cases {
        line.carrier.set_faults(script(On::Create, fault));
        let refused = answer(try_send(&line, "x").await.unwrap()).await;
        assert_eq!((refused.status, &refused.body["code"]), (status, &code.into()), "{fault:?}");
    }
    line.carrier.set_faults(script(On::Create, Fault::CutBefore));
    assert!(try_send(&line, "x").await.is_err(), "the connection ends without an answer");
    line.carrier.set_faults(script(On::Create, Fault::Portal));
    let portal = try_send(&line, "x").await.unwrap();
    assert!(portal.status().is_success() && portal.text().await.unwrap().contains("<html"));
    assert_eq!(accepted(&line), 0);
    assert_eq!(try_send(&line, "x").await.unwrap().status(), 201, "the fault is used up");
}

/// Fails when a lost answer would not have been accepted: the app's reconciling would never be put to the test.
#[tokio::test]
async fn some_faults_accept_and_lose_the_answer() {
    let line = quick().await;
    line.carrier.set_faults(script(On::Create, Fault::ErrorAfter));
    assert_eq!(try_send(&line, "one").await.unwrap().status(), 500);
    line.carrier.set_faults(script(On::Create, Fault::CutAfter));
    assert!(try_send(&line, "two").await.is_err());
    line.carrier.set_faults(script(On::Create, Fault::Truncated));
    let half = try_send(&line, "three").await.unwrap();
    assert_eq!(half.status(), 201);
    assert!(serde_json::from_str::<serde_json::Value>(&half.text().await.unwrap()).is_err());
    assert_eq!(accepted(&line), 3);
    assert_eq!(line.bodies(&[("To", &fan(1))]).await, ["three", "two", "one"]);
}

/// Fails when a text that is accepted after the client gave up could not happen here, as it does for real.
#[tokio::test]
async fn a_late_create_is_carried_out_although_nobody_waits() {
    let line = quick().await;
    line.carrier.set_faults(script(On::Create, Fault::Late { ms: 1_000 }));
    let send = try_send(&line, "late");
    let look = until("the carrier has it", async || line.carrier.faults().script.is_empty().then_some(()));
    tokio::select! {
        answered = send => panic!("answered at once: {answered:?}"),
        () = look => {}
    }
    assert_eq!(accepted(&line), 0, "not yet, and the client is gone");
    until("it is accepted", async || (accepted(&line) == 1).then_some(())).await;
}

/// Fails when a slow answer would not be slow, or its text not there at once.
#[tokio::test]
async fn a_slow_create_is_accepted_at_once() {
    let line = quick().await;
    line.carrier.set_faults(script(On::Create, Fault::Slow { ms: 60_000 }));
    let send = try_send(&line, "slow");
    let look = until("it is accepted", async || (accepted(&line) == 1).then_some(()));
    tokio::select! {
        answered = send => panic!("answered at once: {answered:?}"),
        () = look => {}
    }
}

/// Fails when the app would never meet a list that repeats or mixes its rows.
#[tokio::test]
async fn lists_can_repeat_and_shuffle_their_rows() {
    let line = quick().await;
    let expected: Vec<String> = (0..40).rev().map(|n| n.to_string()).collect();
    for n in 0..40 {
        line.text(&fan(n), &n.to_string());
    }
    assert_eq!(line.bodies(&[]).await, expected);
    line.carrier.set_faults(FaultPlan { shuffled_rows: 1.0, ..FaultPlan::default() });
    let shuffled = line.bodies(&[]).await;
    assert_ne!(shuffled, expected);
    assert_eq!(shuffled.iter().collect::<HashSet<_>>(), expected.iter().collect::<HashSet<_>>(), "no row is lost");
    line.carrier.set_faults(FaultPlan { duplicate_rows: 1.0, ..FaultPlan::default() });
    let repeated = line.bodies(&[]).await;
    assert!(repeated.len() > 40 && repeated.iter().collect::<HashSet<_>>().len() == 40);
}

/// Fails when missing dates, statuses that jump back or unknown ones would come only from the real provider.
#[tokio::test]
async fn rows_can_lack_dates_and_tell_strange_statuses() {
    let line = quick().await;
    for n in 0..60 {
        line.text(&fan(n), "x");
    }
    let rows = async |plan: FaultPlan| {
        line.carrier.set_faults(plan);
        let list = line.get("/Messages.json", &[("PageSize", "100")]).await.body;
        list["messages"].as_array().unwrap().clone()
    };
    let share = FaultPlan { null_dates: 0.5, ..FaultPlan::default() };
    let undated = rows(share.clone()).await;
    let missing = |name: &str| undated.iter().filter(|row| row[name].is_null()).count();
    assert!((10..50).contains(&missing("date_sent")), "{}", missing("date_sent"));
    assert!(missing("date_created") > 0 && missing("date_created") < missing("date_sent"));
    assert_eq!(rows(share).await, undated, "the same message has the same dates each time");
    let strange = FaultPlan { backward_statuses: 0.3, unknown_statuses: 0.3, ..FaultPlan::default() };
    let statuses: HashSet<String> = rows(strange).await.iter().map(|r| field(r, "status").to_owned()).collect();
    assert_eq!(statuses, ["received", "receiving", "held_for_review"].map(str::to_owned).into());
}

/// Fails when a text that becomes visible behind newer ones would never happen in practice.
#[tokio::test]
async fn a_text_can_become_visible_late_in_its_old_place() {
    let line = quick().await;
    line.carrier.set_faults(FaultPlan { late_visible: 1.0, late_visible_ms: 400, ..FaultPlan::default() });
    line.text(&fan(1), "late");
    line.carrier.set_faults(FaultPlan::default());
    line.text(&fan(2), "in time");
    assert_eq!(line.bodies(&[]).await, ["in time"]);
    until("it is visible", async || (line.bodies(&[]).await == ["in time", "late"]).then_some(())).await;
}

/// Fails when the app would trust a clock that is an hour off.
#[tokio::test]
async fn the_clock_can_be_an_hour_off() {
    let line = quick().await;
    line.text(&fan(1), "x");
    line.carrier.set_faults(FaultPlan { clock_skew_ms: 3_600_000, ..FaultPlan::default() });
    let list = line.get("/Messages.json", &[]).await;
    let ahead = |text: &str| {
        let at = jiff::fmt::rfc2822::parse(text).unwrap().timestamp().as_millisecond();
        (at - now_ms()) / 1_000
    };
    for date in [list.headers["date"].to_str().unwrap(), list.body["messages"][0]["date_sent"].as_str().unwrap()] {
        assert!((3_590..=3_600).contains(&ahead(date)), "{date}");
    }
}

/// Fails when certain numbers could not be made to fail in certain ways.
#[tokio::test]
async fn numbers_can_be_refused_or_stay_unreachable() {
    let line = quick().await;
    line.carrier.set_faults(FaultPlan {
        refused: BTreeMap::from([(fan(1), 21_614)]),
        undelivered: BTreeMap::from([(fan(2), 30_003)]),
        ..FaultPlan::default()
    });
    let refused = answer(try_send(&line, "x").await.unwrap()).await;
    assert_eq!((refused.status, &refused.body["code"]), (400, &21_614.into()));
    let sent = line.send(&fan(2), "x").await;
    let lost = line.wait_for(field(&sent, "sid"), |m| m["status"] == "undelivered").await;
    assert_eq!(lost["error_code"], 30_003);
}

/// Fails when two machines that answer each other would not go on for ever here, as they would for real.
#[tokio::test]
async fn a_phone_can_answer_everything_by_itself() {
    let line = quick().await;
    line.carrier.set_faults(FaultPlan { auto_answering_numbers: vec![fan(1)], ..FaultPlan::default() });
    for round in 1..=3_u64 {
        line.send(&fan(1), &format!("round {round}")).await;
        until("it answered", async || (line.carrier.report().texts_in == round).then_some(())).await;
    }
}

/// Fails when a key that is revoked, or one that may not see the account, could not be practised with.
#[tokio::test]
async fn keys_can_be_revoked_and_restricted() {
    let line = quick().await;
    line.carrier.set_faults(FaultPlan { account_closed_to_key: true, ..FaultPlan::default() });
    assert_eq!(line.get(".json", &[]).await.status, 401);
    assert_eq!(line.get("/Balance.json", &[]).await.status, 401);
    assert_eq!(line.get("/Messages.json", &[]).await.status, 200);
    line.carrier.set_faults(FaultPlan { key_revoked: true, ..FaultPlan::default() });
    assert_eq!(line.get("/Messages.json", &[]).await.body["code"], 20_003);
}

/// Fails when the app could send faster in practice than its number may.
#[tokio::test]
async fn above_its_rate_the_carrier_is_busy() {
    let config = CarrierConfig { creates_per_second: Some(1), delivery: at_once(), ..CarrierConfig::default() };
    let line = crate::support::line(config).await;
    let mut statuses = Vec::new();
    for n in 0..12 {
        statuses.push(try_send(&line, &n.to_string()).await.unwrap().status().as_u16());
    }
    assert_eq!(statuses[0], 201, "a second's worth is there at once");
    assert!(statuses.contains(&429), "{statuses:?}");
    let listed = bodies(&line.get("/Messages.json", &[]).await.body).len() as u64;
    assert_eq!(listed, accepted(&line));
}
