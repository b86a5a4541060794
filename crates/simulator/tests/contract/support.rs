//! A carrier, an HTTP client that knows its credentials, and waiting for what takes a moment.

use std::sync::Once;
use std::time::Duration;

use fanline_simulator::{Carrier, CarrierConfig, Delivery, Injected};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::Value;

pub const DAY_MS: i64 = 86_400_000;

/// Longer than anything here takes, so that only a real fault runs into it.
const PATIENCE: Duration = Duration::from_secs(20);

#[expect(clippy::disallowed_methods, reason = "the carrier under test runs on the machine's clock")]
pub fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// The UTC day so many days before a moment, `YYYY-MM-DD`.
pub fn day(now_ms: i64, days_ago: i64) -> String {
    let at = jiff::Timestamp::from_millisecond(now_ms - days_ago * DAY_MS).expect("a date of today");
    at.strftime("%Y-%m-%d").to_string()
}

pub fn fan(number: u32) -> String {
    format!("+1212555{:04}", 100 + number % 100)
}

/// A delivery that is over at once.
pub fn at_once() -> Delivery {
    Delivery { sending_ms: 0, sent_ms: 0, delivered_ms: 0, priced_ms: 0, undelivered: 0.0, untold: 0.0 }
}

/// A delivery that does not end within a test.
pub fn never() -> Delivery {
    Delivery {
        sending_ms: 600_000,
        sent_ms: 600_000,
        delivered_ms: 600_000,
        priced_ms: 600_000,
        undelivered: 0.0,
        untold: 0.0,
    }
}

pub fn client() -> Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider().install_default().ok();
    });
    Client::builder().no_proxy().redirect(redirect::Policy::none()).build().expect("a client")
}

pub struct Line {
    pub carrier: Carrier,
    pub client: Client,
}

#[must_use]
pub async fn line(config: CarrierConfig) -> Line {
    Line { carrier: Carrier::start(config).await.expect("the carrier starts"), client: client() }
}

/// A quiet carrier whose deliveries are over at once.
#[must_use]
pub async fn quick() -> Line {
    line(CarrierConfig { delivery: at_once(), ..CarrierConfig::default() }).await
}

impl Line {
    pub fn path(&self, rest: &str) -> String {
        format!("/2010-04-01/Accounts/{}{rest}", self.carrier.account())
    }

    /// A request to a path on the carrier's host.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.carrier.base_url());
        self.client.request(method, url).basic_auth(self.carrier.key(), Some(self.carrier.secret()))
    }

    pub async fn get(&self, rest: &str, query: &[(&str, &str)]) -> Answer {
        answer(self.request(Method::GET, &self.path(rest)).query(query).send().await.expect("the carrier answers"))
            .await
    }

    pub async fn follow(&self, uri: &str) -> Answer {
        answer(self.request(Method::GET, uri).send().await.expect("the carrier answers")).await
    }

    pub async fn post(&self, rest: &str, form: &[(&str, &str)]) -> Answer {
        answer(self.request(Method::POST, &self.path(rest)).form(form).send().await.expect("the carrier answers")).await
    }

    pub async fn delete(&self, rest: &str) -> Answer {
        answer(self.request(Method::DELETE, &self.path(rest)).send().await.expect("the carrier answers")).await
    }

    /// Sends a text that must be accepted.
    pub async fn send(&self, to: &str, body: &str) -> Value {
        let answer = self.post("/Messages.json", &[("To", to), ("From", self.carrier.number()), ("Body", body)]).await;
        assert_eq!(answer.status, 201, "{:?}", answer.body);
        answer.body
    }

    pub fn text(&self, from: &str, body: &str) -> String {
        self.carrier.inject(Injected::text(from, body))
    }

    /// The bodies of a list, in its order.
    pub async fn bodies(&self, query: &[(&str, &str)]) -> Vec<String> {
        let answer = self.get("/Messages.json", query).await;
        assert_eq!(answer.status, 200, "{:?}", answer.body);
        bodies(&answer.body)
    }

    /// Fetches a message until it is as wanted.
    pub async fn wait_for(&self, sid: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        until("the message is as wanted", async || {
            let body = self.get(&format!("/Messages/{sid}.json"), &[]).await.body;
            wanted(&body).then_some(body)
        })
        .await
    }
}

pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: Value,
}

pub async fn answer(response: Response) -> Answer {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let bytes = response.bytes().await.expect("the carrier answers");
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    Answer { status, headers, body }
}

pub fn bodies(list: &Value) -> Vec<String> {
    let messages = list["messages"].as_array().expect("a list of messages");
    messages.iter().map(|message| message["body"].as_str().unwrap_or_default().to_owned()).collect()
}

/// A field that is a text.
pub fn field<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_else(|| panic!("{name} is a text in {value}"))
}

/// Asks again until there is an answer.
pub async fn until<T>(what: &str, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(found) = ask().await {
                return found;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("waited in vain until {what}"))
}
