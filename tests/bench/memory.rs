//! What a process with a full store keeps in memory.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::Failure;
use crate::home::{Book, Home, call, history, open, said};
use crate::table::{Row, Table};

/// Measured in a process of its own: this one holds pages, samples and a carrier.
pub fn measure(table: &mut Table, home: &Home) -> Result<(), Failure> {
    let mut child = Command::new(std::env::current_exe()?);
    child.arg("--memory-of").arg(home.folder.path()).args(["--texts", &home.history.texts.to_string()]);
    let said = child.output()?;
    if !said.status.success() {
        return Err(String::from_utf8_lossy(&said.stderr).into_owned().into());
    }
    let said: Value = serde_json::from_slice(&said.stdout)?;
    let mb = |key: &str| said[key].as_f64().unwrap_or(0.0) / 1_024.0;
    table.push(Row {
        name: "memory".to_owned(),
        measured: format!("{:.0} MB resident, {:.0} MB own", mb("resident_kb"), mb("own_kb")),
        goal: "≤ 120 MB".to_owned(),
        met: Some(mb("resident_kb") <= 120.0),
        ..Row::default()
    });
    Ok(())
}

/// Opens the store, does what a day brings, and says what is resident.
pub async fn child(folder: &Path, texts: u64) -> Result<(), Failure> {
    let engine = open(folder).await?;
    call(&engine, "status.get", Value::Null).await?;
    let list = call(&engine, "inbox.list", json!({ "limit": 200 })).await?;
    for item in list["items"].as_array().into_iter().flatten() {
        call(&engine, "thread.list", json!({ "fan_id": item["id"] })).await?;
    }
    for words in ["love", "the", "❤️", "ありがとう", "concert tonight"] {
        call(&engine, "search.messages", json!({ "words": words })).await?;
    }
    call(&engine, "updates.preview", json!({ "text": "Hi" })).await?;
    let book = Book::new(history(texts / 20, 500_000));
    fanline_engine::measure::sync(&engine, book.pages()).await.map_err(said)?;
    let resident = field("/proc/self/status", "VmRSS:")?;
    let own = field("/proc/self/smaps_rollup", "Pss:")?;
    let mut stdout = std::io::stdout();
    std::io::Write::write_all(&mut stdout, json!({ "resident_kb": resident, "own_kb": own }).to_string().as_bytes())?;
    Ok(())
}

/// A line of the kernel's in kB; 0 on systems that have none.
fn field(file: &str, name: &str) -> Result<u64, Failure> {
    if !Path::new(file).is_file() {
        return Ok(0);
    }
    let text = std::fs::read_to_string(file)?;
    let line = text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("0");
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}
