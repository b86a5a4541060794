//! Ending in order: requests that are under way land, the database closes, then the process goes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tauri::{AppHandle, ExitRequestApi, Manager};

use crate::opening::Opening;
use crate::practice::Practice;

/// Longest wait for requests under way. What has no answer by then is looked for at the next start.
const PATIENCE: Duration = Duration::from_secs(8);

struct Quit {
    asked: AtomicBool,
    ready: AtomicBool,
}

pub fn manage(app: &AppHandle) {
    app.manage(Quit { asked: AtomicBool::new(false), ready: AtomicBool::new(false) });
}

/// Holds an exit back until the engine has stopped. `code` is `None` when the last window closed.
pub fn requested(app: &AppHandle, code: Option<i32>, api: &ExitRequestApi) {
    let Some(quit) = app.try_state::<Quit>() else { return };
    if quit.ready.load(Ordering::SeqCst) {
        return;
    }
    api.prevent_exit();
    if quit.asked.swap(true, Ordering::SeqCst) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        // The cryptography of the database is taken down with the process: whoever still read it then would crash.
        // An engine that is still being opened has nothing under way.
        if let Some(engine) = app.state::<Opening>().already()
            && tokio::time::timeout(PATIENCE, engine.close()).await.is_err()
        {
            tracing::warn!("requests were under way at the end; they are looked for at the next start");
        }
        app.state::<Practice>().stop().await;
        app.state::<Quit>().ready.store(true, Ordering::SeqCst);
        app.exit(code.unwrap_or(0));
    });
}

/// SIGINT and SIGTERM end the app as closing its window does.
pub fn on_signals(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        signal().await;
        app.exit(0);
    });
}

#[cfg(unix)]
async fn signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
