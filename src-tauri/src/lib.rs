//! The desktop window of Fanline: one window, one command, events, a tray. All that it knows comes from the engine.

mod args;
mod desk;
mod events;
#[cfg(target_os = "linux")]
mod graphics;
mod links;
mod log;
mod login;
mod opening;
mod play;
mod practice;
mod quit;
mod rpc;
mod tray;
mod window;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;
use fanline_engine::clock::SystemClock;
use fanline_engine::secrets::KeychainSecrets;
use fanline_engine::{Config, Engine, Error, ErrorCode, Parts};
use serde_json::{Value, json};
use tauri::{App, AppHandle, Manager, RunEvent};

use args::Args;
use opening::Opening;
use practice::Practice;

/// Runs the app until somebody quits it.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    log::start();
    #[cfg(target_os = "linux")]
    graphics::settle();
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(tauri::generate_handler![rpc::rpc, desk::desk, links::open_link])
        .setup(move |app| Ok(set_up(app, args)?));
    let app = match builder.build(tauri::generate_context!()) {
        Ok(app) => app,
        Err(error) => {
            tracing::error!(%error, "the window could not be made");
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| {
        if let RunEvent::ExitRequested { api, code, .. } = &event {
            quit::requested(app, *code, api);
        }
        // Its icon in the dock was pressed while the window is hidden.
        #[cfg(target_os = "macos")]
        if let RunEvent::Reopen { .. } = &event {
            window::show(app);
        }
    });
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Shows the window and lets the engine open behind it.
fn set_up(app: &App, args: Args) -> tauri::Result<()> {
    let handle = app.handle();
    app.manage(Opening::default());
    app.manage(desk::Desk::default());
    app.manage(Practice::new(args.texts.clone()));
    quit::manage(handle);
    quit::on_signals(handle);
    // A desktop without a place for tray icons still has the window.
    let tray = tray::create(handle).inspect_err(|error| tracing::warn!(%error, "no tray icon")).is_ok();
    window::create(handle, tray, !(args.hidden && tray))?;
    tauri::async_runtime::spawn(begin(handle.clone(), args));
    Ok(())
}

async fn begin(app: AppHandle, args: Args) {
    let practice = app.state::<Practice>().inner().clone();
    let opened = open(&args, &practice).await;
    match &opened {
        Ok(engine) => events::forward(&app, engine),
        Err(error) => tracing::error!(code = error.code.as_str(), "the data folder does not open"),
    }
    app.state::<Opening>().done(opened.clone());
    let ended = match opened {
        Ok(engine) => work(&app, &engine, &practice, &args).await,
        // The window says why; nobody looks at one that ends by itself.
        Err(error) if args.play.is_some() || args.ends_after.is_some() => Some(Err(error)),
        Err(_) => None,
    };
    let Some(ended) = ended else { return };
    if let Err(error) = &ended {
        tracing::error!(code = error.code.as_str(), "the practice day broke off");
    }
    app.exit(i32::from(ended.is_err()));
}

async fn open(args: &Args, practice: &Practice) -> Result<Engine, Error> {
    let parts =
        Parts { clock: Arc::new(SystemClock), secrets: Arc::new(KeychainSecrets), practice: Some(practice.starter()) };
    let engine = Engine::open(Config { data_dir: args.data_dir() }, parts).await?;
    if args.fresh {
        // It may have been selected last: then its carrier runs, on a ledger that goes.
        practice.stop().await;
        told("the old practice line stays", engine.call("lines.remove", json!({ "id": "practice" })).await);
    }
    if args.practice {
        told("no practice line", engine.call("lines.practice", json!({})).await);
    }
    Ok(engine)
}

/// What was asked for at the start is not worth the window: it shows what there is.
fn told(what: &str, asked: Result<Value, Error>) {
    if let Err(error) = asked
        && error.code != ErrorCode::NotFound
    {
        tracing::warn!(code = error.code.as_str(), "{what}");
    }
}

/// Answers and sends. Gives how it ended, when it ends by itself.
async fn work(app: &AppHandle, engine: &Engine, practice: &Practice, args: &Args) -> Option<Result<(), Error>> {
    engine.start().await;
    if let Some(duration) = args.play {
        return Some(play::run(app, engine, practice, duration.into()).await);
    }
    tokio::time::sleep(args.ends_after?.into()).await;
    Some(Ok(()))
}
