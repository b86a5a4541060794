//! The books of what a page brings: fans' texts are paid for too, and so is what the number sent from elsewhere.
//!
//! Only what happened since the month began is booked: no cap looks further back, and a long history should not cost
//! the import its pace.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::clock::{TimeZone, day_start_ms, month_start_ms};
use crate::domain::price::Way;
use crate::domain::{Currency, Money, PhoneNumber, count_segments};
use crate::error::Result;
use crate::provider::RemoteMessage;
use crate::store::messages::{Known, at_of};
use crate::store::spending::{self, ELSEWHERE, INBOUND, Sum};
use crate::store::{line, prices};

/// When a text is booked, and on which day.
#[derive(Debug, Clone)]
pub struct Calendar {
    zone: TimeZone,
    day_start: i64,
    month_start: i64,
}

impl Calendar {
    #[must_use]
    pub fn at(now: i64, zone: TimeZone) -> Self {
        Self { day_start: day_start_ms(now, &zone), month_start: month_start_ms(now, &zone), zone }
    }

    /// The day that a text of this moment is booked on; `None` for one of an earlier month.
    fn day_of(&self, at: i64) -> Option<i64> {
        if at >= self.day_start {
            Some(self.day_start)
        } else if at >= self.month_start {
            Some(day_start_ms(at, &self.zone))
        } else {
            None
        }
    }
}

/// What one page adds, written at its end.
#[derive(Debug, Clone, Default)]
pub struct Spent {
    per_part: Option<i64>,
    currency: Option<Currency>,
    days: BTreeMap<(i64, Currency), Sum>,
}

impl Spent {
    /// Counts a fan's text that is stored for the first time; gives the estimate that its bill will correct, where
    /// there is no bill yet.
    pub fn inbound(
        &mut self,
        connection: &Connection,
        calendar: &Calendar,
        number: &PhoneNumber,
        message: &RemoteMessage,
        at: i64,
    ) -> Result<Option<i64>> {
        let Some(day) = calendar.day_of(at) else { return Ok(None) };
        let parts = match message.parts {
            0 if message.media == 0 => count_segments(&message.body).parts,
            parts => parts.max(1),
        };
        let (micros, currency, estimate) = match &message.price {
            Some(bill) => (bill.micros, bill.currency.clone(), None),
            None => {
                let estimate = self.per_part(connection, number)?.saturating_mul(i64::from(parts));
                (estimate, self.currency(connection)?, Some(estimate))
            }
        };
        let sum = self.days.entry((day, currency)).or_default();
        sum.messages += 1;
        sum.parts += i64::from(parts);
        sum.micros += micros;
        Ok(estimate)
    }

    fn per_part(&mut self, connection: &Connection, number: &PhoneNumber) -> Result<i64> {
        if let Some(per_part) = self.per_part {
            return Ok(per_part);
        }
        Ok(*self.per_part.insert(prices::per_part(connection, number.as_str(), Way::FromFan)?.micros))
    }

    fn currency(&mut self, connection: &Connection) -> Result<Currency> {
        if let Some(currency) = &self.currency {
            return Ok(currency.clone());
        }
        Ok(self.currency.insert(line::currency(connection)?.into()).clone())
    }

    /// Writes what the page added.
    pub fn write(self, connection: &Connection) -> Result<()> {
        for ((day, currency), sum) in self.days {
            spending::add(connection, day, INBOUND, &currency, sum)?;
        }
        Ok(())
    }
}

/// The bill of a stored text that has no row in the outbox: a fan's, or one that was sent from elsewhere.
pub fn billed(connection: &Connection, calendar: &Calendar, stored: &Known, bill: &Money) -> Result<()> {
    let Some(day) = calendar.day_of(at_of(stored.id)) else { return Ok(()) };
    if !stored.outbound {
        let Some(estimate) = stored.est_micros else { return Ok(()) };
        return spending::correct(connection, day, INBOUND, estimate, bill);
    }
    if stored.elsewhere { from_elsewhere(connection, day, bill) } else { Ok(()) }
}

/// A text from elsewhere whose bill was there when it was first seen.
pub fn seen_elsewhere(connection: &Connection, calendar: &Calendar, at: i64, bill: &Money) -> Result<()> {
    match calendar.day_of(at) {
        Some(day) => from_elsewhere(connection, day, bill),
        None => Ok(()),
    }
}

fn from_elsewhere(connection: &Connection, day: i64, bill: &Money) -> Result<()> {
    let sum = Sum { messages: 1, parts: 0, micros: bill.micros };
    spending::add(connection, day, ELSEWHERE, &bill.currency, sum)
}
