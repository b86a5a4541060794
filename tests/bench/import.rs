//! A first connection to a number with a long past, and what looking at it again costs.

use fanline_engine::measure;

use crate::Failure;
use crate::floor::Floor;
use crate::home::{Book, Home, said};
use crate::parts::Parts;
use crate::stopwatch::Stopwatch;
use crate::table::{Row, Table, per_second, progress};

/// Fills the line with everything at once: rows, fans, search index, rules.
pub async fn inline(table: &mut Table, home: &Home, floor: Floor) -> Result<(), Failure> {
    let parts = Parts::start();
    let (texts, seconds, processor) = home.sync(&home.history).await?;
    progress(&format!("first sync: {texts} texts in {seconds:.1} s"));
    table.rate("first sync, everything inline", texts as f64 / seconds, floor.rate, 0.05);
    let each = processor / texts as f64;
    table.push(Row {
        name: "  by processor time".to_owned(),
        measured: format!("{:.1} µs a text", each * 1e6),
        floor: format!("{:.1} µs", floor.processor * 1e6),
        ratio: format!("{:.3}", floor.processor / each),
        ..Row::default()
    });
    for (name, spent) in parts.taken() {
        table.part(name, format!("{spent:.1} s"));
    }
    again(table, home).await
}

/// Reads what is stored once more, as a look at delivery states does.
async fn again(table: &mut Table, home: &Home) -> Result<(), Failure> {
    let book = Book::new(home.history.clone());
    let watch = Stopwatch::start();
    let walked = measure::read_again(&home.engine, book.pages()).await.map_err(said)?;
    let rate = walked.read as f64 / (watch.seconds() - book.writing().as_secs_f64());
    table.push(Row {
        name: "sync of known pages".to_owned(),
        measured: per_second(rate),
        ratio: format!("{} changed", walked.changed + walked.new),
        goal: "≥ 400 k/s".to_owned(),
        met: Some(rate >= 400_000.0 && walked.changed + walked.new == 0),
        ..Row::default()
    });
    Ok(())
}
