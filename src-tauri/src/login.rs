//! Starting at login: an entry where each system looks for one. It starts the app without its window.

use std::io;
use std::path::PathBuf;

/// What the entry starts the app with.
const HIDDEN: &str = "--hidden";

/// Whether the app starts at login, changed first where `on` is given.
///
/// # Errors
/// When the entry cannot be read, written or removed.
pub fn set(on: Option<bool>) -> io::Result<bool> {
    let entry = Entry::here()?;
    match on {
        Some(true) => entry.write()?,
        Some(false) => entry.remove()?,
        None => {}
    }
    entry.is_there()
}

/// An AppImage is mounted somewhere else each time; the file itself is in a variable.
fn program() -> io::Result<PathBuf> {
    std::env::var_os("APPIMAGE").map_or_else(std::env::current_exe, |image| Ok(image.into()))
}

#[cfg(not(windows))]
struct Entry {
    path: PathBuf,
    text: String,
}

#[cfg(not(windows))]
impl Entry {
    fn here() -> io::Result<Self> {
        let program = program()?;
        let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
        let nowhere = || io::Error::from(io::ErrorKind::NotFound);
        #[cfg(target_os = "macos")]
        return Ok(Self {
            path: dirs::home_dir().ok_or_else(nowhere)?.join("Library/LaunchAgents/app.fanline.desktop.plist"),
            text: launch_agent(program),
        });
        #[cfg(not(target_os = "macos"))]
        Ok(Self {
            path: dirs::config_dir().ok_or_else(nowhere)?.join("autostart/app.fanline.desktop.desktop"),
            text: desktop_entry(program),
        })
    }

    fn write(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&self.path, &self.text)
    }

    fn remove(&self) -> io::Result<()> {
        match std::fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn is_there(&self) -> io::Result<bool> {
        self.path.try_exists()
    }
}

/// Source: Desktop Entry Specification 1.5, "The Exec key": quoted, with `"`, `` ` ``, `$` and `\` escaped, `%` doubled.
#[cfg(any(test, not(any(windows, target_os = "macos"))))]
fn desktop_entry(program: &str) -> String {
    let mut quoted = String::new();
    for character in program.chars() {
        match character {
            '"' | '`' | '$' => quoted.extend(['\\', '\\', character]),
            '\\' => quoted.push_str(r"\\\\"),
            '%' => quoted.push_str("%%"),
            _ => quoted.push(character),
        }
    }
    format!("[Desktop Entry]\nType=Application\nName=Fanline\nExec=\"{quoted}\" {HIDDEN}\nTerminal=false\n")
}

#[cfg(any(test, target_os = "macos"))]
fn launch_agent(program: &str) -> String {
    let program = program.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<plist version=\"1.0\"><dict>\n\
         <key>Label</key><string>app.fanline.desktop</string>\n\
         <key>ProgramArguments</key><array><string>{program}</string><string>{HIDDEN}</string></array>\n\
         <key>RunAtLoad</key><true/>\n</dict></plist>\n"
    )
}

/// The registry, by the system's own program: where login looks for one user's programs.
#[cfg(windows)]
struct Entry;

#[cfg(windows)]
impl Entry {
    const KEY: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Run";

    fn here() -> io::Result<Self> {
        Ok(Self)
    }

    fn write(&self) -> io::Result<()> {
        let program = program()?;
        let program = program.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
        let started = format!("\"{program}\" {HIDDEN}");
        Self::asked(&["add", Self::KEY, "/v", "Fanline", "/t", "REG_SZ", "/d", &started, "/f"])?
            .then_some(())
            .ok_or_else(|| io::ErrorKind::PermissionDenied.into())
    }

    fn remove(&self) -> io::Result<()> {
        Self::asked(&["delete", Self::KEY, "/v", "Fanline", "/f"]).map(|_| ())
    }

    fn is_there(&self) -> io::Result<bool> {
        Self::asked(&["query", Self::KEY, "/v", "Fanline"])
    }

    fn asked(arguments: &[&str]) -> io::Result<bool> {
        use std::os::windows::process::CommandExt;
        const NO_CONSOLE: u32 = 0x0800_0000;
        Ok(std::process::Command::new("reg").args(arguments).creation_flags(NO_CONSOLE).output()?.status.success())
    }
}

#[cfg(all(test, not(windows)))]
mod tests {
    use super::{Entry, desktop_entry, launch_agent};

    /// The switch would say "on" while nothing starts, or stay on for ever.
    #[test]
    fn what_is_switched_on_can_be_switched_off() {
        let folder = std::env::temp_dir().join(format!("fanline-login-{}", std::process::id()));
        let entry = Entry { path: folder.join("autostart/entry"), text: "text".to_owned() };
        assert!(!entry.is_there().expect("readable"));
        entry.write().expect("written");
        entry.write().expect("written again");
        assert!(entry.is_there().expect("readable"));
        entry.remove().expect("removed");
        entry.remove().expect("nothing left to remove");
        assert!(!entry.is_there().expect("readable"));
        std::fs::remove_dir_all(folder).expect("the folder goes");
    }

    /// A folder with a space or a sign in its name would keep the app from starting.
    #[test]
    fn every_path_survives_the_entry() {
        let entry = desktop_entry(r#"/opt/100% "real" $HOME/fan line"#);
        assert!(entry.contains(r#"Exec="/opt/100%% \\"real\\" \\$HOME/fan line" --hidden"#), "{entry}");
        assert!(launch_agent("/a&b").contains("<string>/a&amp;b</string><string>--hidden</string>"));
    }
}
