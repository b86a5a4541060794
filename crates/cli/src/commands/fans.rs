//! Fans.

use fanline_engine::api::views::Fan;
use serde_json::json;

use super::pages;
use crate::args::Fans;
use crate::failure::Failure;
use crate::host::Host;
use crate::{text, why};

pub async fn run(host: &Host, command: Fans) -> Result<(), Failure> {
    match command {
        Fans::List { page } => {
            pages::show(host, "fans.list", json!({}), &page, |fans: &[Fan]| {
                text::columns(&fans.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
        Fans::Show { number } => host.show("fans.get", json!({ "number": number }), card).await,
    }
}

fn row(fan: &Fan) -> Vec<String> {
    vec![
        fan.number.clone(),
        text::time(fan.last_at),
        format!("{} in", fan.from_fan),
        format!("{} out", fan.personal + fan.updates + fan.automatic + fan.elsewhere),
        marks(fan).join(", "),
        fan.name.as_deref().map(text::plain).unwrap_or_default(),
    ]
}

fn marks(fan: &Fan) -> Vec<&'static str> {
    let marks = [
        (fan.care, "look first"),
        (fan.opted_out_at.is_some(), "stopped"),
        (fan.opt_out_review, "may want to stop"),
        (fan.blocked, "blocked"),
        (fan.answers_paused.is_some(), "answers paused"),
        (fan.not_textable.is_some(), "cannot get texts"),
        (fan.vip, "VIP"),
        (fan.flagged, "flagged"),
    ];
    marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect()
}

fn card(fan: &Fan) -> String {
    let some = |text: String| Some(text).filter(|text| !text.is_empty());
    text::pairs([
        ("Number", Some(fan.number.clone())),
        ("Name", fan.name.as_deref().map(text::plain)),
        ("City", fan.city.as_deref().map(text::plain)),
        ("Birthday", fan.birthday.clone()),
        ("Tags", some(text::plain(&fan.tags.join(", ")))),
        ("First text", Some(text::time(fan.first_at))),
        ("Last text", Some(text::time(fan.last_at))),
        ("From the fan", Some(fan.from_fan.to_string())),
        (
            "To the fan",
            Some(format!(
                "{} personal, {} updates, {} automatic, {} from elsewhere",
                fan.personal, fan.updates, fan.automatic, fan.elsewhere
            )),
        ),
        ("Consent", fan.consent_at.map(text::time)),
        ("Stopped", fan.opted_out_at.map(text::time)),
        ("Marks", some(marks(fan).join(", "))),
        ("No answers", fan.answers_paused.as_ref().map(why::of)),
        ("No texts", fan.not_textable.as_ref().map(why::of)),
        ("Notes", some(text::plain(&fan.notes))),
    ])
}
