//! Identifiers that come from elsewhere.

use std::fmt;

/// A provider's id of a text. Twilio-style ids (`SM` or `MM` and 32 hex digits) are stored in 17 bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(String);

impl ProviderId {
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The stored form: a tag byte and 16 bytes for Twilio-style ids, else `0` and the text itself.
    #[must_use]
    pub fn to_blob(&self) -> Vec<u8> {
        let tagged = self.0.split_at_checked(2).and_then(|(prefix, hex)| {
            let tag = match prefix {
                "SM" => b'S',
                "MM" => b'M',
                _ => return None,
            };
            let lower = hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            if hex.len() != 32 || !lower {
                return None;
            }
            let value = u128::from_str_radix(hex, 16).ok()?;
            let mut blob = vec![tag];
            blob.extend_from_slice(&value.to_be_bytes());
            Some(blob)
        });
        tagged.unwrap_or_else(|| {
            let mut blob = vec![0];
            blob.extend_from_slice(self.0.as_bytes());
            blob
        })
    }

    #[must_use]
    pub fn from_blob(blob: &[u8]) -> Option<Self> {
        let (tag, rest) = blob.split_first()?;
        let prefix = match tag {
            b'S' => "SM",
            b'M' => "MM",
            0 => return String::from_utf8(rest.to_vec()).ok().map(Self),
            _ => return None,
        };
        let value = u128::from_be_bytes(rest.try_into().ok()?);
        Some(Self(format!("{prefix}{value:032x}")))
    }
}

impl fmt::Debug for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ProviderId;

    /// An id that changes on its way through the store would be fetched, and answered, twice.
    #[test]
    fn blobs_give_the_same_id_back() {
        for (id, length) in [
            ("SM0123456789abcdef0123456789abcdef", 17),
            ("MMffffffffffffffffffffffffffffffff", 17),
            ("SM0123456789ABCDEF0123456789ABCDEF", 35),
            ("SMshort", 8),
            ("s4f-Ünïcode", 14),
            ("", 1),
        ] {
            let blob = ProviderId::new(id).to_blob();
            assert_eq!(blob.len(), length, "{id}");
            assert_eq!(ProviderId::from_blob(&blob).expect("a blob we wrote").as_str(), id);
        }
    }
}
