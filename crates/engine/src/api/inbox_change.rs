//! One change for several conversations, in one transaction.

use rusqlite::Connection;

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::fan_list::{self, Mark};
use crate::store::fans::{self, FanRow};
use crate::store::{Durability, journal, tags};

use super::fans::parse_id;
use super::inbox::{conversation, mark_row, not_found};
use super::rules::check_tags;
use super::views::{ChangeInbox, ChangedInbox};

/// Conversations in one change.
const MOST: usize = 1_000;

pub async fn change(lines: &Lines, params: ChangeInbox) -> Result<ChangedInbox> {
    let line = lines.current()?;
    if params.fan_ids.len() > MOST {
        return Err(Error::new(ErrorCode::BadParams).with("detail", format!("fan_ids: more than {MOST}")));
    }
    let ids = params.fan_ids.iter().map(|id| parse_id("fan", id)).collect::<Result<Vec<_>>>()?;
    let wanted = Wanted {
        add: one_tag(params.add_tag.as_ref(), "add_tag")?,
        remove: one_tag(params.remove_tag.as_ref(), "remove_tag")?,
        params,
    };
    let now = line.now();
    let changed = line
        .store
        .write(Durability::Synced, move |connection| {
            let mut changed = ChangedInbox { before: Vec::new(), after: Vec::new() };
            for id in ids {
                let fan = fans::get(connection, id)?.ok_or_else(|| not_found("fan", &id.to_string()))?;
                let names = wanted.apply(connection, &fan)?;
                if names.is_empty() {
                    continue;
                }
                let details = serde_json::json!({ "fan": id.to_string(), "changed": names });
                journal::write(connection, now, "owner", "fan_set", &details)?;
                let after = fans::get(connection, id)?.ok_or_else(|| not_found("fan", &id.to_string()))?;
                changed.before.push(conversation(fan));
                changed.after.push(conversation(after));
            }
            Ok(changed)
        })
        .await?;
    line.conversations_changed(changed.after.iter().filter_map(|row| row.id.parse().ok()));
    Ok(changed)
}

fn one_tag(tag: Option<&String>, field: &str) -> Result<Option<String>> {
    let Some(tag) = tag else { return Ok(None) };
    Ok(check_tags(std::slice::from_ref(tag), field)?.pop())
}

struct Wanted {
    params: ChangeInbox,
    add: Option<String>,
    remove: Option<String>,
}

impl Wanted {
    /// Changes one fan; gives the names of what was another way before.
    fn apply(&self, connection: &Connection, fan: &FanRow) -> Result<Vec<&'static str>> {
        let mut changed = Vec::new();
        if let Some(blocked) = self.params.blocked
            && !fan_list::mark(connection, &[fan.id], Mark::Blocked, blocked)?.is_empty()
        {
            changed.push("blocked");
        }
        if let Some(archived) = self.params.archived.filter(|archived| *archived != fan.archived) {
            fans::set_archived(connection, fan.id, archived)?;
            changed.push("archived");
        }
        // Done with is read.
        let read = self.params.read.or((self.params.archived == Some(true)).then_some(true));
        if let Some(read) = read.filter(|read| *read != (fan.unread == 0)) {
            mark_row(connection, fan.clone(), read)?;
            changed.push("unread");
        }
        if let Some(tag) = &self.add
            && !tags::of_fan(connection, fan.id)?.contains(tag)
        {
            tags::add(connection, fan.id, tag, None)?;
            changed.push("tags");
        }
        if let Some(tag) = &self.remove
            && tags::remove(connection, fan.id, tag)?
        {
            changed.push("tags");
        }
        Ok(changed)
    }
}
