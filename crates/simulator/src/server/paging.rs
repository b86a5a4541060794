//! The frame of every list: its place, its neighbours, all as addresses relative to the host.

use serde_json::{Map, Value, json};

use super::error::ApiError;
use super::params::Params;

/// Rows on a page unless the client asks otherwise, and at most.
const DEFAULT_SIZE: i64 = 50;
const LARGEST_SIZE: i64 = 1_000;

#[derive(Debug)]
pub(crate) struct Paging {
    path: String,
    /// Everything of the query but the place: a following page keeps its filters.
    filters: Vec<(String, String)>,
    pub size: usize,
    pub page: u64,
    pub token: Option<String>,
}

impl Paging {
    pub fn read(path: &str, params: &Params) -> Result<Self, ApiError> {
        // The provider serves its largest page to whoever asks for more.
        let size = params.integer("PageSize", 1, i64::MAX)?.unwrap_or(DEFAULT_SIZE).min(LARGEST_SIZE);
        let page = params.integer("Page", 0, i64::MAX)?.unwrap_or(0);
        let place = ["PageSize", "Page", "PageToken"];
        Ok(Self {
            path: path.to_owned(),
            filters: params.0.iter().filter(|(key, _)| !place.contains(&key.as_str())).cloned().collect(),
            size: usize::try_from(size).unwrap_or(1_000),
            page: page.unsigned_abs(),
            token: params.get("PageToken").map(str::to_owned),
        })
    }

    fn uri(&self, page: u64, token: Option<&str>) -> String {
        let mut query: Vec<String> =
            self.filters.iter().map(|(key, value)| format!("{}={}", escape(key), escape(value))).collect();
        query.push(format!("PageSize={}", self.size));
        query.push(format!("Page={page}"));
        query.extend(token.map(|token| format!("PageToken={token}")));
        format!("{}?{}", self.path, query.join("&"))
    }

    /// The frame without its rows.
    pub fn frame(&self, rows: usize, next: Option<&str>, previous: Option<&str>) -> Map<String, Value> {
        let start = self.page.saturating_mul(self.size as u64);
        let mut frame = Map::new();
        frame.insert("first_page_uri".to_owned(), json!(self.uri(0, None)));
        frame.insert("end".to_owned(), json!(start.saturating_add((rows as u64).saturating_sub(1))));
        frame.insert(
            "next_page_uri".to_owned(),
            json!(next.map(|token| self.uri(self.page.saturating_add(1), Some(token)))),
        );
        frame.insert("page".to_owned(), json!(self.page));
        frame.insert("page_size".to_owned(), json!(self.size));
        frame.insert(
            "previous_page_uri".to_owned(),
            json!(previous.map(|token| self.uri(self.page.saturating_sub(1), Some(token)))),
        );
        frame.insert("start".to_owned(), json!(start));
        frame.insert("uri".to_owned(), json!(self.uri(self.page, self.token.as_deref())));
        frame
    }

    /// A page of a short list whose rows are already in their order; a token is `PA` or `PB` and a row's id.
    pub fn cut<T>(&self, rows: Vec<T>, id: impl Fn(&T) -> String) -> Result<(Vec<T>, Map<String, Value>), ApiError> {
        let place = |sid: &str| rows.iter().position(|row| id(row) == sid);
        let unknown = || ApiError::invalid("PageToken");
        let start = match self.token.as_deref().map(|token| token.split_at_checked(2)) {
            None => 0,
            Some(Some(("PA", sid))) => place(sid).ok_or_else(unknown)? + 1,
            Some(Some(("PB", sid))) => place(sid).ok_or_else(unknown)?.saturating_sub(self.size),
            Some(_) => return Err(unknown()),
        };
        let end = rows.len().min(start + self.size);
        let (len, mut rows) = (rows.len(), rows);
        rows.truncate(end);
        let rows: Vec<T> = rows.drain(start.min(end)..).collect();
        let next = rows.last().filter(|_| end < len).map(|row| format!("PA{}", id(row)));
        let previous = rows.first().filter(|_| start > 0).map(|row| format!("PB{}", id(row)));
        let frame = self.frame(rows.len(), next.as_deref(), previous.as_deref());
        Ok((rows, frame))
    }
}

/// Percent-encodes what may not stand in a query.
pub(crate) fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paging(pairs: &[(&str, &str)]) -> Paging {
        Paging::read("/x.json", &Params(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()))
            .unwrap()
    }

    /// Fails when the second page would forget the first one's filter and mix in other conversations.
    #[test]
    fn a_following_page_keeps_the_filters() {
        let paging = paging(&[("To", "+15550142"), ("DateSent>", "2026-01-01"), ("PageSize", "2")]);
        let frame = paging.frame(2, Some("PASM1"), None);
        assert_eq!(
            frame["next_page_uri"],
            "/x.json?To=%2B15550142&DateSent%3E=2026-01-01&PageSize=2&Page=1&PageToken=PASM1"
        );
        assert_eq!(frame["previous_page_uri"], Value::Null);
        assert_eq!((&frame["start"], &frame["end"]), (&json!(0), &json!(1)));
    }

    /// Fails when a client that asks for more than the largest page would be refused.
    #[test]
    fn sizes_have_a_default_and_a_ceiling() {
        assert_eq!(paging(&[]).size, 50);
        assert_eq!(paging(&[("PageSize", "5000")]).size, 1_000);
    }

    /// Fails when walking a short list would skip or repeat a row.
    #[test]
    fn a_short_list_is_walked_whole() {
        let rows: Vec<String> = (0..7).map(|n| format!("ME{n}")).collect();
        let (mut token, mut seen): (Option<String>, Vec<String>) = (None, Vec::new());
        loop {
            let mut pairs = vec![("PageSize", "3")];
            if let Some(token) = &token {
                pairs.push(("PageToken", token));
            }
            let (page, frame) = paging(&pairs).cut(rows.clone(), Clone::clone).unwrap();
            seen.extend(page);
            let Some(next) = frame["next_page_uri"].as_str() else { break };
            token = next.split("PageToken=").nth(1).map(str::to_owned);
        }
        assert_eq!(seen, rows);
    }
}
