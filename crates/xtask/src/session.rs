//! A desktop session of its own: home folders, a bus and an unlocked keychain that are nobody else's.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Doing, Result};
use crate::setup;
use crate::step::Place;

/// Runs inside the private bus: unlocks a keychain with an empty password, then becomes the program. The keychain
/// ends with the bus, the bus with the program.
const UNLOCKED: &str = r#"
eval "$(printf '\n' | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"
export GNOME_KEYRING_CONTROL
exec "$@"
"#;

#[derive(Debug)]
pub struct Session {
    variables: Vec<(&'static str, OsString)>,
    keychain: bool,
}

impl Session {
    /// Nothing in it has been there before, and nothing of it stays.
    pub fn fresh(place: &Place) -> Result<Self> {
        let home = scratch(place)?;
        let mut session = Self::at(&home, &home)?;
        session.variables.push(("HOME", home.into_os_string()));
        // The toolchain stays where it is when HOME moves.
        for (name, folder) in [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")] {
            if let Some(value) = std::env::var_os(name).or_else(|| Some(real_home()?.join(folder).into_os_string())) {
                session.variables.push((name, value));
            }
        }
        Ok(session)
    }

    /// Keeps its data and its keychain in `folder`, so that the next one finds them.
    pub fn kept(place: &Place, folder: &Path) -> Result<Self> {
        Self::at(folder, &scratch(place)?)
    }

    /// Sockets live in `short`: their paths may not exceed about a hundred bytes.
    fn at(folder: &Path, short: &Path) -> Result<Self> {
        let mut variables = Vec::new();
        let folders = [
            ("XDG_DATA_HOME", folder.join("data")),
            ("XDG_CONFIG_HOME", folder.join("config")),
            ("XDG_CACHE_HOME", folder.join("cache")),
            ("XDG_STATE_HOME", folder.join("state")),
            ("XDG_RUNTIME_DIR", short.join("run")),
        ];
        for (name, folder) in folders {
            fs::create_dir_all(&folder).doing(format_args!("creating {}", folder.display()))?;
            private(&folder)?;
            variables.push((name, folder.into_os_string()));
        }
        let keychain = ["dbus-run-session", "gnome-keyring-daemon"].iter().all(|name| setup::find(name).is_some());
        Ok(Self { variables, keychain })
    }

    /// The same session without a bus, and so without any keychain.
    pub fn without_keychain(mut self) -> Self {
        self.keychain = false;
        self.variables.push(("DBUS_SESSION_BUS_ADDRESS", "disabled:".into()));
        self
    }

    /// Whether secrets can be kept in it.
    pub fn has_keychain(&self) -> bool {
        self.keychain
    }

    /// A program that runs in the session.
    pub fn command(&self, place: &Place, program: impl AsRef<OsStr>) -> Command {
        let mut command = if self.keychain {
            let mut command = place.command("dbus-run-session");
            command.args(["--", "sh", "-c", UNLOCKED, "sh"]).arg(program);
            command.env_remove("DBUS_SESSION_BUS_ADDRESS");
            command
        } else {
            place.command(&program.as_ref().to_string_lossy())
        };
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        command
    }

    /// A copy of a prepared command, run in the session.
    pub fn wrap(&self, place: &Place, inner: &Command) -> Command {
        let mut command = self.command(place, inner.get_program());
        command.args(inner.get_args());
        if let Some(folder) = inner.get_current_dir() {
            command.current_dir(folder);
        }
        for (name, value) in inner.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }
}

/// The folder of the person who started this.
pub fn real_home() -> Option<PathBuf> {
    std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE")).map(PathBuf::from)
}

/// A folder that goes when this process ends.
fn scratch(place: &Place) -> Result<PathBuf> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let folder = std::env::temp_dir().join(format!("fanline-{}-{number}", std::process::id()));
    fs::create_dir_all(&folder).doing(format_args!("creating {}", folder.display()))?;
    private(&folder)?;
    place.leash.remove_at_end(&folder);
    Ok(folder)
}

#[cfg(unix)]
fn private(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .doing(format_args!("closing {} to others", folder.display()))
}

#[cfg(not(unix))]
fn private(_: &Path) -> Result<()> {
    Ok(())
}
