//! One fan's data: handed over, or erased.

use fanline_engine::api::views::{ErasureState, ErasureView, ExportedFan, Fan as FanView};
use serde_json::json;

use super::pages;
use crate::args::Fan;
use crate::failure::{self, Failure};
use crate::host::{Host, read};
use crate::{text, why};

pub async fn run(host: &Host, command: Fan) -> Result<(), Failure> {
    match command {
        Fan::Export { number, to } => {
            let folder = std::path::absolute(&to).map_err(|error| failure::io("the folder", &error))?;
            let params = json!({ "id": id(host, &number).await?, "folder": folder.to_string_lossy() });
            host.show("fans.export", params, |files: &ExportedFan| {
                format!("{}\n{}\n{}", text::count(files.texts, "text", "texts"), files.json, files.html)
            })
            .await
        }
        Fan::Erase { number, yes } => {
            let params = json!({ "id": id(host, &number).await?, "yes": yes });
            host.show("fans.erase", params, receipt).await
        }
        Fan::Erasures { page } => {
            pages::show(host, "erasures.list", json!({}), &page, |views: &[ErasureView]| {
                text::columns(&views.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
    }
}

async fn id(host: &Host, number: &str) -> Result<String, Failure> {
    Ok(read::<FanView>(&host.call("fans.get", json!({ "number": number })).await?)?.id)
}

fn receipt(view: &ErasureView) -> String {
    let here: Vec<String> =
        view.here.iter().map(|(table, rows)| format!("{rows} {}", table.replace('_', " "))).collect();
    text::pairs([
        ("Erasing", Some(format!("{}, {}", view.id, state(view.state)))),
        ("Asked for", Some(text::time(view.requested_at))),
        ("Erased here", view.erased_at.map(text::time)),
        ("Rows", (!here.is_empty()).then(|| here.join(", "))),
        ("At the provider", Some(provider(view))),
        ("Still there", view.problem.as_ref().map(why::of)),
    ])
}

fn provider(view: &ErasureView) -> String {
    let progress = format!(
        "{} of {} deleted, with {}",
        view.provider_deleted,
        text::count(view.provider_texts, "text", "texts"),
        text::count(view.provider_pictures, "picture", "pictures")
    );
    match view.state {
        ErasureState::Done => progress,
        ErasureState::Waiting | ErasureState::Here | ErasureState::Index | ErasureState::Provider => {
            format!("{progress}; `fanline run` goes on with it")
        }
    }
}

fn row(view: &ErasureView) -> Vec<String> {
    vec![view.id.clone(), text::time(view.requested_at), state(view.state).to_owned(), provider(view)]
}

fn state(state: ErasureState) -> &'static str {
    match state {
        ErasureState::Waiting => "waits for the outcome of a text in doubt",
        ErasureState::Here | ErasureState::Index => "under way here",
        ErasureState::Provider => "done here",
        ErasureState::Done => "done",
    }
}
