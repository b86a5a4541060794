//! The part at the provider: known texts by their ids, then whatever its list still shows.

use tokio_util::sync::CancellationToken;

use crate::domain::Why;
use crate::error::Result;
use crate::line::Line;
use crate::provider::{ListQuery, ReadError, RemoteMessage};
use crate::store::Durability;
use crate::store::erasures::{self, Deletion, ErasureRow};

/// Texts deleted between two looks at the clock and at a wish to stop.
const AT_ONCE: u32 = 16;
/// Complete reads of the list without a find that end an erasing.
const READS: u32 = 2;
/// Between the two: a text may be shown a little late.
const READ_AGAIN_MS: i64 = 1_000;
/// First wait after a failure; it doubles up to the longest.
const FIRST_RETRY_MS: i64 = 2_000;
const LONGEST_RETRY_MS: i64 = 3_600_000;

/// Deletes what is due, and looks for what is left when nothing is.
pub async fn advance(line: &Line, row: ErasureRow, stop: &CancellationToken) -> Result<()> {
    let (id, now) = (row.id, line.now());
    let due = line.store.read(move |connection| erasures::deletions(connection, id, now, AT_ONCE)).await?;
    let mut problem = None;
    for deletion in due {
        if stop.is_cancelled() {
            return Ok(());
        }
        if let Err(error) = delete(line, &deletion).await? {
            // Without a connection or a key the others would fail as well.
            let alone = matches!(error, ReadError::Provider { status: 400..500, .. });
            problem = Some(error.why());
            if !alone {
                break;
            }
        }
    }
    let progress = line.store.read(move |connection| erasures::progress(connection, id)).await?;
    if progress.texts > progress.deleted {
        let next_at = if problem.is_some() { backoff(line.now(), row.attempts) } else { 0 };
        // A text that has to wait does not hold up those that are due.
        return note(line, id, problem, next_at.max(progress.next_at.unwrap_or(0))).await;
    }
    look(line, row).await
}

async fn delete(line: &Line, deletion: &Deletion) -> Result<std::result::Result<(), ReadError>> {
    let answer = line.provider().erase(&deletion.provider_id, deletion.media > 0).await;
    let (id, attempts, now) = (deletion.provider_id.clone(), deletion.attempts, line.now());
    match answer {
        Ok(pictures) => {
            line.store
                .write(Durability::Synced, move |connection| erasures::deleted(connection, &id, pictures))
                .await?;
            Ok(Ok(()))
        }
        Err(error) => {
            tracing::warn!(?error, "a text could not be deleted at the provider");
            let next_at = backoff(now, attempts);
            line.store
                .write(Durability::Synced, move |connection| {
                    erasures::try_again(connection, &id, attempts.saturating_add(1), next_at)
                })
                .await?;
            Ok(Err(error))
        }
    }
}

/// Reads the provider's list both ways. A line may have been added after the fan's first texts, and the provider
/// answers STOP by itself: it knows texts that this computer never stored.
async fn look(line: &Line, row: ErasureRow) -> Result<()> {
    let id = row.id;
    let Some(number) = row.number.clone() else { return end(line, id).await };
    let until_at = row.until_at.unwrap_or(0);
    let left = match list(line, &number).await {
        Ok(messages) => messages,
        Err(error) => return note(line, id, Some(error.why()), backoff(line.now(), row.attempts)).await,
    };
    // What came later is of a fan who came back.
    let left: Vec<RemoteMessage> =
        left.into_iter().filter(|message| message.at_ms.is_some_and(|at| at <= until_at)).collect();
    let now = line.now();
    let ended = line
        .store
        .write(Durability::Synced, move |connection| {
            let Some(mut row) = erasures::get(connection, id)? else { return Ok(false) };
            let mut found = false;
            for message in &left {
                found |= erasures::queue(connection, id, &message.id, message.media)?;
            }
            row.reads = if found { 0 } else { row.reads + 1 };
            row.attempts = 0;
            row.problem = None;
            row.next_at = if found { now } else { now + READ_AGAIN_MS };
            erasures::put(connection, &row)?;
            Ok(row.reads >= READS)
        })
        .await?;
    if ended { end(line, id).await } else { Ok(()) }
}

async fn list(line: &Line, number: &str) -> std::result::Result<Vec<RemoteMessage>, ReadError> {
    let provider = line.provider();
    let (ours, theirs) = (Some(line.number.as_str().to_owned()), Some(number.to_owned()));
    let mut all = Vec::new();
    for (from, to) in [(theirs.clone(), ours.clone()), (ours, theirs)] {
        let page_size = provider.capabilities().max_page;
        let mut page = provider.list(ListQuery { to, from, page_size, ..ListQuery::default() }).await?;
        all.append(&mut page.messages);
        while let Some(cursor) = page.next.take() {
            page = provider.next(cursor).await?;
            all.append(&mut page.messages);
        }
    }
    Ok(all)
}

/// Nothing is left: the number itself is forgotten.
async fn end(line: &Line, id: i64) -> Result<()> {
    let now = line.now();
    line.store
        .write(Durability::Synced, move |connection| {
            let Some(mut row) = erasures::get(connection, id)? else { return Ok(()) };
            row.state = "done".to_owned();
            row.number = None;
            row.problem = None;
            row.done_at = Some(now);
            erasures::put(connection, &row)
        })
        .await?;
    line.store.empty_log().await?;
    Ok(())
}

async fn note(line: &Line, id: i64, problem: Option<Why>, next_at: i64) -> Result<()> {
    line.store
        .write(Durability::Synced, move |connection| {
            let Some(mut row) = erasures::get(connection, id)? else { return Ok(()) };
            row.attempts = if problem.is_some() { row.attempts.saturating_add(1) } else { 0 };
            row.problem = problem.and_then(|why| serde_json::to_string(&why).ok());
            row.next_at = next_at;
            erasures::put(connection, &row)
        })
        .await
}

fn backoff(now: i64, attempts: u32) -> i64 {
    now + FIRST_RETRY_MS.saturating_mul(1 << attempts.min(11)).min(LONGEST_RETRY_MS)
}
