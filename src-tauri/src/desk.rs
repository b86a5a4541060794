//! What the page may ask of the desktop around it. The page has the words and decides; this only does.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use keepawake::{Builder, KeepAwake};
use notify_rust::Notification;
use serde::Deserialize;
use serde_json::{Value, json};
use tauri::{AppHandle, Manager, State};

use crate::tray::Words;
use crate::{events, login, tray, window};

/// What the page asks for, and what it gets.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Request {
    /// The words of the tray's menu, in the language of the page. Gives null.
    Tray { words: Words },
    /// Shows a notification; a click on it shows the window and the route. Gives null.
    Notify { title: String, body: String, route: String },
    /// Keeps the computer from sleeping by itself, while it has mains power. Gives `{"holds": bool}`.
    Awake { wanted: bool },
    /// Whether the app starts at login, changed first where `on` is given. Gives `{"on": bool}`.
    Login { on: Option<bool> },
}

/// What is held for the page.
#[derive(Default)]
pub struct Desk {
    awake: Mutex<Option<KeepAwake>>,
    /// A bus without a notification service is told of once.
    silent: AtomicBool,
}

/// Refuses with a plain line for the log of the page; nobody is shown it.
#[tauri::command]
pub async fn desk(app: AppHandle, desk: State<'_, Desk>, request: Request) -> Result<Value, String> {
    match request {
        Request::Tray { words } => {
            tray::speak(&app, &words);
            Ok(Value::Null)
        }
        Request::Notify { title, body, route } => {
            notify(app, title, body, route);
            Ok(Value::Null)
        }
        Request::Awake { wanted } => {
            // Batteries are read from the system, which may take its time.
            let mains = wanted && tauri::async_runtime::spawn_blocking(has_mains).await.unwrap_or(false);
            Ok(json!({ "holds": desk.hold(mains) }))
        }
        Request::Login { on } => {
            let change = tauri::async_runtime::spawn_blocking(move || login::set(on)).await;
            let on = change.map_err(|error| error.to_string())?.map_err(|error| error.to_string())?;
            Ok(json!({ "on": on }))
        }
    }
}

impl Desk {
    /// Holds the computer awake, or lets it go. Gives whether it is held.
    fn hold(&self, wanted: bool) -> bool {
        let mut held = self.awake.lock().unwrap_or_else(PoisonError::into_inner);
        if !wanted {
            *held = None;
        } else if held.is_none() {
            let asked = Builder::default()
                .idle(true)
                .reason("Texts are coming in or going out")
                .app_name("Fanline")
                .app_reverse_domain("app.fanline.desktop")
                .create();
            match asked {
                Ok(awake) => *held = Some(awake),
                // A system without the service sleeps when it sleeps; what is sent is picked up afterwards.
                Err(error) => tracing::debug!(%error, "the computer cannot be kept awake"),
            }
        }
        held.is_some()
    }
}

/// Whether no battery is being emptied. A computer without a battery has mains power.
fn has_mains() -> bool {
    let Ok(batteries) = starship_battery::Manager::new().and_then(|manager| manager.batteries()) else { return true };
    !batteries.flatten().any(|battery| battery.state() == starship_battery::State::Discharging)
}

/// Shows it, and on a click the window and the route. Only Linux tells of clicks; elsewhere the system brings the
/// window to the front by itself, or does not.
fn notify(app: AppHandle, title: String, body: String, route: String) {
    // The call waits for the service, and then for the click.
    std::thread::spawn(move || {
        let mut notification = Notification::new();
        notification.appname("Fanline").summary(&title).body(&plain(&body)).icon("fanline");
        #[cfg(all(unix, not(target_os = "macos")))]
        notification.action("default", "Fanline");
        let shown = notification.show();
        match shown {
            #[cfg(all(unix, not(target_os = "macos")))]
            Ok(handle) => handle.wait_for_action(|action| {
                if action == "default" {
                    window::show(&app);
                    events::navigate(&app, &route);
                }
            }),
            #[cfg(not(all(unix, not(target_os = "macos"))))]
            Ok(_) => drop(route),
            Err(error) => {
                if !app.state::<Desk>().silent.swap(true, Ordering::Relaxed) {
                    tracing::warn!(%error, "notifications are not shown");
                }
            }
        }
    });
}

/// Services on Linux read a little markup in a body; a fan's text has none.
fn plain(text: &str) -> String {
    if cfg!(all(unix, not(target_os = "macos"))) {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Request, plain};

    /// The page asks for something that the desktop has not heard of, and nothing happens.
    #[test]
    fn requests_are_read_as_the_page_writes_them() {
        let read = |text: &str| serde_json::from_str::<Request>(text);
        assert!(matches!(read(r#"{"do":"awake","wanted":true}"#), Ok(Request::Awake { wanted: true })));
        assert!(matches!(read(r#"{"do":"login","on":null}"#), Ok(Request::Login { on: None })));
        let notify = read(r#"{"do":"notify","title":"Ana","body":"hi","route":"inbox/4"}"#);
        assert!(matches!(notify, Ok(Request::Notify { .. })));
        assert!(read(r#"{"do":"shell","run":"x"}"#).is_err());
    }

    /// A fan's text would be drawn bold, or not at all, in a notification.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_text_is_only_text() {
        assert_eq!(plain("<b>1 & 2</b>"), "&lt;b&gt;1 &amp; 2&lt;/b&gt;");
    }
}
