//! The pace of a line when the computer's clock moves.

use std::sync::Arc;

use fanline_engine::clock::{Clock, SystemClock};
use fanline_simulator::CarrierConfig;
use serde_json::json;
use support::{ShiftedClock, TestApp, eventually};

const HOUR_MS: i64 = 3_600_000;

/// If this fails, a clock that is set back silences the line until it has caught up with the moment that was kept.
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_does_not_silence_the_line() {
    let now = SystemClock.now_ms();
    let clock = Arc::new(ShiftedClock::showing(now + HOUR_MS));
    let app = TestApp::with_clock(CarrierConfig::default(), Arc::clone(&clock) as Arc<dyn Clock>).await;
    app.engine.start().await;
    app.call("messages.send", json!({ "to": "+12025550101", "text": "before" })).await;
    eventually("the first text", || async { (app.sent().len() == 1).then_some(()) }).await;
    clock.set(SystemClock.now_ms());
    app.call("messages.send", json!({ "to": "+12025550101", "text": "after" })).await;
    eventually("the text after the clock was set back", || async { (app.sent().len() == 2).then_some(()) }).await;
    app.engine.shutdown().await;
}
