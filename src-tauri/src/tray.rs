//! The tray: whether anything answers automatically, and the switch.

use std::sync::Mutex;

use fanline_engine::Engine;
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
    switch: CheckMenuItem<Wry>,
    /// What is shown, so that a status that changes ten times a second does not redraw the tray.
    shown: Mutex<Option<bool>>,
}

struct Words {
    automatic: &'static str,
    open: &'static str,
    quit: &'static str,
}

fn words() -> Words {
    let italian = sys_locale::get_locale().is_some_and(|locale| locale.to_lowercase().starts_with("it"));
    if italian {
        Words { automatic: "Risposte automatiche", open: "Apri Fanline", quit: "Esci da Fanline" }
    } else {
        Words { automatic: "Auto-replies", open: "Open Fanline", quit: "Quit Fanline" }
    }
}

pub fn create(app: &AppHandle) -> tauri::Result<()> {
    let words = words();
    let switch = CheckMenuItem::with_id(app, "automatic", words.automatic, false, false, None::<&str>)?;
    let open = MenuItem::with_id(app, "open", words.open, true, None::<&str>)?;
    let quit = MenuItem::with_id(app, "quit", words.quit, true, None::<&str>)?;
    let line = PredefinedMenuItem::separator(app)?;
    let menu = Menu::with_items(app, &[&switch, &line, &open, &quit])?;
    let icon = TrayIconBuilder::with_id("main")
        .icon(ICONS[0].clone())
        .icon_as_template(cfg!(target_os = "macos"))
        .tooltip("Fanline")
        .menu(&menu)
        .on_menu_event(|app, event| match event.id().as_ref() {
            "automatic" => toggle(app),
            "open" => window::show(app),
            "quit" => app.exit(0),
            _ => {}
        })
        .build(app)?;
    app.manage(Tray { icon, switch, shown: Mutex::new(None) });
    Ok(())
}

/// Shows what the engine says about automatic answers.
pub async fn follow(app: &AppHandle, engine: &Engine) {
    let Some(tray) = app.try_state::<Tray>() else { return };
    let status = engine.call("status.get", Value::Null).await.ok();
    let on = status.as_ref().map(|status| status["auto_replies"] == true);
    let changed = {
        let mut shown = tray.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
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
            *tray.shown.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = None;
        }
        follow(&app, &engine).await;
    });
}
