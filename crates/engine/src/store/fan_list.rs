//! Fans as a person looks through them: sorted, filtered, in pages that begin where the last one ended.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::erasures;
use super::fans::{COLUMNS, FanRow, read};
use crate::domain::fold::fold;
use crate::error::Result;

/// What a list is sorted by. By the last text and by name an index leads to the page; the others look at every fan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// The newest text that a person wrote.
    Last,
    /// Those without a name come last, in the order in which they came.
    Name,
    /// The first text.
    Joined,
    /// Texts from the fan.
    Texts,
}

impl Sort {
    fn column(self) -> &'static str {
        match self {
            Self::Last => "last_message_id",
            Self::Name => "name_key",
            Self::Joined => "first_at",
            Self::Texts => "from_fan",
        }
    }

    fn place(self, fan: &FanRow) -> Value {
        match self {
            Self::Last => Value::Integer(fan.last_message_id),
            Self::Name => Value::Text(super::fans::name_key(fan.name.as_deref())),
            Self::Joined => Value::Integer(fan.first_at),
            Self::Texts => Value::Integer(i64::try_from(fan.from_fan).unwrap_or(i64::MAX)),
        }
    }
}

/// Which fans.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Show {
    #[default]
    Everyone,
    Vip,
    Flagged,
    Blocked,
    OptedOut,
}

#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub show: Show,
    /// Fans with any of these.
    pub tags: Vec<String>,
    pub city: Option<String>,
    /// In the name, the number, the city or the notes.
    pub search: String,
}

/// The last fan of a page: what they are sorted by, and their id.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    key: Value,
    id: i64,
}

impl Place {
    #[must_use]
    pub fn of(sort: Sort, fan: &FanRow) -> Self {
        Self { key: sort.place(fan), id: fan.id }
    }

    /// As it travels: the id, a colon, the key.
    #[must_use]
    pub fn write(&self) -> String {
        match &self.key {
            Value::Text(key) => format!("{}:{key}", self.id),
            Value::Integer(key) => format!("{}:{key}", self.id),
            Value::Null | Value::Real(_) | Value::Blob(_) => String::new(),
        }
    }

    #[must_use]
    pub fn read(sort: Sort, text: &str) -> Option<Self> {
        let (id, key) = text.split_once(':')?;
        let key = match sort {
            Sort::Name => Value::Text(key.to_owned()),
            Sort::Last | Sort::Joined | Sort::Texts => Value::Integer(key.parse().ok()?),
        };
        Some(Self { key, id: id.parse().ok()? })
    }
}

/// The conditions of a filter, and what fills them.
fn conditions(filter: &Filter) -> (String, Vec<Value>) {
    let mut conditions = vec![
        match filter.show {
            Show::Everyone => "1",
            Show::Vip => "vip = 1",
            Show::Flagged => "flagged = 1",
            Show::Blocked => "blocked = 1",
            Show::OptedOut => "opted_out_at IS NOT NULL",
        }
        .to_owned(),
    ];
    let mut values = Vec::new();
    if !filter.tags.is_empty() {
        let places = vec!["?"; filter.tags.len()].join(", ");
        conditions.push(format!("id IN (SELECT fan_id FROM fan_tags WHERE tag IN ({places}))"));
        values.extend(filter.tags.iter().cloned().map(Value::Text));
    }
    if let Some(city) = &filter.city {
        conditions.push("city = ?".to_owned());
        values.push(Value::Text(city.clone()));
    }
    let search = filter.search.trim();
    if !search.is_empty() {
        // A fold gives no wildcard a meaning: what is looked for is a part of the text.
        let mut any = vec!["instr(name_key, ?) > 0", "instr(lower(city), ?) > 0", "instr(lower(notes), ?) > 0"];
        values.extend([
            Value::Text(fold(search)),
            Value::Text(search.to_lowercase()),
            Value::Text(search.to_lowercase()),
        ]);
        let digits: String = search.chars().filter(char::is_ascii_digit).collect();
        let number = search.chars().all(|character| character.is_ascii_digit() || " +-().".contains(character));
        if number && !digits.is_empty() {
            any.push("instr(number, ?) > 0");
            values.push(Value::Text(digits));
        }
        conditions.push(format!("({})", any.join(" OR ")));
    }
    (conditions.join(" AND "), values)
}

/// A page of fans behind a place.
pub fn page(
    connection: &Connection,
    filter: &Filter,
    sort: Sort,
    ascending: bool,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<FanRow>> {
    if sort != Sort::Name {
        return select(connection, filter, "1", sort.column(), ascending, after, limit);
    }
    let named = |after: Option<&Place>, limit| {
        select(connection, filter, "name_key != ''", "name_key", ascending, after, limit)
    };
    let nameless = |after: Option<&Place>, limit| {
        let after = after.map(|place| Place { key: Value::Integer(place.id), id: place.id });
        select(connection, filter, "name_key = ''", "id", true, after.as_ref(), limit)
    };
    if after.is_some_and(|place| place.key == Value::Text(String::new())) {
        return nameless(after, limit);
    }
    let mut rows = named(after, limit)?;
    let left = limit.saturating_sub(u32::try_from(rows.len()).unwrap_or(limit));
    if left > 0 {
        rows.extend(nameless(None, left)?);
    }
    Ok(rows)
}

fn select(
    connection: &Connection,
    filter: &Filter,
    which: &str,
    column: &str,
    ascending: bool,
    after: Option<&Place>,
    limit: u32,
) -> Result<Vec<FanRow>> {
    let (conditions, mut values) = conditions(filter);
    let (direction, behind) = if ascending { ("ASC", ">") } else { ("DESC", "<") };
    let mut sql = format!("SELECT {COLUMNS} FROM fans WHERE {which} AND {conditions}");
    if let Some(place) = after {
        sql.push_str(&format!(" AND ({column}, id) {behind} (?, ?)"));
        values.extend([place.key.clone(), Value::Integer(place.id)]);
    }
    sql.push_str(&format!(" ORDER BY {column} {direction}, id {direction} LIMIT ?"));
    values.push(Value::Integer(i64::from(limit)));
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), read)?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// How many fans a filter finds.
pub fn count(connection: &Connection, filter: &Filter) -> Result<u64> {
    let (conditions, values) = conditions(filter);
    let count = connection
        .prepare_cached(&format!("SELECT count(*) FROM fans WHERE {conditions}"))?
        .query_row(params_from_iter(values), |row| row.get(0))?;
    Ok(count)
}

/// Ids of all fans that a filter finds.
pub fn ids(connection: &Connection, filter: &Filter) -> Result<Vec<i64>> {
    let (conditions, values) = conditions(filter);
    let mut statement = connection.prepare_cached(&format!("SELECT id FROM fans WHERE {conditions}"))?;
    let ids = statement.query_map(params_from_iter(values), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

/// Every tag with the number of fans that carry it, the most frequent first.
pub fn tags(connection: &Connection, limit: u32) -> Result<Vec<(String, u64)>> {
    counted(connection, "SELECT tag, count(*) FROM fan_tags GROUP BY tag ORDER BY 2 DESC, 1 LIMIT ?", limit)
}

/// The cities of fans with the number of fans in each, the most frequent first.
pub fn cities(connection: &Connection, limit: u32) -> Result<Vec<(String, u64)>> {
    counted(
        connection,
        "SELECT city, count(*) FROM fans WHERE city IS NOT NULL GROUP BY city ORDER BY 2 DESC, 1 LIMIT ?",
        limit,
    )
}

fn counted(connection: &Connection, sql: &str, limit: u32) -> Result<Vec<(String, u64)>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([limit], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// Sets a mark (`vip`, `blocked`) of some fans; gives those for whom that was a change.
pub fn mark(connection: &Connection, ids: &[i64], mark: Mark, on: bool) -> Result<Vec<i64>> {
    let column = match mark {
        Mark::Vip => "vip",
        Mark::Blocked => "blocked",
    };
    let mut statement =
        connection.prepare_cached(&format!("UPDATE fans SET {column} = ?1 WHERE id = ?2 AND {column} != ?1"))?;
    let mut changed = Vec::new();
    for id in ids {
        // Who is being erased gets no more texts, whatever is chosen for many.
        if mark == Mark::Blocked && !on && erasures::is_asked_for(connection, *id)? {
            continue;
        }
        if statement.execute(rusqlite::params![on, id])? > 0 {
            changed.push(*id);
        }
    }
    Ok(changed)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Vip,
    Blocked,
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{Filter, Mark, Place, Show, Sort, count, mark, page};
    use crate::store::{erasures, migrate_for_tests};

    fn store() -> Connection {
        let connection = migrate_for_tests();
        for (number, name, texts) in
            [("+12025550101", "Zoë", 3), ("+12025550102", "", 9), ("+12025550103", "Émile", 1), ("+12025550104", "", 4)]
        {
            connection
                .execute(
                    "INSERT INTO fans (number, name, name_key, from_fan, last_message_id, first_at, blocked)
                     VALUES (?1, nullif(?2, ''), ?3, ?4, ?4, 100 - ?4, ?4 = 9)",
                    rusqlite::params![number, name, super::super::fans::name_key(Some(name)), texts],
                )
                .expect("a fan");
        }
        connection
    }

    fn all(connection: &Connection, sort: Sort, ascending: bool) -> Vec<String> {
        let mut found = Vec::new();
        let mut place = None;
        loop {
            let rows = page(connection, &Filter::default(), sort, ascending, place.as_ref(), 1).expect("a page");
            let Some(last) = rows.last() else { return found };
            let written = Place::of(sort, last).write();
            place = Place::read(sort, &written);
            found.extend(rows.iter().map(|fan| fan.number[8..].to_owned()));
        }
    }

    /// Somebody who asked to be erased would be written to once more, because they were among many.
    #[test]
    fn who_is_being_erased_stays_blocked() {
        let connection = store();
        assert_eq!(mark(&connection, &[1, 3], Mark::Blocked, true).expect("blocked"), [1, 3]);
        erasures::request(&connection, 1, "+12025550101", 0).expect("asked for");
        assert_eq!(mark(&connection, &[1, 3], Mark::Blocked, false).expect("unblocked"), [3]);
        assert_eq!(mark(&connection, &[1, 3], Mark::Vip, true).expect("marked"), [1, 3]);
    }

    /// A fan would be left out or shown twice while somebody scrolls.
    #[test]
    fn pages_join_in_every_order() {
        let connection = store();
        assert_eq!(all(&connection, Sort::Name, true), ["0103", "0101", "0102", "0104"], "accents do not count");
        assert_eq!(all(&connection, Sort::Name, false), ["0101", "0103", "0102", "0104"], "the nameless come last");
        assert_eq!(all(&connection, Sort::Texts, false), ["0102", "0104", "0101", "0103"]);
        assert_eq!(all(&connection, Sort::Last, true), ["0103", "0101", "0104", "0102"]);
        assert_eq!(all(&connection, Sort::Joined, true), ["0102", "0104", "0101", "0103"]);
    }

    /// Somebody would not be found by what is known of them.
    #[test]
    fn a_part_of_a_name_or_a_number_finds_a_fan() {
        let connection = store();
        let find = |search: &str, show| {
            count(&connection, &Filter { search: search.to_owned(), show, ..Filter::default() }).expect("a count")
        };
        assert_eq!(find("emil", Show::Everyone), 1);
        assert_eq!(find("555 01", Show::Everyone), 4);
        assert_eq!(find("%", Show::Everyone), 0, "no character stands for others");
        assert_eq!(find("", Show::Blocked), 1);
    }

    /// The grid of a line with 200,000 fans would stall at each page.
    #[test]
    fn the_usual_orders_are_led_by_an_index() {
        let connection = store();
        for (column, index) in [("last_message_id", "fans_by_last"), ("name_key", "fans_by_name")] {
            let which = if column == "name_key" { "name_key != ''" } else { "1" };
            let sql = format!(
                "EXPLAIN QUERY PLAN SELECT id FROM fans WHERE {which} AND 1 AND ({column}, id) < (5, 5)
                 ORDER BY {column} DESC, id DESC LIMIT 10"
            );
            let plan: Vec<String> = connection
                .prepare(&sql)
                .expect("a plan")
                .query_map([], |row| row.get(3))
                .expect("a plan")
                .collect::<rusqlite::Result<_>>()
                .expect("a plan");
            assert!(plan.iter().any(|step| step.contains(index)), "{plan:?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{plan:?}");
        }
    }
}
