//! The automatic replies.

use fanline_engine::api::views::{Decision, FanFact, Page, Removed, Repeat, ReplayReport, RuleView, Trigger};
use serde_json::{Map, Value, json};

use crate::args::{Ask, RuleParts, Rules};
use crate::failure::Failure;
use crate::host::Host;
use crate::{text, why};

pub async fn run(host: &Host, command: Rules) -> Result<(), Failure> {
    let params = match command {
        Rules::List => {
            return host
                .show("rules.list", Value::Null, |page: &Page<RuleView>| page.items.iter().map(show).collect())
                .await;
        }
        Rules::Try { from, text } => {
            return host.show("rules.try", json!({ "from": from, "text": text }), decision).await;
        }
        Rules::On { id } => json!({ "id": id, "on": true }),
        Rules::Off { id } => json!({ "id": id, "on": false }),
        Rules::Set { id, parts } => {
            let mut params = self::parts(parts);
            complete(host, &id, &mut params).await?;
            params.insert("id".to_owned(), json!(id));
            Value::Object(params)
        }
        Rules::Add { key, parts } => {
            let mut params = self::parts(parts);
            params.insert("key".to_owned(), json!(key));
            return host.show("rules.add", Value::Object(params), show).await;
        }
        Rules::Move { id, place } => {
            return host
                .show("rules.move", json!({ "id": id, "place": place }), |page: &Page<RuleView>| {
                    page.items.iter().map(show).collect()
                })
                .await;
        }
        Rules::Delete { id } => {
            return host
                .show("rules.delete", json!({ "id": id }), |removed: &Removed| format!("Deleted rule {}\n", removed.id))
                .await;
        }
        Rules::Replay { page } => {
            let params = json!({ "limit": page.limit, "cursor": page.cursor });
            return host.show("rules.replay", params, replay).await;
        }
    };
    host.show("rules.set", params, show).await
}

/// The engine takes some parts as a whole: what was not given of them stays as the rule has it.
async fn complete(host: &Host, id: &str, given: &mut Map<String, Value>) -> Result<(), Failure> {
    if !given.contains_key("actions") && !given.contains_key("timing") {
        return Ok(());
    }
    let rules = host.call("rules.list", Value::Null).await?;
    let rules = rules["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    let Some(rule) = rules.iter().find(|rule| rule["id"] == *id || rule["key"] == *id) else { return Ok(()) };
    for part in ["actions", "timing"] {
        let (Some(Value::Object(new)), Value::Object(whole)) = (given.get_mut(part), &rule[part]) else { continue };
        for (name, value) in whole {
            new.entry(name.clone()).or_insert_with(|| value.clone());
        }
    }
    Ok(())
}

/// What was given on the command line, as the engine takes it.
fn parts(parts: RuleParts) -> Map<String, Value> {
    let mut given = Map::new();
    let mut give = |name: &str, value: Value| {
        given.insert(name.to_owned(), value);
    };
    if let Some(name) = parts.name {
        give("name", json!(name));
    }
    if let Some(text) = parts.text {
        give("text", json!(text));
    }
    if parts.first_text {
        give("trigger", json!({ "kind": "first_text" }));
    } else if let Some(keywords) = parts.keywords {
        give("trigger", json!({ "kind": "keywords", "keywords": keywords }));
    } else if parts.any_text {
        give("trigger", json!({ "kind": "any_text" }));
    } else if let Some(hours) = parts.outside_hours {
        give("trigger", json!({ "kind": "outside_hours", "hours": hours }));
    } else if let Some(within) = parts.after_update {
        give("trigger", json!({ "kind": "reply_to_update", "within_s": within.as_secs() }));
    }
    if parts.once {
        give("repeat", json!({ "kind": "once" }));
    } else if let Some(cooldown) = parts.cooldown {
        give("repeat", json!({ "kind": "cooldown", "seconds": cooldown.as_secs() }));
    } else if parts.always {
        give("repeat", json!({ "kind": "always" }));
    }
    if let Some(delay) = parts.delay {
        give("timing", json!({ "delay_from_s": delay.from.as_secs(), "delay_to_s": delay.to.as_secs() }));
    }
    let mut actions = Map::new();
    if let Some(ask) = parts.ask {
        let fact = match ask {
            Ask::Name => FanFact::Name,
            Ask::City => FanFact::City,
            Ask::Birthday => FanFact::Birthday,
        };
        actions.insert("ask".to_owned(), json!(fact));
    }
    if let Some(tags) = parts.tags {
        actions.insert("tags".to_owned(), json!(tags));
    }
    for (name, does) in [("flag", parts.flag), ("mark_read", parts.mark_read)] {
        if does {
            actions.insert(name.to_owned(), json!(true));
        }
    }
    if !actions.is_empty() {
        give("actions", Value::Object(actions));
    }
    given
}

fn show(rule: &RuleView) -> String {
    let since = rule.enabled_at.filter(|_| rule.on).map(|at| format!(" since {}", text::time(at)));
    let mut shown = format!(
        "{} ({}, id {}): {}{}, {} today, {} in all\n  {}\n",
        text::plain(&rule.name),
        rule.key,
        rule.id,
        if rule.on { "on" } else { "off" },
        since.unwrap_or_default(),
        rule.today,
        rule.total,
        what(rule)
    );
    if !rule.text.is_empty() {
        shown.push_str(&format!("  {}\n", text::plain(&rule.text)));
    }
    for warning in &rule.warnings {
        shown.push_str(&format!("  note: {}\n", why::of(warning)));
    }
    shown
}

/// When it looks, how often, and what it does beside the reply.
fn what(rule: &RuleView) -> String {
    let mut parts = vec![match &rule.trigger {
        Trigger::FirstText => "a first text".to_owned(),
        Trigger::Keywords { keywords } => text::plain(&keywords.join(", ")),
        Trigger::AnyText => "any text".to_owned(),
        Trigger::OutsideHours { hours } => format!("outside {hours}"),
        Trigger::ReplyToUpdate { within_s, .. } => format!("up to {} after an update", seconds(*within_s)),
    }];
    parts.push(match rule.repeat {
        Repeat::Once => "once per fan".to_owned(),
        Repeat::Cooldown { seconds: rest } => format!("again after {}", seconds(rest)),
        Repeat::Always => "every time".to_owned(),
    });
    if rule.timing.delay_to_s > 0 {
        parts.push(format!("after {} to {}", seconds(rule.timing.delay_from_s), seconds(rule.timing.delay_to_s)));
    }
    match rule.actions.ask {
        Some(FanFact::Name) => parts.push("asks for the name".to_owned()),
        Some(FanFact::City) => parts.push("asks for the city".to_owned()),
        Some(FanFact::Birthday) => parts.push("asks for the birthday".to_owned()),
        None => {}
    }
    parts.extend(rule.actions.tags.iter().map(|tag| format!("tags “{}”", text::plain(tag))));
    for (does, what) in [(rule.actions.flag, "flags"), (rule.actions.mark_read, "marks as read")] {
        if does {
            parts.push(what.to_owned());
        }
    }
    parts.join("; ")
}

/// `90s`, `48h`, as durations are typed.
fn seconds(seconds: i64) -> String {
    match seconds {
        _ if seconds > 0 && seconds % 3_600 == 0 => format!("{}h", seconds / 3_600),
        _ if seconds > 0 && seconds % 60 == 0 => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

fn replay(replay: &ReplayReport) -> String {
    let mut shown =
        format!("{} of the last day, {} answered\n", text::count(replay.texts, "text", "texts"), replay.answered);
    for rule in &replay.rules {
        shown.push_str(&format!("  {}: {}\n", text::plain(&rule.name), rule.answered + rule.applied));
    }
    let rows: Vec<Vec<String>> = replay
        .items
        .iter()
        .map(|item| {
            vec![text::time(item.at), item.number.clone(), text::plain(&why::of(&item.why)), text::plain(&item.body)]
        })
        .collect();
    shown.push_str(&text::columns(&rows));
    shown
}

fn decision(decision: &Decision) -> String {
    let mut shown = match &decision.reply {
        Some(reply) => format!("Would answer: {}\n", text::plain(reply)),
        None => format!("Would not answer: {}\n", text::plain(&why::of(&decision.why))),
    };
    let rows: Vec<Vec<String>> = decision
        .steps
        .iter()
        .map(|step| {
            let name = step.rule.as_deref().map_or_else(|| step.step.replace('_', " "), text::plain);
            let sign = if step.hit { ">" } else { " " };
            vec![format!("{sign} {name}"), text::plain(&why::of(&step.why))]
        })
        .collect();
    shown.push_str(&text::columns(&rows));
    shown
}
