//! Connecting, listing and removing numbers.

use std::io::{self, BufRead, IsTerminal};

use fanline_engine::ErrorCode;
use fanline_engine::api::views::{BackupView, LineView, Page, RecoveryKey, Removed, Status};
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
        Line::ChangeKey { key } => {
            let params = json!({ "key": key, "secret": secret(host, secrets)? });
            host.show("lines.change_key", params, |line: &LineView| {
                format!("{} is used with key {} from here on.", line.number, line.key)
            })
            .await
        }
        Line::RecoveryKey { kept: false } => {
            host.show("lines.recovery_key", Value::Null, |key: &RecoveryKey| {
                format!(
                    "{}\n\nWrite it down where it will be found, and not on this computer. Then \
                     `fanline line recovery-key --kept`: it is not shown again.",
                    key.groups.join(" ")
                )
            })
            .await
        }
        Line::RecoveryKey { kept: true } => {
            host.show("lines.recovery_key_kept", Value::Null, |_: &LineView| "It is not shown again.".to_owned()).await
        }
        Line::Recover { id } => recover(host, id).await,
        Line::AnswerHere => {
            host.show("auto_replies.set", json!({ "on": true }), |_: &Status| {
                "This computer answers from here on.".to_owned()
            })
            .await
        }
        Line::Backups { id } => {
            host.show("lines.backups", json!({ "id": id }), |page: &Page<BackupView>| {
                let row = |backup: &BackupView| {
                    vec![backup.id.clone(), text::time(backup.at), format!("{} kB", backup.bytes / 1_000)]
                };
                text::columns(&page.items.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
        Line::BackUp => {
            host.show("lines.back_up", Value::Null, |backup: &BackupView| format!("Made backup {}.", backup.id)).await
        }
        Line::Restore { backup, id } => {
            host.show("lines.restore_backup", json!({ "id": id, "backup": backup }), |line: &LineView| {
                format!(
                    "{} is as it was then. Unsent texts are looked for before anything is sent, and automatic replies \
                     are off.",
                    line.number
                )
            })
            .await
        }
    }
}

/// Neither the key nor the secret is ever an argument: those can be read by every program of the computer.
async fn recover(host: &Host, id: Option<String>) -> Result<(), Failure> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        host.output.note("Recovery key, then Enter; then the secret of the API key if it is gone too, or Enter:");
    }
    let mut given = stdin.lock().lines();
    let mut line = || given.next().transpose().map_err(|error| failure::io("standard input", &error));
    let (key, secret) = (line()?.unwrap_or_default(), line()?.unwrap_or_default());
    let secret = Some(secret.trim()).filter(|secret| !secret.is_empty());
    let params = json!({ "id": id, "key": key, "secret": secret });
    host.show("lines.recover", params, |line: &LineView| format!("{} is open again.", line.number)).await
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
            "Connected {} as line {}.\nAutomatic replies are off: `fanline rules on welcome` switches Welcome on.\n\
             `fanline line recovery-key` shows what opens it should the keychain lose its key.",
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
