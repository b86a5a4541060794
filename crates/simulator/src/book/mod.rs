//! Everything that happened at the carrier, in memory and, where a file is given, on disk before anybody is told.

use std::collections::{BTreeSet, HashMap};

pub(crate) mod journal;
pub(crate) mod pages;
mod report;

use crate::message::{Media, Message, Origin};
use crate::opt_out::{Keyword, keyword};
use journal::{Journal, Record};
pub use report::{Duplicate, LedgerEntry, LedgerQuery, Report};

/// A message's place in time: when it was created, then in which order it came.
pub(crate) type Place = (i64, u32);

#[derive(Debug, Default)]
pub(crate) struct Book {
    messages: Vec<Message>,
    by_sid: HashMap<String, u32>,
    all: BTreeSet<Place>,
    by_to: HashMap<String, BTreeSet<Place>>,
    by_from: HashMap<String, BTreeSet<Place>>,
    /// (line, fan) that left, and when.
    opted_out: HashMap<(String, String), i64>,
    /// The longest wait between creation and sending so far: a date filter looks that much further back.
    longest_wait_ms: i64,
    sent_after_stop: u64,
    /// Creates that were refused because the fan had left. Of this start only.
    pub refused_after_stop: u64,
    journal: Option<Journal>,
}

impl Book {
    /// An empty book, or what the file's records say.
    pub fn open(records: Vec<Record>, journal: Option<Journal>) -> Self {
        let mut book = Self::default();
        for record in records {
            book.apply(record);
        }
        book.journal = journal;
        book
    }

    /// Writes a record down and then takes it up.
    ///
    /// # Errors
    /// What writing the file fails with; the book is unchanged then.
    pub fn record(&mut self, record: Record) -> std::io::Result<()> {
        if let Some(journal) = &mut self.journal {
            journal.append(&record)?;
        }
        self.apply(record);
        Ok(())
    }

    /// Lets go of the file: what happens later is kept in memory only.
    pub fn close(&mut self) {
        self.journal = None;
    }

    fn apply(&mut self, record: Record) {
        match record {
            Record::Account(_) => {}
            Record::Message(message) => self.insert(*message),
            Record::Canceled { sid, at } => self.change(&sid, |message| message.canceled = Some(at)),
            Record::Redacted { sid, at } => self.change(&sid, |message| message.redacted = Some(at)),
            Record::Deleted { sid } => self.change(&sid, |message| {
                message.deleted = true;
                message.media.iter_mut().for_each(|media| media.deleted = true);
            }),
            Record::MediaDeleted { message, media } => self.change(&message, |message| {
                message.media.iter_mut().filter(|m| m.sid == media).for_each(|m| m.deleted = true);
            }),
        }
    }

    fn insert(&mut self, message: Message) {
        let index = u32::try_from(self.messages.len()).unwrap_or(u32::MAX);
        let place = (message.created, index);
        self.all.insert(place);
        self.by_to.entry(message.to.clone()).or_default().insert(place);
        self.by_from.entry(message.from.clone()).or_default().insert(place);
        self.by_sid.insert(message.sid.clone(), index);
        self.longest_wait_ms = self.longest_wait_ms.max(message.course.sent - message.created);
        if message.is_outbound() {
            let left = self.is_opted_out(&message.from, &message.to);
            if left && message.origin == Origin::Api {
                self.sent_after_stop += 1;
            }
        } else {
            self.note_keyword(&message);
        }
        self.messages.push(message);
    }

    /// Leaving and coming back follow from the texts themselves, so that a resumed book agrees with its file.
    fn note_keyword(&mut self, message: &Message) {
        match keyword(&message.body) {
            Some(Keyword::Stop) => {
                self.opted_out.entry((message.to.clone(), message.from.clone())).or_insert(message.created);
            }
            Some(Keyword::Start) => {
                self.opted_out.remove(&(message.to.clone(), message.from.clone()));
            }
            Some(Keyword::Help) | None => {}
        }
    }

    fn change(&mut self, sid: &str, change: impl FnOnce(&mut Message)) {
        let index = self.by_sid.get(sid).copied();
        if let Some(message) = index.and_then(|index| self.messages.get_mut(index as usize)) {
            change(message);
        }
    }

    pub fn is_opted_out(&self, line: &str, fan: &str) -> bool {
        // Without a pair to borrow there is no lookup by two slices; a number is short.
        !self.opted_out.is_empty() && self.opted_out.contains_key(&(line.to_owned(), fan.to_owned()))
    }

    /// A message that was not deleted.
    pub fn find(&self, sid: &str) -> Option<&Message> {
        let index = self.by_sid.get(sid)?;
        self.messages.get(*index as usize).filter(|message| !message.deleted)
    }

    pub fn find_media(&self, message: &str, media: &str) -> Option<(&Message, &Media)> {
        let message = self.find(message)?;
        let media = message.present_media().find(|m| m.sid == media)?;
        Some((message, media))
    }

    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    pub fn len(&self) -> usize {
        self.messages.len()
    }

    /// What the account has spent, in negative millionths of a dollar.
    pub fn spent(&self, now: i64) -> i64 {
        self.messages.iter().filter_map(|message| message.price(now)).sum()
    }
}
