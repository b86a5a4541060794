//! The automatic replies.

use fanline_engine::api::views::{Decision, Page, RuleView};
use serde_json::{Value, json};

use crate::args::Rules;
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
        Rules::Set { id, text } => json!({ "id": id, "text": text }),
    };
    host.show("rules.set", params, show).await
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
        text::plain(&rule.text)
    );
    for warning in &rule.warnings {
        shown.push_str(&format!("  note: {}\n", why::of(warning)));
    }
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
