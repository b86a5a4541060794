//! Whether a fan wants texts: a function of what the consent ledger holds, in the order of time and not of reading.
//!
//! The last word counts, and of one moment's it is STOP. A YES is a START only from somebody who is out at that moment.
//! Words that ask to be left alone wait for a person until the next STOP or START, or until a person looked at them.

use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// What a fan's card says of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OptState {
    pub out_at: Option<i64>,
    /// The moment of the last word that changed or confirmed it.
    pub changed_at: i64,
    /// Asked to be left alone in other words; waits for a person's look.
    pub review: bool,
}

impl OptState {
    #[must_use]
    pub fn out(at: i64) -> Self {
        Self { out_at: Some(at), changed_at: at, review: false }
    }

    fn back(at: i64) -> Self {
        Self { out_at: None, changed_at: at, review: false }
    }
}

/// How an entry of the ledger counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Out,
    In,
    /// In, from somebody who is out.
    Yes,
    Review,
}

const OUT: &str = "'stop', 'provider_21610'";
const IN: &str = "'start', 'stop_lifted'";

/// The state after all entries, which are in the order of time.
fn fold(entries: &[(i64, Word)]) -> OptState {
    let mut state = OptState::default();
    for moment in entries.chunk_by(|one, next| one.0 == next.0) {
        let (at, says) = (moment[0].0, |word| moment.iter().any(|(_, said)| *said == word));
        if says(Word::Out) {
            state = OptState::out(at);
        } else if says(Word::In) || (says(Word::Yes) && state.out_at.is_some()) {
            state = OptState::back(at);
        }
        state.review |= state.out_at.is_none() && says(Word::Review);
    }
    state
}

/// Works the state out anew from the whole ledger of a fan, and writes it on the card.
pub fn settle(connection: &Connection, fan_id: i64) -> Result<OptState> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT at, CASE WHEN what IN ({OUT}) THEN 0 WHEN what IN ({IN}) THEN 1 WHEN what = 'yes' THEN 2 ELSE 3 END
         FROM consent
         WHERE fan_id = ?1 AND (what IN ({OUT}, {IN}, 'yes')
             OR (what = 'review' AND id > (SELECT looked_upto FROM fans WHERE id = ?1)))
         ORDER BY at"
    ))?;
    let entries: Vec<(i64, Word)> = statement
        .query_map([fan_id], |row| {
            let word = match row.get::<_, i64>(1)? {
                0 => Word::Out,
                1 => Word::In,
                2 => Word::Yes,
                _ => Word::Review,
            };
            Ok((row.get(0)?, word))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let state = fold(&entries);
    set(connection, fan_id, state)?;
    Ok(state)
}

/// Writes a state on the card that is known to be the last one.
pub fn set(connection: &Connection, fan_id: i64, state: OptState) -> Result<()> {
    connection
        .prepare_cached("UPDATE fans SET opted_out_at = ?, opt_changed_at = ?, opt_out_review = ? WHERE id = ?")?
        .execute(params![state.out_at, state.changed_at, state.review, fan_id])?;
    Ok(())
}

/// Lets a fan back in with the newest word about it. What was asked for in other words since waits for a look as before.
pub fn let_back(connection: &Connection, fan_id: i64, at: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE fans SET opted_out_at = NULL, opt_changed_at = ?2, opt_out_review = EXISTS (
                 SELECT 1 FROM consent WHERE fan_id = ?1 AND what = 'review' AND at >= ?2 AND consent.id > looked_upto)
             WHERE id = ?1",
        )?
        .execute([fan_id, at])?;
    Ok(())
}

/// Whether the fan was out just before a moment.
pub fn was_out(connection: &Connection, fan_id: i64, at: i64) -> Result<bool> {
    // Of one moment's words STOP is the last.
    let last: Option<bool> = connection
        .prepare_cached(&format!(
            "SELECT what IN ({OUT}) AS out FROM consent WHERE fan_id = ? AND at < ? AND what IN ({OUT}, {IN}, 'yes')
             ORDER BY at DESC, out DESC LIMIT 1"
        ))?
        .query_row([fan_id, at], |row| row.get(0))
        .optional()?;
    Ok(last == Some(true))
}

/// The next moment whose words decide whatever was said before.
pub fn decided_after(connection: &Connection, fan_id: i64, at: i64) -> Result<Option<i64>> {
    let next = connection
        .prepare_cached(&format!("SELECT min(at) FROM consent WHERE fan_id = ? AND at > ? AND what IN ({OUT}, {IN})"))?
        .query_row([fan_id, at], |row| row.get(0))?;
    Ok(next)
}

/// A person looked at what the fan asked for so far: it waits no more.
pub fn looked(connection: &Connection, fan_id: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE fans SET looked_upto = (SELECT coalesce(max(id), 0) FROM consent WHERE fan_id = ?1) WHERE id = ?1",
        )?
        .execute([fan_id])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{OptState, Word, fold};

    /// A fan who left would get texts again, or one who came back would not.
    #[test]
    fn the_last_word_counts() {
        use Word::{In, Out, Review, Yes};
        let waits = |state: OptState| OptState { review: true, ..state };
        for (entries, state) in [
            (vec![], OptState::default()),
            (vec![(1, Out), (3, Out)], OptState::out(3)),
            (vec![(1, Out), (2, In)], OptState::back(2)),
            (vec![(1, Out), (2, Yes)], OptState::back(2)),
            (vec![(1, Out), (2, In), (3, Yes)], OptState::back(2)),
            (vec![(1, Yes), (2, Out)], OptState::out(2)),
            (vec![(1, In), (1, Out), (1, Yes)], OptState::out(1)),
            (vec![(1, Out), (2, Yes), (2, Out)], OptState::out(2)),
            (vec![(1, Review)], waits(OptState::default())),
            (vec![(1, Review), (2, In)], OptState::back(2)),
            (vec![(1, Out), (2, In), (2, Review)], waits(OptState::back(2))),
            (vec![(1, Out), (2, Review)], OptState::out(1)),
            (vec![(1, Out), (2, Review), (3, Yes)], OptState::back(3)),
        ] {
            assert_eq!(fold(&entries), state, "{entries:?}");
        }
    }
}
