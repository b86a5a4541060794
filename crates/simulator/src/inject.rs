//! Texts that a test or a person puts in by hand.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use crate::message::{Direction, Origin};
use crate::network::{Draft, Network, NewMedia};
use crate::rng::hash_text;

/// One text. Only `from` (or, of an outbound one, `to`) and `body` are needed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Injected {
    /// E.164. Empty means the line itself, for outbound texts.
    pub from: String,
    /// E.164. `None` means the line itself, for inbound texts.
    pub to: Option<String>,
    pub body: String,
    /// Outbound ones went out of the number by other means than the API's client.
    pub direction: Direction,
    pub media: Vec<InjectedMedia>,
    /// UTC milliseconds; `None` is this moment.
    pub at: Option<i64>,
}

/// A picture of an injected text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InjectedMedia {
    /// `image/png` when empty.
    pub content_type: String,
    /// Its bytes in base64; `None` draws one.
    pub base64: Option<String>,
}

impl std::fmt::Debug for Injected {
    /// Without numbers and words.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Injected")
            .field("direction", &self.direction)
            .field("media", &self.media.len())
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

impl InjectedMedia {
    /// A file as it is.
    #[must_use]
    pub fn file(content_type: &str, bytes: &[u8]) -> Self {
        Self { content_type: content_type.to_owned(), base64: Some(STANDARD.encode(bytes)) }
    }
}

impl Injected {
    /// A text from a fan to the line.
    #[must_use]
    pub fn text(from: impl Into<String>, body: impl Into<String>) -> Self {
        Self { from: from.into(), body: body.into(), ..Self::default() }
    }

    /// A text that the line sent from elsewhere, for example from the provider's console.
    #[must_use]
    pub fn sent_elsewhere(to: impl Into<String>, body: impl Into<String>) -> Self {
        Self { to: Some(to.into()), body: body.into(), direction: Direction::OutboundApi, ..Self::default() }
    }

    /// Dates it, in UTC milliseconds.
    #[must_use]
    pub fn at(mut self, at_ms: i64) -> Self {
        self.at = Some(at_ms);
        self
    }

    /// Adds pictures that the carrier draws.
    #[must_use]
    pub fn with_pictures(mut self, count: usize) -> Self {
        self.media.extend(std::iter::repeat_n(InjectedMedia::default(), count));
        self
    }

    pub(crate) fn enter(self, network: &Network) -> String {
        let line = network.number().to_owned();
        let seed = hash_text(network.seed, &self.body);
        let media = self.media.into_iter().zip(0_u64..).map(|(media, number)| match media.base64 {
            Some(data) if media.content_type.is_empty() => {
                NewMedia::Given { content_type: "image/png".to_owned(), data }
            }
            Some(data) => NewMedia::Given { content_type: media.content_type, data },
            None => NewMedia::Drawn(seed.wrapping_add(number)),
        });
        let media: Vec<NewMedia> = media.collect();
        let from = if self.from.is_empty() { line.clone() } else { self.from };
        let to = self.to.unwrap_or(line);
        match self.direction {
            Direction::Inbound => network.receive(from, to, self.body, media, self.at, Origin::Injected),
            direction @ (Direction::OutboundApi | Direction::OutboundReply) => {
                network.outside(Draft { from, to, body: self.body, media, ..Draft::default() }, direction, self.at)
            }
        }
    }
}
