//! Settings of the line.

use fanline_engine::api::views::{Page, Setting};
use serde_json::{Value, json};

use crate::args::Settings;
use crate::failure::Failure;
use crate::host::Host;
use crate::{text, why};

pub async fn run(host: &Host, command: Settings) -> Result<(), Failure> {
    match command {
        Settings::List => {
            host.show("settings.list", Value::Null, |page: &Page<Setting>| {
                text::columns(&page.items.iter().map(row).collect::<Vec<_>>())
            })
            .await
        }
        Settings::Get { key } => host.show("settings.get", json!({ "key": key }), one).await,
        Settings::Set { key, value } => host.show("settings.set", json!({ "key": key, "value": value }), one).await,
    }
}

fn row(setting: &Setting) -> Vec<String> {
    let note = if setting.value == setting.default { String::new() } else { format!("default {}", setting.default) };
    vec![setting.key.clone(), text::plain(&setting.value), note]
}

fn one(setting: &Setting) -> String {
    let warning = setting.warning.as_ref().map(|warning| format!("\nnote: {}", why::of(warning)));
    format!("{} = {}{}", setting.key, text::plain(&setting.value), warning.unwrap_or_default())
}
