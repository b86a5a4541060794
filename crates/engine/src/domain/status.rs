//! Where a text stands, at the provider and in the outbox.

/// Which way a text went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Inbound,
    /// Sent through the API.
    OutboundApi,
    /// Sent by something at the provider: a webhook's answer, a call flow.
    OutboundReply,
}

/// A provider's delivery state. The order is the order of progress; a stored state never moves backwards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeliveryStatus {
    /// A word that this version does not know: kept as the least of all.
    Other,
    Queued,
    Sending,
    Sent,
    Received,
    Canceled,
    Failed,
    Undelivered,
    Delivered,
    Read,
}

macro_rules! named {
    ($type:ident { $($variant:ident = $name:literal),* $(,)? }) => {
        impl $type {
            /// The name that the store and the wire use.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

named!(DeliveryStatus {
    Other = "other",
    Queued = "queued",
    Sending = "sending",
    Sent = "sent",
    Received = "received",
    Canceled = "canceled",
    Failed = "failed",
    Undelivered = "undelivered",
    Delivered = "delivered",
    Read = "read",
});

impl DeliveryStatus {
    /// Nothing more is expected.
    #[must_use]
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Received | Self::Canceled | Self::Failed | Self::Undelivered | Self::Delivered | Self::Read
        )
    }
}

/// Why a text leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutboxKind {
    Personal,
    AutoReply,
    Broadcast,
    Compliance,
}

named!(OutboxKind { Personal = "personal", AutoReply = "auto_reply", Broadcast = "broadcast", Compliance = "compliance" });

/// Who goes first on a line; smaller goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lane {
    Compliance,
    Personal,
    AutoReply,
    Broadcast,
}

impl Lane {
    #[must_use]
    pub fn of(kind: OutboxKind) -> Self {
        match kind {
            OutboxKind::Compliance => Self::Compliance,
            OutboxKind::Personal => Self::Personal,
            OutboxKind::AutoReply => Self::AutoReply,
            OutboxKind::Broadcast => Self::Broadcast,
        }
    }

    #[must_use]
    pub fn as_i64(self) -> i64 {
        match self {
            Self::Compliance => 0,
            Self::Personal => 1,
            Self::AutoReply => 2,
            Self::Broadcast => 3,
        }
    }
}

/// Where a row of the outbox stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutboxState {
    Queued,
    Sending,
    Unknown,
    Sent,
    Delivered,
    Undelivered,
    Failed,
    Parked,
    Cancelled,
}

named!(OutboxState {
    Queued = "queued",
    Sending = "sending",
    Unknown = "unknown",
    Sent = "sent",
    Delivered = "delivered",
    Undelivered = "undelivered",
    Failed = "failed",
    Parked = "parked",
    Cancelled = "cancelled",
});
