//! The window's one command: a transport of the engine's table.

use fanline_engine::{Engine, Error};
use serde_json::Value;
use tauri::State;

#[tauri::command]
pub async fn rpc(engine: State<'_, Engine>, method: String, params: Value) -> Result<Value, Error> {
    engine.call(&method, params).await
}
