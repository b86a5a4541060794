//! The base URL: every request resolves under it, so that credentials never reach another host.

use std::net::IpAddr;

use reqwest::Url;

use crate::error::{Error, ErrorCode, Result};

const DEFAULT: &str = "https://api.twilio.com";
/// Where the provider itself keeps its price lists. With another base URL they are under that one, as everything is.
const PRICING: &str = "https://pricing.twilio.com";
const VERSION: &str = "2010-04-01";

/// Scheme, host, port and a path that ends without a slash; no credentials, no query.
#[derive(Debug, Clone)]
pub(super) struct Base {
    url: Url,
}

impl Base {
    /// # Errors
    /// `bad_base_url` unless it is `https://host[/path]`, or http to a loopback address.
    pub(super) fn parse(given: Option<&str>) -> Result<Self> {
        let refused = || Error::new(ErrorCode::BadBaseUrl);
        let mut url = Url::parse(given.unwrap_or(DEFAULT)).map_err(|_| refused())?;
        let plain =
            !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some();
        if plain || !url.has_host() {
            return Err(refused());
        }
        match url.scheme() {
            "https" => {}
            "http" if is_loopback(&url) => {}
            _ => return Err(refused()),
        }
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self { url })
    }

    pub(super) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// The host, with its port where that is not the scheme's own.
    pub(super) fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    pub(super) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(super) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    /// A resource of the account; every part is one path segment and is escaped as such.
    pub(super) fn account_url(&self, account: &str, route: &[&str]) -> Url {
        let mut url = self.url.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend([VERSION, "Accounts", account]).extend(route);
        }
        url
    }

    /// The price list of a country.
    pub(super) fn prices_url(&self, country: &str) -> Url {
        let own = Url::parse(DEFAULT).is_ok_and(|default| default == self.url);
        let mut url = if own { Url::parse(PRICING).unwrap_or_else(|_| self.url.clone()) } else { self.url.clone() };
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["v1", "Messaging", "Countries", country]);
        }
        url
    }

    /// A place that the provider names (`/2010-04-01/…?PageToken=…`), under the base URL. `None` for anything
    /// that leads to another origin.
    pub(super) fn resolve(&self, uri: &str) -> Option<Url> {
        let mut url = self.url.join("/").ok()?.join(uri).ok()?;
        let own = url.origin() == self.url.origin() && url.username().is_empty() && url.password().is_none();
        if !own {
            return None;
        }
        // A gateway that serves the API below a path may hand the provider's own paths through.
        let below = self.url.path().trim_end_matches('/');
        let inside = url.path().strip_prefix(below).is_some_and(|rest| rest.starts_with('/'));
        if !inside {
            let path = format!("{below}{}", url.path());
            url.set_path(&path);
        }
        url.set_fragment(None);
        Some(url)
    }
}

pub(super) fn is_loopback(url: &Url) -> bool {
    let Some(host) = url.host_str() else { return false };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::Base;
    use crate::error::ErrorCode;

    /// A secret sent in clear text, or to a place nobody meant, opens the account to whoever listens.
    #[test]
    fn accepts_https_and_the_own_computer_only() {
        for given in [
            "https://api.example.com",
            "https://space.example.com/api/laml/",
            "http://127.0.0.1:8081",
            "http://127.9.9.9",
            "http://localhost:1",
            "http://[::1]:8081/x",
            "HTTPS://API.EXAMPLE.COM",
        ] {
            assert!(Base::parse(Some(given)).is_ok(), "{given}");
        }
        for given in [
            "",
            "api.example.com",
            "http://api.example.com",
            "http://localhost.example.com",
            "http://127.0.0.1.example.com",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "file:///etc/hosts",
            "https://",
            "https://user@api.example.com",
            "https://:word@api.example.com",
            "https://api.example.com/?to=1",
            "https://api.example.com/#x",
            "data:text/plain,https://127.0.0.1",
        ] {
            let error = Base::parse(Some(given)).expect_err(given);
            assert_eq!(error.code, ErrorCode::BadBaseUrl, "{given}");
        }
        assert_eq!(Base::parse(None).expect("the default").host(), "api.twilio.com");
    }

    /// A next page that leads elsewhere would carry the account's secret there.
    #[test]
    fn next_pages_never_leave_the_base() {
        let base = Base::parse(Some("https://api.example.com:8443/gateway")).expect("a base");
        for hostile in [
            "https://evil.example/2010-04-01/Accounts/AC1/Messages.json",
            "http://api.example.com:8443/2010-04-01/x",
            "https://api.example.com/2010-04-01/x",
            "https://api.example.com:8443@evil.example/x",
            "https://user:word@api.example.com:8443/x",
            "//evil.example/x",
            "\\\\evil.example\\x",
            "/\\evil.example/x",
            "/\t/evil.example/x",
            "https:evil.example/x:443",
            "javascript:alert(1)",
            "data:,x",
        ] {
            let resolved = base.resolve(hostile);
            let safe =
                resolved.as_ref().is_none_or(|url| url.as_str().starts_with("https://api.example.com:8443/gateway/"));
            assert!(safe, "{hostile:?} led to {resolved:?}");
        }
        assert!(base.resolve("https://evil.example/x").is_none());
        assert!(base.resolve("//evil.example/x").is_none());
        for (given, expected) in [
            ("/2010-04-01/Messages.json?PageToken=PA%2B1", "/gateway/2010-04-01/Messages.json?PageToken=PA%2B1"),
            ("/gateway/2010-04-01/Messages.json?Page=1", "/gateway/2010-04-01/Messages.json?Page=1"),
            ("/gateway/../other/x", "/gateway/other/x"),
            ("/gatewayed/x", "/gateway/gatewayed/x"),
            ("https://api.example.com:8443/gateway/x#y", "/gateway/x"),
        ] {
            let url = base.resolve(given).expect(given);
            assert_eq!(url.as_str(), format!("https://api.example.com:8443{expected}"), "{given}");
        }
    }

    /// Prices would be asked of a host that does not have them, or the secret go to one that nobody named.
    #[test]
    fn prices_are_under_the_base_url_that_was_given() {
        for (base, url) in [
            (None, "https://pricing.twilio.com/v1/Messaging/Countries/IT"),
            (Some("https://api.twilio.com/"), "https://pricing.twilio.com/v1/Messaging/Countries/IT"),
            (Some("http://127.0.0.1:8081"), "http://127.0.0.1:8081/v1/Messaging/Countries/IT"),
            (Some("https://api.example.com/a/"), "https://api.example.com/a/v1/Messaging/Countries/IT"),
        ] {
            assert_eq!(Base::parse(base).expect("a base").prices_url("IT").as_str(), url);
        }
    }

    /// An id or account with a slash in it must not reach another resource.
    #[test]
    fn parts_of_a_route_stay_parts() {
        for (base, prefix) in [("https://api.example.com", ""), ("https://api.example.com/a/", "/a")] {
            let base = Base::parse(Some(base)).expect("a base");
            assert_eq!(
                base.account_url("AC/1?x", &["Messages", "S M#.json"]).as_str(),
                format!("https://api.example.com{prefix}/2010-04-01/Accounts/AC%2F1%3Fx/Messages/S%20M%23.json")
            );
        }
    }
}
