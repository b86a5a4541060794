//! Parameters of a query or a form, by name, in the API's own notation.

use super::error::ApiError;

/// Names may repeat: a list is a repeated name.
#[derive(Debug, Default)]
pub(crate) struct Params(pub Vec<(String, String)>);

impl Params {
    /// The last value of a name; an empty one counts as absent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.raw(name).filter(|value| !value.is_empty())
    }

    /// The last value of a name, also when it is empty.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    pub fn boolean(&self, name: &str) -> Result<Option<bool>, ApiError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) if value.eq_ignore_ascii_case("true") => Ok(Some(true)),
            Some(value) if value.eq_ignore_ascii_case("false") => Ok(Some(false)),
            Some(_) => Err(ApiError::invalid(name)),
        }
    }

    pub fn integer(&self, name: &str, low: i64, high: i64) -> Result<Option<i64>, ApiError> {
        let Some(value) = self.get(name) else { return Ok(None) };
        let number: i64 = value.parse().map_err(|_| ApiError::invalid(name))?;
        if (low..=high).contains(&number) { Ok(Some(number)) } else { Err(ApiError::invalid(name)) }
    }

    /// One of the given words.
    pub fn word<'a>(&'a self, name: &str, words: &[&str]) -> Result<Option<&'a str>, ApiError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) if words.contains(&value) => Ok(Some(value)),
            Some(_) => Err(ApiError::invalid(name)),
        }
    }

    /// Two letters and 32 hexadecimal digits, where given.
    pub fn sid(&self, name: &str, prefix: &str) -> Result<Option<&str>, ApiError> {
        match self.get(name) {
            None => Ok(None),
            Some(value) if value.starts_with(prefix) && crate::book::pages::is_sid(value) => Ok(Some(value)),
            Some(_) => Err(ApiError::invalid(name)),
        }
    }

    /// A date filter: first millisecond that counts and first that counts no longer. `Name`, `Name<` (on or before)
    /// and `Name>` (on or after) may be combined; a value may also carry its own `<=` or `>=`.
    pub fn days(&self, name: &str) -> Result<(Option<i64>, Option<i64>), ApiError> {
        let (mut from, mut before): (Option<i64>, Option<i64>) = (None, None);
        for (suffix, given) in ["", "<", ">"].iter().flat_map(|suffix| {
            let key = format!("{name}{suffix}");
            self.0.iter().filter(move |(k, v)| *k == key && !v.is_empty()).map(move |(_, v)| (*suffix, v))
        }) {
            let (sign, date) = match given.split_at_checked(2) {
                Some((sign @ ("<=" | ">="), date)) => (&sign[..1], date),
                _ => (suffix, given.as_str()),
            };
            let day = crate::clock::day_start_ms(date).ok_or_else(|| ApiError::invalid(name))?;
            let next = day + crate::clock::DAY_MS;
            if sign != "<" {
                from = Some(from.map_or(day, |other| other.max(day)));
            }
            if sign != ">" {
                before = Some(before.map_or(next, |other| other.min(next)));
            }
        }
        Ok((from, before))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(pairs: &[(&str, &str)]) -> Params {
        Params(pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect())
    }

    const DAY: i64 = 1_692_835_200_000;

    /// Fails when the app's "since this day" would leave out texts of that day.
    #[test]
    fn date_filters_count_whole_days() {
        let next = DAY + 86_400_000;
        assert_eq!(params(&[("DateSent", "2023-08-24")]).days("DateSent"), Ok((Some(DAY), Some(next))));
        assert_eq!(params(&[("DateSent<", "2023-08-24")]).days("DateSent"), Ok((None, Some(next))));
        assert_eq!(params(&[("DateSent>", "2023-08-24")]).days("DateSent"), Ok((Some(DAY), None)));
        assert_eq!(params(&[("DateSent", ">=2023-08-24")]).days("DateSent"), Ok((Some(DAY), None)));
        let both = params(&[("DateSent>", "2023-08-23"), ("DateSent<", "2023-08-24")]);
        assert_eq!(both.days("DateSent"), Ok((Some(DAY - 86_400_000), Some(next))));
        assert!(params(&[("DateSent", "soon")]).days("DateSent").is_err());
    }

    /// Fails when a misspelt value would be taken for a default.
    #[test]
    fn values_are_checked() {
        assert_eq!(params(&[("PageSize", "20")]).integer("PageSize", 1, 1_000), Ok(Some(20)));
        assert!(params(&[("PageSize", "twenty")]).integer("PageSize", 1, 1_000).is_err());
        assert!(params(&[("Beta", "perhaps")]).boolean("Beta").is_err());
        assert!(params(&[("TrafficType", "fast")]).word("TrafficType", &["free"]).is_err());
    }
}
