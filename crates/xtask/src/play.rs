//! The practice day that the window plays by itself: one flat JSON object a line on its output, `ok` on its input.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::str::Chars;

/// What the window says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// A sentence for the person who watches.
    Note(String),
    /// The window shows what the picture is for; it waits for `ok`.
    Shot(String),
    Report(Report),
    /// Anything else is part of the log.
    Other,
}

/// What happened, counted by the window from both ends: its store and the practice carrier's ledger.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Report {
    pub texts_in: u64,
    pub replies_out: u64,
    /// Fans who got the same text twice.
    pub twice: u64,
    pub update_sent_to: u64,
    pub personal: u64,
}

impl Line {
    pub fn parse(line: &str) -> Self {
        let Some(fields) = flat_object(line) else { return Self::Other };
        let text = |name: &str| match fields.get(name) {
            Some(Value::Text(text)) => Some(text.clone()),
            Some(Value::Number(_) | Value::Word) | None => None,
        };
        let number = |name: &str| match fields.get(name) {
            Some(Value::Number(number)) => Some(*number),
            Some(Value::Text(_) | Value::Word) | None => None,
        };
        let parsed = match text("play").as_deref() {
            Some("note") => text("text").map(Self::Note),
            Some("shot") => text("name").filter(|name| is_file_name(name)).map(Self::Shot),
            Some("report") => (|| {
                Some(Self::Report(Report {
                    texts_in: number("texts_in")?,
                    replies_out: number("replies_out")?,
                    twice: number("twice")?,
                    update_sent_to: number("update_sent_to")?,
                    personal: number("personal")?,
                }))
            })(),
            _ => None,
        };
        parsed.unwrap_or(Self::Other)
    }
}

/// A picture's name becomes a file's name.
fn is_file_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

#[derive(Debug, PartialEq, Eq)]
enum Value {
    Text(String),
    Number(u64),
    /// `true`, `false`, `null` and numbers that count nothing.
    Word,
}

/// A JSON object without objects or arrays in it. The full grammar would cost this crate its only dependency and
/// every cold start several seconds.
fn flat_object(line: &str) -> Option<BTreeMap<String, Value>> {
    let mut chars = line.trim().chars().peekable();
    let mut fields = BTreeMap::new();
    expect(&mut chars, '{')?;
    if *chars.peek()? == '}' {
        return Some(fields);
    }
    loop {
        expect(&mut chars, '"')?;
        let name = string(&mut chars)?;
        expect(&mut chars, ':')?;
        let value = value(&mut chars)?;
        fields.insert(name, value);
        skip_space(&mut chars);
        match chars.next()? {
            ',' => {}
            '}' => return chars.next().is_none().then_some(fields),
            _ => return None,
        }
    }
}

fn skip_space(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| c.is_ascii_whitespace()).is_some() {}
}

fn expect(chars: &mut Peekable<Chars<'_>>, wanted: char) -> Option<()> {
    skip_space(chars);
    (chars.next()? == wanted).then_some(())
}

fn value(chars: &mut Peekable<Chars<'_>>) -> Option<Value> {
    skip_space(chars);
    if chars.next_if_eq(&'"').is_some() {
        return string(chars).map(Value::Text);
    }
    let mut word = String::new();
    while let Some(c) = chars.next_if(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.')) {
        word.push(c);
    }
    if word.is_empty() {
        return None;
    }
    Some(word.parse().map_or(Value::Word, Value::Number))
}

/// The rest of a string whose first quote has been read.
fn string(chars: &mut Peekable<Chars<'_>>) -> Option<String> {
    let mut text = String::new();
    loop {
        match chars.next()? {
            '"' => return Some(text),
            '\\' => text.push(escaped(chars)?),
            c => text.push(c),
        }
    }
}

fn escaped(chars: &mut Peekable<Chars<'_>>) -> Option<char> {
    Some(match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'u' => {
            let first = unit(chars)?;
            if !(0xd800..0xdc00).contains(&first) {
                return char::from_u32(first);
            }
            (chars.next()? == '\\' && chars.next()? == 'u').then_some(())?;
            let second = unit(chars)?.checked_sub(0xdc00)?;
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)?
        }
        c => c,
    })
}

fn unit(chars: &mut Peekable<Chars<'_>>) -> Option<u32> {
    (0..4).try_fold(0, |unit, _| Some(unit * 16 + chars.next()?.to_digit(16)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// If this fails the practice day ends without its pictures and counts.
    #[test]
    fn reads_what_the_window_says() {
        assert_eq!(Line::parse(r#"{"play":"shot","name":"inbox-live"}"#), Line::Shot("inbox-live".to_owned()));
        let note = r#" { "text" : "\u201cHi\u201d \ud83d\udc4b \"you\"\n" , "play":"note"} "#;
        assert_eq!(Line::parse(note), Line::Note("“Hi” 👋 \"you\"\n".to_owned()), "escapes of every kind are undone");
        let report = r#"{"play":"report","texts_in":1204,"replies_out":1180,"twice":0,"update_sent_to":560,"personal":3,"x":-1.5}"#;
        let expected = Report { texts_in: 1204, replies_out: 1180, twice: 0, update_sent_to: 560, personal: 3 };
        assert_eq!(Line::parse(report), Line::Report(expected), "fields that nobody knows do no harm");
    }

    /// If this fails a broken line counts as a perfect day, or a picture is written outside its folder.
    #[test]
    fn takes_nothing_else_for_a_line() {
        for line in [
            "",
            "listening",
            "{}",
            r#"{"play":"report","texts_in":5}"#,
            r#"{"play":"report","texts_in":-5,"replies_out":0,"twice":0,"update_sent_to":0,"personal":0}"#,
            r#"{"play":"shot","name":"../inbox"}"#,
            r#"{"play":"note","text":"cut"#,
            r#"{"play":"note","text":"two"} {"play":"note"}"#,
            r#"{"play":"note","text":"\ud83d"}"#,
        ] {
            assert_eq!(Line::parse(line), Line::Other, "{line}");
        }
    }
}
