//! Fans and their cards.

use crate::domain::{Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::fans::{self as rows, FanRow};
use crate::store::{Durability, counters, journal, outbox};

use super::inbox::{cursor, not_found, page_size};
use super::lines::number;
use super::views::{Fan, GetFan, ListFans, Page, SetFan};

const PAGE: u32 = 100;
const LONGEST_NAME: usize = 120;
const LONGEST_NOTES: usize = 4_000;

/// An id as it travels.
pub fn parse_id(what: &str, id: &str) -> Result<i64> {
    id.parse().map_err(|_| not_found(what, id))
}

pub fn fan_view(row: FanRow) -> Fan {
    Fan {
        id: row.id.to_string(),
        number: row.number,
        name: row.name,
        notes: row.notes,
        first_at: row.first_at,
        last_at: row.last_at,
        unread: row.unread,
        from_fan: row.from_fan,
        personal: row.personal,
        updates: row.updates,
        automatic: row.automatic,
        elsewhere: row.elsewhere,
        vip: row.vip,
        flagged: row.flagged,
        blocked: row.blocked,
        care: row.care,
        opted_out_at: row.opted_out_at,
        opt_out_review: row.opt_out_review,
        suppressed: row.suppressed,
        consent_at: row.consent_at,
        not_textable: row.not_textable.map(|code| Why::new(WhyCode::NotTextable).with("code", code)),
        answers_paused: row.loop_kind.map(|kind| Why::new(WhyCode::ReplyLoop).with("kind", kind)),
        answers_paused_at: row.loop_at,
    }
}

pub async fn list(lines: &Lines, params: ListFans) -> Result<Page<Fan>> {
    let line = lines.current()?;
    let after = cursor(params.cursor.as_deref(), 0)?;
    let limit = page_size(params.limit, PAGE);
    let rows = line.store.read(move |connection| rows::list(connection, after, limit)).await?;
    let next = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id.to_string())).flatten();
    Ok(Page { items: rows.into_iter().map(fan_view).collect(), next })
}

pub async fn get(lines: &Lines, params: GetFan) -> Result<Fan> {
    let line = lines.current()?;
    let row = match (params.id, params.number) {
        (Some(id), _) => {
            let parsed = parse_id("fan", &id)?;
            line.store
                .read(move |connection| rows::get(connection, parsed))
                .await?
                .ok_or_else(|| not_found("fan", &id))?
        }
        (None, Some(text)) => {
            let number = number(&text)?;
            let row = line.store.read(move |connection| rows::by_number(connection, number.as_str())).await?;
            row.ok_or_else(|| not_found("fan", &text))?
        }
        (None, None) => return Err(Error::new(ErrorCode::BadParams).with("detail", "id or number")),
    };
    Ok(fan_view(row))
}

pub async fn set(lines: &Lines, params: SetFan) -> Result<Fan> {
    let line = lines.current()?;
    let id = parse_id("fan", &params.id)?;
    let now = line.now();
    let row = line
        .store
        .write(Durability::Synced, move |connection| {
            let mut fan = rows::get(connection, id)?.ok_or_else(|| not_found("fan", &params.id))?;
            let mut changed = Vec::new();
            if let Some(name) = &params.name {
                let name: String = name.trim().chars().take(LONGEST_NAME).collect();
                fan.name = Some(name).filter(|name| !name.is_empty());
                changed.push("name");
            }
            if let Some(notes) = &params.notes {
                fan.notes = notes.chars().take(LONGEST_NOTES).collect();
                changed.push("notes");
            }
            for (name, wanted, place) in [
                ("vip", params.vip, &mut fan.vip),
                ("flagged", params.flagged, &mut fan.flagged),
                ("blocked", params.blocked, &mut fan.blocked),
                ("care", params.care, &mut fan.care),
                ("opt_out_review", params.opt_out_review, &mut fan.opt_out_review),
            ] {
                if let Some(wanted) = wanted.filter(|wanted| wanted != place) {
                    *place = wanted;
                    changed.push(name);
                }
            }
            rows::set_card(connection, &fan)?;
            match params.answers_paused {
                Some(true) => {
                    rows::pause_answers(connection, id, "person", now)?;
                    outbox::cancel_automatic_of_fan(connection, id, &WhyCode::ReplyLoop.name())?;
                    changed.push("answers_paused");
                }
                Some(false) => {
                    rows::lift_pause(connection, id, counters::provider_time(connection, now)?)?;
                    changed.push("answers_paused");
                }
                None => {}
            }
            let details = serde_json::json!({ "fan": id.to_string(), "changed": changed });
            journal::write(connection, now, "owner", "fan_set", &details)?;
            rows::get(connection, id)?.ok_or_else(|| not_found("fan", &params.id))
        })
        .await?;
    line.conversations_changed([id]);
    line.send.notify_one();
    Ok(fan_view(row))
}
