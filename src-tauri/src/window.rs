//! The one window.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent};

const MAIN: &str = "main";

/// Makes the window. With a tray, closing it hides it: texts are answered on, and the tray brings it back.
pub fn create(app: &AppHandle, tray: bool, visible: bool) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, MAIN, WebviewUrl::App("index.html".into()))
        .title("Fanline")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 640.0)
        .visible(visible)
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .build()?;
    if tray {
        let closed = window.clone();
        window.on_window_event(move |event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                hide(&closed);
            }
        });
    }
    Ok(())
}

/// The page hears of it, and says once where it went.
fn hide(window: &WebviewWindow) {
    if let Err(error) = window.hide() {
        tracing::warn!(%error, "the window does not hide");
    }
    window.emit("hidden", ()).ok();
}

/// Nothing leads out of the app: its own pages, and in development the server that builds them.
fn is_ours(url: &Url) -> bool {
    let built = url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost");
    built || (cfg!(debug_assertions) && url.host_str() == Some("localhost") && url.port() == Some(5173))
}

/// Brings the window to the front.
pub fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    for step in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = step {
            tracing::warn!(%error, "the window does not come to the front");
        }
    }
}

#[cfg(test)]
mod tests {
    use tauri::Url;

    use super::is_ours;

    /// A link would replace the app by a page of somebody else's, or the app could not show itself.
    #[test]
    fn only_own_pages_are_shown() {
        let ours = |url: &str| is_ours(&Url::parse(url).expect("an address"));
        assert!(ours("tauri://localhost/#/inbox/1") && ours("http://tauri.localhost/"));
        for url in
            ["https://example.com/", "http://tauri.localhost.example.com/", "file:///etc/hosts", "data:text/html,x"]
        {
            assert!(!ours(url), "{url}");
        }
    }
}
