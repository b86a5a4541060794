//! Ranges of numbers whose automatic answers wait for the owner.

use fanline_engine::api::views::{CostlyRangeView, GuardKind, GuardState, GuardView, Page};
use serde_json::{Value, json};

use super::pages;
use crate::args::{self, Guards};
use crate::failure::Failure;
use crate::host::Host;
use crate::text;

pub async fn run(host: &Host, command: Guards) -> Result<(), Failure> {
    match command {
        Guards::List { page } => {
            pages::show(host, "guards.list", json!({}), &page, |guards: &[GuardView]| {
                text::columns(&guards.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
        Guards::Ranges => {
            host.show("guards.ranges", Value::Null, |page: &Page<CostlyRangeView>| {
                text::columns(&page.items.iter().map(costly).collect::<Vec<_>>())
            })
            .await
        }
        Guards::Set { range, state } => {
            let state = match state {
                args::GuardState::Paused => GuardState::Paused,
                args::GuardState::Allowed => GuardState::Allowed,
                args::GuardState::Blocked => GuardState::Blocked,
            };
            host.show("guards.set", json!({ "range": range, "state": state }), |guard: &GuardView| {
                text::columns(&[row(guard)])
            })
            .await
        }
    }
}

fn row(guard: &GuardView) -> Vec<String> {
    let state = match guard.state {
        GuardState::Paused => "paused",
        GuardState::Allowed => "allowed",
        GuardState::Blocked => "blocked",
    };
    let held = if guard.held > 0 { format!("{} wait", guard.held) } else { String::new() };
    vec![guard.range.clone(), state.to_owned(), kind(guard.kind).to_owned(), text::time(guard.tripped_at), held]
}

fn costly(range: &CostlyRangeView) -> Vec<String> {
    let country = range.country.clone().unwrap_or_default();
    vec![range.range.clone(), kind(range.kind).to_owned(), country, range.source.clone()]
}

fn kind(kind: GuardKind) -> &'static str {
    match kind {
        GuardKind::Pumping => "too many first texts at once",
        GuardKind::Premium => "premium numbers",
        GuardKind::HighCost => "costly numbers",
        GuardKind::Owner => "your list",
    }
}
