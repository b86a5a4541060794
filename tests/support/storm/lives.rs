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
/// For the rest of a storm, in calm weather.
const PATIENCE: Duration = Duration::from_secs(900);

/// Lives and dies as often as asked; gives how often the program ended by itself, which it must not.
pub async fn live(cli: &Cli, carrier: &Carrier, hands: &mut Hands<'_>, strength: Strength, dice: &mut Dice) -> u64 {
    let mut counter = Counter::default();
    let mut ended_early = 0;
    // An answer and an update each.
    let all = 2 * strength.recipients as usize;
    for life in 0..strength.kills {
        hands.text_until(strength, life);
        let mut run = start(cli);
        let left = all.saturating_sub(counter.count(carrier));
        let share = left / (strength.kills - life + 1) as usize;
        let (goal, longest) = if dice.percent(25) {
            (usize::MAX, dice.below(SHORT))
        } else {
            (counter.count(carrier) + dice.below(2 * share + 2), LONGEST)
        };
        let moment = Duration::from_millis(u64::try_from(longest).unwrap_or(0));
        tokio::join!(hands.act(strength, life), reached(carrier, &mut counter, goal, moment));
        if run.try_wait().expect("a child can be asked").is_some() {
            ended_early += 1;
            report(wait(run).await.stderr.trim());
        } else {
            run.kill().await.expect("a child can be killed");
        }
    }
    ended_early
}

fn start(cli: &Cli) -> Child {
    cli.command(&["run"]).spawn().expect("the program starts")
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
