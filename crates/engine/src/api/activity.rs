//! Who did what on a line: the journal, as a person reads it.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::lines::Lines;
use crate::store::journal::{self as rows, Entry};

use super::inbox::{cursor, page_size};
use super::views::{ActivityArea, ActivityView, ListActivity, Page};

const PAGE: u32 = 50;

/// Newest first.
pub async fn list(lines: &Lines, params: ListActivity) -> Result<Page<ActivityView>> {
    let line = lines.current()?;
    let before = cursor(params.cursor.as_deref(), i64::MAX)?;
    let limit = page_size(params.limit, PAGE);
    let area = params.area.map(|area| match area {
        ActivityArea::Replies => rows::Area::Replies,
        ActivityArea::Updates => rows::Area::Updates,
        ActivityArea::Fans => rows::Area::Fans,
        ActivityArea::Line => rows::Area::Line,
    });
    let entries = line.store.read(move |connection| rows::list(connection, area, before, limit)).await?;
    let next = (entries.len() == limit as usize).then(|| entries.last().map(|entry| entry.id.to_string())).flatten();
    Ok(Page { items: entries.into_iter().map(view).collect(), next })
}

fn view(entry: Entry) -> ActivityView {
    let params: BTreeMap<String, String> =
        entry.params.as_object().into_iter().flatten().filter_map(|(name, value)| written(name, value)).collect();
    ActivityView { id: entry.id.to_string(), at: entry.at, who: entry.who, what: entry.what, params }
}

/// A parameter as it fills a sentence; what is absent has none.
fn written(name: &str, value: &serde_json::Value) -> Option<(String, String)> {
    use serde_json::Value;
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Array(items) => items
            .iter()
            .map(|item| item.as_str().map_or_else(|| item.to_string(), str::to_owned))
            .collect::<Vec<_>>()
            .join(", "),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    };
    Some((name.to_owned(), text))
}
