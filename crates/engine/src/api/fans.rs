//! Fans and their cards.

use rusqlite::Connection;

use crate::domain::{Birthday, Why, WhyCode};
use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::consent::{self, Consent, Told};
use crate::store::fans::{self as rows, FanRow};
use crate::store::{Durability, counters, erasures, journal, opt_state, outbox, tags};

use super::inbox::{To, cursor, not_found, page_size};
use super::lines::number;
use super::rules::check_tags;
use super::suppressions::Moment;
use super::views::{Fan, GetFan, ListFans, Page, SetFan};

const PAGE: u32 = 100;
const LONGEST_NAME: usize = 120;
const LONGEST_NOTES: usize = 4_000;

/// An id as it travels.
pub fn parse_id(what: &str, id: &str) -> Result<i64> {
    id.parse().map_err(|_| not_found(what, id))
}

pub fn fan_view(connection: &Connection, row: FanRow) -> Result<Fan> {
    Ok(Fan {
        id: row.id.to_string(),
        tags: tags::of_fan(connection, row.id)?,
        city: row.city,
        birthday: row.birthday,
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
    })
}

pub async fn list(lines: &Lines, params: ListFans) -> Result<Page<Fan>> {
    let line = lines.current()?;
    let after = cursor(params.cursor.as_deref(), 0)?;
    let limit = page_size(params.limit, PAGE);
    let items = line
        .store
        .read(move |connection| {
            rows::list(connection, after, limit)?
                .into_iter()
                .map(|row| fan_view(connection, row))
                .collect::<Result<Vec<_>>>()
        })
        .await?;
    let next = (items.len() == limit as usize).then(|| items.last().map(|fan| fan.id.clone())).flatten();
    Ok(Page { items, next })
}

pub async fn get(lines: &Lines, params: GetFan) -> Result<Fan> {
    let line = lines.current()?;
    let (asked, fan) = match (params.id, params.number) {
        (Some(id), _) => (id.clone(), To::Fan(parse_id("fan", &id)?)),
        (None, Some(text)) => (text.clone(), To::Number(number(&text)?)),
        (None, None) => return Err(Error::new(ErrorCode::BadParams).with("detail", "id or number")),
    };
    line.store
        .read(move |connection| {
            let row = match fan {
                To::Fan(id) => rows::get(connection, id)?,
                To::Number(number) => rows::by_number(connection, number.as_str())?,
            };
            fan_view(connection, row.ok_or_else(|| not_found("fan", &asked))?)
        })
        .await
}

pub async fn set(lines: &Lines, params: SetFan) -> Result<Fan> {
    let line = lines.current()?;
    let id = parse_id("fan", &params.id)?;
    let now = line.now();
    let fan = line
        .store
        .write(Durability::Synced, move |connection| {
            let mut fan = rows::get(connection, id)?.ok_or_else(|| not_found("fan", &params.id))?;
            if erasures::is_asked_for(connection, fan.id)? {
                return Err(ErrorCode::FanBeingErased.into());
            }
            let mut changed = Vec::new();
            if let Some(name) = &params.name {
                let name: String = name.trim().chars().take(LONGEST_NAME).collect();
                fan.name = Some(name).filter(|name| !name.is_empty());
                fan.name_from = None;
                changed.push("name");
            }
            if let Some(city) = &params.city {
                let city: String = city.trim().chars().take(LONGEST_NAME).collect();
                fan.city = Some(city).filter(|city| !city.is_empty());
                fan.city_from = None;
                changed.push("city");
            }
            if let Some(birthday) = &params.birthday {
                fan.birthday = read_birthday(birthday.trim())?;
                fan.birthday_from = None;
                changed.push("birthday");
            }
            if let Some(wanted) = &params.tags {
                tags::set(connection, id, &check_tags(wanted, "tags")?)?;
                changed.push("tags");
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
            if changed.contains(&"opt_out_review") {
                look_at_review(connection, &fan, Moment::read(connection, now)?)?;
            }
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
            let fan = rows::get(connection, id)?.ok_or_else(|| not_found("fan", &params.id))?;
            fan_view(connection, fan)
        })
        .await?;
    line.conversations_changed([id]);
    line.send.notify_one();
    Ok(fan)
}

/// What a person says about words that ask to be left alone. Later words of the fan's own come on top of it.
fn look_at_review(connection: &Connection, fan: &FanRow, moment: Moment) -> Result<()> {
    if !fan.opt_out_review {
        return opt_state::looked(connection, fan.id);
    }
    let told = Told {
        what: Consent::Review,
        at: moment.provider_now.max(fan.opt_changed_at),
        recorded_at: moment.now,
        source: "owner",
        wording: None,
    };
    consent::record_told(connection, fan.id, &told)?;
    Ok(())
}

fn read_birthday(text: &str) -> Result<Option<String>> {
    if text.is_empty() {
        return Ok(None);
    }
    let birthday = Birthday::parse(text).ok_or_else(|| Error::new(ErrorCode::BadValue).with("field", "birthday"))?;
    Ok(Some(birthday.to_string()))
}
