//! A test file that no `mod` line names compiles nowhere and passes for ever.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// If this fails somebody wrote a test that never runs.
#[test]
fn every_test_file_belongs_to_its_binary() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for folder in ["it", "e2e"] {
        let folder = own.join(folder);
        let mut reached = BTreeSet::new();
        reach(&folder.join("main.rs"), &folder, &mut reached);
        let mut all = Vec::new();
        rust_files(&folder, &mut all);
        let forgotten: Vec<_> = all.iter().filter(|file| !reached.contains(*file)).collect();
        assert!(forgotten.is_empty(), "no `mod` line leads to {forgotten:?}");
    }
}

/// Follows the `mod name;` lines of a file, whose modules live in `folder`.
fn reach(file: &Path, folder: &Path, reached: &mut BTreeSet<PathBuf>) {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    reached.insert(file.to_owned());
    for line in text.lines() {
        let line = line.trim().trim_start_matches("pub ").trim_start_matches("pub(crate) ");
        let Some(name) = line.strip_prefix("mod ").and_then(|line| line.strip_suffix(';')) else { continue };
        let inside = folder.join(name);
        let candidates = [inside.with_extension("rs"), inside.join("mod.rs")];
        if let Some(module) = candidates.iter().find(|path| path.is_file()) {
            reach(module, &inside, reached);
        }
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}
