//! What is printed in the end.

use std::fmt;
use std::io::Write;

#[derive(Debug, Default)]
pub struct Row {
    pub name: String,
    pub measured: String,
    pub floor: String,
    pub ratio: String,
    pub goal: String,
    /// Whether the goal is met; `None` for a row that has none.
    pub met: Option<bool>,
}

#[derive(Debug)]
pub struct Table {
    texts: u64,
    rows: Vec<Row>,
}

const HEAD: [&str; 6] = ["", "measured", "floor", "ratio", "goal", "met"];

impl Table {
    pub fn new(texts: u64) -> Self {
        Self { texts, rows: Vec::new() }
    }

    /// Adds a row, and says it at once: a run takes minutes.
    pub fn push(&mut self, row: Row) {
        let said = format!("{}: {} {}", row.name, row.measured, row.ratio);
        progress(&said);
        self.rows.push(row);
    }

    /// A rate in texts a second, against one that the machine allows.
    pub fn rate(&mut self, name: &str, rate: f64, floor: f64, goal: f64) {
        let ratio = rate / floor;
        self.push(Row {
            name: name.to_owned(),
            measured: per_second(rate),
            floor: per_second(floor),
            ratio: format!("{ratio:.3}"),
            goal: format!("≥ {goal:.2}"),
            met: Some(ratio >= goal),
        });
    }

    /// Milliseconds that half, and nearly all, repetitions stay below.
    pub fn latency(&mut self, name: &str, samples: &mut super::stopwatch::Samples, goal_ms: Option<f64>) {
        let (half, most) = (samples.quantile_ms(0.5), samples.quantile_ms(0.99));
        self.push(Row {
            name: name.to_owned(),
            measured: format!("p50 {half:.2} ms  p99 {most:.2} ms"),
            goal: goal_ms.map_or_else(String::new, |goal| format!("p99 ≤ {goal} ms")),
            met: goal_ms.map(|goal| most <= goal),
            ..Row::default()
        });
    }

    /// A part of the row above.
    pub fn part(&mut self, name: &str, measured: String) {
        self.push(Row { name: format!("  {name}"), measured, ..Row::default() });
    }
}

/// Says what is going on, beside the table.
pub fn progress(what: &str) {
    // Nobody may be listening.
    writeln!(std::io::stderr(), "{what}").ok();
}

pub fn per_second(rate: f64) -> String {
    if rate >= 10_000.0 { format!("{:.0} k/s", rate / 1_000.0) } else { format!("{rate:.0} /s") }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let met = |row: &Row| match row.met {
            Some(true) => "yes".to_owned(),
            Some(false) => "NO".to_owned(),
            None => String::new(),
        };
        let cells = |row: &Row| {
            [row.name.clone(), row.measured.clone(), row.floor.clone(), row.ratio.clone(), row.goal.clone(), met(row)]
        };
        let mut lines = vec![HEAD.map(str::to_owned)];
        lines.extend(self.rows.iter().map(cells));
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
        let widths: [usize; 6] = std::array::from_fn(width);
        writeln!(formatter, "{} texts", self.texts)?;
        for line in &lines {
            let padded = line.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}")).collect::<Vec<_>>();
            writeln!(formatter, "{}", padded.join("  ").trim_end())?;
        }
        Ok(())
    }
}
