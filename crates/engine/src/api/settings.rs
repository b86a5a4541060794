//! The settings of the selected line.

use rusqlite::Connection;

use crate::compliance;
use crate::domain::setting::{self, SETTINGS, SHORTEST_QUIET_MS, SettingKey, usual_pace};
use crate::domain::{Confirmation, Why, WhyCode, words};
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::outbox;
use crate::store::{Durability, confirmations, journal, line as line_rows, rules, settings as rows};

use super::views::{GetSetting, Nothing, Page, SetSetting, Setting};

pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<Setting>> {
    let line = lines.current()?;
    let facts = Facts::of(&line);
    let items = line
        .store
        .read(move |connection| SETTINGS.iter().map(|key| view(connection, key, &facts)).collect::<Result<Vec<_>>>())
        .await?;
    Ok(Page { items, next: None })
}

pub async fn get(lines: &Lines, params: GetSetting) -> Result<Setting> {
    let line = lines.current()?;
    let key = known(&params.key)?;
    let facts = Facts::of(&line);
    line.store.read(move |connection| view(connection, key, &facts)).await
}

pub async fn set(lines: &Lines, params: SetSetting) -> Result<Setting> {
    let line = lines.current()?;
    let key = known(&params.key)?;
    let value = params.value.trim().to_owned();
    if !key.accepts(&value) || !allowed(&line, key, &value) {
        return Err(Error::new(ErrorCode::BadSetting)
            .with("key", key.name)
            .with("value", value)
            .with("expected", key.expected()));
    }
    let now = line.now();
    let facts = Facts::of(&line);
    let (setting, row) = line
        .store
        .write(Durability::Synced, move |connection| {
            match key.name {
                "sender_name" | "help_contact" | "locale" => set_words(connection, key.name, &value)?,
                _ => rows::set(connection, key.name, &value)?,
            }
            journal::write(connection, now, "owner", "setting_set", &serde_json::json!({ "key": key.name }))?;
            Ok((view(connection, key, &facts)?, line_rows::get(connection)?))
        })
        .await?;
    if let Some(row) = row {
        line.set_row(row);
    }
    if key.name == "quiet_hours" {
        outbox::look_again(&line).await?;
    }
    if key.name == "quiet_period" {
        lines.reconnect(&line).await?;
    }
    line.events.publish(kind::SETTINGS, [key.name]);
    line.events.publish_any(kind::RULES);
    line.events.publish_any(kind::STATUS);
    line.send.notify_one();
    Ok(setting)
}

/// Back to what a new line begins with. What the line itself is named by has no default and becomes empty.
pub async fn reset(lines: &Lines, params: GetSetting) -> Result<Setting> {
    let line = lines.current()?;
    let key = known(&params.key)?;
    let (now, facts) = (line.now(), Facts::of(&line));
    let value = match key.name {
        "sender_name" | "help_contact" | "locale" => key.default.to_owned(),
        _ => {
            // Read before it is reset: `set` then does what every change of it asks for.
            let setting = line.store.read(move |connection| view(connection, key, &facts)).await?;
            setting.default
        }
    };
    let setting = set(lines, SetSetting { key: key.name.to_owned(), value }).await?;
    line.store
        .write(Durability::Synced, move |connection| {
            if Confirmation::of_key(key.name).is_none() {
                rows::reset(connection, key.name)?;
            }
            journal::write(connection, now, "owner", "setting_reset", &serde_json::json!({ "key": key.name }))
        })
        .await?;
    Ok(setting)
}

/// The words to fans live with the line, which carries them to another computer.
fn set_words(connection: &Connection, key: &str, value: &str) -> Result<()> {
    let Some(line) = line_rows::get(connection)? else { return Err(ErrorCode::NoLine.into()) };
    let given = Some(value).filter(|value| !value.is_empty());
    let name = if key == "sender_name" { given } else { line.name.as_deref() };
    let contact = if key == "help_contact" { given } else { line.contact.as_deref() };
    let locale = if key == "locale" { value } else { &line.locale };
    let confirmations = confirmations::untouched(connection)?;
    line_rows::set_words(connection, name, contact, locale)?;
    confirmations::copy(connection, &confirmations)?;
    // A wording that nobody touched says the new name; one that somebody wrote stays theirs.
    let untouched = words(&line.locale).welcome(line.name.as_deref(), line.contact.as_deref());
    if let Some(rule) = rules::find(connection, "welcome")?.filter(|rule| rule.text == untouched) {
        rules::set_text(connection, rule.id, &words(locale).welcome(name, contact))?;
    }
    Ok(())
}

struct Facts {
    number_type: crate::domain::NumberType,
}

impl Facts {
    fn of(line: &Line) -> Self {
        Self { number_type: line.number_type() }
    }
}

fn known(name: &str) -> Result<&'static SettingKey> {
    setting::find(name).ok_or_else(|| {
        let known: Vec<&str> = SETTINGS.iter().map(|setting| setting.name).collect();
        Error::new(ErrorCode::UnknownSetting).with("key", name).with("known", known.join(", "))
    })
}

/// Under ten minutes a quiet period would count a slow carrier's text as absent: only a carrier here may have it.
fn allowed(line: &Line, key: &SettingKey, value: &str) -> bool {
    let short =
        key.name == "quiet_period" && setting::parse_duration_ms(value).is_some_and(|ms| ms < SHORTEST_QUIET_MS);
    !short || line.row().practice || line.row().base_url.as_deref().is_some_and(crate::provider::is_loopback)
}

fn view(connection: &Connection, key: &SettingKey, facts: &Facts) -> Result<Setting> {
    let default = match key.name {
        "pace_per_second" => usual_pace(facts.number_type).to_string(),
        name => match Confirmation::of_key(name) {
            Some(confirmation) => confirmations::usual(connection, confirmation)?,
            None => key.default.to_owned(),
        },
    };
    let line = line_rows::get(connection)?;
    let stored = match (key.name, line) {
        ("sender_name", Some(line)) => line.name,
        ("help_contact", Some(line)) => line.contact,
        ("locale", Some(line)) => Some(line.locale),
        _ => rows::get(connection, key.name)?.filter(|value| key.accepts(value)),
    };
    let value = stored.unwrap_or_else(|| default.clone());
    let warning = setting::warning(key.name, &value, facts.number_type).or_else(|| wording_warning(key.name, &value));
    Ok(Setting { key: key.name.to_owned(), value, default, warning })
}

/// An automatic text says that it is one.
fn wording_warning(key: &str, value: &str) -> Option<Why> {
    Confirmation::of_key(key)?;
    (!compliance::says_automatic(value)).then(|| WhyCode::NotSaidAutomatic.into())
}
