//! Declares the commands of the window, so that its capability can name them.

fn main() {
    let commands = tauri_build::AppManifest::new().commands(&["rpc", "desk", "open_link"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    tauri_build::try_build(attributes).expect("the window's configuration is complete");
}
