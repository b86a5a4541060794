//! What a run came to: the ledger for reading, and its sums.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::Book;
use crate::message::{Direction, Message, Origin, Status};

/// One text, as it was accepted: a body that a client has since erased at the carrier stays in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerEntry {
    /// Place in the ledger, from 0.
    pub seq: u64,
    pub sid: String,
    pub direction: Direction,
    pub from: String,
    pub to: String,
    pub body: String,
    pub status: Status,
    pub error_code: Option<u32>,
    /// UTC milliseconds.
    pub created_at_ms: i64,
    pub segments: u32,
    pub pictures: usize,
    pub origin: Origin,
    pub redacted: bool,
    pub deleted: bool,
}

impl LedgerEntry {
    fn of(seq: usize, message: &Message, now: i64) -> Self {
        let failed = message.canceled.is_none() && message.is_done(now);
        Self {
            seq: seq as u64,
            sid: message.sid.clone(),
            direction: message.direction,
            from: message.from.clone(),
            to: message.to.clone(),
            body: message.body.clone(),
            status: message.status(now),
            error_code: message.course.error.filter(|_| failed),
            created_at_ms: message.created,
            segments: message.segments,
            pictures: message.media.len(),
            origin: message.origin,
            redacted: message.redacted.is_some(),
            deleted: message.deleted,
        }
    }
}

/// Which part of the ledger to read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LedgerQuery {
    pub direction: Option<Direction>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// First place to read.
    pub since: u64,
    /// At most so many entries; 1,000 when absent.
    pub limit: Option<usize>,
}

/// The sums of a ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Texts from fans.
    pub texts_in: u64,
    /// Numbers that texted.
    pub fans: u64,
    /// Texts accepted over the API.
    pub texts_out: u64,
    /// Numbers that got a text over the API.
    pub recipients: u64,
    /// Pairs of recipient and words that were accepted more than once over the API.
    pub twice: u64,
    /// Texts accepted over the API after their recipient had left.
    pub sent_after_stop: u64,
    /// Creates that were refused because their recipient had left. Counted since the start.
    pub refused_after_stop: u64,
    /// The carrier's own answers to STOP, START and HELP.
    pub confirmations: u64,
    /// Fans that are out at the moment.
    pub opted_out: u64,
}

/// The same words that went more than once to one number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duplicate {
    pub to: String,
    pub body: String,
    pub sids: Vec<String>,
}

impl Book {
    pub fn entries(&self, query: &LedgerQuery, now: i64) -> Vec<LedgerEntry> {
        let limit = query.limit.unwrap_or(1_000);
        let since = usize::try_from(query.since).unwrap_or(usize::MAX);
        self.messages
            .iter()
            .enumerate()
            .skip(since)
            .filter(|(_, message)| {
                query.direction.is_none_or(|direction| direction == message.direction)
                    && query.from.as_ref().is_none_or(|from| *from == message.from)
                    && query.to.as_ref().is_none_or(|to| *to == message.to)
            })
            .take(limit)
            .map(|(seq, message)| LedgerEntry::of(seq, message, now))
            .collect()
    }

    pub fn report(&self) -> Report {
        let mut report = Report {
            sent_after_stop: self.sent_after_stop,
            refused_after_stop: self.refused_after_stop,
            opted_out: self.opted_out.len() as u64,
            ..Report::default()
        };
        let (mut fans, mut recipients) = (HashSet::new(), HashSet::new());
        for message in &self.messages {
            if message.direction == Direction::Inbound {
                report.texts_in += 1;
                fans.insert(message.from.as_str());
            } else if message.origin == Origin::Api {
                report.texts_out += 1;
                recipients.insert(message.to.as_str());
            } else if message.origin == Origin::Carrier {
                report.confirmations += 1;
            }
        }
        report.fans = fans.len() as u64;
        report.recipients = recipients.len() as u64;
        report.twice = self.pairs().values().filter(|sids| sids.len() > 1).count() as u64;
        report
    }

    pub fn duplicates(&self) -> Vec<Duplicate> {
        let mut found: Vec<Duplicate> = self
            .pairs()
            .into_iter()
            .filter(|(_, sids)| sids.len() > 1)
            .map(|((to, body), sids)| Duplicate {
                to: to.to_owned(),
                body: body.to_owned(),
                sids: sids.into_iter().map(str::to_owned).collect(),
            })
            .collect();
        found.sort_by(|a, b| (&a.to, &a.body).cmp(&(&b.to, &b.body)));
        found
    }

    fn pairs(&self) -> HashMap<(&str, &str), Vec<&str>> {
        let mut pairs: HashMap<(&str, &str), Vec<&str>> = HashMap::new();
        // A text without words is no repetition of another picture.
        for message in
            self.messages.iter().filter(|m| m.origin == Origin::Api && m.canceled.is_none() && !m.body.is_empty())
        {
            pairs.entry((&message.to, &message.body)).or_default().push(&message.sid);
        }
        pairs
    }
}
