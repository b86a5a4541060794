//! What a part of a text costs, by country.

use fanline_engine::api::views::{Page, PartPrice, PriceSource, PriceView};
use serde_json::{Value, json};

use crate::args::Prices;
use crate::failure::Failure;
use crate::host::Host;
use crate::text;

pub async fn run(host: &Host, command: Prices) -> Result<(), Failure> {
    match command {
        Prices::List => host.show("prices.list", Value::Null, page).await,
        Prices::Fetch { country } => host.show("prices.fetch", json!({ "country": country }), page).await,
        Prices::Set { country, per_part, inbound } => {
            let direction = if inbound { "inbound" } else { "outbound" };
            let params = json!({ "country": country, "direction": direction, "per_part": per_part });
            host.show("prices.set", params, |price: &PriceView| text::columns(&[row(price)])).await
        }
    }
}

fn page(page: &Page<PriceView>) -> String {
    text::columns(&page.items.iter().map(row).collect::<Vec<_>>())
}

fn row(price: &PriceView) -> Vec<String> {
    let read = price.fetched_at.map_or_else(|| "never read".to_owned(), |at| format!("read {}", text::time(at)));
    vec![price.country.clone(), part("out", &price.outbound), part("in", &price.inbound), read]
}

fn part(way: &str, part: &PartPrice) -> String {
    let source = match part.source {
        PriceSource::Owner => "yours",
        PriceSource::Listed => "listed",
        PriceSource::Billed => "as billed",
        PriceSource::Shipped => "usual",
        PriceSource::Assumed => "not known, assumed",
    };
    format!("{way} {} ({source})", text::money(&part.price))
}
