//! Phone numbers as they travel (E.164, ITU-T), and who may stand behind the sender of a text.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::fold::is_invisible;
use super::number_type::NumberType;

/// A number that a text can be sent to: `+` and 7 to 15 digits, or a short code of 5 or 6 digits without `+`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// Who an inbound text came from, by what the provider calls the sender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sender {
    /// A number of an ordinary phone, which may be answered.
    Fan(PhoneNumber),
    /// A short code, a name ("MyBank") or nothing at all: a machine, never answered automatically.
    Machine(String),
}

impl PhoneNumber {
    /// Reads a number the way people write it: "+1 (415) 555-0132", "0044 7700 900123", "+44 (0)7700 900123",
    /// full-width or Arabic digits. A national number without its country is refused: guessing the country would
    /// text a stranger. `None` also for letters, two numbers, and less than 5 or more than 15 digits.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut number = String::with_capacity(16);
        let mut separated = false;
        let mut characters = text.trim().chars().filter(|character| !is_invisible(*character)).peekable();
        while let Some(character) = characters.next() {
            if let Some(digit) = digit(character) {
                number.push(digit);
            } else if matches!(character, '+' | '＋') && number.is_empty() && !separated {
                number.push('+');
            } else if matches!(character, '(' | '（') && number.len() > 1 && trunk_zero(characters.clone()) {
                // "+44 (0)7700 …": the zero is dialled inside the country only.
                characters.by_ref().take(2).for_each(drop);
            } else if is_separator(character) {
                // "(+1) 415 …" is common, "-+1" is not a number.
                separated |= !matches!(character, '(' | '（');
            } else {
                return None;
            }
        }
        if let Some(rest) = number.strip_prefix("00") {
            number = format!("+{rest}");
        }
        let valid = match number.strip_prefix('+') {
            Some(digits) => (5..=15).contains(&digits.len()) && !digits.starts_with('0'),
            None => is_short_code(&number),
        };
        valid.then_some(Self(number))
    }

    /// Sorts the sender of an inbound text into fans and machines.
    #[must_use]
    pub fn parse_sender(text: &str) -> Sender {
        match Self::parse(text) {
            Some(number) if number_type(&number) != NumberType::ShortCode => Sender::Fan(number),
            _ => Sender::Machine(text.trim().to_owned()),
        }
    }

    /// The number as it travels, for example `+14155550132`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Sender {
    /// What the conversation is kept under: the number, or the sender as the provider named it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fan(number) => number.as_str(),
            Self::Machine(name) => name,
        }
    }

    /// The number that may be answered.
    #[must_use]
    pub fn fan(&self) -> Option<&PhoneNumber> {
        match self {
            Self::Fan(number) => Some(number),
            Self::Machine(_) => None,
        }
    }
}

/// What kind of number it is: carriers allow each another pace. Short codes have 5 or 6 digits; numbers in E.164
/// are longer.
#[must_use]
pub fn number_type(number: &PhoneNumber) -> NumberType {
    let Some(digits) = number.0.strip_prefix('+') else { return NumberType::ShortCode };
    // A full number under +1 has eleven digits, so a short one there is a code with its country.
    if digits.len() < 7 || (digits.starts_with('1') && digits.len() <= 8) {
        return NumberType::ShortCode;
    }
    let area = digits.strip_prefix('1').filter(|rest| rest.len() == 10).map(|rest| &rest[..3]);
    match area {
        Some("800" | "833" | "844" | "855" | "866" | "877" | "888") => NumberType::TollFree,
        _ => NumberType::LongCode,
    }
}

fn is_short_code(digits: &str) -> bool {
    // Longer ones without a `+` are somebody's national number: texting them would reach a stranger.
    (5..=6).contains(&digits.len()) && !digits.starts_with('0')
}

fn digit(character: char) -> Option<char> {
    // Digits of phone books and keyboards: full-width, Arabic, Persian, Devanagari.
    let zero = match character {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '\u{660}'..='\u{669}' => '\u{660}',
        '\u{6f0}'..='\u{6f9}' => '\u{6f0}',
        '\u{966}'..='\u{96f}' => '\u{966}',
        _ => return None,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10)
}

fn trunk_zero(mut rest: impl Iterator<Item = char>) -> bool {
    rest.next().and_then(digit) == Some('0') && matches!(rest.next(), Some(')' | '）'))
}

fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '.' | '/' | '(' | ')' | '（' | '）' | '－' | '\u{2010}'..='\u{2015}' | '·' | '−')
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.trim_start_matches('+');
        let last = &digits[digits.len().saturating_sub(if digits.len() > 8 { 4 } else { 2 })..];
        let country = match digits.as_bytes().first() {
            _ if digits.len() <= 8 => "",
            Some(b'1' | b'7') => &digits[..1],
            _ => &digits[..2],
        };
        let plus = if self.0.starts_with('+') { "+" } else { "" };
        write!(formatter, "{plus}{country}•••{last}")
    }
}

/// A text that is no phone number. Holds nothing of it, because it may end up in a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number")]
pub struct NotANumber;

impl TryFrom<String> for PhoneNumber {
    type Error = NotANumber;

    fn try_from(text: String) -> Result<Self, NotANumber> {
        Self::parse(&text).ok_or(NotANumber)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{NumberType, PhoneNumber, Sender, number_type};

    fn parse(text: &str) -> Option<String> {
        PhoneNumber::parse(text).map(String::from)
    }

    /// A number copied from a contact card, a website or a phone in another script would be refused.
    #[test]
    fn reads_numbers_as_people_write_them() {
        for (written, number) in [
            ("+14155550132", "+14155550132"),
            ("+1 (415) 555-0132", "+14155550132"),
            (" +1.415.555.0132 ", "+14155550132"),
            ("＋１ ４１５ ５５５ ０１３２", "+14155550132"),
            ("+١٤١٥٥٥٥٠١٣٢", "+14155550132"),
            ("\u{202a}+1 415\u{a0}555\u{2011}0132\u{202c}", "+14155550132"),
            ("0044 7700 900123", "+447700900123"),
            ("+44 (0)7700 900123", "+447700900123"),
            ("+44(0) 7700/900123", "+447700900123"),
            ("(+1) 415 555 0132", "+14155550132"),
            ("55501", "55501"),
            ("555-010", "555010"),
        ] {
            assert_eq!(parse(written).as_deref(), Some(number), "{written}");
        }
    }

    /// A text would go to a stranger, or a request would fail for a reason nobody understands.
    #[test]
    fn refuses_what_is_no_complete_number() {
        for written in [
            "",
            " ",
            "+",
            "++14155550132",
            "+1+4155550132",
            "4155550132",
            "14155550132",
            "07700900123",
            "+0155550132",
            "+1 415 555 0132 ext 5",
            "+1415555CALL",
            "MyBank",
            "+1234",
            "1234",
            "+1234567890123456",
            "-+14155550132",
            "+14155550132, +14155550133",
            "tel:+14155550132",
            "+1 415 555 0132;",
            "🙂",
            "001",
        ] {
            assert_eq!(parse(written), None, "{written}");
        }
    }

    /// A log line would show whom the celebrity texts.
    #[test]
    fn debug_masks_the_number() {
        for (number, shown) in [("+14155550132", "+1•••0132"), ("+447700900123", "+44•••0123"), ("55501", "•••01")]
        {
            assert_eq!(format!("{:?}", PhoneNumber::parse(number).expect("a number")), shown);
        }
    }

    /// The pace of a toll-free number or a short code would be that of an ordinary one.
    #[test]
    fn tells_number_types() {
        for (number, kind) in [
            ("55501", NumberType::ShortCode),
            ("+55501", NumberType::ShortCode),
            ("+15550142", NumberType::ShortCode),
            ("555012", NumberType::ShortCode),
            ("+18005550132", NumberType::TollFree),
            ("+18445550132", NumberType::TollFree),
            ("+18885550132", NumberType::TollFree),
            ("+18225550132", NumberType::LongCode),
            ("+14155550132", NumberType::LongCode),
            ("+448081570132", NumberType::LongCode),
            ("+2905550", NumberType::LongCode),
        ] {
            assert_eq!(number_type(&PhoneNumber::parse(number).expect("a number")), kind, "{number}");
        }
    }

    /// A bank's one-time code or a parcel service would get the celebrity's welcome.
    #[test]
    fn machines_are_not_fans() {
        for sender in ["55501", "MyBank", "", "INFO", "+55501", "anonymous"] {
            assert_eq!(PhoneNumber::parse_sender(sender), Sender::Machine(sender.to_owned()));
        }
        let fan = PhoneNumber::parse_sender("+14155550132");
        assert_eq!(fan.fan().map(PhoneNumber::as_str), Some("+14155550132"));
        assert_eq!(fan.as_str(), "+14155550132");
    }

    /// A corrupted number in a request or a file would be believed, or printed in the error.
    #[test]
    fn serde_validates() {
        let number: PhoneNumber = serde_json::from_str("\"+1 415 555 0132\"").expect("a number");
        assert_eq!(serde_json::to_string(&number).expect("text"), "\"+14155550132\"");
        let error = serde_json::from_str::<PhoneNumber>("\"call me\"").expect_err("no number");
        assert!(!error.to_string().contains("call me"), "{error}");
    }

    proptest! {
        /// Two spellings of one number would be two fans.
        #[test]
        fn what_is_read_reads_the_same_again(text in "\\PC{0,24}") {
            if let Some(number) = PhoneNumber::parse(&text) {
                prop_assert_eq!(PhoneNumber::parse(number.as_str()), Some(number));
            }
        }

        /// A sender that nobody expected would end the program, or pass for a number that could be texted.
        #[test]
        fn any_sender_is_read(text in any::<String>()) {
            if let Sender::Fan(number) = PhoneNumber::parse_sender(&text) {
                let digits = number.as_str().strip_prefix('+').unwrap_or_default();
                prop_assert!((7..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()));
            }
        }

        /// A number typed with any grouping would become another one.
        #[test]
        fn separators_never_change_the_digits(digits in "[1-9][0-9]{9,13}", gaps in "[ .()/-]{15}") {
            let spaced: String = digits.chars().zip(gaps.chars()).flat_map(|(digit, gap)| [digit, gap]).collect();
            // A zero in brackets is a trunk prefix and left out on purpose.
            prop_assume!(!spaced.contains("(0)"));
            prop_assert_eq!(parse(&format!("+{spaced}")), Some(format!("+{digits}")));
        }
    }
}
