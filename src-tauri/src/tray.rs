//! The tray: whether anything answers automatically, and the switch.

use std::sync::{Mutex, PoisonError};

use fanline_engine::Engine;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::image::Image;
use tauri::menu::{CheckMenuItem, Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{TrayIcon, TrayIconBuilder};
use tauri::{AppHandle, Manager, Wry, include_image};

use crate::opening::Opening;
use crate::window;

// macOS draws a template in the colour of its menu bar; elsewhere the icon brings its own.
#[cfg(target_os = "macos")]
const ICONS: [Image<'_>; 2] = [include_image!("../icons/tray-off.png"), include_image!("../icons/tray-on.png")];
#[cfg(not(target_os = "macos"))]
const ICONS: [Image<'_>; 2] =
    [include_image!("../icons/tray-colour-off.png"), include_image!("../icons/tray-colour-on.png")];

struct Tray {
    icon: TrayIcon,
    counts: MenuItem<Wry>,
    switch: CheckMenuItem<Wry>,
    pause: MenuItem<Wry>,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    /// What is shown, so that a status that changes ten times a second does not redraw the tray.
    shown: Mutex<Option<bool>>,
    said: Mutex<Option<Words>>,
}

/// The words of the menu, which the page gives in its language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// What waits to be read and to go out, in one line.
    counts: String,
    automatic: String,
    pause: String,
    open: String,
    quit: String,
}

impl Words {
    /// Until the page has spoken.
    fn first() -> Self {
        Self {
            counts: "Fanline".to_owned(),
            automatic: "Auto-replies".to_owned(),
            pause: "Pause everything".to_owned(),
            open: "Open Fanline".to_owned(),
            quit: "Quit Fanline".to_owned(),
        }
    }
}

pub fn create(app: &AppHandle) -> tauri::Result<()> {
    let words = Words::first();
    let item = |id: &str, text: &str, enabled: bool| MenuItem::with_id(app, id, text, enabled, None::<&str>);
    let counts = item("counts", &words.counts, false)?;
    let switch = CheckMenuItem::with_id(app, "automatic", &words.automatic, false, false, None::<&str>)?;
    let pause = item("pause", &words.pause, true)?;
    let open = item("open", &words.open, true)?;
    let quit = item("quit", &words.quit, true)?;
    let (above, below) = (PredefinedMenuItem::separator(app)?, PredefinedMenuItem::separator(app)?);
    let menu = Menu::with_items(app, &[&counts, &above, &switch, &pause, &below, &open, &quit])?;
    let icon = TrayIconBuilder::with_id("main")
        .icon(ICONS[0].clone())
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip("Fanline")
        .menu(&menu)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "automatic" => toggle(app),
            "pause" => pause_everything(app),
            "open" => window::show(app),
            "quit" => app.exit(0),
            _ => {}
        })
        .build(app)?;
    app.manage(Tray { icon, counts, switch, pause, open, quit, shown: Mutex::new(None), said: Mutex::new(None) });
    Ok(())
}

/// Says the menu in these words.
pub fn speak(app: &AppHandle, words: &Words) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    {
        let mut said = tray.said.lock().unwrap_or_else(PoisonError::into_inner);
        if said.as_ref() == Some(words) {
            return;
        }
        *said = Some(words.clone());
    }
    for step in [
        tray.counts.set_text(&words.counts),
        tray.switch.set_text(&words.automatic),
        tray.pause.set_text(&words.pause),
        tray.open.set_text(&words.open),
        tray.quit.set_text(&words.quit),
        tray.icon.set_tooltip(Some(&words.counts)),
    ] {
        if let Err(error) = step {
            tracing::warn!(%error, "the tray does not follow");
        }
    }
}

/// Automatic answers go off, and every update that is on its way rests. A person's own replies still go.
fn pause_everything(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(engine) = app.state::<Opening>().already() else { return };
        let mut asked = vec![engine.call("auto_replies.set", json!({ "on": false, "by": "tray" })).await.map(|_| ())];
        let updates = engine.call("updates.list", json!({})).await.unwrap_or_default();
        for update in updates["items"].as_array().into_iter().flatten() {
            if matches!(update["state"].as_str(), Some("expanding" | "sending")) {
                asked.push(engine.call("updates.pause", json!({ "id": update["id"] })).await.map(|_| ()));
            }
        }
        for error in asked.into_iter().filter_map(Result::err) {
            tracing::warn!(code = error.code.as_str(), "not everything is paused");
        }
        follow(&app, &engine).await;
    });
}

/// Shows what the engine says about automatic answers.
pub async fn follow(app: &AppHandle, engine: &Engine) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    let status = engine.call("status.get", Value::Null).await.ok();
    let on = status.as_ref().map(|status| status["auto_replies"] == true);
    let changed = {
        let mut shown = tray.shown.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *shown, on) != on
    };
    if !changed {
        return;
    }
    let image = ICONS[usize::from(on == Some(true))].clone();
    for step in [
        tray.switch.set_enabled(on.is_some()),
        tray.switch.set_checked(on == Some(true)),
        tray.icon.set_icon(Some(image)),
        tray.icon.set_icon_as_template(cfg!(target_os = "macos")),
    ] {
        if let Err(error) = step {
            tracing::warn!(%error, "the tray does not follow");
        }
    }
}

/// The switch: what it shows is what the engine says, not what was clicked.
fn toggle(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Some(engine) = app.state::<Opening>().already() else { return };
        let Ok(status) = engine.call("status.get", Value::Null).await else { return };
        let on = status["auto_replies"] != true;
        if let Err(error) = engine.call("auto_replies.set", json!({ "on": on, "by": "tray" })).await {
            tracing::warn!(code = error.code.as_str(), "the switch did not move");
        }
        if let Some(tray) = app.try_state::<Tray>() {
            *tray.shown.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        follow(&app, &engine).await;
    });
}
