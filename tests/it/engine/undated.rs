//! Texts that the provider gives no date for, read by a computer whose clock is wrong.

use fanline_engine::Until;
use fanline_simulator::{CarrierConfig, FaultPlan};
use serde_json::{Value, json};
use support::TestApp;
use tokio_util::sync::CancellationToken;

const FANS: u32 = 12;

fn fan(number: u32) -> String {
    format!("+120255501{number:02}")
}

/// Half of the texts have no date; the computer's clock is an hour off.
async fn line(clock_skew_ms: i64) -> TestApp {
    let faults = FaultPlan { clock_skew_ms, null_dates: 1.0, ..FaultPlan::default() };
    let app = TestApp::with(CarrierConfig { faults, ..CarrierConfig::default() }).await;
    app.welcome_on().await;
    app
}

async fn until_idle(app: &TestApp) {
    app.engine.run(Until::Idle, CancellationToken::new()).await.expect("the run ends by itself");
}

/// If this fails a fan whose text has no date is taken for one from before the switch, and never answered.
#[tokio::test(flavor = "multi_thread")]
async fn they_are_answered_like_any_other() {
    for clock_skew_ms in [3_600_000, -3_600_000] {
        let app = line(clock_skew_ms).await;
        for number in 0..FANS {
            app.text(&fan(number), "hello");
        }
        until_idle(&app).await;
        let silent = (0..FANS).filter(|number| app.received_by(&fan(*number)).len() != 1).count();
        assert_eq!(silent, 0, "{clock_skew_ms} ms apart");
    }
}

/// If this fails a STOP without a date counts as older than the START before it, and the fan is texted on.
#[tokio::test(flavor = "multi_thread")]
async fn the_last_word_of_a_fan_counts() {
    for clock_skew_ms in [3_600_000, -3_600_000] {
        let app = line(clock_skew_ms).await;
        for word in ["STOP", "START", "STOP"] {
            for number in 0..FANS {
                app.text(&fan(number), word);
            }
            until_idle(&app).await;
        }
        for number in 0..FANS {
            let card = app.call("fans.get", json!({ "number": fan(number) })).await;
            assert_ne!(card["opted_out_at"], Value::Null, "{clock_skew_ms} ms apart");
        }
    }
}
