//! The command line as scripts use it: the real program, a real carrier on this machine, a real encrypted file.

mod crowd;
mod damage;
#[cfg(target_os = "linux")]
mod disk;
mod erased;
mod flaky;
mod killed;
mod refusals;
mod script;
mod secrecy;
mod seed;
mod segments;
mod signals;
mod suppress;

use fanline_simulator::{Carrier, CarrierConfig};
use support::process::{Cli, Ended};

/// A carrier and a program that knows it.
struct Setup {
    carrier: Carrier,
    cli: Cli,
}

/// A carrier, and nothing connected yet.
async fn unconnected(config: CarrierConfig) -> Setup {
    let carrier = Carrier::start(config).await.expect("the carrier starts");
    let cli = Cli::new(carrier.secret());
    Setup { carrier, cli }
}

/// A connected line that sends fast.
async fn connected(config: CarrierConfig) -> Setup {
    let setup = unconnected(config).await;
    let added = setup.add().await;
    assert_eq!(added.code, Some(0), "the line is added: {}", added.stderr);
    for (key, value) in [("pace_per_second", "1000"), ("quiet_period", "2s")] {
        setup.cli.json(&["settings", "set", key, value]).await;
    }
    setup
}

impl Setup {
    async fn add(&self) -> Ended {
        self.cli.add(self.line(), self.carrier.secret()).await
    }

    /// What `line add` needs, without the secret.
    fn line(&self) -> [&str; 4] {
        [self.carrier.number(), self.carrier.account(), self.carrier.key(), self.carrier.base_url()]
    }

    async fn welcome_on(&self) {
        let rule = self.cli.json(&["rules", "on", "welcome"]).await;
        assert_eq!(rule["on"], true, "{rule}");
    }
}

/// The number of an invented fan.
fn fan(number: u32) -> String {
    format!("+1212555{:04}", 100 + number % 100)
}
