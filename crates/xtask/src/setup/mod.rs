//! What a machine that has only Rust, Node and a package manager still needs. Each part does nothing when it is there.

mod install;
mod packages;
mod tools;
mod ui;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::console::seconds;
use crate::error::Result;
use crate::step::{Place, Watch};

pub use ui::npm;

/// What a command is about to do, and so what it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Compile the workspace.
    Build,
    /// The built web UI, which the window embeds.
    Ui,
    /// The UI's own tools: type check, lint, tests.
    UiTools,
    /// A window without a monitor.
    Screen,
    /// Pictures of that window.
    Pictures,
    /// A keychain without a desktop session.
    Keychain,
    /// A browser to test the UI in.
    Browser,
    /// A driver for the real window.
    Driver,
}

/// Brings everything in place that `parts` ask for.
///
/// # Errors
/// `Missing` with what to install by hand, or the installation that failed.
pub fn prepare(place: &Place, parts: &BTreeSet<Part>) -> Result<()> {
    let watch = Watch::start();
    place.console.heading("Set-up");
    if cfg!(target_os = "linux") {
        packages::ensure(place, parts)?;
    } else {
        packages::ensure_by_hand(parts)?;
    }
    if parts.contains(&Part::Ui) || parts.contains(&Part::UiTools) {
        ui::ensure_dependencies(place)?;
    }
    if parts.contains(&Part::Ui) {
        ui::ensure_built(place)?;
    }
    if parts.contains(&Part::Driver) {
        tools::ensure_driver(place)?;
    }
    place.console.good(&format!("ready  {}", seconds(watch.elapsed())));
    Ok(())
}

/// Where a program is, if it is on the search path.
pub fn find(program: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    let names =
        if cfg!(windows) { vec![format!("{program}.exe"), format!("{program}.cmd")] } else { vec![program.to_owned()] };
    std::env::split_paths(&paths)
        .find_map(|folder| names.iter().map(|name| folder.join(name)).find(|path| path.is_file()))
}

/// The search path with the project's own tools in front.
pub fn search_path(place: &Place) -> Option<std::ffi::OsString> {
    let own = place.target().join("tools").join("bin");
    let rest = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&rest))).ok()
}

/// The first browser of the Chromium family on this machine. None is ever downloaded.
pub fn browser() -> Option<PathBuf> {
    const MAC: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    packages::BROWSERS
        .iter()
        .find_map(|name| find(name))
        .or_else(|| Some(PathBuf::from(MAC)).filter(|path| path.is_file()))
}

/// A folder's name as the stamps and walks see it.
fn is_named(path: &Path, names: &[&str]) -> bool {
    path.file_name().and_then(OsStr::to_str).is_some_and(|name| names.contains(&name))
}
