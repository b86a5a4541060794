//! Lists, page by page.

use serde_json::{Value, json};

use crate::args::Page;
use crate::failure::Failure;
use crate::host::{Host, read};

/// The largest page that the engine gives.
const LARGEST: u32 = 500;

/// One page, without what its items are.
#[derive(serde::Deserialize)]
struct Items {
    items: Vec<Value>,
    next: Option<String>,
}

/// Hands over the pages of a list in their order; gives the cursor behind the last one, if the list goes on.
///
/// # Errors
/// What the command or `each` refuse.
pub async fn each(
    host: &Host,
    method: &str,
    params: Value,
    page: &Page,
    mut each: impl FnMut(Vec<Value>) -> Result<(), Failure>,
) -> Result<Option<String>, Failure> {
    let (mut left, mut cursor) = (page.limit, page.cursor.clone());
    loop {
        let mut asked = params.clone();
        asked["limit"] = json!(left.map_or(LARGEST, |left| left.min(LARGEST)));
        asked["cursor"] = json!(cursor);
        let answer: Items = read(&host.call(method, asked).await?)?;
        left = left.map(|left| left.saturating_sub(u32::try_from(answer.items.len()).unwrap_or(u32::MAX)));
        cursor = answer.next;
        each(answer.items)?;
        if cursor.is_none() || left == Some(0) {
            return Ok(cursor);
        }
    }
}

/// Prints a list: one document for scripts, page after page for people.
///
/// # Errors
/// What the command refuses.
pub async fn show<T: serde::de::DeserializeOwned>(
    host: &Host,
    method: &str,
    params: Value,
    page: &Page,
    show: impl Fn(&[T]) -> String,
) -> Result<(), Failure> {
    let mut all = Vec::new();
    let mut shown = 0_usize;
    let next = each(host, method, params, page, |items| {
        shown += items.len();
        if host.output.json {
            all.extend(items);
            return Ok(());
        }
        let views = items.iter().map(read).collect::<Result<Vec<T>, Failure>>()?;
        host.output.text(&show(&views))
    })
    .await?;
    if host.output.json {
        return host.output.answer(&json!({ "items": all, "next": next }), String::new);
    }
    if shown == 0 {
        host.output.note("Nothing there.");
    }
    if let Some(next) = next {
        host.output.note(&format!("More: --cursor {next}"));
    }
    Ok(())
}
