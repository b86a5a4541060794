//! A provider that answers most of the time.

use fanline_simulator::{CarrierConfig, Fault, FaultPlan, Injected, On, Scripted};
use serde_json::json;

use super::connected;

/// If this fails one hiccup in a long list starts it over, and on a flaky network nobody is answered for hours.
#[tokio::test(flavor = "multi_thread")]
async fn a_hiccup_in_the_middle_of_a_list_does_not_start_it_over() {
    let setup = connected(CarrierConfig::default()).await;
    setup.cli.json(&["sync"]).await;
    // More than the small page of a look and two of the largest.
    for number in 0..2_500 {
        setup.carrier.inject(Injected::text(format!("+1212556{number:04}"), "hello"));
    }
    let strike = |skip, fault| Scripted { on: On::List, skip, times: 1, fault };
    setup.carrier.set_faults(FaultPlan {
        script: vec![
            strike(1, Fault::ErrorBefore),
            strike(0, Fault::CutBefore),
            strike(1, Fault::Busy),
            strike(0, Fault::Truncated),
        ],
        ..FaultPlan::default()
    });
    let report = setup.cli.json(&["sync"]).await;
    assert_eq!(report["new_inbound"], json!(2_500), "{report}");
}
