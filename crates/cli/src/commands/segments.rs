//! How texts travel. Needs no data folder and no key.

use std::io::{self, BufRead, Write};

use fanline_engine::api::count_segments;
use fanline_engine::api::views::{Encoding, Segments};
use fanline_engine::{Error, ErrorCode};
use serde_json::{Value, json};

use crate::failure::{self, Failure};
use crate::output::{self, Output};
use crate::{sentences, text};

pub fn run(output: &Output, text: Option<&str>, jsonl: bool) -> Result<(), Failure> {
    let Some(text) = text.filter(|_| !jsonl) else { return lines() };
    let segments = count_segments(text);
    output.answer(&json!(segments), || show(&segments))
}

fn show(segments: &Segments) -> String {
    let (encoding, unit) = match segments.encoding {
        Encoding::Gsm7 => ("GSM-7", "septets"),
        Encoding::Ucs2 => ("UCS-2", "code units"),
    };
    let mut shown = format!(
        "{encoding}, {} {unit}, {}, room for {} more",
        segments.units,
        text::count(u64::from(segments.parts), "part", "parts"),
        segments.room
    );
    if let Some(forced) = &segments.forced_by {
        let character = text::plain(&forced.character);
        shown.push_str(&format!("\n“{character}” at {} makes it UCS-2", forced.index));
        if let Some(replacement) = &forced.replacement {
            shown.push_str(&format!("; “{}” would not", text::plain(replacement)));
        }
    }
    shown
}

/// One JSON string a line in, one answer a line out, whatever the line holds.
fn lines() -> Result<(), Failure> {
    let mut input = io::BufReader::new(io::stdin().lock());
    let mut answers = output::stream();
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line).map_err(|error| failure::io("standard input", &error))?;
        if read == 0 {
            return answers.flush().map_err(|error| failure::stdout(&error));
        }
        writeln!(answers, "{}", output::one_line(&answer(&line))).map_err(|error| failure::stdout(&error))?;
        // Whoever waits for each answer before the next line must not wait for ever.
        if input.buffer().is_empty() {
            answers.flush().map_err(|error| failure::stdout(&error))?;
        }
    }
}

fn answer(line: &[u8]) -> Value {
    match serde_json::from_slice::<String>(line) {
        Ok(text) => json!(count_segments(&text)),
        Err(_) => {
            let error = Error::new(ErrorCode::BadParams).with("detail", "not a JSON string");
            json!({ "code": error.code, "params": error.params, "message": sentences::of(&error) })
        }
    }
}
