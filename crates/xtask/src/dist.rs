//! `cargo xtask dist`: the installers of the system it runs on, in `target/release/bundle`.

use std::path::Path;

use crate::error::Result;
use crate::step::{Place, step};

/// Has to be the version of `tauri` in the root Cargo.toml. It only packs what cargo builds, so it is fetched when
/// installers are made and not with every checkout.
const PACKER: &str = "@tauri-apps/cli@2.12.5";

pub fn run(place: &Place, options: &[String]) -> Result<()> {
    place.console.heading("Installers");
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut command = place.command(program);
    command.args(["exec", "--yes", &format!("--package={PACKER}"), "--", "tauri", "build", "--ci"]).args(options);
    let log = step(place, "Packing Fanline", "dist", command)?;
    let said = std::fs::read_to_string(log).unwrap_or_default();
    for path in said.lines().map(str::trim).filter(|line| line.contains("bundle") && Path::new(line).is_file()) {
        place.console.note(path);
    }
    Ok(())
}
