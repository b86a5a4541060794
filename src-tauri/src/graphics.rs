//! With NVIDIA's own driver WebKit draws an empty window, unless it shares no graphics buffers (WebKit bug 261874).
//!
//! The variable that says so has to be there before GTK starts threads, and setting one in a running process is
//! `unsafe`: the program replaces itself by one that has it.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

const SHARES_NOTHING: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
/// There while the driver is loaded.
const DRIVER: &str = "/proc/driver/nvidia/version";

/// Comes back when nothing has to change, or nothing can.
pub fn settle() {
    let chosen = std::env::var_os(SHARES_NOTHING);
    if !needs_change(Path::new(DRIVER), chosen.as_deref()) {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = Command::new(program).args(std::env::args_os().skip(1)).env(SHARES_NOTHING, "1").exec();
    tracing::warn!(%error, "the window may stay empty on this graphics card");
}

/// Whoever set the variable, to whatever, has decided.
fn needs_change(driver: &Path, chosen: Option<&OsStr>) -> bool {
    chosen.is_none() && driver.exists()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::path::Path;

    use super::needs_change;

    /// The app would restart itself for ever, or show an empty window.
    #[test]
    fn changes_once_and_only_with_the_driver() {
        let there = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(needs_change(there, None));
        assert!(!needs_change(there, Some(OsStr::new("1"))), "the second start has the variable");
        assert!(!needs_change(there, Some(OsStr::new("0"))), "a person decided");
        assert!(!needs_change(&there.join("no-driver"), None));
    }
}
