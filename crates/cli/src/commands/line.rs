//! Connecting, listing and removing numbers.

use std::io::{self, BufRead, IsTerminal};

use fanline_engine::ErrorCode;
use fanline_engine::api::views::{LineView, Page, Removed};
use serde_json::{Value, json};

use crate::args::{AddLine, Line, Place};
use crate::failure::{self, Failure};
use crate::host::{Host, read};
use crate::text;

/// The provider's secret, with `--secrets env`.
const SECRET: &str = "FANLINE_PROVIDER_SECRET";

pub async fn run(host: &Host, command: Line, secrets: Place) -> Result<(), Failure> {
    match command {
        Line::Add(wanted) => add(host, wanted, secrets).await,
        Line::List => list(host).await,
        Line::Remove { id } => {
            host.show("lines.remove", json!({ "id": id }), |removed: &Removed| {
                format!("Removed line {} from this computer. The provider keeps its own records.", removed.id)
            })
            .await
        }
    }
}

async fn add(host: &Host, wanted: AddLine, secrets: Place) -> Result<(), Failure> {
    let params = json!({
        "provider": wanted.provider,
        "number": wanted.number,
        "account": wanted.account,
        "key": wanted.key,
        "secret": secret(host, secrets)?,
        "base_url": wanted.base_url,
        "name": wanted.name,
        "contact": wanted.contact,
    });
    host.show("lines.add", params, |line: &LineView| {
        format!(
            "Connected {} as line {}.\nAutomatic replies are off: `fanline rules on welcome` switches Welcome on.",
            line.number, line.id
        )
    })
    .await
}

/// The first line of standard input; an empty one stands for the environment's, where secrets come from there.
fn secret(host: &Host, secrets: Place) -> Result<String, Failure> {
    let held = std::env::var(SECRET).ok().filter(|secret| secrets == Place::Env && !secret.is_empty());
    let stdin = io::stdin();
    if stdin.is_terminal() {
        if let Some(held) = held {
            return Ok(held);
        }
        host.output.note("Secret of the API key (it shows as you type), then Enter:");
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line).map_err(|error| failure::io("standard input", &error))?;
    let given = line.trim();
    if !given.is_empty() {
        return Ok(given.to_owned());
    }
    held.ok_or_else(|| failure::unreadable("no secret on standard input"))
}

async fn list(host: &Host) -> Result<(), Failure> {
    let document = host.call("lines.list", Value::Null).await?;
    let page: Page<LineView> = read(&document)?;
    if page.items.is_empty() {
        // A line that cannot be opened is left out of the list: an empty one would hide it.
        match host.call("status.get", Value::Null).await {
            Err(Failure::Refused(error)) if error.code != ErrorCode::NoLine => return Err(error.into()),
            Ok(_) | Err(_) => {}
        }
        host.output.note("No number is connected.");
    }
    host.output.answer(&document, || {
        let row = |line: &LineView| {
            vec![
                if line.selected { "*".to_owned() } else { " ".to_owned() },
                line.id.clone(),
                line.number.clone(),
                line.provider.clone(),
                line.name.as_deref().map(text::plain).unwrap_or_default(),
            ]
        };
        text::columns(&page.items.iter().map(row).collect::<Vec<_>>())
    })
}
