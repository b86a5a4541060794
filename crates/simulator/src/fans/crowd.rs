//! Runs the crowd: first texts along the rate curve, answers when they are due.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::Instant;

use super::fan::{Fan, Reaction};
use crate::clock::now_ms;
use crate::config::RateCurve;
use crate::message::{Direction, Origin};
use crate::network::{Network, NewMedia, Outgoing};
use crate::rng::{Rng, hash_text};

/// How often the curve is looked at while fans are still to come.
const STEP: Duration = Duration::from_millis(20);
/// What a phone that answers by itself says.
const AUTOMATIC: &str = "I can't look at my phone right now. This is an automatic reply.";

/// Who texts.
#[derive(Debug)]
pub(crate) enum Cast {
    /// So many invented fans.
    Fans(u32),
    /// One fan a line, who sends it once and does nothing else.
    Lines(Vec<String>),
}

impl Cast {
    /// # Errors
    /// What reading the file fails with.
    pub fn lines(path: &Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(path)?;
        let text = String::from_utf8_lossy(&bytes);
        // A label ends at the first tab.
        let body = |line: &str| line.split_once('\t').map_or(line, |(_, text)| text).trim_end_matches('\r').to_owned();
        Ok(Self::Lines(text.lines().map(body).filter(|line| !line.trim().is_empty()).collect()))
    }

    fn len(&self) -> u32 {
        match self {
            Self::Fans(count) => *count,
            Self::Lines(lines) => u32::try_from(lines.len()).unwrap_or(u32::MAX),
        }
    }
}

/// What a fan will do at a moment.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Intent {
    due: i64,
    /// Keeps intents of one moment in their order.
    order: u64,
    from: String,
    to: String,
    body: String,
    origin: Origin,
}

/// What the crowd knows about a fan who has texted.
#[derive(Debug)]
struct Known {
    index: u32,
    /// Texts they got from the line.
    heard: u32,
    left: bool,
}

#[derive(Debug)]
pub(crate) struct Crowd {
    network: Arc<Network>,
    cast: Cast,
    curve: RateCurve,
    delivered: UnboundedReceiver<Outgoing>,
    next: u32,
    first_of_run: u32,
    known: HashMap<String, Known>,
    intents: BinaryHeap<Reverse<Intent>>,
    /// Of phones that answer by themselves, also while the crowd rests.
    automatic: BinaryHeap<Reverse<Intent>>,
    order: u64,
    /// How long the crowd has been running, without its pauses.
    ran: Duration,
}

impl Crowd {
    /// Goes on where the ledger ends: whoever has texted does not text for the first time again.
    pub fn new(network: Arc<Network>, cast: Cast, delivered: UnboundedReceiver<Outgoing>) -> Self {
        let mut known: HashMap<String, Known> = HashMap::new();
        let mut next = 0;
        let book = network.read();
        for message in book.messages() {
            match (message.origin, &cast) {
                (Origin::Fan(index), Cast::Fans(_)) => {
                    next = next.max(index + 1);
                    let left = book.is_opted_out(&message.to, &message.from);
                    known.entry(message.from.clone()).or_insert(Known { index, heard: 0, left });
                }
                (Origin::Line(index), Cast::Lines(_)) => next = next.max(index + 1),
                _ => {}
            }
            if message.direction == Direction::OutboundApi
                && let Some(fan) = known.get_mut(&message.to)
            {
                fan.heard += 1;
            }
        }
        drop(book);
        let curve = match cast {
            Cast::Fans(_) => network.config.fans_per_second.clone(),
            Cast::Lines(_) => RateCurve::steady(network.config.texts_per_second),
        };
        Self {
            network,
            cast,
            curve,
            delivered,
            next,
            first_of_run: next,
            known,
            intents: BinaryHeap::new(),
            automatic: BinaryHeap::new(),
            order: 0,
            ran: Duration::ZERO,
        }
    }

    /// Until the carrier stops.
    pub async fn run(mut self) {
        let network = Arc::clone(&self.network);
        let mut looked = Instant::now();
        loop {
            let running = network.fans_running.load(Ordering::Relaxed);
            if running {
                self.ran += looked.elapsed();
            }
            looked = Instant::now();
            if running {
                self.arrive();
            }
            self.act(running);
            let wait = self.wait(running);
            tokio::select! {
                () = network.stop.cancelled() => return,
                text = self.delivered.recv() => {
                    let Some(text) = text else { return };
                    self.hear(text, running);
                }
                () = network.fans_changed.notified() => {}
                () = tokio::time::sleep(wait) => {}
            }
        }
    }

    fn wait(&self, running: bool) -> Duration {
        let first = if running { self.intents.peek() } else { None };
        let due = first.into_iter().chain(self.automatic.peek()).map(|Reverse(intent)| intent.due).min();
        let wait = due.map_or(Duration::from_secs(3_600), |due| {
            Duration::from_millis(u64::try_from(due - now_ms()).unwrap_or(0)).max(Duration::from_millis(1))
        });
        if running && self.next < self.cast.len() { wait.min(STEP) } else { wait }
    }

    /// First texts that are due.
    fn arrive(&mut self) {
        let due = self.curve.arrived(self.ran.as_secs_f64());
        // Both are far below what a float holds exactly.
        while self.next < self.cast.len() && f64::from(self.next - self.first_of_run) + 1.0 <= due {
            let index = self.next;
            self.next += 1;
            let fan = Fan::new(self.network.seed, index);
            let line = self.network.number().to_owned();
            match &self.cast {
                Cast::Fans(_) => {
                    let (body, picture) = fan.first_text(self.network.seed, &self.network.config.manners);
                    let media = picture.into_iter().map(NewMedia::Drawn).collect();
                    self.known.insert(fan.number.clone(), Known { index, heard: 0, left: false });
                    self.network.receive(fan.number, line, body, media, None, Origin::Fan(index));
                }
                Cast::Lines(lines) => {
                    let body = lines.get(index as usize).cloned().unwrap_or_default();
                    self.network.receive(fan.number, line, body, Vec::new(), None, Origin::Line(index));
                }
            }
        }
    }

    /// Answers that are due.
    fn act(&mut self, running: bool) {
        let now = now_ms();
        while let Some(intent) = due(&mut self.automatic, now) {
            self.network.receive(intent.from, intent.to, intent.body, Vec::new(), None, intent.origin);
        }
        while let Some(intent) = if running { due(&mut self.intents, now) } else { None } {
            self.network.receive(intent.from, intent.to, intent.body, Vec::new(), None, intent.origin);
        }
    }

    /// A text reaches a phone.
    fn hear(&mut self, text: Outgoing, running: bool) {
        let network = Arc::clone(&self.network);
        if network.faults().answers_by_itself(&text.to) {
            self.plan(text.delivered + 300, &text, AUTOMATIC.to_owned(), Origin::Injected);
            return;
        }
        let Some(fan) = self.known.get_mut(&text.to).filter(|fan| running && !fan.left) else { return };
        let (index, heard) = (fan.index, fan.heard);
        fan.heard += 1;
        let manners = network.config.manners;
        let (low, high) = manners.answer_after_ms;
        let mut rng = Rng::new(hash_text(network.seed ^ u64::from(heard), &text.to));
        let mut later = |from: i64| from.saturating_add(i64::try_from(rng.between(low, high)).unwrap_or(i64::MAX));
        let due = later(text.delivered);
        match Fan::new(network.seed, index).react(network.seed, &manners, heard, &text.body) {
            Reaction::Nothing => {}
            Reaction::Says(words) => self.plan(due, &text, words, Origin::Fan(index)),
            Reaction::Leaves { word, returns } => {
                fan.left = true;
                let back = later(due);
                self.plan(due, &text, word.to_owned(), Origin::Fan(index));
                if returns {
                    self.plan(back, &text, "START".to_owned(), Origin::Fan(index));
                }
            }
        }
    }

    fn plan(&mut self, due: i64, answered: &Outgoing, body: String, origin: Origin) {
        self.order += 1;
        let (from, to) = (answered.to.clone(), answered.from.clone());
        let intent = Reverse(Intent { due, order: self.order, from, to, body, origin });
        if origin == Origin::Injected { self.automatic.push(intent) } else { self.intents.push(intent) }
    }
}

/// Takes the first intent whose moment has come.
fn due(intents: &mut BinaryHeap<Reverse<Intent>>, now: i64) -> Option<Intent> {
    let Reverse(first) = intents.peek()?;
    if first.due > now { None } else { intents.pop().map(|Reverse(intent)| intent) }
}
