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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::journal::Record;
    use crate::message::{Course, Direction, Origin, Privacy};
    use crate::rng::Rng;

    const NOW: i64 = 1_000_000;

    fn message(number: u64, rng: &mut Rng) -> Message {
        let created = i64::try_from(rng.between(0, 50) * 1_000).unwrap();
        let mut course = Course::received(created, 0);
        course.sent += i64::try_from(rng.between(0, 5) * 1_000).unwrap();
        Message {
            per_part: 7_900,
            sid: format!("SM{number:032x}"),
            direction: Direction::Inbound,
            from: format!("+1212555010{}", rng.below(4)),
            to: format!("+1212555014{}", rng.below(2)),
            body: "x".to_owned(),
            created,
            visible: if rng.chance(0.1) { NOW + 1 } else { created },
            course,
            segments: 1,
            media: Vec::new(),
            origin: Origin::Injected,
            service: None,
            privacy: Privacy::default(),
            canceled: None,
            redacted: None,
            deleted: rng.chance(0.1),
        }
    }

    fn filter(rng: &mut Rng) -> Filter {
        let mut second = |low| i64::try_from(rng.between(low, low + 30) * 1_000).ok();
        let (from, before) = (second(0), second(25));
        Filter {
            to: rng.chance(0.5).then(|| "+12125550140".to_owned()),
            from: rng.chance(0.5).then(|| "+12125550101".to_owned()),
            sent_from: from.filter(|_| rng.chance(0.5)),
            sent_before: before.filter(|_| rng.chance(0.5)),
        }
    }

    fn wanted(filter: &Filter, message: &Message) -> bool {
        let date = message.course.sent;
        !message.deleted
            && message.visible <= NOW
            && filter.to.as_ref().is_none_or(|to| *to == message.to)
            && filter.from.as_ref().is_none_or(|from| *from == message.from)
            && filter.sent_from.is_none_or(|from| date >= from)
            && filter.sent_before.is_none_or(|before| date < before)
    }

    /// Fails when a walk over pages, either way, would lose a text, repeat one or take in a stranger's.
    #[test]
    fn walking_the_pages_is_reading_the_whole_list() {
        let mut rng = Rng::new(11);
        for _ in 0..200 {
            let mut book = Book::default();
            for number in 0..60 {
                book.record(Record::Message(Box::new(message(number, &mut rng)))).unwrap();
            }
            let (filter, size) = (filter(&mut rng), rng.below(7) + 1);
            let mut expected: Vec<(i64, &str)> =
                book.messages().iter().filter(|m| wanted(&filter, m)).map(|m| (m.created, m.sid.as_str())).collect();
            expected.sort();
            expected.reverse();
            let expected: Vec<&str> = expected.into_iter().map(|(_, sid)| sid).collect();
            let walk = |first: Anchor, back: bool| {
                let (mut seen, mut anchor) = (Vec::new(), first);
                loop {
                    let page = book.page(&filter, &anchor, size, NOW).unwrap();
                    let sids: Vec<&str> = page.messages.iter().map(|m| m.sid.as_str()).collect();
                    if back {
                        seen.splice(0..0, sids.iter().copied())
                    } else {
                        seen.splice(seen.len().., sids.iter().copied())
                    };
                    let next =
                        if back { sids.first().filter(|_| page.newer) } else { sids.last().filter(|_| page.older) };
                    let Some(next) = next.map(|sid| (*sid).to_owned()) else { return seen };
                    anchor = if back { Anchor::NewerThan(next) } else { Anchor::OlderThan(next) };
                }
            };
            assert_eq!(walk(Anchor::Newest, false), expected, "{filter:?}, pages of {size}");
            if let Some((last, rest)) = expected.split_last() {
                assert_eq!(
                    walk(Anchor::NewerThan((*last).to_owned()), true),
                    rest,
                    "back: {filter:?}, pages of {size}"
                );
            }
        }
    }

    /// Fails when a token that was made up would read as the newest page and hide a gap.
    #[test]
    fn tokens_are_read_back_and_made_up_ones_are_not() {
        let sid = "SM0123456789abcdef0123456789abcdef".to_owned();
        for anchor in [Anchor::OlderThan(sid.clone()), Anchor::NewerThan(sid)] {
            assert_eq!(Anchor::parse(&anchor.token().unwrap()), Some(anchor));
        }
        for bad in ["", "PA", "PASM12", "XXSM0123456789abcdef0123456789abcdef", "PAé"] {
            assert_eq!(Anchor::parse(bad), None, "{bad}");
        }
    }
}
