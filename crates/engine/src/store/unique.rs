//! The schema is the last one to say that nothing is sent twice: each of these goes red without its UNIQUE.

use rusqlite::Connection;

use super::broadcasts::{self, Recipient};
use super::fans::{self, FanRow};
use super::outbox::{self, NewRow};
use super::rules;
use crate::domain::{OutboxKind, OutboxState, ProviderId, Rule, Trigger};

fn with_fan() -> (Connection, FanRow) {
    let connection = super::migrate_for_tests();
    let fan = fans::ensure(&connection, "+12025550101").expect("a fan");
    (connection, fan)
}

fn rows(connection: &Connection) -> i64 {
    connection.query_row("SELECT count(*) FROM outbox", [], |row| row.get(0)).expect("a count")
}

fn answer<'a>(fan: &FanRow, rule: Option<(i64, &'a str)>, client_id: Option<&'a str>) -> NewRow<'a> {
    NewRow {
        fan_id: fan.id,
        body: "hello",
        parts: 1,
        kind: if rule.is_some() { OutboxKind::AutoReply } else { OutboxKind::Personal },
        created_at: 1,
        delayed_until: 0,
        rule,
        client_id,
        answers: None,
    }
}

/// A fan would be welcomed twice.
#[test]
fn a_rule_answers_a_fan_once_in_a_window() {
    let (connection, fan) = with_fan();
    let rule = rules::add(&connection, &Rule::new("welcome", "Welcome", Trigger::FirstText, "hello")).expect("a rule");
    let queue = |window| outbox::insert(&connection, &answer(&fan, Some((rule, window)), None)).expect("an answer");
    assert!(queue("").is_some());
    assert_eq!(queue(""), None, "once for ever");
    assert!(queue("7").is_some() && queue("7").is_none(), "and once in each window");
    assert_eq!(rows(&connection), 2);
}

/// A fan would get one update twice when the program ends while it makes the rows.
#[test]
fn an_update_goes_to_a_fan_once() {
    let (connection, fan) = with_fan();
    let update = broadcasts::insert(&connection, "Doors open", "{}", 1).expect("an update");
    let recipient = Recipient { fan_id: fan.id, body: "Doors open", parts: 1, not_before: 0 };
    for _ in 0..2 {
        broadcasts::add_recipient(&connection, update.id, &recipient, 1).expect("a recipient");
    }
    assert_eq!(rows(&connection), 1);
}

/// A person's text would leave twice when the window asks again because the first answer was lost.
#[test]
fn a_request_that_is_repeated_is_one_text() {
    let (connection, fan) = with_fan();
    let queue = || outbox::insert(&connection, &answer(&fan, None, Some("a"))).expect("a text");
    assert!(queue().is_some() && queue().is_none());
    assert_eq!(rows(&connection), 1);
}

/// Two rows would be taken for sent where one text left, and one of them be forgotten.
#[test]
fn a_text_belongs_to_one_row() {
    let (connection, fan) = with_fan();
    let queue = |client_id| {
        let queued = outbox::insert(&connection, &answer(&fan, None, Some(client_id))).expect("a text");
        queued.expect("a row")
    };
    let (one, other) = (queue("a"), queue("b"));
    let id = ProviderId::new("SM00000000000000000000000000000001");
    outbox::sent(&connection, one, &id, 1).expect("it left");
    let twice = outbox::sent(&connection, other, &id, 1);
    assert!(twice.is_err(), "the text is the first row's");
    let left = outbox::get(&connection, other).expect("read").expect("the row");
    assert_eq!(left.state, OutboxState::Queued.as_str());
}

/// What a person tries again would be given up after the first doubt.
#[test]
fn a_retried_row_has_no_absences_behind_it() {
    let (connection, fan) = with_fan();
    let id = outbox::insert(&connection, &answer(&fan, None, None)).expect("a text").expect("a row");
    let park = || {
        for _ in 0..4 {
            outbox::absent(&connection, id).expect("an absence");
        }
        outbox::settle(&connection, id, OutboxState::Parked, None, None).expect("parked");
    };
    let absences = || outbox::get(&connection, id).expect("read").expect("the row").absences;
    park();
    outbox::retry(&connection, id, 1).expect("one is tried again");
    assert_eq!(absences(), 0);
    park();
    assert_eq!(outbox::requeue_all(&connection, OutboxState::Parked, 1).expect("all of them"), [fan.id]);
    assert_eq!(absences(), 0);
}
