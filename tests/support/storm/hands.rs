//! What people do meanwhile: fans text and leave, the owner answers in person and sends updates.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::Duration;

use fanline_simulator::Carrier;
use serde_json::Value;
use tokio::time::Instant;

use super::dice::Dice;
use super::{CANCELLED, EVERYONE, Strength, WELCOME, number, text};
use crate::process::{Cli, Ended};

/// Dates have whole seconds.
const PATIENCE: Duration = Duration::from_millis(1_100);

/// What the line was asked for, as those who asked know it.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// How many texts with this mark this number may get, and gets unless there is a reason.
    pub texts: BTreeMap<(String, String), u32>,
    pub client_ids: BTreeMap<String, (String, String)>,
    pub stops: BTreeSet<String>,
}

/// How often something was done.
#[derive(Debug, Clone, Default)]
pub struct Done {
    pub personal: u64,
    pub stops: u64,
    pub pauses: u64,
    /// Commands that were refused, by their error's code.
    pub refused: BTreeMap<String, u64>,
    /// Commands that ended in another way.
    pub crashed: u64,
}

#[derive(Debug)]
pub struct Hands<'a> {
    cli: &'a Cli,
    carrier: &'a Carrier,
    dice: Dice,
    /// Fans who have texted: the first so many.
    texted: u32,
    /// Fans who will ask again, and since when they wait.
    impatient: VecDeque<(Instant, u32)>,
    /// Ids of the updates by their mark, once they were sent.
    updates: BTreeMap<&'static str, String>,
    paused: BTreeSet<&'static str>,
    cancelled: bool,
    asked: Asked,
    done: Done,
}

impl<'a> Hands<'a> {
    pub fn new(cli: &'a Cli, carrier: &'a Carrier, dice: Dice) -> Self {
        Self {
            cli,
            carrier,
            dice,
            texted: 0,
            impatient: VecDeque::new(),
            updates: BTreeMap::new(),
            paused: BTreeSet::new(),
            cancelled: false,
            asked: Asked::default(),
            done: Done::default(),
        }
    }

    /// Runs a command that may be refused. One that neither succeeds nor is refused has crashed.
    async fn run(&mut self, args: &[&str]) -> Ended {
        let ended = self.cli.run(args).await;
        match ended.code {
            Some(0) => {}
            Some(1) => {
                let error: Value = serde_json::from_str(&ended.stderr).unwrap_or_default();
                let code = error["code"].as_str().unwrap_or("unreadable").to_owned();
                *self.done.refused.entry(code).or_default() += 1;
            }
            Some(_) | None => self.done.crashed += 1,
        }
        ended
    }

    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    pub fn done(&self) -> Done {
        self.done.clone()
    }

    /// Two fifths of the fans text at once, the others one life after the other until half of the lives are over.
    pub fn text_until(&mut self, strength: Strength, life: u32) {
        let half = (strength.kills / 2).max(1);
        let share = f64::from(life.min(half)) / f64::from(half);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a count of fans")]
        let until = (f64::from(strength.recipients) * (0.4 + 0.6 * share)) as u32;
        self.text_all(until);
    }

    /// The first so many fans have texted.
    pub fn text_all(&mut self, until: u32) {
        for fan in self.texted..until {
            text(self.carrier, fan, "hello Juno!");
            if fan % 3 == 0 {
                self.impatient.push_back((Instant::now(), fan));
            }
            for mark in [WELCOME, EVERYONE, CANCELLED] {
                self.asked.texts.insert((number(fan), mark.to_owned()), 1);
            }
        }
        self.texted = self.texted.max(until);
    }

    /// Who got no answer at once asks again, in another second of the carrier's dates. It may show the second text
    /// first: still one answer.
    fn ask_again(&mut self) {
        while let Some((since, fan)) = self.impatient.front().copied()
            && since.elapsed() > PATIENCE
        {
            self.impatient.pop_front();
            text(self.carrier, fan, "are you there??");
        }
    }

    /// One life's worth of things to do.
    pub async fn act(&mut self, strength: Strength, life: u32) {
        self.ask_again();
        let quarter = (strength.kills / 4).max(1);
        if life >= quarter {
            self.update(CANCELLED).await;
        }
        if life >= 2 * quarter {
            self.update(EVERYONE).await;
        }
        if life >= quarter + quarter / 2 {
            self.cancel().await;
        }
        for _ in 0..2 + self.dice.below(3) {
            self.ask_again();
            match self.dice.below(10) {
                0..5 => self.write().await,
                5..8 => self.leave(),
                _ => self.pause_or_resume().await,
            }
        }
    }

    /// Sends an update to everybody who is known, once.
    async fn update(&mut self, mark: &'static str) {
        if self.updates.contains_key(mark) {
            return;
        }
        let words = format!("Doors open at nine — don’t be late… STOP to end. #{mark}");
        let created = self.run(&["broadcast", "create", "--text", &words]).await;
        if created.code != Some(0) {
            return;
        }
        let created = created.document(&["broadcast", "create"]);
        let id = created["id"].as_str().expect("an id").to_owned();
        // Nobody may be known yet: the next life tries again, with another draft.
        if self.run(&["broadcast", "send", &id, "--yes"]).await.code == Some(0) {
            self.updates.insert(mark, id);
        }
    }

    async fn cancel(&mut self) {
        let Some(id) = self.updates.get(CANCELLED).cloned().filter(|_| !self.cancelled) else { return };
        self.cancelled = self.run(&["broadcast", "cancel", &id]).await.code == Some(0);
        self.paused.remove(CANCELLED);
    }

    async fn pause_or_resume(&mut self) {
        let Some((mark, id)) = self.updates.iter().next_back().map(|(mark, id)| (*mark, id.clone())) else { return };
        if self.paused.contains(mark) {
            self.resume(mark, &id).await;
        } else if self.run(&["broadcast", "pause", &id]).await.code == Some(0) {
            self.paused.insert(mark);
            self.done.pauses += 1;
        }
    }

    async fn resume(&mut self, mark: &'static str, id: &str) {
        if self.run(&["broadcast", "resume", id]).await.code == Some(0) {
            self.paused.remove(mark);
        }
    }

    /// Nothing that was asked for is held back by the one who asked.
    pub async fn let_go_on(&mut self) {
        self.update(EVERYONE).await;
        for mark in self.paused.clone() {
            let id = self.updates.get(mark).cloned().expect("what was paused was sent");
            self.resume(mark, &id).await;
        }
        assert!(self.paused.is_empty(), "an update could not be resumed");
    }

    /// A personal text; now and then two with the same words, or the same request twice.
    async fn write(&mut self) {
        if self.texted == 0 {
            return;
        }
        let fan = number(u32::try_from(self.dice.below(self.texted as usize)).unwrap_or(0));
        let count = self.done.personal;
        let (mark, ids) = if self.dice.percent(20) {
            ("same".to_owned(), vec![format!("p{count}a"), format!("p{count}b")])
        } else {
            (format!("p{count}"), vec![format!("p{count}")])
        };
        let words = format!("It’s me — “see you” at eight #{mark}");
        for id in ids {
            for _ in 0..1 + usize::from(self.dice.percent(25)) {
                let sent = self.run(&["send", &fan, &words, "--client-id", &id]).await;
                if sent.code == Some(0) && !self.asked.client_ids.contains_key(&id) {
                    let key = (fan.clone(), mark.clone());
                    *self.asked.texts.entry(key.clone()).or_default() += 1;
                    self.asked.client_ids.insert(id.clone(), key);
                    self.done.personal += 1;
                }
            }
        }
    }

    /// A fan has had enough.
    fn leave(&mut self) {
        if self.texted == 0 {
            return;
        }
        let fan = u32::try_from(self.dice.below(self.texted as usize)).unwrap_or(0);
        text(self.carrier, fan, "STOP");
        if self.asked.stops.insert(number(fan)) {
            self.done.stops += 1;
        }
    }
}
