//! One change for many fans.

use rusqlite::Connection;

use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::lines::Lines;
use crate::store::fan_list::{self as rows, Filter, Mark};
use crate::store::{Durability, journal, tags};

use super::fans::parse_id;
use super::fans_find::filter;
use super::rules::check_tags;
use super::views::{ChangeFans, FansChanged};

/// Fans in one transaction: what is being sent waits no longer for it.
const CHUNK: usize = 1_000;
/// More than this are not handed back one by one.
const TAKEN_BACK: usize = 5_000;

/// What is changed.
#[derive(Debug, Clone)]
struct Change {
    add: Vec<String>,
    remove: Vec<String>,
    vip: Option<bool>,
    blocked: Option<bool>,
}

impl Change {
    /// Gives the fans for whom it was one.
    fn apply(&self, connection: &Connection, ids: &[i64]) -> Result<Vec<i64>> {
        let mut changed = std::collections::BTreeSet::new();
        for (mark, on) in [(Mark::Vip, self.vip), (Mark::Blocked, self.blocked)] {
            if let Some(on) = on {
                changed.extend(rows::mark(connection, ids, mark, on)?);
            }
        }
        for id in ids {
            for tag in &self.add {
                if tags::add(connection, *id, tag, None)? {
                    changed.insert(*id);
                }
            }
            for tag in &self.remove {
                if tags::remove(connection, *id, tag)? {
                    changed.insert(*id);
                }
            }
        }
        Ok(changed.into_iter().collect())
    }

    fn parts(&self) -> Vec<String> {
        let mark = |name: &str, on: Option<bool>| on.map(|on| if on { name.to_owned() } else { format!("not_{name}") });
        let mut parts: Vec<String> =
            [mark("vip", self.vip), mark("blocked", self.blocked)].into_iter().flatten().collect();
        if !self.add.is_empty() {
            parts.push("tagged".to_owned());
        }
        if !self.remove.is_empty() {
            parts.push("untagged".to_owned());
        }
        parts
    }
}

/// Changes fans in transactions of some each: an interruption leaves some of them changed, and none by half.
///
/// # Errors
/// `bad_params` without a change, or without fans; `bad_value` for what cannot be a tag.
pub async fn change(lines: &Lines, params: ChangeFans) -> Result<FansChanged> {
    let line = lines.current()?;
    let wrong = |detail: &str| Error::new(ErrorCode::BadParams).with("detail", detail);
    let change = Change {
        add: check_tags(&params.add_tags, "add_tags")?,
        remove: check_tags(&params.remove_tags, "remove_tags")?,
        vip: params.vip,
        blocked: params.blocked,
    };
    if change.parts().is_empty() {
        return Err(wrong("change"));
    }
    let ids = match (params.ids, params.filter) {
        (Some(ids), None) => ids.iter().map(|id| parse_id("fan", id)).collect::<Result<Vec<_>>>()?,
        (None, Some(wanted)) => {
            let wanted: Filter = filter(wanted)?;
            // Who is changed must not depend on what the change does to the filter: all are found first.
            line.store.read(move |connection| rows::ids(connection, &wanted)).await?
        }
        (None, None) | (Some(_), Some(_)) => return Err(wrong("ids or filter")),
    };
    let mut changed = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let (chunk, change) = (chunk.to_vec(), change.clone());
        let work = move |connection: &Connection| change.apply(connection, &chunk);
        changed.extend(line.store.write(Durability::Synced, work).await?);
    }
    if !changed.is_empty() {
        let details = serde_json::json!({ "changed": change.parts(), "fans": changed.len() });
        let now = line.now();
        let note = move |connection: &Connection| journal::write(connection, now, "owner", "fans_changed", &details);
        line.store.write(Durability::Synced, note).await?;
        line.events.publish_any(kind::INBOX);
        line.events.publish_any(kind::THREAD);
        line.events.publish_any(kind::STATUS);
        line.send.notify_one();
    }
    Ok(FansChanged {
        changed: changed.len() as u64,
        ids: (changed.len() <= TAKEN_BACK).then(|| changed.iter().map(ToString::to_string).collect()),
    })
}
