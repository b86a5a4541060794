//! Looking through all fans: a grid with an order, filters and a search, and what they can be told apart by.

use rusqlite::Connection;

use crate::error::{Error, ErrorCode, Result};
use crate::lines::Lines;
use crate::store::fan_list::{self as rows, Filter, Place, Show, Sort};
use crate::store::fans::FanRow;
use crate::store::tags;

use super::inbox::{page_size, voice};
use super::rules::check_tags;
use super::views::{
    CountFans, FanCount, FanFilter, FanGroup, FanGroups, FanShow, FanSort, FindFans, FoundFan, Nothing, Page,
};

const PAGE: u32 = 100;
/// Tags and cities that a menu offers.
const GROUPS: u32 = 200;

/// A filter as the store takes it.
///
/// # Errors
/// `bad_value` for what cannot be a tag.
pub fn filter(filter: FanFilter) -> Result<Filter> {
    Ok(Filter {
        show: match filter.show {
            FanShow::Everyone => Show::Everyone,
            FanShow::Vip => Show::Vip,
            FanShow::Flagged => Show::Flagged,
            FanShow::Blocked => Show::Blocked,
            FanShow::OptedOut => Show::OptedOut,
        },
        tags: check_tags(&filter.tags, "tags")?,
        city: filter.city.filter(|city| !city.is_empty()),
        search: filter.search.unwrap_or_default(),
    })
}

pub async fn find(lines: &Lines, params: FindFans) -> Result<Page<FoundFan>> {
    let line = lines.current()?;
    let filter = filter(params.filter)?;
    let sort = match params.sort {
        FanSort::Last => Sort::Last,
        FanSort::Name => Sort::Name,
        FanSort::Joined => Sort::Joined,
        FanSort::Texts => Sort::Texts,
    };
    let wrong = || Error::new(ErrorCode::BadParams).with("detail", "cursor");
    let after = params.cursor.as_deref().map(|text| Place::read(sort, text).ok_or_else(wrong)).transpose()?;
    let limit = page_size(params.limit, PAGE);
    line.store
        .read(move |connection| {
            let fans = rows::page(connection, &filter, sort, params.ascending, after.as_ref(), limit)?;
            let last = fans.last().filter(|_| fans.len() == limit as usize);
            let next = last.map(|fan| Place::of(sort, fan).write());
            let items = fans.into_iter().map(|fan| view(connection, fan)).collect::<Result<_>>()?;
            Ok(Page { items, next })
        })
        .await
}

fn view(connection: &Connection, fan: FanRow) -> Result<FoundFan> {
    Ok(FoundFan {
        id: fan.id.to_string(),
        tags: tags::of_fan(connection, fan.id)?,
        number: fan.number,
        name: fan.name,
        city: fan.city,
        preview: fan.preview,
        preview_voice: voice(&fan.preview_kind),
        first_at: fan.first_at,
        last_at: fan.last_at,
        from_fan: fan.from_fan,
        personal: fan.personal,
        vip: fan.vip,
        flagged: fan.flagged,
        blocked: fan.blocked,
        opted_out: fan.opted_out_at.is_some(),
        suppressed: fan.suppressed,
    })
}

pub async fn count(lines: &Lines, params: CountFans) -> Result<FanCount> {
    let line = lines.current()?;
    let filter = filter(params.filter)?;
    let matched = line.store.read(move |connection| rows::count(connection, &filter)).await?;
    Ok(FanCount { matched })
}

pub async fn groups(lines: &Lines, _: Nothing) -> Result<FanGroups> {
    let line = lines.current()?;
    let group = |(name, fans)| FanGroup { name, fans };
    line.store
        .read(move |connection| {
            Ok(FanGroups {
                tags: rows::tags(connection, GROUPS)?.into_iter().map(group).collect(),
                cities: rows::cities(connection, GROUPS)?.into_iter().map(group).collect(),
            })
        })
        .await
}
