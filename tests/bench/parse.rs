//! Reading the provider's JSON, against `serde_json` that borrows every string and makes nothing of them.

use fanline_engine::measure::parse_page;
use serde::Deserialize;

use crate::home::history;
use crate::stopwatch::Stopwatch;
use crate::table::Table;

/// The bare fields, as a parser that knew the format by heart would take them.
#[derive(Debug, Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    messages: Vec<Text<'a>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "what the floor reads is thrown away")]
struct Text<'a> {
    sid: &'a str,
    direction: &'a str,
    from: &'a str,
    to: &'a str,
    #[serde(borrow)]
    body: std::borrow::Cow<'a, str>,
    status: &'a str,
    date_sent: &'a str,
    date_created: &'a str,
    num_media: &'a str,
    num_segments: &'a str,
    error_code: Option<u32>,
    price: Option<&'a str>,
    price_unit: &'a str,
}

const ROUNDS: usize = 9;
const PAGE: u64 = 1_000;

pub fn measure(table: &mut Table, texts: u64) {
    let texts = texts.min(50_000);
    let history = history(texts, 0);
    let count = history.len(true);
    let pages: Vec<Vec<u8>> =
        (0..count.div_ceil(PAGE)).map(|page| history.page(true, page * PAGE, PAGE, |next| next.to_string())).collect();
    let best = |read: &dyn Fn(&[u8]) -> usize| {
        let mut best = f64::MAX;
        for _ in 0..ROUNDS {
            let watch = Stopwatch::start();
            let read: usize = pages.iter().map(|page| read(page)).sum();
            best = best.min(watch.seconds() / read.max(1) as f64);
        }
        1.0 / best
    };
    let floor = best(&|page| {
        serde_json::from_slice::<Page<'_>>(page).map_or(0, |page| std::hint::black_box(page).messages.len())
    });
    let rate = best(&|page| parse_page(page).unwrap_or(0));
    table.rate("parse a page of the provider", rate, floor, 0.9);
}
