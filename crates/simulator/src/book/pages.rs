//! Lists of messages: newest first, in pages whose tokens are anchored on a message.

use std::ops::Bound;

use super::{Book, Place};
use crate::message::Message;

/// Which messages a list shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    pub to: Option<String>,
    pub from: Option<String>,
    /// First millisecond of the sending date that counts.
    pub sent_from: Option<i64>,
    /// First millisecond that counts no longer.
    pub sent_before: Option<i64>,
}

/// Where a page begins. The token is `PA` (older than) or `PB` (newer than) and the id of the message it is anchored on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Anchor {
    Newest,
    OlderThan(String),
    NewerThan(String),
}

impl Anchor {
    /// `None` of a token that no list has given out.
    pub fn parse(token: &str) -> Option<Self> {
        let (kind, sid) = (token.get(..2)?, token.get(2..)?);
        if !is_sid(sid) {
            return None;
        }
        match kind {
            "PA" => Some(Self::OlderThan(sid.to_owned())),
            "PB" => Some(Self::NewerThan(sid.to_owned())),
            _ => None,
        }
    }

    pub fn token(&self) -> Option<String> {
        match self {
            Self::Newest => None,
            Self::OlderThan(sid) => Some(format!("PA{sid}")),
            Self::NewerThan(sid) => Some(format!("PB{sid}")),
        }
    }
}

/// Two letters and 32 hexadecimal digits.
pub(crate) fn is_sid(text: &str) -> bool {
    text.len() == 34
        && text.bytes().take(2).all(|b| b.is_ascii_uppercase())
        && text.bytes().skip(2).all(|b| b.is_ascii_hexdigit())
}

/// A page of a list.
#[derive(Debug)]
pub(crate) struct Listed<'a> {
    pub messages: Vec<&'a Message>,
    pub older: bool,
    pub newer: bool,
}

impl Book {
    /// `None` when the anchor was never a message.
    pub fn page(&self, filter: &Filter, anchor: &Anchor, size: usize, now: i64) -> Option<Listed<'_>> {
        let empty = std::collections::BTreeSet::new();
        let to = filter.to.as_ref().map(|to| self.by_to.get(to).unwrap_or(&empty));
        let from = filter.from.as_ref().map(|from| self.by_from.get(from).unwrap_or(&empty));
        // With both filters, one conversation's side is short: walk that one and compare the other.
        let set = match (to, from) {
            (Some(to), Some(from)) => {
                if to.len() <= from.len() {
                    to
                } else {
                    from
                }
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => &self.all,
        };
        let low = filter.sent_from.map_or(Bound::Unbounded, |from| Bound::Included((from - self.longest_wait_ms, 0)));
        let high = filter.sent_before.map_or(Bound::Unbounded, |before| Bound::Excluded((before, 0)));
        let shows = |place: &Place| self.shown(*place, filter, now);
        let (mut messages, older, newer) = match anchor {
            Anchor::Newest => {
                let mut rows: Vec<&Message> = range(set, low, high).rev().filter_map(shows).take(size + 1).collect();
                let older = rows.len() > size;
                rows.truncate(size);
                (rows, older, false)
            }
            Anchor::OlderThan(sid) => {
                let place = self.place(sid)?;
                let mut rows: Vec<&Message> =
                    range(set, low, lower(high, place)).rev().filter_map(shows).take(size + 1).collect();
                let older = rows.len() > size;
                rows.truncate(size);
                let newer = range(set, Bound::Included(place), high).any(|place| shows(place).is_some());
                (rows, older, newer)
            }
            Anchor::NewerThan(sid) => {
                let place = self.place(sid)?;
                let mut rows: Vec<&Message> =
                    range(set, Bound::Excluded(place), high).filter_map(shows).take(size + 1).collect();
                let newer = rows.len() > size;
                rows.truncate(size);
                rows.reverse();
                let older = range(set, low, Bound::Included(place)).any(|place| shows(place).is_some());
                (rows, older, newer)
            }
        };
        messages.shrink_to_fit();
        Some(Listed { messages, older, newer })
    }

    fn place(&self, sid: &str) -> Option<Place> {
        let index = *self.by_sid.get(sid)?;
        Some((self.messages.get(index as usize)?.created, index))
    }

    fn shown(&self, place: Place, filter: &Filter, now: i64) -> Option<&Message> {
        let message = self.messages.get(place.1 as usize)?;
        let date = message.date_sent(now).unwrap_or(message.created);
        let shown = !message.deleted
            && message.visible <= now
            && filter.to.as_ref().is_none_or(|to| *to == message.to)
            && filter.from.as_ref().is_none_or(|from| *from == message.from)
            && filter.sent_from.is_none_or(|from| date >= from)
            && filter.sent_before.is_none_or(|before| date < before);
        shown.then_some(message)
    }
}

fn lower(high: Bound<Place>, place: Place) -> Bound<Place> {
    match high {
        Bound::Excluded(other) | Bound::Included(other) if other < place => Bound::Excluded(other),
        Bound::Excluded(_) | Bound::Included(_) | Bound::Unbounded => Bound::Excluded(place),
    }
}

/// Like `BTreeSet::range`, but an empty interval is empty instead of a panic.
fn range(
    set: &std::collections::BTreeSet<Place>,
    low: Bound<Place>,
    high: Bound<Place>,
) -> std::collections::btree_set::Range<'_, Place> {
    let crossed = match (low, high) {
        (Bound::Included(low) | Bound::Excluded(low), Bound::Included(high) | Bound::Excluded(high)) => low >= high,
        (Bound::Unbounded, _) | (_, Bound::Unbounded) => false,
    };
    if crossed {
        let nowhere = (i64::MIN, 0);
        return set.range((Bound::Included(nowhere), Bound::Excluded(nowhere)));
    }
    set.range((low, high))
}
