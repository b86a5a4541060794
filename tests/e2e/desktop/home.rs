//! Where an app of a test lives: folders of its own, on the screen and the bus that `cargo xtask test` provides.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use support::process::{fanline, fanline_desktop};
use tempfile::TempDir;
use tokio::process::Command;
use tokio::sync::{Mutex, MutexGuard};

/// The app is one per session.
static TURN: Mutex<()> = Mutex::const_new(());

/// Folders that go with the test, and the right to run the app.
pub struct Home {
    folder: TempDir,
    keychain: bool,
    _turn: MutexGuard<'static, ()>,
}

impl Home {
    /// Waits for its turn.
    pub async fn new() -> Self {
        Self::with(true).await
    }

    /// As `new`, in a session where no keychain service can be reached.
    pub async fn without_keychain() -> Self {
        Self::with(false).await
    }

    async fn with(keychain: bool) -> Self {
        let turn = TURN.lock().await;
        let here = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        assert!(
            here("DISPLAY") && here("FANLINE_TEST_KEYCHAIN"),
            "no screen or no keychain of the tests' own: run `cargo xtask test --only desktop`, which brings both"
        );
        let home = Self { folder: tempfile::tempdir().expect("a temporary folder"), keychain, _turn: turn };
        for name in ["data", "config", "cache", "state", "run"] {
            private(&home.folder.path().join(name));
        }
        home
    }

    /// What `--data` names.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("fanline")
    }

    pub fn practice(&self) -> PathBuf {
        self.data().join("practice")
    }

    /// The variables that an app of this home runs with; `None` takes one away.
    pub fn environment(&self) -> Vec<(&'static str, Option<OsString>)> {
        let inside = |name: &str| Some(self.folder.path().join(name).into_os_string());
        let mut variables = vec![
            ("HOME", Some(self.folder.path().as_os_str().to_owned())),
            ("XDG_DATA_HOME", inside("data")),
            ("XDG_CONFIG_HOME", inside("config")),
            ("XDG_CACHE_HOME", inside("cache")),
            ("XDG_STATE_HOME", inside("state")),
            ("LANG", Some("C.UTF-8".into())),
            ("LC_ALL", None),
            ("LANGUAGE", None),
            ("FANLINE_LOG", Some("warn".into())),
        ];
        if !self.keychain {
            variables.push(("DBUS_SESSION_BUS_ADDRESS", None));
            variables.push(("XDG_RUNTIME_DIR", inside("run")));
        }
        variables
    }

    /// The app with the given arguments, started by itself and without a driver. It ends with the test.
    pub fn app(&self, arguments: &[&str]) -> Command {
        self.program(fanline_desktop(), arguments)
    }

    /// The command line on the same data.
    pub fn cli(&self, arguments: &[&str]) -> Command {
        let mut command = self.program(fanline(), &["--json"]);
        command.args(arguments);
        command
    }

    fn program(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.arg("--data").arg(self.data()).args(arguments);
        for (name, value) in self.environment() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
        command
    }

    /// Processes of the app that have this home.
    pub fn running(&self) -> Vec<u32> {
        running(&self.data())
    }
}

/// Processes of the app that keep their data in this folder.
pub fn running(data: &Path) -> Vec<u32> {
    let with_this_data = |pid: &u32| {
        // A process that ended meanwhile, or is somebody else's, is none of them.
        let Ok(line) = std::fs::read(format!("/proc/{pid}/cmdline")) else { return false };
        let mut arguments = line.split(|byte| *byte == 0);
        let program = arguments.next().is_some_and(|name| name.ends_with(b"/fanline-desktop"));
        program && arguments.any(|argument| argument == data.as_os_str().as_encoded_bytes())
    };
    let processes = std::fs::read_dir("/proc").expect("the list of processes").flatten();
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(with_this_data).collect()
}

fn private(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::create_dir(folder).expect("a folder of the test");
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
        .expect("a folder that is closed to others");
}
