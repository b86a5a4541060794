//! Batches of events, one in each frame.

use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use fanline_engine::event::next;

use crate::Bridge;

pub async fn events(State(bridge): State<Bridge>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(move |socket| forward(bridge, socket))
}

async fn forward(bridge: Bridge, mut socket: WebSocket) {
    let mut batches = bridge.engine.subscribe();
    while let Some(batch) = next(&mut batches).await {
        let Ok(text) = serde_json::to_string(&batch) else { return };
        if socket.send(Message::text(text)).await.is_err() {
            return;
        }
    }
}
