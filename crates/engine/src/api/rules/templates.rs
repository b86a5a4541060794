//! What a new rule can start from: wordings in the language of the line, to be changed by its owner.

use crate::domain::{Acquaintance, Actions, Conditions, DayWindow, FanFact, Repeat, Trigger, words};
use crate::error::Result;
use crate::lines::Lines;
use crate::store::line as line_rows;

use super::super::views::{Nothing, Page, RuleTemplate};

const HOUR_S: i64 = 3_600;

/// # Errors
/// `no_line`.
pub async fn list(lines: &Lines, _: Nothing) -> Result<Page<RuleTemplate>> {
    let line = lines.current()?;
    let row = line.store.read(line_rows::get).await?;
    let row = row.ok_or(crate::error::ErrorCode::NoLine)?;
    let words = words(&row.locale);
    let ready = words.templates();
    let welcome = template(
        "welcome",
        Trigger::FirstText,
        &words.welcome(row.name.as_deref(), row.contact.as_deref()),
        Repeat::Once,
    );
    let dates = Trigger::Keywords { keywords: ready.dates_keywords.clone() };
    let dates = template("dates", dates, &ready.dates, Repeat::Cooldown { seconds: 24 * HOUR_S });
    let away = DayWindow::parse("09:00-23:00").map(|hours| {
        template("away", Trigger::OutsideHours { hours }, &ready.away, Repeat::Cooldown { seconds: 12 * HOUR_S })
    });
    let after = Trigger::ReplyToUpdate { within_s: 24 * HOUR_S, update_id: None };
    let thanks = template("thanks", after, &ready.thanks, Repeat::Cooldown { seconds: 24 * HOUR_S });
    let asks = |id: &str, fact: FanFact| RuleTemplate {
        // A fan who is asked at once for two things answers neither.
        conditions: Conditions { fan: Some(Acquaintance::Known), ..Conditions::default() },
        actions: Actions { ask: Some(fact), ..Actions::default() },
        ..template(id, Trigger::AnyText, words.question(fact), Repeat::Once)
    };
    let mut items = vec![welcome, dates];
    items.extend(away);
    items.extend([thanks, asks("ask_name", FanFact::Name), asks("ask_city", FanFact::City)]);
    Ok(Page { items, next: None })
}

fn template(id: &str, trigger: Trigger, text: &str, repeat: Repeat) -> RuleTemplate {
    RuleTemplate {
        id: id.to_owned(),
        trigger,
        conditions: Conditions::default(),
        text: text.to_owned(),
        actions: Actions::default(),
        repeat,
    }
}
