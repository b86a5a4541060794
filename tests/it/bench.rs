//! The benchmarks at a size that takes seconds.

use std::process::Command;

/// If this fails nobody can measure Fanline, and what makes it slow lands unseen.
#[test]
fn every_row_is_measured_to_the_end() {
    let mut bench = Command::new(env!("CARGO_BIN_EXE_fanline-bench"));
    let run = bench.args(["--texts", "2000"]).output().expect("the benchmarks can be started");
    let (table, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "the benchmarks ended badly:\n{said}");
    for row in [
        "parse a page",
        "first sync, everything inline",
        "sync of known pages",
        "conversation list",
        "one conversation",
        "search, latest 50",
        "search in the heaviest ten",
        "audience count",
        "search, latest 50, ingesting",
        "open to inbox",
        "memory",
        "outbox, two commits",
        "pace 1000 a second",
    ] {
        assert!(table.lines().any(|line| line.starts_with(row)), "no row {row}:\n{table}\n{said}");
    }
    let known = table.lines().find(|line| line.starts_with("sync of known pages")).unwrap_or_default();
    assert!(known.contains("0 changed"), "what is known must stay as it is: {known}");
}
