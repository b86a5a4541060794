//! One text as the carrier knows it. Its course is decided when it is accepted; a status is read off the clock.

use serde::{Deserialize, Serialize};

/// The way of a text, as the API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// From a fan.
    #[default]
    Inbound,
    /// Created over the API.
    OutboundApi,
    /// Given as an answer by the carrier or by the number's webhook.
    OutboundReply,
}

impl Direction {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::OutboundApi => "outbound-api",
            Self::OutboundReply => "outbound-reply",
        }
    }
}

/// Where a text is on its way, as the API names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Accepted,
    Scheduled,
    Queued,
    Sending,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    Received,
    Canceled,
}

impl Status {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Received => "received",
            Self::Canceled => "canceled",
        }
    }
}

/// Who made a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The fan with this number in the crowd.
    Fan(u32),
    /// This line of the file of texts, from 0.
    Line(u32),
    /// [`crate::Carrier::inject`] or the control route.
    Injected,
    /// A client of the API.
    Api,
    /// The carrier's own answer to STOP, START or HELP.
    Carrier,
    /// The number's own webhook.
    Webhook,
}

/// The moments of a text's way, UTC milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Course {
    /// When it leaves the schedule; the moment of creation for everything that is not scheduled.
    pub due: i64,
    pub sending: i64,
    pub sent: i64,
    pub end: i64,
    pub priced: i64,
    pub outcome: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<u32>,
}

impl Course {
    /// A text that has arrived.
    pub fn received(at: i64, priced_after_ms: u32) -> Self {
        Self {
            due: at,
            sending: at,
            sent: at,
            end: at,
            priced: at + i64::from(priced_after_ms),
            outcome: Status::Received,
            error: None,
        }
    }
}

/// A picture of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Media {
    pub sid: String,
    pub content_type: String,
    pub created: i64,
    /// What it shows: drawn when it is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<u64>,
    /// Base64 of what was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
}

// serde hands over a reference.
fn is_false(value: &bool) -> bool {
    !value
}

/// What the sender asked to be hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct Privacy {
    /// `ContentRetention=discard`
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_body: bool,
    /// `AddressRetention=obfuscate`
    #[serde(default, skip_serializing_if = "is_false")]
    pub no_address: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Message {
    pub sid: String,
    pub direction: Direction,
    pub from: String,
    pub to: String,
    pub body: String,
    pub created: i64,
    /// From when lists show it.
    pub visible: i64,
    pub course: Course,
    pub segments: u32,
    /// What one part costs, in millionths of the account's currency.
    #[serde(default = "usual_price")]
    pub per_part: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<Media>,
    pub origin: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<String>,
    #[serde(default)]
    pub privacy: Privacy,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub canceled: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redacted: Option<i64>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub deleted: bool,
}

/// Ledgers that were begun without prices billed this for every part.
fn usual_price() -> i64 {
    7_900
}

impl Message {
    pub fn status(&self, now: i64) -> Status {
        let course = &self.course;
        if self.canceled.is_some() {
            Status::Canceled
        } else if now >= course.end {
            course.outcome
        } else if now >= course.sent && course.outcome != Status::Failed {
            Status::Sent
        } else if now >= course.sending && course.outcome != Status::Failed {
            Status::Sending
        } else if now < course.due {
            Status::Scheduled
        } else if self.service.is_some() {
            Status::Accepted
        } else {
            Status::Queued
        }
    }

    /// Whether its status stays as it is. That may be `sent`: not every network tells of the delivery.
    pub fn is_done(&self, now: i64) -> bool {
        self.canceled.is_some() || now >= self.course.end
    }

    /// When it went out or came in; `None` while it waits, or when it never went.
    pub fn date_sent(&self, now: i64) -> Option<i64> {
        (self.canceled.is_none() && self.course.outcome != Status::Failed && now >= self.course.sent)
            .then_some(self.course.sent)
    }

    pub fn date_updated(&self, now: i64) -> i64 {
        let course = &self.course;
        let moments = [course.sending, course.sent, course.end, course.priced, self.redacted.unwrap_or(self.created)];
        let passed = moments.into_iter().filter(|&moment| moment <= now && self.canceled.is_none());
        self.canceled.into_iter().chain(passed).fold(self.created, i64::max)
    }

    /// Negative millionths of the account's currency, once billed.
    pub fn price(&self, now: i64) -> Option<i64> {
        let billed = match self.course.outcome {
            Status::Failed | Status::Canceled => false,
            Status::Accepted | Status::Scheduled | Status::Queued | Status::Sending | Status::Sent => true,
            Status::Delivered | Status::Undelivered | Status::Received => true,
        };
        (billed && self.canceled.is_none() && now >= self.course.priced).then(|| self.cost())
    }

    /// What it will cost: negative millionths of the account's currency.
    pub fn cost(&self) -> i64 {
        -self.per_part * i64::from(self.segments)
    }

    /// The text as the API shows it.
    pub fn shown_body(&self, now: i64) -> &str {
        let hidden = self.redacted.is_some() || (self.privacy.no_body && self.is_done(now));
        if hidden { "" } else { &self.body }
    }

    /// The recipient as the API shows it.
    pub fn shown_to(&self) -> String {
        if self.privacy.no_address && self.to.is_char_boundary(self.to.len().saturating_sub(4)) {
            format!("{}XXXX", &self.to[..self.to.len().saturating_sub(4)])
        } else {
            self.to.clone()
        }
    }

    pub fn present_media(&self) -> impl Iterator<Item = &Media> {
        self.media.iter().filter(|media| !media.deleted)
    }

    pub fn is_outbound(&self) -> bool {
        self.direction != Direction::Inbound
    }
}

/// The words that the API puts beside an error code on a message.
pub(crate) fn error_words(code: u32) -> &'static str {
    match code {
        30_003 => "Unreachable destination handset",
        30_004 => "Message blocked",
        30_005 => "Unknown destination handset",
        30_006 => "Landline or unreachable carrier",
        30_007 => "Message filtered",
        30_008 => "Unknown error",
        30_034 => "Message from an unregistered number",
        30_036 => "Validity period expired",
        _ => "Delivery failed",
    }
}
