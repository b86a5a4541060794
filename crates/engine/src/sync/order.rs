//! The law of the sync: whatever the order in which the provider's pages are read, and however often, the store is the
//! same in the end.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
use proptest::test_runner::Config;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::decide::{self, Context};
use super::ingest::{self, Facts};
use super::spent::Calendar;
use crate::clock::TimeZone;
use crate::domain::{DeliveryStatus, Direction, Money, PhoneNumber, ProviderId, Repeat, Rule, Trigger};
use crate::provider::{RemoteMessage, twilio};
use crate::store::{migrate_for_tests, rules, settings, sync_state};

const LINE: &str = "+15550142";
const START_AT: i64 = 1_795_000_000_000;
/// Whose texts may have no date: where they stand in time is the page's to say, so their times are not compared.
const UNDATED: usize = 0;

fn number(fan: usize) -> String {
    format!("+120255501{fan:02}")
}

/// One text of the carrier's history, and how far its delivery has come in the end.
#[derive(Debug, Clone)]
struct Entry {
    fan: usize,
    second: i64,
    words: &'static str,
    outbound: bool,
    hosted: bool,
    last: usize,
    undated: bool,
}

const WORDS: [&str; 14] = [
    "hello",
    "STOP",
    "START",
    "YES",
    "STOP",
    "START",
    "yes!",
    "STOP",
    "START",
    "oh yes",
    "please stop texting me",
    "HELP",
    "see you soon",
    "don't stop!",
];
const COURSE: [DeliveryStatus; 4] =
    [DeliveryStatus::Queued, DeliveryStatus::Sending, DeliveryStatus::Sent, DeliveryStatus::Delivered];

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    // Few seconds for many texts: most moments are shared.
    let entry = (
        0..4_usize,
        0..7_i64,
        0..WORDS.len(),
        prop_oneof![3 => Just(false), 1 => Just(true)],
        any::<bool>(),
        0..4_usize,
        any::<bool>(),
    )
        .prop_map(|(fan, second, words, outbound, hosted, last, undated)| Entry {
            fan,
            second,
            words: if fan == UNDATED { "hello" } else { WORDS[words] },
            outbound,
            hosted,
            last,
            undated: undated && fan == UNDATED,
        });
    vec(entry, 1..40)
}

impl Entry {
    /// As a list tells it while the delivery has come to `step`.
    fn told(&self, place: usize, step: usize) -> RemoteMessage {
        let (fan, line) = (number(self.fan), LINE.to_owned());
        let (from, to) = if self.outbound { (line, fan) } else { (fan, line) };
        let direction = match (self.outbound, self.hosted) {
            (false, _) => Direction::Inbound,
            (true, false) => Direction::OutboundApi,
            (true, true) => Direction::OutboundReply,
        };
        let step = step.min(self.last);
        RemoteMessage {
            // Ids in no order, as a provider's are.
            id: ProviderId::new(&format!(
                "SM{:032x}",
                (place as u128 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835)
            )),
            direction,
            from: from.into(),
            to: to.into(),
            body: self.words.into(),
            status: if self.outbound { COURSE[step] } else { DeliveryStatus::Received },
            error_code: None,
            at_ms: (!self.undated).then_some(START_AT + self.second * 1_000),
            media: 0,
            parts: 1,
            price: (step == 3).then(|| Money::new(7_900, "USD")),
        }
    }
}

/// The list, newest first, in pages of `size`.
fn pages(entries: &[Entry], size: usize, step: usize) -> Vec<Vec<RemoteMessage>> {
    let mut list: Vec<(usize, &Entry)> = entries.iter().enumerate().collect();
    list.sort_by_key(|(place, entry)| (std::cmp::Reverse(entry.second), *place));
    let rows: Vec<RemoteMessage> = list.into_iter().map(|(place, entry)| entry.told(place, step)).collect();
    rows.chunks(size).map(<[_]>::to_vec).collect()
}

/// A store that has read these pages, as its canonical dump: by provider id, without its own ids and moments.
fn stored(pages: &[Vec<RemoteMessage>]) -> Vec<String> {
    let connection = migrate_for_tests();
    for page in pages {
        ingest::page(&connection, &facts(), page).expect("a page is stored");
    }
    dump(&connection)
}

fn facts() -> Facts {
    Facts {
        now: START_AT + 3_600_000,
        newest_at: START_AT + 60_000,
        calendar: Calendar::at(START_AT, TimeZone::UTC),
        number: PhoneNumber::parse(LINE).expect("a number"),
        unread_from: START_AT + 5_000,
        capabilities: twilio::CAPABILITIES,
    }
}

fn dump(connection: &Connection) -> Vec<String> {
    let undated = number(UNDATED);
    let mut lines = Vec::new();
    // The ledger keeps which text was on record first, and each YES that meant something by what was known then; what
    // counts is on the fan's card.
    for (sql, columns) in [
        (
            "SELECT hex(provider_id), number, outbound, kind, body, status, coalesce(price_micros, ''),
                    iif(number = ?1, '', messages.id >> 20)
             FROM messages JOIN fans ON fans.id = fan_id ORDER BY provider_id",
            8,
        ),
        (
            "SELECT number, iif(number = ?1, '', unread), from_fan, personal, updates, automatic, elsewhere, coalesce(opted_out_at, ''),
                    opt_changed_at, opt_out_review, iif(number = ?1, '', preview || preview_kind), iif(number = ?1, '', last_at),
                    iif(number = ?1, '', first_at), iif(number = ?1, '', coalesce(consent_at, ''))
             FROM fans ORDER BY number",
            14,
        ),
        (
            "SELECT DISTINCT number, what, iif(what = 'texted_first', '', at), iif(what = 'texted_first', '', hex(provider_id))
             FROM consent JOIN fans ON fans.id = consent.fan_id LEFT JOIN messages ON messages.id = message_id
             WHERE what != 'yes' ORDER BY number, what, 3, 4",
            4,
        ),
        ("SELECT name, value FROM counters WHERE name = 'inbound' OR ?1 = ''", 2),
    ] {
        let mut statement = connection.prepare(sql).expect(sql);
        let mut rows = if sql.contains("?1") { statement.query([&undated]) } else { statement.query([]) }.expect(sql);
        while let Some(row) = rows.next().expect(sql) {
            lines.push(cells(row, columns));
        }
    }
    lines
}

/// The same with what the rules make of the texts once all of them are there, as they look only then. One text a second:
/// of two in one second, the first to be read is the first.
///
/// Not compared, because it follows from when something was read: confirmations of STOP and START, which go out for what
/// is new to this computer, and which of a day's HELP texts the one answer belongs to.
fn decided(pages: &[Vec<RemoteMessage>]) -> Vec<String> {
    let connection = migrate_for_tests();
    settings::set(&connection, "provider_answers_opt_out", "no").expect("a setting");
    let welcome = Rule::new("welcome", "Welcome", Trigger::FirstText, "hello");
    let mut tagged = Rule::new("yes", "Yes", Trigger::AnyText, "");
    tagged.actions.tags = vec!["writes".to_owned()];
    tagged.repeat = Repeat::Always;
    let mut echo = Rule::new("echo", "Echo", Trigger::AnyText, "thanks");
    echo.repeat = Repeat::Cooldown { seconds: 5 };
    for rule in [welcome, tagged, echo] {
        let id = rules::add(&connection, &rule).expect("a rule");
        rules::switch_on(&connection, id, START_AT, START_AT).expect("it is on");
    }
    for page in pages {
        ingest::page(&connection, &facts(), page).expect("a page is stored");
    }
    for direction in sync_state::DIRECTIONS {
        sync_state::complete(&connection, direction, START_AT, START_AT).expect("all of the past is known");
    }
    let Facts { now, number, .. } = facts();
    let context = Context { number, now, day_start: START_AT, zone: TimeZone::UTC };
    decide::all(&connection, &context).expect("the rules look");
    let mut lines = dump(&connection);
    for (sql, columns) in [
        (
            "SELECT number, rule_id, hex(provider_id) FROM rule_runs JOIN fans ON fans.id = rule_runs.fan_id
             JOIN messages ON messages.id = message_id ORDER BY 1, 2, 3",
            3,
        ),
        (
            "SELECT number, rule_id, outbox.body, outbox.kind, state, reason, hex(messages.provider_id) FROM outbox
             JOIN fans ON fans.id = outbox.fan_id JOIN messages ON messages.id = answers
             WHERE rule_id IS NOT NULL ORDER BY 1, 2, 7",
            7,
        ),
        (
            "SELECT number, substr(client_id, -5), state FROM outbox JOIN fans ON fans.id = fan_id
             WHERE client_id LIKE 'help-%' ORDER BY 1, 2",
            3,
        ),
        ("SELECT number, tag FROM fan_tags JOIN fans ON fans.id = fan_id ORDER BY 1, 2", 2),
        (
            "SELECT hex(provider_id), decided, kind, iif(why LIKE '%help%', '', why) FROM messages
             WHERE outbound = 0 ORDER BY 1",
            4,
        ),
    ] {
        let mut statement = connection.prepare(sql).expect(sql);
        let mut rows = statement.query([]).expect(sql);
        while let Some(row) = rows.next().expect(sql) {
            lines.push(cells(row, columns));
        }
    }
    lines
}

/// A row as one line.
fn cells(row: &Row<'_>, columns: usize) -> String {
    let cells = (0..columns).map(|column| match row.get_ref(column).expect("a cell") {
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        other @ (ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_)) => format!("{other:?}"),
    });
    cells.collect::<Vec<_>>().join(" | ")
}

/// Sorts by keys that chance gave: any order is as likely.
fn shuffled<T>(items: Vec<T>, keys: &[u32]) -> Vec<T> {
    let mut keyed: BTreeMap<(u32, usize), T> = BTreeMap::new();
    for (place, item) in items.into_iter().enumerate() {
        keyed.insert((keys[place % keys.len()].wrapping_mul(place as u32 + 1), place), item);
    }
    keyed.into_values().collect()
}

/// The pages in disorder: every text in its last state at least once; some earlier, some again, cut otherwise.
fn disturbed(entries: &[Entry], sizes: (usize, usize, usize), keys: &[u32]) -> Vec<Vec<RemoteMessage>> {
    let mut read = pages(entries, sizes.1, 3);
    for step in 0..3 {
        read.extend(pages(entries, sizes.2, step).into_iter().step_by(2));
    }
    let mut read = shuffled(read, keys);
    for (place, page) in read.iter_mut().enumerate() {
        if place % 3 == 0 {
            *page = shuffled(std::mem::take(page), keys);
            page.extend(page.clone());
        }
    }
    read
}

/// If this fails, a fan who said YES after STOP stays out when the two are read in the wrong order.
#[test]
fn a_yes_that_is_read_before_its_stop_counts() {
    let said = |second, words| Entry { fan: 1, second, words, outbound: false, hosted: false, last: 0, undated: false };
    let entries = [said(1, "STOP"), said(3, "yes")];
    let mut read = pages(&entries, 1, 3);
    let newest_first = stored(&read);
    read.reverse();
    assert_eq!(stored(&read), newest_first);
    let out = stored(&pages(&entries[..1], 1, 3));
    assert_ne!(newest_first, out, "the YES changes something");
}

proptest! {
    // More of them with `PROPTEST_CASES=…`.
    #![proptest_config(Config { failure_persistence: None, cases: cases(), ..Config::default() })]

    /// If this fails two computers that read the same number show different things, and one of them may text somebody
    /// who said STOP.
    #[test]
    fn any_order_of_pages_gives_the_same_store(
        entries in entries(),
        sizes in (1..9_usize, 1..9_usize, 1..9_usize),
        keys in vec(any::<u32>(), 1..60),
    ) {
        let expected = stored(&pages(&entries, sizes.0, 3));
        prop_assert_eq!(stored(&disturbed(&entries, sizes, &keys)), expected);
    }

    /// If this fails it depends on the weather of a first sync who is answered, tagged or helped.
    #[test]
    fn any_order_of_pages_gives_the_same_answers(
        mut entries in entries(),
        sizes in (1..9_usize, 1..9_usize, 1..9_usize),
        keys in vec(any::<u32>(), 1..60),
    ) {
        for (second, entry) in (0..).zip(&mut entries) {
            *entry = Entry { second, undated: false, ..entry.clone() };
        }
        let expected = decided(&pages(&entries, sizes.0, 3));
        prop_assert_eq!(decided(&disturbed(&entries, sizes, &keys)), expected);
    }
}

fn cases() -> u32 {
    Config::default().cases.min(std::env::var_os("PROPTEST_CASES").map_or(48, |_| u32::MAX))
}
