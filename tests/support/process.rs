//! The `fanline` program as a process: real arguments, real files, real signals.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command as Blocking, Output, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};

/// Longer than anything here takes, so that only a real fault runs into it.
const PATIENCE: Duration = Duration::from_secs(150);

/// A data folder of its own, and what `--secrets env` needs.
#[derive(Debug)]
pub struct Cli {
    pub data: TempDir,
    pub key: String,
    pub secret: String,
}

/// How a process ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Cli {
    /// An empty data folder and a fresh database key.
    ///
    /// # Panics
    /// When the disk refuses.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        let data = tempfile::tempdir().expect("a folder for the data");
        Self { data, key: fresh_key(), secret: secret.to_owned() }
    }

    /// `fanline --json --data … --secrets env ARGS`, ready to start. It ends with the test.
    #[must_use]
    pub fn command(&self, args: &[&str]) -> Command {
        self.plain(&[&["--json"], args].concat())
    }

    /// As `command`, for people.
    #[must_use]
    pub fn plain(&self, args: &[&str]) -> Command {
        let mut command = Command::new(fanline());
        command
            .args(["--secrets", "env", "--data"])
            .arg(self.data.path())
            .args(args)
            .env("FANLINE_DB_KEY", &self.key)
            .env("FANLINE_PROVIDER_SECRET", &self.secret)
            .env_remove("FANLINE_LOG")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub async fn run(&self, args: &[&str]) -> Ended {
        end(self.command(args), "").await
    }

    /// Runs a command that must succeed, and reads its document.
    ///
    /// # Panics
    /// When it does not.
    pub async fn json(&self, args: &[&str]) -> Value {
        self.run(args).await.document(args)
    }

    /// Runs a command that must be refused: its exit code and its error.
    ///
    /// # Panics
    /// When it succeeds, or says anything on stdout.
    pub async fn refused(&self, args: &[&str]) -> (i32, Value) {
        self.run(args).await.error(args)
    }

    /// `line add` for a carrier, with the secret on standard input.
    pub async fn add(&self, line: [&str; 4], secret: &str) -> Ended {
        let [number, account, key, url] = line;
        let args = [
            "line",
            "add",
            "--number",
            number,
            "--account",
            account,
            "--key",
            key,
            "--base-url",
            url,
            "--name",
            "Juno",
        ];
        end(self.command(&args), &format!("{secret}\n")).await
    }
}

impl Ended {
    /// The document of a command that must have succeeded.
    ///
    /// # Panics
    /// When it did not, or printed anything else.
    #[must_use]
    pub fn document(&self, args: &[&str]) -> Value {
        assert_eq!(self.code, Some(0), "{args:?} failed: {}", self.stderr);
        serde_json::from_str(&self.stdout).unwrap_or_else(|_| panic!("{args:?} printed no document: {}", self.stdout))
    }

    /// The exit code and the error of a command that must have been refused.
    ///
    /// # Panics
    /// When it was not.
    #[must_use]
    pub fn error(&self, args: &[&str]) -> (i32, Value) {
        let code = self.code.unwrap_or_else(|| panic!("{args:?} was ended by a signal"));
        assert_ne!(code, 0, "{args:?} must be refused: {}", self.stdout);
        assert_eq!(self.stdout, "", "{args:?} was refused and printed an answer");
        let error: Value = serde_json::from_str(&self.stderr)
            .unwrap_or_else(|_| panic!("{args:?} printed no error document: {}", self.stderr));
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.len() > 20, "{args:?} explains nothing: {error}");
        (code, error)
    }
}

/// Runs a prepared command to its end, with something to read.
///
/// # Panics
/// When it cannot start or hangs.
pub async fn end(command: Command, stdin: &str) -> Ended {
    end_bytes(command, stdin.as_bytes().to_vec()).await
}

/// As `end`, for input that need not be text.
///
/// # Panics
/// As `end`.
pub async fn end_bytes(mut command: Command, given: Vec<u8>) -> Ended {
    command.stdin(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("the program's standard input");
    // A program that does not read what it is given closes it: that is its right.
    let feed = tokio::spawn(async move { input.write_all(&given).await.ok() });
    let ended = wait(child).await;
    feed.await.expect("the input is given");
    ended
}

/// Waits for a process to end by itself.
///
/// # Panics
/// When it hangs.
pub async fn wait(child: Child) -> Ended {
    let ended = tokio::time::timeout(PATIENCE, child.wait_with_output()).await.expect("the program ends by itself");
    let Output { status, stdout, stderr } = ended.expect("the program's output can be read");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ended { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

/// Sends a signal to a process that a test started: `TERM`, `INT`, `KILL`.
///
/// # Panics
/// When there is no such process.
pub fn signal(child: &Child, name: &str) {
    let pid = child.id().expect("the process still runs");
    let sent = Blocking::new("kill").arg(format!("-{name}")).arg(pid.to_string()).status();
    assert!(sent.expect("the kill command").success(), "the signal was not sent");
}

/// Bytes of every file below a folder, by path.
///
/// # Panics
/// When one cannot be read.
#[must_use]
pub fn files(folder: &Path) -> std::collections::BTreeMap<PathBuf, Vec<u8>> {
    let mut found = std::collections::BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder can be read") {
            let path = entry.expect("a folder can be read to its end").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file can be read");
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// 64 hex digits, others in every test.
#[must_use]
pub fn fresh_key() -> String {
    let word = || format!("{:016x}", RandomState::new().build_hasher().finish());
    [word(), word(), word(), word()].concat()
}

/// The command line, built of the sources that are there: once, and with the features of the whole workspace.
///
/// # Panics
/// When it cannot be built.
#[must_use]
pub fn fanline() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("fanline"))
}

/// The desktop app, built as `fanline` is, with the window that `ui/dist` holds.
///
/// # Panics
/// When it cannot be built.
#[must_use]
pub fn fanline_desktop() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| built("fanline-desktop"))
}

fn built(name: &str) -> PathBuf {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Blocking::new(cargo);
    build.current_dir(workspace()).args(["build", "--quiet", "--workspace", "--bin", name]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    let done = build.output().expect("cargo runs");
    assert!(done.status.success(), "{name} cannot be built: {}", String::from_utf8_lossy(&done.stderr));
    // Tests are in target/debug/deps, programs in target/debug.
    let own = std::env::current_exe().expect("this program's own path");
    let folder = own.ancestors().skip(1).find(|folder| !folder.ends_with("deps")).expect("the built programs");
    folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The folder of the workspace.
///
/// # Panics
/// Never: the tests are a folder of it.
#[must_use]
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests are a folder of the workspace")
}
