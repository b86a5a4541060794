//! Personal texts, conversations, search.

use fanline_engine::api::views::{Fan, ItemState, SearchHit, ThreadItem, Voice};
use serde_json::{Value, json};

use super::pages;
use crate::args::Page;
use crate::failure::Failure;
use crate::host::{Host, read};
use crate::{text, why};

/// Queues a personal text; the next run sends it.
pub async fn send(host: &Host, to: &str, text: &str, client_id: Option<String>) -> Result<(), Failure> {
    let params = json!({ "to": to, "text": text, "client_id": client_id });
    host.show("messages.send", params, |item: &ThreadItem| {
        if item.state == ItemState::Waiting {
            return "Queued. A running `fanline run` sends it at once, else the next one.".to_owned();
        }
        format!("The same id was given before; that text is {}.", state(item.state))
    })
    .await
}

/// The conversation with one fan, oldest first.
pub async fn thread(host: &Host, number: &str, page: &Page) -> Result<(), Failure> {
    let fan = host.call("fans.get", json!({ "number": number })).await?;
    let id = read::<Fan>(&fan)?.id;
    // Pages come newest first, each in the order of time.
    let mut older_pages: Vec<Vec<Value>> = Vec::new();
    let next = pages::each(host, "thread.list", json!({ "fan_id": id }), page, |items| {
        older_pages.push(items);
        Ok(())
    })
    .await?;
    let items: Vec<Value> = older_pages.into_iter().rev().flatten().collect();
    let views = items.iter().map(read).collect::<Result<Vec<ThreadItem>, Failure>>()?;
    host.output.answer(&json!({ "fan": fan, "items": items, "next": next }), || {
        text::columns(&views.iter().map(item_row).collect::<Vec<_>>())
    })
}

fn item_row(item: &ThreadItem) -> Vec<String> {
    let mut said = text::plain(&item.body);
    if item.media > 0 {
        said = format!("{said} [{}]", text::count(u64::from(item.media), "picture", "pictures"));
    }
    if let Some(reason) = item.reason.as_ref().or(item.why.as_ref()) {
        said = format!("{said} ({})", text::plain(&why::of(reason)));
    }
    vec![text::time(item.at), voice(item.voice).to_owned(), state(item.state).to_owned(), said]
}

/// Texts with these words, newest first.
pub async fn search(host: &Host, words: &[String], page: &Page) -> Result<(), Failure> {
    pages::show(host, "search.messages", json!({ "words": words.join(" ") }), page, |hits: &[SearchHit]| {
        let row = |hit: &SearchHit| {
            vec![text::time(hit.at), hit.number.clone(), voice(hit.voice).to_owned(), text::plain(&hit.body)]
        };
        text::columns(&hits.iter().map(row).collect::<Vec<_>>())
    })
    .await
}

fn voice(voice: Voice) -> &'static str {
    match voice {
        Voice::Fan => "fan",
        Voice::Personal => "personal",
        Voice::Update => "update",
        Voice::Automatic => "automatic",
        Voice::Elsewhere => "elsewhere",
    }
}

fn state(state: ItemState) -> &'static str {
    match state {
        ItemState::Received => "",
        ItemState::Waiting => "waiting",
        ItemState::Sending => "sending",
        ItemState::Sent => "sent",
        ItemState::Delivered => "delivered",
        ItemState::NotDelivered => "not delivered",
        ItemState::Unknown => "in doubt",
        ItemState::Parked => "waits for you",
        ItemState::Cancelled => "cancelled",
    }
}
