//! Any command of the table.

use std::io::{self, Read};

use serde_json::Value;

use crate::failure::{self, Failure};
use crate::host::Host;

pub async fn run(host: &Host, method: &str, params: &str) -> Result<(), Failure> {
    let params = if params == "-" { stdin()? } else { params.to_owned() };
    let params: Value = serde_json::from_str(&params).map_err(|_| failure::unreadable("not JSON"))?;
    let answer = host.call(method, params).await?;
    host.output.answer(&answer, || format!("{answer:#}"))
}

/// Keeps secrets out of the list of processes.
fn stdin() -> Result<String, Failure> {
    let mut text = String::new();
    io::stdin().lock().read_to_string(&mut text).map_err(|error| failure::io("standard input", &error))?;
    Ok(text)
}
