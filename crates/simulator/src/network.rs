//! The carrier behind its API: accepts texts either way, decides their course, and tells the crowd.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use crate::book::Book;
use crate::book::journal::Record;
use crate::clock::now_ms;
use crate::config::{CarrierConfig, Delivery, OwnedNumber};
use crate::faults::Faults;
use crate::ids::Ids;
use crate::message::{Course, Direction, Media, Message, Origin, Privacy, Status};
use crate::opt_out::{confirmation, keyword};
use crate::pace::Bucket;
use crate::prices;
use crate::rng::{Rng, hash_text};
use crate::segments;

/// Names and secrets of the account.
pub(crate) struct Identity {
    pub account: String,
    pub key: String,
    pub secret: String,
    pub control_token: String,
    /// What the account is billed in, ISO 4217.
    pub currency: String,
    /// The account's messaging service, whose one sender is the line's number.
    pub service: String,
    pub number_sid: Vec<String>,
    pub created: i64,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("account", &self.account).finish_non_exhaustive()
    }
}

/// A text on its way out, as its recipient will get it.
#[derive(Debug, Clone)]
pub(crate) struct Outgoing {
    pub from: String,
    pub to: String,
    pub body: String,
    /// When it reaches the phone.
    pub delivered: i64,
}

/// What the API asks to send, after it was checked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub from: String,
    pub to: String,
    pub body: String,
    pub media: Vec<NewMedia>,
    pub as_mms: bool,
    pub service: Option<String>,
    pub due: Option<i64>,
    pub validity_ms: Option<i64>,
    pub privacy: Privacy,
}

#[derive(Debug, Clone)]
pub(crate) enum NewMedia {
    /// A picture that is drawn from a number.
    Drawn(u64),
    /// Base64.
    Given { content_type: String, data: String },
}

/// Why a text was not accepted.
#[derive(Debug)]
pub(crate) enum Refused {
    OptedOut,
    Code(u32),
    Busy,
    Ledger(std::io::Error),
}

#[derive(Debug)]
pub(crate) struct Network {
    pub config: CarrierConfig,
    pub identity: Identity,
    pub numbers: Vec<OwnedNumber>,
    pub seed: u64,
    ids: Ids,
    book: RwLock<Book>,
    faults: Mutex<Faults>,
    pace: Option<Mutex<Bucket>>,
    /// What phones receive, for the crowd to react to.
    delivered: mpsc::UnboundedSender<Outgoing>,
    pub fans_running: AtomicBool,
    pub fans_changed: Notify,
    pub stop: CancellationToken,
}

impl Network {
    pub fn new(
        config: CarrierConfig,
        identity: Identity,
        numbers: Vec<OwnedNumber>,
        seed: u64,
        run: u64,
        book: Book,
        delivered: mpsc::UnboundedSender<Outgoing>,
    ) -> Self {
        Self {
            faults: Mutex::new(Faults::new(seed, config.faults.clone())),
            pace: config.creates_per_second.map(|rate| Mutex::new(Bucket::new(rate))),
            fans_running: AtomicBool::new(config.start == crate::config::Start::Now),
            fans_changed: Notify::new(),
            stop: CancellationToken::new(),
            ids: Ids::new(run),
            book: RwLock::new(book),
            config,
            identity,
            numbers,
            seed,
            delivered,
        }
    }

    // A panic while holding one of these locks leaves whole records behind: nothing is half changed.
    pub fn read(&self) -> RwLockReadGuard<'_, Book> {
        self.book.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Book> {
        self.book.write().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn faults(&self) -> MutexGuard<'_, Faults> {
        self.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub fn number(&self) -> &str {
        self.numbers.first().map_or("", |owned| owned.number.as_str())
    }

    pub fn owned(&self, number: &str) -> Option<&OwnedNumber> {
        self.numbers.iter().find(|owned| owned.number == number)
    }

    pub fn set_running(&self, running: bool) {
        self.fans_running.store(running, Ordering::Relaxed);
        self.fans_changed.notify_one();
    }

    /// Takes one create from the allowance.
    pub fn take_create(&self) -> Result<(), Refused> {
        let Some(pace) = &self.pace else { return Ok(()) };
        let mut pace = pace.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if pace.take(now_ms()) { Ok(()) } else { Err(Refused::Busy) }
    }

    /// Accepts a text from the API.
    ///
    /// # Errors
    /// [`Refused`]; nothing was accepted then.
    pub fn accept(&self, draft: Draft) -> Result<Message, Refused> {
        let code = self.faults().plan().refused.get(&draft.to).copied();
        if let Some(code) = code {
            return Err(Refused::Code(code));
        }
        let mut message = self.outgoing(draft, Direction::OutboundApi, Origin::Api);
        let mut book = self.write();
        // Under the lock: a STOP that came before this moment is in the book, one that comes later is later.
        if self.config.answers_opt_out && book.is_opted_out(&message.from, &message.to) {
            book.refused_after_stop += 1;
            return Err(Refused::OptedOut);
        }
        let now = now_ms();
        message.shift_to(now);
        book.record(Record::Message(Box::new(message.clone()))).map_err(Refused::Ledger)?;
        drop(book);
        self.tell_crowd(&message);
        Ok(message)
    }

    fn outgoing(&self, draft: Draft, direction: Direction, origin: Origin) -> Message {
        let created = now_ms();
        let sid = self.ids.mint(if draft.media.is_empty() && !draft.as_mms { "SM" } else { "MM" });
        let (hidden, plain, bad) = {
            let mut faults = self.faults();
            (faults.hidden_ms(), faults.plan().plain_quotes, faults.plan().undelivered.get(&draft.to).copied())
        };
        let body = if plain { segments::plain(&draft.body) } else { draft.body };
        let mut course = course(&self.config.delivery, hash_text(self.seed, &sid), draft.due.unwrap_or(created), bad);
        if draft.validity_ms.is_some_and(|validity| course.sent > course.due + validity) {
            course.end = course.due + draft.validity_ms.unwrap_or_default();
            course.outcome = Status::Failed;
            course.error = Some(30_036);
        }
        Message {
            segments: if draft.media.is_empty() && !draft.as_mms { segments::count(&body) } else { 1 },
            per_part: self.bills(&draft.to),
            media: self.media(draft.media, created),
            visible: created.saturating_add(hidden),
            sid,
            direction,
            from: draft.from,
            to: draft.to,
            body,
            created,
            course,
            origin,
            service: draft.service,
            privacy: draft.privacy,
            canceled: None,
            redacted: None,
            deleted: false,
        }
    }

    /// What a part to a number is billed.
    fn bills(&self, to: &str) -> i64 {
        let country = prices::of_number(to).map_or("", |tariff| tariff.iso);
        self.config.billed.get(country).copied().unwrap_or_else(|| prices::to(to))
    }

    fn media(&self, given: Vec<NewMedia>, created: i64) -> Vec<Media> {
        given
            .into_iter()
            .map(|media| {
                let (content_type, drawn, data) = match media {
                    NewMedia::Drawn(number) => ("image/png".to_owned(), Some(number), None),
                    NewMedia::Given { content_type, data } => (content_type, None, Some(data)),
                };
                Media { sid: self.ids.mint("ME"), content_type, created, drawn, data, deleted: false }
            })
            .collect()
    }

    /// A text from a phone. `at` sets its dates back (or forth).
    pub fn receive(
        &self,
        from: String,
        to: String,
        body: String,
        media: Vec<NewMedia>,
        at: Option<i64>,
        origin: Origin,
    ) -> String {
        let created = at.unwrap_or_else(now_ms);
        let sid = self.ids.mint(if media.is_empty() { "SM" } else { "MM" });
        let hidden = self.faults().hidden_ms();
        let message = Message {
            segments: if media.is_empty() { segments::count(&body) } else { 1 },
            per_part: prices::from(&to),
            media: self.media(media, created),
            visible: now_ms().saturating_add(hidden),
            sid: sid.clone(),
            direction: Direction::Inbound,
            from,
            to,
            body,
            created,
            course: Course::received(created, self.config.delivery.priced_ms),
            origin,
            service: None,
            privacy: Privacy::default(),
            canceled: None,
            redacted: None,
            deleted: false,
        };
        let answer = {
            let mut book = self.write();
            let was_out = book.is_opted_out(&message.to, &message.from);
            let answer = keyword(&message.body).and_then(|keyword| confirmation(keyword, was_out));
            if let Err(error) = book.record(Record::Message(Box::new(message.clone()))) {
                tracing::error!(%error, "a text could not be written to the ledger");
            }
            answer
        };
        if let Some(words) = answer.filter(|_| self.config.answers_opt_out) {
            self.reply(&message, words.to_owned(), Origin::Carrier);
        } else if let Some(words) = &self.config.webhook_reply {
            self.reply(&message, words.clone(), Origin::Webhook);
        }
        sid
    }

    /// An answer that comes from the carrier's side.
    fn reply(&self, to: &Message, body: String, origin: Origin) {
        let draft = Draft { from: to.to.clone(), to: to.from.clone(), body, ..Draft::default() };
        let message = self.outgoing(draft, Direction::OutboundReply, origin);
        self.keep(message, origin == Origin::Webhook);
    }

    /// A text that went out of the number by other means than this API, for example from the provider's console.
    pub fn outside(&self, draft: Draft, direction: Direction, at: Option<i64>) -> String {
        let mut message = self.outgoing(draft, direction, Origin::Injected);
        if let Some(at) = at {
            message.shift_to(at);
        }
        let sid = message.sid.clone();
        self.keep(message, true);
        sid
    }

    fn keep(&self, message: Message, tell: bool) {
        if let Err(error) = self.write().record(Record::Message(Box::new(message.clone()))) {
            tracing::error!(%error, "a text could not be written to the ledger");
        }
        if tell {
            self.tell_crowd(&message);
        }
    }

    fn tell_crowd(&self, message: &Message) {
        if matches!(message.course.outcome, Status::Delivered | Status::Sent) {
            let Message { from, to, body, course, .. } = message.clone();
            // Nobody listens once the carrier stops.
            self.delivered.send(Outgoing { from, to, body, delivered: course.end }).ok();
        }
    }

    /// Lets go of the ledger's file.
    pub fn close(&self) {
        self.write().close();
    }

    /// # Errors
    /// What writing the ledger fails with.
    pub fn change(&self, record: Record) -> std::io::Result<()> {
        self.write().record(record)
    }
}

impl Message {
    /// Moves everything that was decided relative to the creation.
    fn shift_to(&mut self, created: i64) {
        let by = created - self.created;
        let scheduled = self.course.due > self.created;
        self.created = created;
        self.visible += by.max(0);
        if !scheduled {
            let course = &mut self.course;
            for moment in [&mut course.due, &mut course.sending, &mut course.sent, &mut course.end, &mut course.priced]
            {
                *moment += by;
            }
        }
    }
}

/// Decides how a text will go, from a number that belongs to it.
fn course(delivery: &Delivery, number: u64, due: i64, bad: Option<u32>) -> Course {
    let mut rng = Rng::new(number);
    let mut vary = |ms: u32| {
        let third = u64::from(ms) / 3;
        i64::try_from(rng.between(u64::from(ms) - third, u64::from(ms) + third)).unwrap_or(i64::MAX)
    };
    // However fast the network is, a create is answered with a text that waits.
    let sending = due + vary(delivery.sending_ms).max(1);
    let sent = sending.max(due + vary(delivery.sent_ms));
    let end = sent.max(due + vary(delivery.delivered_ms));
    let priced = sent.max(due + vary(delivery.priced_ms));
    let error = bad.or_else(|| {
        let common = [30_003, 30_003, 30_003, 30_005, 30_008, 30_004, 30_007];
        rng.chance(delivery.undelivered).then(|| rng.pick(&common).copied()).flatten()
    });
    let outcome = match error {
        Some(_) => Status::Undelivered,
        None if rng.chance(delivery.untold) => Status::Sent,
        None => Status::Delivered,
    };
    Course { due, sending, sent, end, priced, outcome, error }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails when a status would jump back by itself or a text would never arrive.
    #[test]
    fn every_course_goes_forward() {
        let delivery = Delivery { undelivered: 0.2, ..Delivery::practice() };
        let mut lost = 0;
        for number in 0..2_000 {
            let course = course(&delivery, number, 1_000, None);
            assert!(
                1_000 <= course.sending
                    && course.sending <= course.sent
                    && course.sent <= course.end
                    && course.sent <= course.priced
            );
            assert_eq!(course.error.is_some(), course.outcome == Status::Undelivered);
            lost += i32::from(course.error.is_some());
        }
        assert!((300..500).contains(&lost), "{lost} of 2,000 at one in five");
    }
}
