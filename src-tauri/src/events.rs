//! Events of the engine, told to the window and the tray.

use fanline_engine::Engine;
use fanline_engine::event::{kind, next};
use tauri::{AppHandle, Emitter};

use crate::tray;

/// Forwards batches until the engine ends.
pub fn forward(app: &AppHandle, engine: &Engine) {
    let (app, engine) = (app.clone(), engine.clone());
    // Before the window can have read anything that changes.
    let mut batches = engine.subscribe();
    tauri::async_runtime::spawn(async move {
        tray::follow(&app, &engine).await;
        while let Some(batch) = next(&mut batches).await {
            let switch = batch.overflow
                || batch.events.iter().any(|event| event.kind == kind::RULES || event.kind == kind::STATUS);
            // A window that is gone misses nothing.
            app.emit("events", batch).ok();
            if switch {
                tray::follow(&app, &engine).await;
            }
        }
    });
}

/// Asks the window to show a screen, for example `#/inbox/42`.
pub fn navigate(app: &AppHandle, route: &str) {
    app.emit("navigate", serde_json::json!({ "route": route })).ok();
}
