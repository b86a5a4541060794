//! Tools that come from crates.io and live in `target/tools`.

use crate::error::Result;
use crate::step::{Place, step};

/// Speaks WebDriver to a Tauri window. The version belongs to the `tauri` of the root Cargo.toml.
const DRIVER: (&str, &str) = ("tauri-driver", "2.1.0");

pub fn ensure_driver(place: &Place) -> Result<()> {
    let (name, version) = DRIVER;
    let tools = place.target().join("tools");
    let stamp = tools.join(format!(".{name}-{version}"));
    if stamp.is_file() && tools.join("bin").join(name).is_file() {
        return Ok(());
    }
    let mut command = place.cargo(&["install", name, "--version", version, "--locked", "--force", "--root"]);
    command.arg(&tools);
    step(place, "Installing tauri-driver", "tauri-driver", command)?;
    super::ui::write_stamp(&stamp, version)
}
