//! Who may import whom. Reads the sources, because the compiler lets any module of a crate use any other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules of the engine that every other may use.
const OPEN: &[&str] = &["domain", "error", "clock", "event", "secrets"];

/// A module of the engine and what it may use beside the open ones and itself.
const ENGINE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("error", &[]),
    ("clock", &[]),
    ("event", &[]),
    ("secrets", &[]),
    ("store", &[]),
    ("provider", &[]),
    ("compliance", &[]),
    // Pure: a decision must be the same in a trial as on the line.
    ("rules", &["compliance"]),
    // What the workers of one line share.
    ("line", &["store", "provider"]),
    // Which lines there are. Adding one reads from its provider, and names what goes wrong as sync does.
    ("lines", &["line", "provider", "store", "sync"]),
    // Sync and outbox meet in the store and a wake-up, never in each other.
    ("sync", &["line", "provider", "store", "rules", "compliance"]),
    ("outbox", &["line", "provider", "store", "compliance"]),
    ("broadcast", &["line", "store", "compliance"]),
    ("erasure", &["line", "provider", "store"]),
    ("media", &["line", "provider", "store"]),
    ("scheduler", &["line", "store", "sync", "outbox", "broadcast", "erasure"]),
    (
        "api",
        &[
            "line",
            "lines",
            "store",
            "provider",
            "compliance",
            "rules",
            "sync",
            "outbox",
            "broadcast",
            "erasure",
            "media",
            "scheduler",
        ],
    ),
    (
        "engine",
        &[
            "line",
            "lines",
            "store",
            "provider",
            "compliance",
            "rules",
            "sync",
            "outbox",
            "broadcast",
            "erasure",
            "scheduler",
            "api",
        ],
    ),
    // Doors for benchmarks: no transport may use it.
    ("measure", &["engine", "line", "store", "provider", "sync", "outbox"]),
];

/// What a transport needs of the engine: the commands, and the parts that an engine is opened from.
const FACADE: &[&str] = &[
    "api",
    "Config",
    "Engine",
    "Error",
    "ErrorCode",
    "Pages",
    "Parts",
    "PracticeEndpoint",
    "PracticeStarter",
    "Result",
    "Until",
    "clock",
    "event",
    "secrets",
];

/// If this fails a part of the engine has grown a way around another: a rule that reads the store answers differently
/// in a trial, an outbox that knows the sync sends twice.
#[test]
fn engine_modules_import_only_what_their_row_names() {
    let source = root().join("crates/engine/src");
    let mut wrong = Vec::new();
    for file in production_files(&source) {
        let path = module_path(&source, &file);
        let Some(module) = path.first() else { continue };
        let Some((_, allowed)) = ENGINE.iter().find(|(name, _)| name == module) else {
            wrong.push(format!("{} belongs to `{module}`, which has no row in the table", shown(&file)));
            continue;
        };
        for used in modules_used(&read(&file), &path) {
            let is_module = ENGINE.iter().any(|(name, _)| *name == used);
            let is_open = OPEN.contains(&used.as_str()) && module != "domain";
            if is_module && !is_open && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: `{module}` may not use `{used}`", shown(&file)));
            }
        }
    }
    assert!(wrong.is_empty(), "imports that point the wrong way:\n{}", wrong.join("\n"));
}

/// If this fails the table above speaks of modules that are gone, and holds nothing.
#[test]
fn every_row_of_the_table_has_its_module() {
    let source = root().join("crates/engine/src");
    let there: BTreeSet<String> =
        production_files(&source).iter().filter_map(|file| module_path(&source, file).into_iter().next()).collect();
    let gone: Vec<&str> = ENGINE.iter().map(|(name, _)| *name).filter(|name| !there.contains(*name)).collect();
    assert!(gone.is_empty(), "rows without a module: {gone:?}");
}

/// If this fails the window or the command line reaches past the commands, and the two behave differently.
#[test]
fn transports_use_the_engine_through_its_commands() {
    let mut wrong = Vec::new();
    for folder in ["src-tauri/src", "crates/cli/src", "tests/bridge"] {
        for file in production_files(&root().join(folder)) {
            for used in after(&read(&file), "fanline_engine::") {
                if !FACADE.contains(&used.as_str()) {
                    wrong.push(format!("{}: fanline_engine::{used}", shown(&file)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "transports use the commands and what opens an engine:\n{}", wrong.join("\n"));
}

/// If this fails a wrong field name passes in the engine and in the carrier it is tested against, and only the real
/// provider notices; or the engine cannot run without a window.
#[test]
fn engine_and_simulator_stand_alone() {
    let mut wrong = Vec::new();
    for (folder, foreign) in [
        ("crates/simulator", &["fanline_engine", "fanline-engine", "tauri"]),
        ("crates/engine", &["fanline_simulator", "fanline-simulator", "tauri"]),
    ] {
        let folder = root().join(folder);
        let mut files = rust_files(&folder.join("src"));
        files.push(folder.join("Cargo.toml"));
        for file in files {
            let text = without_comments(&read(&file));
            wrong.extend(
                foreign.iter().filter(|name| text.contains(*name)).map(|name| format!("{}: {name}", shown(&file))),
            );
        }
    }
    assert!(wrong.is_empty(), "names that these crates may not know:\n{}", wrong.join("\n"));
}

/// If this fails the UI speaks to the shell beside its one transport, and stops working in the browser tests.
#[test]
fn only_one_folder_of_the_ui_knows_the_shell() {
    let source = root().join("ui/src");
    let ipc = source.join("lib/ipc");
    let is_source = |path: &Path| path.extension().is_some_and(|kind| kind == "ts" || kind == "svelte" || kind == "js");
    let files: Vec<PathBuf> = files(&source).into_iter().filter(|path| is_source(path)).collect();
    assert!(files.iter().any(|path| path.starts_with(&ipc)), "there is no transport in {}", ipc.display());
    let wrong: Vec<String> = files
        .iter()
        .filter(|path| !path.starts_with(&ipc) && read(path).contains("@tauri-apps/"))
        .map(|path| shown(path))
        .collect();
    assert!(wrong.is_empty(), "only ui/src/lib/ipc may import @tauri-apps: {wrong:?}");
}

/// If this fails the tests above see nothing, and pass whatever the sources say.
#[test]
fn the_reader_sees_every_way_to_import() {
    let path = ["sync".to_owned(), "walk".to_owned()];
    let seen = |text: &str| modules_used(text, &path).into_iter().collect::<Vec<_>>();
    assert_eq!(seen("use crate::outbox::queue;"), ["outbox"]);
    assert_eq!(seen("use crate::{\n    api::{views, call},\n    outbox,\n};"), ["api", "outbox"]);
    assert_eq!(seen("fn f() { crate::engine::go() }"), ["engine"]);
    assert_eq!(seen("use super::super::outbox;"), ["outbox"]);
    assert!(seen("use super::page;").is_empty(), "its own module is nobody else's");
    assert!(seen("// crate::outbox\n/// [`crate::outbox`]\nlet a = 1; // crate::outbox").is_empty());
    assert!(seen("fn f() {}\n#[cfg(test)]\nmod tests {\n    use crate::outbox;\n}").is_empty(), "tests may use all");
}

fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().expect("the tests are a folder of the workspace").to_owned()
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a source file can be read")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder can be read to its end").path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.extension().is_some_and(|kind| kind == "rs")).collect()
}

/// Rust files that are part of the product: without the modules that exist under `#[cfg(test)]` only.
fn production_files(folder: &Path) -> Vec<PathBuf> {
    let all = rust_files(folder);
    let mut tests = BTreeSet::new();
    for file in &all {
        let text = read(file);
        let mut rest = text.as_str();
        while let Some((_, behind)) = rest.split_once("#[cfg(test)]") {
            rest = behind;
            let declared = rest.trim_start().trim_start_matches("pub(crate) ").trim_start_matches("pub(super) ");
            if let Some((name, _)) = declared.strip_prefix("mod ").and_then(|name| name.split_once(';')) {
                tests.insert(children(file).join(name));
            }
        }
    }
    let is_test =
        |file: &PathBuf| tests.iter().any(|test| file.starts_with(test) || *file == test.with_extension("rs"));
    all.into_iter().filter(|file| !is_test(file)).collect()
}

/// Where the modules that a file declares have their files.
fn children(file: &Path) -> PathBuf {
    let is_root = file.file_name().is_some_and(|name| name == "mod.rs" || name == "lib.rs" || name == "main.rs");
    if is_root { file.parent().unwrap_or(file).to_owned() } else { file.with_extension("") }
}

/// `sync/walk.rs` → `sync`, `walk`. The crate's root has an empty path.
fn module_path(source: &Path, file: &Path) -> Vec<String> {
    let inside = children(file);
    let inside = inside.strip_prefix(source).expect("the file is below its crate");
    inside.iter().map(|part| part.to_string_lossy().into_owned()).collect()
}

fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split_once("//").map_or(line, |(code, _)| code).to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Other top modules of the crate that a file of the module `path` names, in `use` or in full.
fn modules_used(text: &str, path: &[String]) -> BTreeSet<String> {
    // clippy's items_after_test_module keeps tests at the end.
    let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let code = without_comments(production);
    let mut used: BTreeSet<String> = after(&code, "crate::").into_iter().collect();
    for name in after(&code, "super::") {
        // One `super` leads to the parent, which is the crate itself for a module at the top.
        if path.len() > 1 {
            used.insert(path[0].clone())
        } else {
            used.insert(name)
        };
    }
    for name in after(&code, "super::super::") {
        used.insert(if path.len() > 2 { path[0].clone() } else { name });
    }
    if let Some(own) = path.first() {
        used.remove(own);
    }
    used.remove("super");
    used.remove("self");
    used
}

/// The names that follow `prefix`, one by one or in braces.
fn after(text: &str, prefix: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let rest = &text[at + prefix.len()..];
        match rest.strip_prefix('{') {
            Some(group) => names.extend(group_members(group)),
            None => names.push(name(rest)),
        }
    }
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// The first name of each member of a braced group whose opening brace has been read.
fn group_members(group: &str) -> Vec<String> {
    let mut names = vec![name(group.trim_start())];
    let mut depth = 1;
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(name(group[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
