//! The line at a glance.

use fanline_engine::api::views::Status;
use serde_json::Value;

use crate::failure::Failure;
use crate::host::Host;
use crate::{text, why};

pub async fn run(host: &Host) -> Result<(), Failure> {
    host.show("status.get", Value::Null, show).await
}

fn show(status: &Status) -> String {
    let line = status.line.as_ref().map(|line| match &line.name {
        Some(name) => format!("{} ({})", line.number, text::plain(name)),
        None => line.number.clone(),
    });
    let care = if status.care > 0 { format!(", {} to look at first", status.care) } else { String::new() };
    let outbox: Vec<String> = status.outbox.iter().map(|(state, count)| format!("{count} {state}")).collect();
    let spent = match &status.daily_cap {
        Some(cap) => format!("{} of {}", status.spend_today.amount, text::money(cap)),
        None => text::money(&status.spend_today),
    };
    let auto = if status.auto_replies {
        format!("on, {}", text::count(status.rules_on, "rule", "rules"))
    } else if status.rules_on > 0 {
        format!("switched off, {} held", status.auto_replies_held)
    } else {
        "off, no rule is on".to_owned()
    };
    text::pairs([
        ("Line", line),
        ("Fans", Some(format!("{}, {} unread{care}", status.fans, status.unread))),
        ("Texts in", Some(format!("{}, {} today", status.inbound, status.inbound_today))),
        ("Outbox", Some(if outbox.is_empty() { "empty".to_owned() } else { outbox.join(", ") })),
        ("Complete up to", Some(status.frontier_at.map_or_else(|| "not synced yet".to_owned(), text::time))),
        (
            "Older texts",
            status.sync.history.map(|history| {
                format!(
                    "read back to {}, {} so far",
                    text::time(history.at),
                    text::count(history.read, "text", "texts")
                )
            }),
        ),
        ("Pace", Some(format!("{} a second", status.pace))),
        ("Spent today", Some(spent)),
        ("Auto-replies", Some(auto)),
        (
            "Numbers paused",
            (status.guards_paused > 0).then(|| {
                format!("{}, see `fanline guards list`", text::count(status.guards_paused, "range", "ranges"))
            }),
        ),
        ("Updates", (status.updates_running > 0).then(|| format!("{} running", status.updates_running))),
        ("Problem", status.problem.as_ref().map(why::of)),
    ])
}
