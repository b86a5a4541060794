//! The command table over HTTP, for tests in a browser: `POST /rpc`, a WebSocket on `/events`, the practice carrier's
//! address on `/carrier`, and the built window.
//! Never shipped: the desktop app has its own transport and listens on no port.

use std::io::Write;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::routing::{any, get, post};
use clap::Parser;
use fanline_engine::clock::SystemClock;
use fanline_engine::secrets::{KeychainSecrets, MemorySecrets, SecretStore};
use fanline_engine::{Config, Engine, Parts};
use serde_json::json;
use tokio::net::TcpListener;

mod carrier;
mod guard;
// The very starter of the desktop app, so that the browser sees the same practice line.
#[path = "../../src-tauri/src/practice.rs"]
mod practice;
mod socket;
mod window;

#[derive(Debug, Parser)]
struct Args {
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// Folder that holds everything.
    #[arg(long)]
    data: PathBuf,
    /// The built window.
    #[arg(long)]
    ui: PathBuf,
    /// Opens the practice line at start.
    #[arg(long)]
    practice: bool,
    #[arg(long, value_enum, default_value_t = Place::Memory)]
    secrets: Place,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Place {
    Memory,
    Keychain,
}

#[derive(Clone)]
struct Bridge {
    engine: Engine,
    practice: practice::Practice,
    ui: Arc<PathBuf>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let secrets: Arc<dyn SecretStore> = match args.secrets {
        Place::Memory => Arc::new(MemorySecrets::default()),
        Place::Keychain => Arc::new(KeychainSecrets),
    };
    let practice = practice::Practice::new(None);
    let parts = Parts { clock: Arc::new(SystemClock), secrets, practice: Some(practice.starter()) };
    let engine = Engine::open(Config { data_dir: args.data }, parts).await?;
    if args.practice {
        engine.call("lines.practice", json!({})).await?;
    }
    engine.start().await;
    let bridge = Bridge { engine: engine.clone(), practice: practice.clone(), ui: Arc::new(args.ui) };
    let routes = Router::new()
        .route("/rpc", post(window::rpc))
        .route("/events", any(socket::events))
        .route("/carrier", get(carrier::carrier))
        .fallback(window::file)
        .layer(axum::middleware::from_fn(guard::only_from_here))
        .with_state(bridge);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let mut output = std::io::stdout().lock();
    writeln!(output, "{}", json!({ "url": url }))?;
    output.flush()?;
    drop(output);
    axum::serve(listener, routes).with_graceful_shutdown(ended()).await?;
    engine.shutdown().await;
    practice.stop().await;
    Ok(())
}

/// The end of the input is the end of the test that started this.
async fn ended() {
    let (tell, hear) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink()).ok();
        tell.send(()).ok();
    });
    hear.await.ok();
}
