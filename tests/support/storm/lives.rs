//! The lives of the program: each begins with a start and ends with a kill.

use std::time::Duration;

use fanline_simulator::Carrier;
use serde_json::Value;
use tokio::process::Child;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};

use super::dice::Dice;
use super::hands::Hands;
use super::{Counter, Strength};
use crate::process::{Cli, wait};

/// The longest life that waits for texts to leave.
const LONGEST: usize = 6_000;
/// A life that ends in its first moments: opening, recovery, the first look.
const SHORT: usize = 700;
/// How long a power cut waits for something to take.
#[cfg(target_os = "linux")]
const UNSYNCED: Duration = Duration::from_secs(3);
/// For the rest of a storm, in calm weather.
const PATIENCE: Duration = Duration::from_secs(900);

/// What became of the lives.
#[derive(Debug, Default)]
pub struct Lived {
    /// How often the program ended by itself, which it must not.
    pub ended_early: u64,
    /// Writes that power cuts took back.
    pub dropped: u64,
}

/// Lives and dies as often as asked.
pub async fn live(cli: &Cli, carrier: &Carrier, hands: &mut Hands<'_>, strength: Strength, dice: &mut Dice) -> Lived {
    let mut counter = Counter::default();
    let mut lived = Lived::default();
    let power = Power::new(strength.drop_unsynced);
    // An answer and an update each.
    let all = 2 * strength.recipients as usize;
    for life in 0..strength.kills {
        hands.text_until(strength, life);
        if strength.drop_unsynced {
            // Another process would write beside what is taken back.
            hands.act(strength, life).await;
        }
        let mut run = start(cli, &power);
        let left = all.saturating_sub(counter.count(carrier));
        let share = left / (strength.kills - life + 1) as usize;
        let (goal, longest) = if dice.percent(25) {
            (usize::MAX, dice.below(SHORT))
        } else {
            (counter.count(carrier) + dice.below(2 * share + 2), LONGEST)
        };
        let moment = Duration::from_millis(u64::try_from(longest).unwrap_or(0));
        let reached = reached(carrier, &mut counter, goal, moment);
        if strength.drop_unsynced {
            reached.await;
            power.wait_for_unsynced().await;
        } else {
            tokio::join!(hands.act(strength, life), reached);
        }
        if run.try_wait().expect("a child can be asked").is_some() {
            lived.ended_early += 1;
            report(wait(run).await.stderr.trim());
        } else {
            run.kill().await.expect("a child can be killed");
            lived.dropped += power.cut();
        }
    }
    lived
}

fn start(cli: &Cli, power: &Power) -> Child {
    let mut command = cli.command(&["run"]);
    power.supply(&mut command, cli);
    command.spawn().expect("the program starts")
}

/// The power of the computer, where a kill cuts it.
#[cfg(target_os = "linux")]
#[derive(Debug)]
struct Power(Option<crate::disk::Disk>);

#[cfg(target_os = "linux")]
impl Power {
    fn new(cuts: bool) -> Self {
        Self(cuts.then(crate::disk::Disk::new))
    }

    fn supply(&self, command: &mut tokio::process::Command, cli: &Cli) {
        if let Self(Some(disk)) = self {
            disk.dropping(command, cli.data.path());
        }
    }

    /// Most of what is written is synced a moment later: a cut that takes nothing proves nothing.
    async fn wait_for_unsynced(&self) {
        let begun = Instant::now();
        let mut again = interval(Duration::from_millis(1));
        while begun.elapsed() < UNSYNCED && self.0.as_ref().is_some_and(|disk| !disk.holds_unsynced()) {
            again.tick().await;
        }
    }

    /// Gives how many writes were lost.
    fn cut(&self) -> u64 {
        self.0.as_ref().map_or(0, |disk| disk.cut_power() as u64)
    }
}

#[cfg(not(target_os = "linux"))]
#[derive(Debug)]
struct Power;

#[cfg(not(target_os = "linux"))]
impl Power {
    fn new(cuts: bool) -> Self {
        assert!(!cuts, "unsynced writes can be dropped on Linux only");
        Self
    }

    fn supply(&self, _: &mut tokio::process::Command, _: &Cli) {}

    #[expect(clippy::unused_async, reason = "the same shape as where there is something to wait for")]
    async fn wait_for_unsynced(&self) {}

    fn cut(&self) -> u64 {
        0
    }
}

/// Until the carrier has accepted so many texts, or a moment is over.
async fn reached(carrier: &Carrier, counter: &mut Counter, goal: usize, longest: Duration) {
    let begun = Instant::now();
    let mut again = interval(Duration::from_millis(3));
    again.set_missed_tick_behavior(MissedTickBehavior::Skip);
    while counter.count(carrier) < goal && begun.elapsed() < longest {
        again.tick().await;
    }
}

/// Runs in calm weather until nothing is left to do; gives the last run's report.
pub async fn end(cli: &Cli) -> Value {
    let mut last = Value::Null;
    // The first run may end between two looks at something that the second still has to do.
    for _ in 0..2 {
        let run = cli.command(&["run", "--until", "idle"]).spawn().expect("the program starts");
        let ended = timeout(PATIENCE, run.wait_with_output()).await.expect("the line comes to rest");
        let ended = ended.expect("the program's output can be read");
        assert!(ended.status.success(), "the last run failed: {}", String::from_utf8_lossy(&ended.stderr));
        last = serde_json::from_slice(&ended.stdout).expect("a report");
    }
    last
}

/// Why a program ended by itself: a test's own output, shown when it fails.
#[expect(clippy::print_stderr, reason = "the storm is a test, and this is why it fails")]
fn report(why: &str) {
    eprintln!("the program ended by itself: {why}");
}
