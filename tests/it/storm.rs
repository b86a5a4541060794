//! A storm small enough for every change. `cargo xtask storm` blows at full size.

use std::time::Duration;

use support::storm::verdict::Violations;
use support::storm::{Strength, blow};

/// If this fails a crash on a bad network texts a fan twice, forgets a text, or texts somebody who wrote STOP.
#[tokio::test(flavor = "multi_thread")]
async fn a_storm_leaves_every_text_sent_once_or_explained() {
    let strength = Strength { recipients: 200, kills: 8, seed: 7, quiet: Duration::from_secs(8), drop_unsynced: false };
    let outcome = blow(strength).await;
    assert_eq!(outcome.violations, Violations::default(), "{outcome:?}");
    // Calm weather proves nothing.
    assert!(outcome.accepted > 200 && outcome.requests > outcome.accepted, "{outcome:?}");
}

/// If this fails a power cut, which takes what the disk had not taken yet, texts a fan twice or forgets a text.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_storm_of_power_cuts_leaves_every_text_sent_once_or_explained() {
    let strength = Strength { recipients: 80, kills: 5, seed: 3, quiet: Duration::from_secs(6), drop_unsynced: true };
    let outcome = blow(strength).await;
    assert_eq!(outcome.violations, Violations::default(), "{outcome:?}");
    assert!(outcome.dropped > 0, "no write was lost, so nothing is proved: {outcome:?}");
}
