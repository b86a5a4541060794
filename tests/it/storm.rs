//! A storm small enough for every change. `cargo xtask storm` blows at full size.

use std::time::Duration;

use support::storm::verdict::Violations;
use support::storm::{Strength, blow};

/// If this fails a crash on a bad network texts a fan twice, forgets a text, or texts somebody who wrote STOP.
#[tokio::test(flavor = "multi_thread")]
async fn a_storm_leaves_every_text_sent_once_or_explained() {
    let strength = Strength { recipients: 200, kills: 8, seed: 7, quiet: Duration::from_secs(8) };
    let outcome = blow(strength).await;
    assert_eq!(outcome.violations, Violations::default(), "{outcome:?}");
    // Calm weather proves nothing.
    assert!(outcome.accepted > 200 && outcome.requests > outcome.accepted, "{outcome:?}");
}
