//! The table of the hours that hold in each region.

use rusqlite::Connection;

use crate::compliance::{self, Regions};
use crate::domain::setting::parse_clock;
use crate::error::{Error, ErrorCode, Result};
use crate::event::kind;
use crate::line::Line;
use crate::lines::Lines;
use crate::outbox;
use crate::store::{Durability, journal, quiet_hours as rows};

use super::inbox::not_found;
use super::views::{Nothing, Page, RegionHoursView, ResetRegionHours, SetRegionHours};

pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<RegionHoursView>> {
    let line = lines.current()?;
    line.store.read(page).await
}

fn page(connection: &Connection) -> Result<Page<RegionHoursView>> {
    let regions = Regions::with(rows::list(connection)?);
    let items = regions.rows().map(|(region, row)| RegionHoursView {
        id: region.to_owned(),
        opens: clock(row.hours.opens),
        closes: clock(row.hours.closes),
        sunday_opens: clock(row.hours.sunday_opens),
        source: Some(row.source.to_owned()).filter(|source| !source.is_empty()),
    });
    Ok(Page { items: items.collect(), next: None })
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

pub async fn set(lines: &Lines, params: SetRegionHours) -> Result<RegionHoursView> {
    let line = lines.current()?;
    let region = params.region.trim().to_owned();
    if !compliance::is_region(&region) {
        return Err(not_found("region", &region));
    }
    let sunday = params.sunday_opens.as_ref().unwrap_or(&params.opens);
    let (opens, closes, sunday_opens) = (minute(&params.opens)?, minute(&params.closes)?, minute(sunday)?);
    if opens >= closes {
        return Err(bad(&params.closes));
    }
    let (now, name) = (line.now(), region.clone());
    line.store
        .write(Durability::Synced, move |connection| {
            rows::set(connection, &(name.clone(), opens, closes, sunday_opens))?;
            journal::write(connection, now, "owner", "quiet_hours_set", &serde_json::json!({ "region": name }))
        })
        .await?;
    changed(&line).await?;
    let found = line.store.read(page).await?.items.into_iter().find(|row| row.id == region);
    found.ok_or_else(|| not_found("region", &region))
}

fn minute(text: &str) -> Result<u32> {
    parse_clock(text.trim()).ok_or_else(|| bad(text))
}

fn bad(value: &str) -> Error {
    Error::new(ErrorCode::BadSetting)
        .with("key", "quiet_hours")
        .with("value", value)
        .with("expected", "hours like 09:00, closing after opening")
}

pub async fn reset(lines: &Lines, params: ResetRegionHours) -> Result<Page<RegionHoursView>> {
    let line = lines.current()?;
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            rows::reset(connection, params.region.as_deref())?;
            let details = serde_json::json!({ "region": params.region });
            journal::write(connection, now, "owner", "quiet_hours_reset", &details)
        })
        .await?;
    changed(&line).await?;
    line.store.read(page).await
}

/// Waiting rows follow at once.
async fn changed(line: &Line) -> Result<()> {
    outbox::look_again(line).await?;
    line.events.publish_any(kind::SETTINGS);
    line.updates_changed();
    line.send.notify_one();
    Ok(())
}
