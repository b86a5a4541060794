//! The desktop window of Fanline: one window, one command, events, a tray. All that it knows comes from the engine.

mod args;
mod events;
mod log;
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
use fanline_engine::{Config, Engine, Error, Parts};
use serde_json::json;
use tauri::{App, AppHandle, Manager, RunEvent};

use args::Args;
use practice::Practice;

/// Runs the app until its window is closed.
#[must_use]
pub fn run() -> ExitCode {
    let args = Args::parse();
    log::start();
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| window::show(app)))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .setup(move |app| Ok(set_up(app, args)?));
    let app = match builder.build(tauri::generate_context!()) {
        Ok(app) => app,
        Err(error) => {
            tracing::error!(%error, "the window could not be made");
            return ExitCode::FAILURE;
        }
    };
    let code = app.run_return(|app, event| {
        if let RunEvent::ExitRequested { api, .. } = event {
            quit::requested(app, &api);
        }
    });
    u8::try_from(code).map_or(ExitCode::FAILURE, ExitCode::from)
}

/// Opens the engine, then the window that shows it.
fn set_up(app: &App, args: Args) -> Result<(), Error> {
    let handle = app.handle().clone();
    let practice = Practice::new(args.texts.clone());
    let engine = tauri::async_runtime::block_on(open(&args, &practice))?;
    app.manage(engine.clone());
    app.manage(practice.clone());
    quit::manage(&handle);
    quit::on_signals(&handle);
    window::create(&handle).map_err(|error| not_shown(&error))?;
    // A desktop without a place for tray icons still has the window.
    if let Err(error) = tray::create(&handle) {
        tracing::warn!(%error, "no tray icon");
    }
    events::forward(&handle, &engine);
    tauri::async_runtime::spawn(begin(handle, engine, practice, args));
    Ok(())
}

async fn open(args: &Args, practice: &Practice) -> Result<Engine, Error> {
    let parts =
        Parts { clock: Arc::new(SystemClock), secrets: Arc::new(KeychainSecrets), practice: Some(practice.starter()) };
    let engine = Engine::open(Config { data_dir: args.data_dir() }, parts).await?;
    if args.fresh {
        // Nothing there to begin anew is as good as removed.
        engine.call("lines.remove", json!({ "id": "practice" })).await.ok();
    }
    if args.practice {
        engine.call("lines.practice", json!({})).await?;
    }
    Ok(engine)
}

async fn begin(app: AppHandle, engine: Engine, practice: Practice, args: Args) {
    engine.start().await;
    let ended = match args.play {
        Some(duration) => play::run(&app, &engine, &practice, duration.into()).await,
        None => match args.ends_after {
            Some(duration) => {
                tokio::time::sleep(duration.into()).await;
                Ok(())
            }
            None => return,
        },
    };
    if let Err(error) = &ended {
        tracing::error!(code = error.code.as_str(), "the practice day broke off");
    }
    app.exit(i32::from(ended.is_err()));
}

fn not_shown(error: &tauri::Error) -> Error {
    tracing::error!(%error, "the window could not be made");
    fanline_engine::ErrorCode::StoreFailed.into()
}
