//! Lists of numbers as people have them: pasted, one to a line, or a CSV file with a header. And the CSV that Fanline
//! writes, which reads the same again.
//!
//! Every line of what is read has its answer: nothing is skipped in silence. A line is a record: a quote that is never
//! closed must not swallow the numbers below it.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::domain::PhoneNumber;
use crate::domain::fold::fold;

/// One number, with what its line says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub number: PhoneNumber,
    pub source: Option<String>,
    pub note: String,
    /// UTC milliseconds.
    pub at: Option<i64>,
}

/// What a line is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Blank,
    /// The names of the columns.
    Header,
    /// One number, or several on one line.
    Numbers(Vec<Entry>),
    /// The line as it is, for a person to look at.
    NotANumber(String),
}

/// Characters of a source or a note that are kept.
pub const LONGEST_NOTE: usize = 500;

/// What ends a line, in any program's opinion.
const LINE_ENDS: [char; 7] = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

/// Characters that a spreadsheet takes for the beginning of a formula, and the one that says that it is none.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// Reads a list; the answer has one item for each line, in order.
#[must_use]
pub fn read(text: &str) -> Vec<Said> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
    let mut columns = None;
    let mut begun = false;
    let mut said = Vec::new();
    for line in text.split_terminator(LINE_ENDS) {
        if line.trim().is_empty() {
            said.push(Said::Blank);
            continue;
        }
        if !std::mem::replace(&mut begun, true) {
            columns = Columns::of(line);
            if columns.is_some() {
                said.push(Said::Header);
                continue;
            }
        }
        let entry = columns.as_ref().and_then(|columns| columns.entry(line));
        let entries = entry.map_or_else(|| plain(line), |entry| vec![entry]);
        said.push(if entries.is_empty() { Said::NotANumber(tidy(line)) } else { Said::Numbers(entries) });
    }
    said
}

/// Which column is what, by the words of a header.
struct Columns {
    delimiter: char,
    number: usize,
    source: Option<usize>,
    note: Option<usize>,
    at: Option<usize>,
}

const NUMBER: &[&str] = &[
    "number",
    "phone",
    "phone number",
    "phonenumber",
    "phone_number",
    "mobile",
    "mobile number",
    "mobile phone",
    "cell",
    "cell phone",
    "telephone",
    "tel",
    "msisdn",
    "telefono",
    "numero",
    "numero di telefono",
    "cellulare",
    "to",
    "from",
];
const SOURCE: &[&str] = &["source", "reason", "via", "origine", "fonte", "motivo"];
const NOTE: &[&str] = &["note", "notes", "comment", "comments", "nota", "commento"];
const AT: &[&str] = &["at", "date", "time", "when", "data", "quando"];

impl Columns {
    fn of(line: &str) -> Option<Self> {
        let delimiter = [',', ';', '\t'].into_iter().max_by_key(|delimiter| fields(line, &[*delimiter]).len())?;
        let names: Vec<String> = fields(line, &[delimiter]).iter().map(|name| fold(name.trim())).collect();
        let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
        let number = place(NUMBER)?;
        Some(Self { delimiter, number, source: place(SOURCE), note: place(NOTE), at: place(AT) })
    }

    fn entry(&self, line: &str) -> Option<Entry> {
        let fields = fields(line, &[self.delimiter]);
        let number = PhoneNumber::parse(fields.get(self.number)?)?;
        let field = |place: Option<usize>| place.and_then(|place| fields.get(place)).map(|field| tidy(field));
        Some(Entry {
            number,
            source: field(self.source).filter(|source| !source.is_empty()),
            note: field(self.note).unwrap_or_default(),
            at: field(self.at).and_then(|at| moment(&at)),
        })
    }
}

/// A line without columns: a number, or fields of which some are numbers and the others a note.
fn plain(line: &str) -> Vec<Entry> {
    let bare = |number, note| Entry { number, source: None, note, at: None };
    if let Some(number) = PhoneNumber::parse(&unguarded(line.trim())) {
        return vec![bare(number, String::new())];
    }
    let (mut numbers, mut rest) = (Vec::new(), Vec::new());
    for field in fields(line, &[',', ';', '\t', '|']) {
        // A postal code beside a name looks like a short code: among other fields a number has its country.
        match PhoneNumber::parse(&field).filter(|number| number.as_str().starts_with('+')) {
            Some(number) => numbers.push(number),
            None => rest.push(field.trim().to_owned()),
        }
    }
    rest.retain(|field| !field.is_empty());
    let note = tidy(&rest.join(", "));
    numbers.into_iter().map(|number| bare(number, note.clone())).collect()
}

/// The fields of one line, without quotes and guards.
fn fields(line: &str, delimiters: &[char]) -> Vec<String> {
    let mut fields = Vec::new();
    let mut rest = line;
    loop {
        let (field, behind) = match quoted(rest, delimiters) {
            Some(found) => found,
            None => match rest.find(delimiters) {
                Some(at) => (rest[..at].to_owned(), Some(&rest[at..])),
                None => (rest.to_owned(), None),
            },
        };
        fields.push(unguarded(field.trim()));
        match behind.map(|behind| behind.chars().next().map_or("", |delimiter| &behind[delimiter.len_utf8()..])) {
            Some(next) => rest = next,
            None => return fields,
        }
    }
}

/// A field in quotes and what follows it, delimiter first. `None` when it has none, or none that ends.
fn quoted<'a>(text: &'a str, delimiters: &[char]) -> Option<(String, Option<&'a str>)> {
    let mut rest = text.trim_start_matches(' ').strip_prefix('"')?;
    let mut field = String::new();
    loop {
        let (before, behind) = rest.split_once('"')?;
        field.push_str(before);
        if let Some(more) = behind.strip_prefix('"') {
            field.push('"');
            rest = more;
        } else if behind.trim_matches(' ').is_empty() {
            return Some((field, None));
        } else {
            let behind = behind.trim_start_matches(' ');
            return behind.starts_with(delimiters).then_some((field, Some(behind)));
        }
    }
}

/// A moment, or the beginning of a day (UTC).
fn moment(text: &str) -> Option<i64> {
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at.as_millisecond());
    }
    let day: Date = text.get(..10).unwrap_or(text).parse().ok()?;
    TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok().map(Timestamp::as_millisecond)
}

/// One line without control characters, not longer than a note.
#[must_use]
pub fn tidy(text: &str) -> String {
    let breaks = |character: char| character.is_control() || LINE_ENDS.contains(&character);
    let plain: String = text.chars().map(|character| if breaks(character) { ' ' } else { character }).collect();
    plain.trim().chars().take(LONGEST_NOTE).collect::<String>().trim_end().to_owned()
}

fn unguarded(field: &str) -> String {
    let rest = field.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA));
    rest.unwrap_or(field).to_owned()
}

/// A list as CSV (RFC 4180), with a header.
#[must_use]
pub fn write<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str, &'a str, i64)>) -> String {
    let mut csv = String::from("number,source,note,at\r\n");
    for (number, source, note, at) in rows {
        let at = Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default();
        csv.push_str(&number_cell(number));
        for field in [source, note] {
            csv.push(',');
            csv.push_str(&cell(field));
        }
        csv.push(',');
        csv.push_str(&at);
        csv.push_str("\r\n");
    }
    csv
}

/// One row of CSV, in which no spreadsheet finds a formula.
#[must_use]
pub fn write_row(fields: &[&str]) -> String {
    let cells: Vec<String> = fields.iter().map(|field| number_cell(field)).collect();
    format!("{}\r\n", cells.join(","))
}

/// A number stays as it is for whoever reads it next: of a plus and digits a spreadsheet can compute nothing else.
fn number_cell(number: &str) -> String {
    let digits = number.strip_prefix('+').unwrap_or(number);
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return number.to_owned();
    }
    cell(number)
}

/// Words of somebody else: never a formula (an apostrophe in front), always in quotes.
fn cell(field: &str) -> String {
    let guard = if field.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{guard}{}\"", field.replace('"', "\"\""))
}

#[cfg(test)]
mod tests;
