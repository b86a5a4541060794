//! What had to be, against what is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// A recipient's number and the mark of a text.
pub type Key = (String, String);

/// A text that the carrier accepted over its API.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub sid: String,
    pub to: String,
    pub mark: String,
}

/// A row of the line's outbox.
#[derive(Debug, Clone)]
pub struct Row {
    pub to: String,
    pub mark: String,
    pub state: String,
    pub reason: Option<String>,
    pub sid: Option<String>,
    /// When its last request was about to leave.
    pub intent_at: Option<i64>,
    pub client_id: Option<String>,
}

/// Everything the verdict is found from.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// How many texts with this mark this number may get, and gets unless there is a reason.
    pub asked: BTreeMap<Key, u32>,
    pub client_ids: BTreeMap<String, Key>,
    /// Fans who wrote STOP.
    pub stops: BTreeSet<String>,
    /// When the line stored each fan's STOP.
    pub left: BTreeMap<String, i64>,
    /// What the rules said to each fan's first text.
    pub whys: BTreeMap<String, String>,
    pub accepted: Vec<Accepted>,
    /// Every text at the carrier, and whether a fan wrote it.
    pub in_ledger: BTreeMap<String, bool>,
    pub rows: Vec<Row>,
    /// `(id at the provider, kind)` of every text in a thread.
    pub texts: Vec<(String, String)>,
    /// For which there is a recorded reason to have no row.
    pub unasked: BTreeSet<Key>,
    pub unfinished: u64,
    pub damage: u64,
    /// `(texts shown as sent, texts accepted)` of a few conversations.
    pub shown: Vec<(u64, u64)>,
    pub requests: u64,
    pub absences: u64,
}

/// What did not hold. Every count has to be 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Violations {
    /// Texts that a fan got once too often.
    pub duplicates: u64,
    /// Texts that were asked for, were not accepted, and have no recorded reason.
    pub lost: u64,
    /// Shown as sent, and the carrier never accepted it.
    pub false_sent: u64,
    /// Accepted, and no row of the outbox knows it.
    pub forgotten: u64,
    /// Sent though the recipient's STOP was stored before the request left.
    pub after_stop: u64,
    /// Fans whose STOP was never heard.
    pub unheard: u64,
    /// Texts at the carrier that are in no thread, or in one more than once.
    pub unseen: u64,
    /// Texts in a thread that the carrier does not have, or that are ours and shown as somebody else's.
    pub mistaken: u64,
    /// Still undecided in the end.
    pub open: u64,
    /// What SQLCipher and SQLite find wrong with the file.
    pub damage: u64,
    /// The program ended by itself, or a command in another way than with an answer.
    pub ended_early: u64,
}

impl Violations {
    fn counts(&self) -> [u64; 11] {
        [
            self.duplicates,
            self.lost,
            self.false_sent,
            self.forgotten,
            self.after_stop,
            self.unheard,
            self.unseen,
            self.mistaken,
            self.open,
            self.damage,
            self.ended_early,
        ]
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts().iter().all(|count| *count == 0)
    }

    pub fn add(&mut self, other: &Self) {
        self.duplicates += other.duplicates;
        self.lost += other.lost;
        self.false_sent += other.false_sent;
        self.forgotten += other.forgotten;
        self.after_stop += other.after_stop;
        self.unheard += other.unheard;
        self.unseen += other.unseen;
        self.mistaken += other.mistaken;
        self.open += other.open;
        self.damage += other.damage;
        self.ended_early += other.ended_early;
    }
}

/// A row and a STOP are stored by two transactions of one writer, each dated just before it waits for its turn: within
/// this time nobody can tell from the dates which came first.
const SAME_MOMENT_MS: i64 = 1_000;

/// What was found, and a few examples for whoever looks for the cause.
#[derive(Debug, Default)]
pub struct Verdict {
    pub violations: Violations,
    pub examples: Vec<String>,
}

const MOST_EXAMPLES: usize = 12;

impl Verdict {
    fn show(&mut self, what: &str, thing: &dyn std::fmt::Debug) {
        if self.examples.len() < MOST_EXAMPLES {
            self.examples.push(format!("{what}: {thing:?}"));
        }
    }
}

#[must_use]
pub fn judge(facts: &Facts) -> Verdict {
    let mut verdict = Verdict::default();
    verdict.violations.open = facts.unfinished;
    verdict.violations.damage = facts.damage;
    let by_sid: BTreeMap<&str, &Accepted> = facts.accepted.iter().map(|text| (text.sid.as_str(), text)).collect();
    texts(facts, &mut verdict);
    rows(facts, &by_sid, &mut verdict);
    for number in facts.stops.iter().filter(|number| !facts.left.contains_key(*number)) {
        verdict.violations.unheard += 1;
        verdict.show("unheard", number);
    }
    for pair in facts.shown.iter().filter(|(shown, accepted)| shown != accepted) {
        verdict.violations.false_sent += pair.0.abs_diff(pair.1);
        verdict.show("shown and accepted", pair);
    }
    threads(facts, &by_sid, &mut verdict);
    verdict
}

/// Each text once, or a reason.
fn texts(facts: &Facts, verdict: &mut Verdict) {
    let mut got: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for text in &facts.accepted {
        *got.entry((&text.to, &text.mark)).or_default() += 1;
    }
    let mut reasons: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    for row in facts.rows.iter().filter(|row| row.sid.is_none() && row.reason.is_some()) {
        if matches!(row.state.as_str(), "cancelled" | "failed" | "parked") {
            *reasons.entry((&row.to, &row.mark)).or_default() += 1;
        }
    }
    for ((to, mark), got) in &got {
        let asked = facts.asked.get(&((*to).to_owned(), (*mark).to_owned())).copied().unwrap_or(0);
        if *got > asked {
            verdict.violations.duplicates += u64::from(got - asked);
            verdict.show("once too often", &rows_of(facts, to, mark));
        }
    }
    for (key, asked) in facts.asked.iter().filter(|(key, _)| !facts.unasked.contains(*key)) {
        let here = (key.0.as_str(), key.1.as_str());
        let settled = got.get(&here).copied().unwrap_or(0) + reasons.get(&here).copied().unwrap_or(0);
        if settled < *asked {
            verdict.violations.lost += u64::from(asked - settled);
            verdict.show("lost", &(key, rows_of(facts, here.0, here.1), facts.whys.get(&key.0)));
        }
    }
    let known: BTreeSet<&str> = facts.rows.iter().filter_map(|row| row.client_id.as_deref()).collect();
    for id in facts.client_ids.keys().filter(|id| !known.contains(id.as_str())) {
        verdict.violations.lost += 1;
        verdict.show("no row", id);
    }
}

fn rows_of<'a>(facts: &'a Facts, to: &str, mark: &str) -> Vec<&'a Row> {
    facts.rows.iter().filter(|row| row.to == to && row.mark == mark).collect()
}

/// The outbox and the ledger tell the same.
fn rows(facts: &Facts, by_sid: &BTreeMap<&str, &Accepted>, verdict: &mut Verdict) {
    let mut claimed = BTreeSet::new();
    for row in &facts.rows {
        let found = row.sid.as_deref().and_then(|sid| by_sid.get(sid));
        let found = found.filter(|text| row.to == text.to && row.mark == text.mark);
        match (row.state.as_str(), found) {
            ("sent" | "delivered" | "undelivered", None) => {
                verdict.violations.false_sent += 1;
                verdict.show("never accepted", row);
            }
            ("queued" | "sending" | "unknown", _) => {
                verdict.violations.open += 1;
                verdict.show("open", row);
            }
            _ => {}
        }
        let Some(text) = found else { continue };
        claimed.insert(text.sid.as_str());
        let stopped_at = facts.left.get(&row.to).copied();
        if let (Some(stopped_at), Some(intent_at)) = (stopped_at, row.intent_at)
            && intent_at > stopped_at + SAME_MOMENT_MS
        {
            verdict.violations.after_stop += 1;
            verdict.show("after a STOP", &(stopped_at, row));
        }
    }
    for text in facts.accepted.iter().filter(|text| !claimed.contains(text.sid.as_str())) {
        verdict.violations.forgotten += 1;
        verdict.show("forgotten", &(text, rows_of(facts, &text.to, &text.mark)));
    }
}

/// Every text of the carrier's is in one thread, as whose it is.
fn threads(facts: &Facts, by_sid: &BTreeMap<&str, &Accepted>, verdict: &mut Verdict) {
    let mut times: BTreeMap<&str, u64> = BTreeMap::new();
    for (sid, kind) in &facts.texts {
        *times.entry(sid).or_default() += 1;
        let is_ours = by_sid.contains_key(sid.as_str());
        let told_as_ours = !matches!(kind.as_str(), "elsewhere" | "fan" | "reaction");
        if !facts.in_ledger.contains_key(sid) || is_ours != told_as_ours {
            verdict.violations.mistaken += 1;
            verdict.show("mistaken", &(sid, kind));
        }
    }
    for sid in facts.in_ledger.keys().filter(|sid| times.get(sid.as_str()) != Some(&1)) {
        verdict.violations.unseen += 1;
        verdict.show("unseen", sid);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANA: &str = "+12125550101";

    /// One fan who texted, was answered, and is told so.
    fn sound() -> Facts {
        let key = (ANA.to_owned(), "w".to_owned());
        let row = Row {
            to: key.0.clone(),
            mark: key.1.clone(),
            state: "delivered".to_owned(),
            reason: None,
            sid: Some("SM1".to_owned()),
            intent_at: Some(10_000),
            client_id: None,
        };
        Facts {
            asked: BTreeMap::from([(key, 1)]),
            accepted: vec![accepted("SM1")],
            in_ledger: BTreeMap::from([("SM0".to_owned(), true), ("SM1".to_owned(), false)]),
            rows: vec![row],
            texts: vec![("SM0".to_owned(), "fan".to_owned()), ("SM1".to_owned(), "auto_reply".to_owned())],
            shown: vec![(1, 1)],
            ..Facts::default()
        }
    }

    fn accepted(sid: &str) -> Accepted {
        Accepted { sid: sid.to_owned(), to: ANA.to_owned(), mark: "w".to_owned() }
    }

    fn found(change: impl FnOnce(&mut Facts)) -> Violations {
        let mut facts = sound();
        change(&mut facts);
        judge(&facts).violations
    }

    /// A verdict that finds something wrong with a sound line makes every storm red.
    #[test]
    fn a_sound_line_passes() {
        assert_eq!(judge(&sound()).violations, Violations::default());
    }

    /// A second text to a fan is what all of this exists against.
    #[test]
    fn a_second_text_is_a_duplicate_that_nobody_knows() {
        let violations = found(|facts| {
            facts.accepted.push(accepted("SM2"));
            facts.in_ledger.insert("SM2".to_owned(), false);
            facts.texts.push(("SM2".to_owned(), "elsewhere".to_owned()));
        });
        assert_eq!(violations, Violations { duplicates: 1, forgotten: 1, mistaken: 1, ..Violations::default() });
    }

    /// A fan who is not answered, with nobody the wiser.
    #[test]
    fn a_text_without_a_reason_is_lost() {
        let gone = |facts: &mut Facts| {
            facts.accepted.clear();
            facts.in_ledger.remove("SM1");
            facts.texts.pop();
            facts.shown.clear();
        };
        let no_row = found(|facts| {
            gone(facts);
            facts.rows.clear();
        });
        assert_eq!(no_row, Violations { lost: 1, ..Violations::default() });
        let told_as_sent = found(gone);
        assert_eq!(told_as_sent, Violations { lost: 1, false_sent: 1, ..Violations::default() });
        let with_reason = found(|facts| {
            gone(facts);
            facts.rows[0] = Row {
                state: "cancelled".to_owned(),
                reason: Some("opted_out".to_owned()),
                sid: None,
                ..facts.rows[0].clone()
            };
        });
        assert_eq!(with_reason, Violations::default());
        let asked_in_person = found(|facts| {
            facts.client_ids.insert("p1".to_owned(), (ANA.to_owned(), "w".to_owned()));
        });
        assert_eq!(asked_in_person, Violations { lost: 1, ..Violations::default() });
    }

    /// A text to a fan who left is the one thing a carrier ends a line for.
    #[test]
    fn a_text_after_a_stored_stop_is_seen() {
        let stopped = |at| found(|facts| facts.left = BTreeMap::from([(ANA.to_owned(), at)]));
        assert_eq!(stopped(8_900), Violations { after_stop: 1, ..Violations::default() });
        assert_eq!(stopped(9_100), Violations::default());
        let unheard = found(|facts| facts.stops = BTreeSet::from([ANA.to_owned()]));
        assert_eq!(unheard, Violations { unheard: 1, ..Violations::default() });
    }

    /// A thread that shows less, more or something else than there is.
    #[test]
    fn threads_show_what_there_is() {
        let unseen = found(|facts| drop(facts.texts.remove(0)));
        assert_eq!(unseen, Violations { unseen: 1, ..Violations::default() });
        let twice = found(|facts| facts.texts.push(facts.texts[0].clone()));
        assert_eq!(twice, Violations { unseen: 1, ..Violations::default() });
        let invented = found(|facts| facts.texts.push(("SM9".to_owned(), "personal".to_owned())));
        assert_eq!(invented, Violations { mistaken: 1, ..Violations::default() });
        let shown = found(|facts| facts.shown = vec![(2, 1)]);
        assert_eq!(shown, Violations { false_sent: 1, ..Violations::default() });
        let open = found(|facts| facts.rows[0].state = "unknown".to_owned());
        assert_eq!(open, Violations { open: 1, ..Violations::default() });
    }
}
