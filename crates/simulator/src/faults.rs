//! What can go wrong, on purpose: by chance from a seed, or in an order that a test writes down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::rng::{Rng, hash_text};

/// Probabilities are from 0 to 1 and count per request unless said otherwise; everything is off by default.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FaultPlan {
    /// A burst of 429 begins, `busy_burst` requests long (at least one).
    pub busy: f64,
    pub busy_burst: u32,
    /// 503, and nothing happened.
    pub error_before: f64,
    /// The request was carried out, and the answer is 500.
    pub error_after: f64,
    /// The connection ends without an answer, and nothing happened.
    pub cut_before: f64,
    /// The request was carried out, and the connection ends without an answer.
    pub cut_after: f64,
    /// The request is carried out at once; the answer comes after `slow_ms`.
    pub slow: f64,
    /// The request is carried out only after `slow_ms`, even when the client has given up by then.
    pub late: f64,
    pub slow_ms: u64,
    /// The answer's JSON ends in the middle.
    pub truncated: f64,
    /// A captive portal's page instead of an answer, and nothing happened.
    pub portal: f64,
    /// A captive portal's redirection (302) instead of an answer, and nothing happened.
    pub portal_redirect: f64,
    /// 401 although the credentials are right.
    pub unauthorized: f64,
    /// Everything is answered with 401, as after a key was revoked.
    pub key_revoked: bool,
    /// Account and balance are answered with 401, as for a restricted key.
    pub account_closed_to_key: bool,
    /// Price lists are answered with 401, as for a restricted key.
    pub prices_closed_to_key: bool,
    /// Per list: some of its rows stand in it twice.
    pub duplicate_rows: f64,
    /// Per list: its rows are in no order.
    pub shuffled_rows: f64,
    /// Share of messages whose `date_sent` is null; half of these have no date at all.
    pub null_dates: f64,
    /// Per row: a status that it has already left.
    pub backward_statuses: f64,
    /// Per row: a status that nobody has documented.
    pub unknown_statuses: f64,
    /// Share of messages that lists show only after `late_visible_ms`, in their old place.
    pub late_visible: f64,
    pub late_visible_ms: u64,
    /// The carrier's clock against the machine's: moves the `Date` header and every date.
    pub clock_skew_ms: i64,
    /// Typographic characters in created texts come back as plain ones.
    pub plain_quotes: bool,
    /// Share of fans whose phone answers every text by itself.
    pub auto_answering: f64,
    /// Numbers that answer every text by themselves.
    pub auto_answering_numbers: Vec<String>,
    /// Number → code: creates to it are refused.
    pub refused: BTreeMap<String, u32>,
    /// Number → code: texts to it end as undelivered.
    pub undelivered: BTreeMap<String, u32>,
    /// Where pictures are stored instead of at this carrier: scheme, host and port of another server.
    pub storage_at: Option<String>,
    /// Faults in order, before any chance: the first entry that the request fits is used up first.
    pub script: Vec<Scripted>,
}

/// Which requests a scripted fault waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum On {
    #[default]
    Any,
    /// `POST …/Messages.json`
    Create,
    /// `GET …/Messages.json`
    List,
    /// The bytes of a picture, behind the redirection.
    Storage,
    /// Everything else.
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scripted {
    #[serde(default)]
    pub on: On,
    /// Fitting requests that pass before it strikes.
    #[serde(default)]
    pub skip: u32,
    #[serde(default = "once")]
    pub times: u32,
    pub fault: Fault,
}

fn once() -> u32 {
    1
}

/// What befalls one request. The meaning of each is that of the probability with the same name in [`FaultPlan`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    Busy,
    ErrorBefore,
    ErrorAfter,
    CutBefore,
    CutAfter,
    Slow {
        ms: u64,
    },
    Late {
        ms: u64,
    },
    Truncated,
    Portal,
    /// A captive portal that sends the request elsewhere (302), and nothing happened.
    PortalRedirect,
    Unauthorized,
    /// An error of the API's own shape, and nothing happened.
    Refuse {
        status: u16,
        code: u32,
    },
    DuplicateRows,
    ShuffledRows,
}

/// The plan and where it stands.
#[derive(Debug)]
pub(crate) struct Faults {
    plan: FaultPlan,
    rng: Rng,
    seed: u64,
    burst_left: u32,
}

/// What a list's rows look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowStatus {
    True,
    Backward,
    Unknown,
}

impl Faults {
    pub fn new(seed: u64, plan: FaultPlan) -> Self {
        Self { plan, rng: Rng::new(seed ^ 0xFA_017), seed, burst_left: 0 }
    }

    pub fn set(&mut self, plan: FaultPlan) {
        self.plan = plan;
        self.burst_left = 0;
    }

    pub fn plan(&self) -> &FaultPlan {
        &self.plan
    }

    /// What befalls the next request of this kind.
    pub fn strike(&mut self, on: On) -> Option<Fault> {
        if self.plan.key_revoked {
            return Some(Fault::Unauthorized);
        }
        if let Some(fault) = self.scripted(on) {
            return Some(fault);
        }
        if self.burst_left > 0 {
            self.burst_left -= 1;
            return Some(Fault::Busy);
        }
        let plan = &self.plan;
        let list = on == On::List;
        let chances = [
            (plan.busy, Fault::Busy),
            (plan.error_before, Fault::ErrorBefore),
            (plan.error_after, Fault::ErrorAfter),
            (plan.cut_before, Fault::CutBefore),
            (plan.cut_after, Fault::CutAfter),
            (plan.slow, Fault::Slow { ms: plan.slow_ms }),
            (plan.late, Fault::Late { ms: plan.slow_ms }),
            (plan.truncated, Fault::Truncated),
            (plan.portal, Fault::Portal),
            (plan.portal_redirect, Fault::PortalRedirect),
            (plan.unauthorized, Fault::Unauthorized),
            (if list { plan.duplicate_rows } else { 0.0 }, Fault::DuplicateRows),
            (if list { plan.shuffled_rows } else { 0.0 }, Fault::ShuffledRows),
        ];
        for (probability, fault) in chances {
            if self.rng.chance(probability) {
                if fault == Fault::Busy {
                    self.burst_left = self.plan.busy_burst.saturating_sub(1);
                }
                return Some(fault);
            }
        }
        None
    }

    fn scripted(&mut self, on: On) -> Option<Fault> {
        let place = self.plan.script.iter().position(|step| step.on == On::Any || step.on == on)?;
        let step = self.plan.script.get_mut(place)?;
        if step.skip > 0 {
            step.skip -= 1;
            return None;
        }
        let fault = step.fault;
        step.times = step.times.saturating_sub(1);
        if step.times == 0 {
            self.plan.script.remove(place);
        }
        Some(fault)
    }

    /// How one row's status is told this time.
    pub fn row_status(&mut self) -> RowStatus {
        if self.rng.chance(self.plan.backward_statuses) {
            RowStatus::Backward
        } else if self.rng.chance(self.plan.unknown_statuses) {
            RowStatus::Unknown
        } else {
            RowStatus::True
        }
    }

    /// How long lists hide a message that is created now, in milliseconds.
    pub fn hidden_ms(&mut self) -> i64 {
        if self.rng.chance(self.plan.late_visible) {
            i64::try_from(self.plan.late_visible_ms).unwrap_or(i64::MAX)
        } else {
            0
        }
    }

    /// Whether a message has its sending date, and its creation date. The same message always answers the same.
    pub fn dates(&self, sid: &str) -> (bool, bool) {
        if self.plan.null_dates <= 0.0 {
            return (true, true);
        }
        let mut rng = Rng::new(hash_text(self.seed, sid));
        let sent_missing = rng.chance(self.plan.null_dates);
        (!sent_missing, !(sent_missing && rng.chance(0.5)))
    }

    /// Whether a number answers everything by itself.
    pub fn answers_by_itself(&self, number: &str) -> bool {
        self.plan.auto_answering_numbers.iter().any(|n| n == number)
            || Rng::new(hash_text(self.seed ^ 0xA0, number)).chance(self.plan.auto_answering)
    }

    /// Puts a list's rows out of order, or some of them in twice.
    pub fn disturb<T: Clone>(&mut self, rows: &mut Vec<T>, fault: Option<Fault>) {
        match fault {
            Some(Fault::ShuffledRows) => {
                for last in (1..rows.len()).rev() {
                    let other = self.rng.below(last + 1);
                    rows.swap(last, other);
                }
            }
            Some(Fault::DuplicateRows) => {
                let copies: Vec<T> = rows.iter().filter(|_| self.rng.chance(0.3)).cloned().collect();
                rows.extend(copies);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a scripted fault would strike another request than the test meant.
    #[test]
    fn a_script_strikes_in_its_order() {
        let step = |on, skip, times, fault| Scripted { on, skip, times, fault };
        let plan = FaultPlan {
            script: vec![step(On::Create, 1, 2, Fault::CutAfter), step(On::List, 0, 1, Fault::Portal)],
            ..FaultPlan::default()
        };
        let mut faults = Faults::new(1, plan);
        assert_eq!(faults.strike(On::Create), None, "one passes");
        assert_eq!(faults.strike(On::List), Some(Fault::Portal));
        assert_eq!(faults.strike(On::Create), Some(Fault::CutAfter));
        assert_eq!(faults.strike(On::Create), Some(Fault::CutAfter));
        assert_eq!(faults.strike(On::Create), None, "used up");
    }

    /// Fails when a storm could not be repeated from its seed, or a burst of 429 would be a single one.
    #[test]
    fn chances_repeat_by_seed_and_bursts_last() {
        let plan = FaultPlan { busy: 0.05, busy_burst: 5, cut_after: 0.1, ..FaultPlan::default() };
        let run = |seed| {
            let mut faults = Faults::new(seed, plan.clone());
            (0..500).map(|_| faults.strike(On::Create)).collect::<Vec<_>>()
        };
        assert_eq!(run(3), run(3));
        assert_ne!(run(3), run(4));
        let first = run(3).iter().position(|fault| *fault == Some(Fault::Busy)).unwrap();
        assert!(run(3)[first..first + 5].iter().all(|fault| *fault == Some(Fault::Busy)));
    }

    /// Fails when a plan written by hand with a misspelt field would quietly do nothing.
    #[test]
    fn a_plan_is_json_and_knows_its_fields() {
        let plan: FaultPlan = serde_json::from_str(
            r#"{"busy":0.5,"script":[{"on":"create","fault":{"slow":{"ms":5}}},{"fault":"portal"}]}"#,
        )
        .unwrap();
        assert_eq!(plan.script[0].fault, Fault::Slow { ms: 5 });
        assert_eq!(plan.script[1], Scripted { on: On::Any, skip: 0, times: 1, fault: Fault::Portal });
        assert!(serde_json::from_str::<FaultPlan>(r#"{"buzy":0.5}"#).is_err());
    }
}
