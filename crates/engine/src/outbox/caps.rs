//! What the spending caps leave: a day's and a month's, of the line and of each kind of text.
//!
//! A person's own answer and what the law asks for always go; they count, and are never held.

use rusqlite::Connection;

use super::claim::Moment;
use crate::domain::setting::Settings;
use crate::domain::{Money, OutboxKind, Why, WhyCode};
use crate::error::Result;
use crate::store::{line, outbox, spending};

/// A cap that is reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capped {
    pub limit: Money,
    pub period: Period,
    /// The kind of text that it is for; `None` for the whole line.
    pub kind: Option<OutboxKind>,
    /// When it starts anew.
    pub renewed_at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    Day,
    Month,
}

impl Capped {
    /// As the owner hears it.
    #[must_use]
    pub fn why(&self) -> Why {
        let period = match self.period {
            Period::Day => "day",
            Period::Month => "month",
        };
        Why::new(WhyCode::CapReached)
            .with("cap", &self.limit)
            .with("currency", &self.limit.currency)
            .with("period", period)
            .with("kind", self.kind.map_or("all", OutboxKind::as_str))
            .with("until", self.renewed_at)
    }
}

/// All caps at one moment, with what is left of each.
#[derive(Debug, Clone, Default)]
pub struct Caps(Vec<(Capped, i64)>);

impl Caps {
    /// Reads what was spent, and what is under way and may be.
    pub fn at(connection: &Connection, moment: Moment, settings: &Settings) -> Result<Self> {
        let limits = [
            (None, Period::Day, settings.daily_cap_micros),
            (None, Period::Month, settings.monthly_cap_micros),
            (Some(OutboxKind::AutoReply), Period::Day, settings.auto_reply_daily_cap_micros),
            (Some(OutboxKind::AutoReply), Period::Month, settings.auto_reply_monthly_cap_micros),
            (Some(OutboxKind::Broadcast), Period::Day, settings.broadcast_daily_cap_micros),
            (Some(OutboxKind::Broadcast), Period::Month, settings.broadcast_monthly_cap_micros),
        ];
        if limits.iter().all(|(.., limit)| limit.is_none()) {
            return Ok(Self::default());
        }
        let currency = line::currency(connection)?;
        let under_way = outbox::cost_under_way(connection)?;
        let today = spending::by_kind(connection, moment.day_start)?;
        let month = if limits.iter().any(|(_, period, limit)| *period == Period::Month && limit.is_some()) {
            spending::by_kind(connection, moment.month_start)?
        } else {
            Vec::new()
        };
        let caps = limits.into_iter().filter_map(|(kind, period, limit)| {
            let limit = limit?;
            let (spent, renewed_at) = match period {
                Period::Day => (&today, moment.day_end),
                Period::Month => (&month, moment.month_end),
            };
            let counts = |name: &str| kind.is_none_or(|kind| kind.as_str() == name);
            let gone: i64 = spent.iter().chain(&under_way).filter(|(name, _)| counts(name)).map(|(_, sum)| sum).sum();
            let capped = Capped { limit: Money::new(limit, &currency), period, kind, renewed_at };
            Some((capped, limit - gone))
        });
        Ok(Self(caps.collect()))
    }

    /// Nothing is ever held back.
    #[must_use]
    pub fn are_off(&self) -> bool {
        self.0.is_empty()
    }

    /// The cap that holds a text of this cost back; of several, the one that starts anew last.
    #[must_use]
    pub fn holds(&self, kind: OutboxKind, cost: i64) -> Option<&Capped> {
        let full = self.0.iter().filter(|(cap, left)| applies(cap, kind) && *left < cost);
        full.map(|(cap, _)| cap).max_by_key(|cap| cap.renewed_at)
    }

    /// A text of this cost is about to leave.
    pub fn spend(&mut self, kind: OutboxKind, cost: i64) {
        for (cap, left) in &mut self.0 {
            if cap.kind.is_none_or(|of| of == kind) {
                *left -= cost;
            }
        }
    }

    /// What may still be spent on texts of this kind; `None` without a cap.
    #[must_use]
    pub fn left(&self, kind: OutboxKind) -> Option<i64> {
        self.0.iter().filter(|(cap, _)| applies(cap, kind)).map(|(_, left)| *left).min()
    }
}

fn applies(cap: &Capped, kind: OutboxKind) -> bool {
    match kind {
        OutboxKind::Personal | OutboxKind::Compliance => false,
        OutboxKind::AutoReply | OutboxKind::Broadcast => cap.kind.is_none_or(|of| of == kind),
    }
}
