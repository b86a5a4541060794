//! The window's one command: a transport of the engine's table.

use fanline_engine::Error;
use serde_json::Value;
use tauri::State;

use crate::opening::Opening;

#[tauri::command]
pub async fn rpc(opening: State<'_, Opening>, method: String, params: Value) -> Result<Value, Error> {
    opening.engine().await?.call(&method, params).await
}
