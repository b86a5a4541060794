//! Numbers that must never get a text.

use std::io::Read;
use std::path::Path;

use fanline_engine::api::views::{
    ImportOutcome, ImportedLine, ImportedSuppressions, Removed, SuppressionKind, SuppressionView, SuppressionsFile,
};
use serde_json::{Value, json};

use super::pages;
use crate::args::Suppress;
use crate::failure::{self, Failure};
use crate::host::{Host, read};
use crate::text;

pub async fn run(host: &Host, command: Suppress) -> Result<(), Failure> {
    match command {
        Suppress::Add { number, source, note } => {
            let params = json!({ "number": number, "source": source, "note": note });
            host.show("suppressions.add", params, |view: &SuppressionView| {
                format!("{} gets no more texts.", view.number.as_deref().unwrap_or("This number"))
            })
            .await
        }
        Suppress::Import { file, source } => {
            let params = json!({ "text": list(&file)?, "source": source });
            host.show("suppressions.import", params, imported).await
        }
        Suppress::List { search, page } => {
            pages::show(host, "suppressions.list", json!({ "search": search }), &page, |views: &[SuppressionView]| {
                text::columns(&views.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
        Suppress::Export => export(host).await,
        Suppress::Remove { number, reason, consent } => {
            let params = json!({ "number": number, "reason": reason, "consent_source": consent });
            host.show("suppressions.remove", params, |removed: &Removed| format!("{} may get texts again.", removed.id))
                .await
        }
    }
}

fn list(file: &Path) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(file).map(|content| bytes = content)
    };
    read.map_err(|error| failure::io("the list", &error))?;
    // A file of an old program may hold letters in another encoding; its digits are the same in each.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn imported(report: &ImportedSuppressions) -> String {
    let unread = |item: &&ImportedLine| item.outcome == ImportOutcome::NotANumber;
    let mut shown = format!(
        "{} added, {} already there, {}.",
        report.added,
        report.already_there,
        text::count(u64::from(report.not_a_number), "line without a number", "lines without a number")
    );
    for item in report.items.iter().filter(unread) {
        let line = item.text.as_deref().map(text::plain).unwrap_or_default();
        shown.push_str(&format!("\n  line {}: {line}", item.line));
    }
    shown
}

async fn export(host: &Host) -> Result<(), Failure> {
    let document = host.call("suppressions.export", Value::Null).await?;
    let file: SuppressionsFile = read(&document)?;
    if file.erased > 0 {
        let erased = text::count(file.erased, "erased fan is", "erased fans are");
        host.output.note(&format!("note: {erased} on the list without a number, and not in the file"));
    }
    host.output.answer(&document, || file.csv)
}

fn row(view: &SuppressionView) -> Vec<String> {
    let source = match view.kind {
        SuppressionKind::Stop => "STOP".to_owned(),
        SuppressionKind::Erased => "erased".to_owned(),
        SuppressionKind::Entered => text::plain(&view.source),
    };
    vec![view.number.clone().unwrap_or_else(|| "-".to_owned()), text::time(view.at), source, text::plain(&view.note)]
}
