//! Identifiers that come from elsewhere.

use std::fmt;

/// A provider's id of a text. Twilio-style ids (`SM` or `MM` and 32 hex digits) are kept and stored in 17 bytes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProviderId(Form);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Form {
    Other(Box<str>),
    Numbered(Kind, u128),
}

/// The two letters before the digits. Their order is that of the letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Mm,
    Sm,
}

impl Kind {
    const ALL: [Self; 2] = [Self::Mm, Self::Sm];

    fn letters(self) -> &'static str {
        match self {
            Self::Mm => "MM",
            Self::Sm => "SM",
        }
    }

    fn tag(self) -> u8 {
        match self {
            Self::Mm => b'M',
            Self::Sm => b'S',
        }
    }
}

impl ProviderId {
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(numbered(id).unwrap_or_else(|| Form::Other(id.into())))
    }

    /// The stored form: a tag byte and 16 bytes for Twilio-style ids, else `0` and the text itself.
    #[must_use]
    pub fn to_blob(&self) -> Vec<u8> {
        match &self.0 {
            Form::Numbered(kind, value) => [&[kind.tag()], value.to_be_bytes().as_slice()].concat(),
            Form::Other(id) => [&[0], id.as_bytes()].concat(),
        }
    }

    #[must_use]
    pub fn from_blob(blob: &[u8]) -> Option<Self> {
        let (tag, rest) = blob.split_first()?;
        if *tag == 0 {
            return std::str::from_utf8(rest).ok().map(|id| Self(Form::Other(id.into())));
        }
        let kind = Kind::ALL.into_iter().find(|kind| kind.tag() == *tag)?;
        Some(Self(Form::Numbered(kind, u128::from_be_bytes(rest.try_into().ok()?))))
    }
}

fn numbered(id: &str) -> Option<Form> {
    let (letters, digits) = id.split_at_checked(2)?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.letters() == letters)?;
    if digits.len() != 32 {
        return None;
    }
    let value = digits.bytes().try_fold(0_u128, |value, digit| {
        // In lower case only: the same id is given back, letter by letter.
        let digit = match digit {
            b'0'..=b'9' => digit - b'0',
            b'a'..=b'f' => digit - b'a' + 10,
            _ => return None,
        };
        Some(value << 4 | u128::from(digit))
    })?;
    Some(Form::Numbered(kind, value))
}

impl fmt::Display for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Form::Numbered(kind, value) => write!(formatter, "{}{value:032x}", kind.letters()),
            Form::Other(id) => formatter.write_str(id),
        }
    }
}

impl fmt::Debug for ProviderId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
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
            assert_eq!(ProviderId::from_blob(&blob).expect("a blob we wrote").to_string(), id);
        }
    }
}
