//! The web UI's dependencies and its build, each done again only when what it depends on has changed.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::{Doing, Result};
use crate::step::{Place, step};

use super::is_named;

/// What is in `ui/` and is no source of the build.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage", "test-results"];

/// npm, started in `ui/`.
pub fn npm(place: &Place, arguments: &[&str]) -> Command {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = place.command(program);
    command.current_dir(place.root.join("ui")).args(arguments).env("NO_UPDATE_NOTIFIER", "1");
    command
}

pub fn ensure_dependencies(place: &Place) -> Result<()> {
    let ui = place.root.join("ui");
    let stamp = ui.join("node_modules").join(".fanline-lock");
    let lock = fingerprint(&[ui.join("package-lock.json")])?;
    if read(&stamp) == lock {
        return Ok(());
    }
    step(place, "Installing the UI's packages", "npm", npm(place, &["ci", "--no-audit", "--no-fund"]))?;
    write_stamp(&stamp, &lock)
}

pub fn ensure_built(place: &Place) -> Result<()> {
    let ui = place.root.join("ui");
    let stamp = place.target().join("xtask").join("ui-build.stamp");
    let state = || -> Result<String> {
        Ok(format!("{} {}", fingerprint(&sources(&ui)?)?, fingerprint(&files(&ui.join("dist"), &[])?)?))
    };
    if ui.join("dist").join("index.html").is_file() && read(&stamp) == state()? {
        return Ok(());
    }
    step(place, "Building the UI", "ui-build", npm(place, &["run", "build"]))?;
    write_stamp(&stamp, &state()?)
}

fn sources(ui: &Path) -> Result<Vec<PathBuf>> {
    files(ui, NOT_SOURCES)
}

/// All files below a folder, in a fixed order, without the folders named in `without`.
fn files(folder: &Path, without: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(&folder).doing(format_args!("reading {}", folder.display()))? {
            let path = entry.doing(format_args!("reading {}", folder.display()))?.path();
            if path.is_dir() && !is_named(&path, without) {
                folders.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// One number for names and contents: times change on every checkout.
fn fingerprint(files: &[PathBuf]) -> Result<String> {
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        fs::read(file).doing(format_args!("reading {}", file.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

fn read(stamp: &Path) -> String {
    // No stamp is as good as an old one: the work is done again.
    fs::read_to_string(stamp).unwrap_or_default()
}

pub fn write_stamp(stamp: &Path, text: &str) -> Result<()> {
    if let Some(folder) = stamp.parent() {
        fs::create_dir_all(folder).doing(format_args!("creating {}", folder.display()))?;
    }
    fs::write(stamp, text).doing(format_args!("writing {}", stamp.display()))
}
