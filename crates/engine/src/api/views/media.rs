//! Pictures and other files of texts.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Why;

/// A command about one text.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct OfMessage {
    /// As in a thread, `m…`.
    pub message_id: String,
}

/// The files of one text, as far as they are known.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MediaOfMessage {
    /// The text's.
    pub id: String,
    pub items: Vec<MediaView>,
    /// Why the provider could not be asked for what is missing.
    pub problem: Option<Why>,
}

#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MediaView {
    pub id: String,
    /// MIME type: of a picture that is kept what its bytes say, else what the sender named it.
    pub kind: String,
    pub state: MediaState,
    /// Of one that is too large, at least so many.
    pub bytes: Option<u64>,
    /// Why it could not be read.
    pub reason: Option<Why>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MediaState {
    /// At the provider, not read yet.
    Known,
    /// Here, to be shown.
    Fetched,
    TooLarge,
    /// The provider does not have it any more.
    Gone,
    /// Could not be read; asking again tries again.
    Failed,
    /// Not a picture that can be shown.
    File,
}

/// The bytes of a picture.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Picture {
    pub id: String,
    /// `image/jpeg`, `image/png`, `image/gif` or `image/webp`.
    pub kind: String,
    /// Base64.
    pub data: String,
}
