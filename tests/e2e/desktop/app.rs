//! A running app and the driver that looks into its window.

use std::io::Read;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use support::eventually;
use support::process::fanline_desktop;

use super::home::{Home, running};

/// Everything that was started has ended by then, or is ended.
const PATIENCE: Duration = Duration::from_secs(20);

/// An app whose window can be used. It ends with the test, however the test ends.
pub struct App<'a> {
    pub home: &'a Home,
    pub client: Client,
    driver: Driver,
}

impl<'a> App<'a> {
    /// Starts the app and waits for its page.
    pub async fn start(home: &'a Home, arguments: &[&str]) -> Self {
        Self::start_with(home, arguments, &[]).await
    }

    /// As `start`, with more variables.
    pub async fn start_with(home: &'a Home, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let driver = Driver::start(home, variables).await;
        let data = home.data();
        let mut all = vec!["--data", data.to_str().expect("a path in UTF-8")];
        all.extend(arguments);
        let options = json!({ "application": fanline_desktop(), "args": all });
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities([("tauri:options".to_owned(), options)].into_iter().collect());
        let client = builder.connect(&format!("http://127.0.0.1:{}", driver.port)).await;
        let app = Self { home, client: client.expect("the app starts under its driver"), driver };
        app.until("the first screen is drawn", "return document.querySelector('#app > *') !== null").await;
        app.listen().await;
        app
    }

    /// The app's process.
    pub fn pid(&self) -> u32 {
        let running = self.home.running();
        assert_eq!(running.len(), 1, "one app runs: {running:?}");
        running[0]
    }

    /// Ends the app as a desktop does when somebody logs out. Gives what it said.
    pub async fn end(self) -> String {
        self.end_with("TERM").await
    }

    /// Ends the app with a signal, and the driver after it.
    pub async fn end_with(mut self, signal: &str) -> String {
        send(self.pid(), signal);
        eventually("the app ends", async || self.home.running().is_empty().then_some(())).await;
        self.driver.stop().expect("nothing that the app started outlives it")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // After a failed test the app still runs; it is the driver's to collect, so it ends first.
        for pid in running(&self.data) {
            send(pid, "TERM");
            let gone =
                Command::new("timeout").args(["10", "tail", "-f", "/dev/null", "--pid"]).arg(pid.to_string()).status();
            if !gone.is_ok_and(|status| status.success()) {
                send(pid, "KILL");
            }
        }
        let said = self.stop().unwrap_or_default();
        if std::thread::panicking() && !said.is_empty() {
            // Only a failed test shows it.
            std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes()).ok();
        }
    }
}

/// `tauri-driver` and WebKit's driver behind it.
struct Driver {
    process: Child,
    port: u16,
    /// All that the drivers and the app said, once the last of them has ended.
    said: Receiver<String>,
    data: PathBuf,
}

impl Driver {
    async fn start(home: &Home, variables: &[(&str, &str)]) -> Self {
        let (port, native) = (free_port(), free_port());
        let mut command = Command::new(tauri_driver());
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        for (name, value) in home.environment() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command.envs(variables.iter().copied());
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process =
            command.spawn().expect("no tauri-driver: run `cargo xtask test --only desktop`, which brings it");
        let mut output = process.stderr.take().expect("the drivers' output");
        let (tell, said) = mpsc::channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            // What was read before an error still helps.
            output.read_to_end(&mut bytes).ok();
            tell.send(String::from_utf8_lossy(&bytes).into_owned()).ok();
        });
        let driver = Self { process, port, said, data: home.data() };
        for port in [port, native] {
            let open = async || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok();
            eventually("the drivers listen", open).await;
        }
        driver
    }

    /// Asks the drivers to end. SIGKILL would leave WebKit's driver behind.
    fn stop(&mut self) -> Option<String> {
        if self.process.try_wait().is_ok_and(|ended| ended.is_none()) {
            send(self.process.id(), "TERM");
            self.process.wait().ok();
        }
        self.said.recv_timeout(PATIENCE).ok()
    }
}

fn tauri_driver() -> PathBuf {
    let own = std::env::current_exe().expect("this test's own path");
    let target = own.ancestors().nth(3).unwrap_or(Path::new("target"));
    let installed = target.join("tools/bin/tauri-driver");
    if installed.is_file() { installed } else { "tauri-driver".into() }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("the port's number").port()
}

fn send(pid: u32, signal: &str) {
    // A process that has ended by itself needs no signal.
    Command::new("kill").arg(format!("-{signal}")).arg(pid.to_string()).stderr(Stdio::null()).status().ok();
}
