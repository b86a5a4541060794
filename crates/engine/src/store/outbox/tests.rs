use rusqlite::{Connection, params_from_iter};

use super::{
    DUE_OF_BROADCAST, NEXT_IN_LANE, NEXT_LOOK, NEXT_OF_BROADCAST, OPEN, OPEN_OF_FAN, READY, UNDER_WAY, WAITED,
};

/// One column of what SQLite says about a query, line by line.
fn explain(connection: &Connection, how: &str, sql: &str, parameters: &[i64], column: usize) -> Vec<String> {
    let mut statement = connection.prepare(&format!("{how} {sql}")).expect("a query");
    let rows = statement.query_map(params_from_iter(parameters), |row| row.get(column)).expect("its steps");
    rows.collect::<Result<_, _>>().expect("read")
}

/// An update that waits for the morning with two hundred thousand rows must not slow the answers of the night: what is
/// not due is passed over by the index, never read or sorted.
#[test]
fn rows_that_wait_are_passed_over() {
    let mut connection = Connection::open_in_memory().expect("open");
    crate::store::migrate::run(&mut connection).expect("migrate");
    let due =
        explain(&connection, "EXPLAIN QUERY PLAN", &format!("SELECT id, body {DUE_OF_BROADCAST}"), &[1, 0, 16], 3);
    assert_eq!(due, ["SEARCH outbox USING INDEX outbox_of_broadcast (broadcast_id=? AND state=? AND not_before<?)"]);
    for (query, index) in [
        (NEXT_OF_BROADCAST, "INDEX outbox_of_broadcast (broadcast_id=? AND state=?)"),
        (NEXT_IN_LANE, "INDEX outbox_due (lane=?)"),
    ] {
        let next = explain(&connection, "EXPLAIN QUERY PLAN", query, &[1], 3).join("; ");
        assert!(next.contains(index), "{next}");
        let steps = explain(&connection, "EXPLAIN", query, &[1], 1);
        let ends_early = steps.iter().position(|step| step == "AggStep");
        assert!(
            ends_early.and_then(|at| steps.get(at + 1)).is_some_and(|after| after == "Goto"),
            "the first entry of the index is the answer: {steps:?}"
        );
    }
}

/// With a million texts sent, each claim, each look for a doubtful one and each conversation that is opened would read
/// them all.
#[test]
fn what_was_sent_is_never_read_again() {
    let mut connection = Connection::open_in_memory().expect("open");
    crate::store::migrate::run(&mut connection).expect("migrate");
    let next_look = format!("SELECT {NEXT_LOOK} WHERE {OPEN} AND state = 'unknown'");
    let queries = [
        (format!("SELECT id, body {READY}"), "SEARCH outbox USING INDEX outbox_due (lane=? AND not_before=?)"),
        (
            format!("SELECT id, body {WAITED}"),
            "SEARCH outbox USING INDEX outbox_due (lane=? AND not_before>? AND not_before<?)",
        ),
        (next_look, "SEARCH outbox USING INDEX outbox_open (state=?)"),
        (format!("SELECT id, body {OPEN_OF_FAN}"), "SEARCH outbox USING INDEX outbox_by_fan (fan_id=?)"),
    ];
    for (query, plan) in queries {
        let parameters = vec![1; query.matches('?').count()];
        let steps = explain(&connection, "EXPLAIN QUERY PLAN", &query, &parameters, 3);
        assert_eq!(steps[0], plan, "{query}");
    }
}

/// With a million rows every claim would read them all, only to know what is under way.
#[test]
fn the_caps_read_only_what_is_under_way() {
    let mut connection = Connection::open_in_memory().expect("open");
    crate::store::migrate::run(&mut connection).expect("migrate");
    let steps = explain(&connection, "EXPLAIN QUERY PLAN", UNDER_WAY, &[], 3);
    assert_eq!(steps, ["SCAN outbox USING COVERING INDEX outbox_under_way"]);
}
