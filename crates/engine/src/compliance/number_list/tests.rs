use proptest::prelude::*;

use super::{Said, read, tidy, write};

fn numbers(text: &str) -> Vec<String> {
    let found = read(text).into_iter().filter_map(|said| match said {
        Said::Numbers(entries) => Some(entries),
        Said::Blank | Said::Header | Said::NotANumber(_) => None,
    });
    found.flatten().map(|entry| entry.number.as_str().to_owned()).collect()
}

/// Somebody who asked by e-mail would still be texted because of a dash, a byte order mark or a Windows line end.
#[test]
fn a_paste_gives_its_numbers() {
    let pasted = "\u{feff}+1 (202) 555-0101\r\n\r\n0044 7700 900123\n  +1.202.555.0102  \r+12025550103;asked twice\n\
                  \"Doe, Jane\",+1 202 555 0104,+12025550105\n90210, Beverly Hills\ncall me\n55501";
    let said = read(pasted);
    assert_eq!(said.len(), 9, "one answer a line: {said:?}");
    assert_eq!(
        numbers(pasted),
        ["+12025550101", "+447700900123", "+12025550102", "+12025550103", "+12025550104", "+12025550105", "55501"]
    );
    assert!(matches!(&said[5], Said::Numbers(both) if both.len() == 2 && both[0].note == "Doe, Jane"), "{said:?}");
    assert_eq!(said[6], Said::NotANumber("90210, Beverly Hills".to_owned()), "a postal code is no short code");
    assert_eq!(said[7], Said::NotANumber("call me".to_owned()));
}

/// A file from another program would lose who asked, and when.
#[test]
fn a_csv_gives_its_columns() {
    let file = "Name;Phone number;Reason;Date;Notes\n\"Roe; Rick\";\"+1 202 555 0101\";e-mail;2026-11-03;\"said \"\"never\"\"\"\n\
                Poe;+44 7700 900123;;2026-11-04T10:00:00Z;\nMoe;n/a;letter;;\n";
    let said = read(file);
    assert_eq!(said[0], Said::Header);
    let Said::Numbers(first) = &said[1] else { panic!("{said:?}") };
    assert_eq!(
        (first[0].source.as_deref(), first[0].note.as_str(), first[0].at),
        (Some("e-mail"), "said \"never\"", Some(1_793_664_000_000))
    );
    let Said::Numbers(second) = &said[2] else { panic!("{said:?}") };
    assert_eq!((second[0].source.as_deref(), second[0].at), (None, Some(1_793_786_400_000)));
    assert!(matches!(&said[3], Said::NotANumber(line) if line.starts_with("Moe")), "{said:?}");
}

/// A stray quote would hide the numbers below it.
#[test]
fn a_quote_that_never_ends_is_a_character() {
    assert_eq!(
        numbers("\"oops,+12025550101\n+12025550102\n\"\n+12025550103"),
        ["+12025550101", "+12025550102", "+12025550103"]
    );
}

/// A name such as `=cmd|…` would run in the spreadsheet of whoever opens the export.
#[test]
fn an_export_holds_no_formula() {
    let csv = write([("+12025550101", "=1+1", "@sum", 0), ("=HYPERLINK(\"x\")", "-2", "+3 \"x\"", 0)]);
    let lines: Vec<&str> = csv.lines().collect();
    assert_eq!(lines[1], "+12025550101,\"'=1+1\",\"'@sum\",1970-01-01T00:00:00Z");
    assert_eq!(lines[2], "\"'=HYPERLINK(\"\"x\"\")\",\"'-2\",\"'+3 \"\"x\"\"\",1970-01-01T00:00:00Z");
}

proptest! {
    /// A file that nobody expected would end the program, or a line of it would go missing.
    #[test]
    fn every_line_has_its_answer(lines in prop::collection::vec("[^\\r\\n\\x0b\\x0c\\x{85}\\x{2028}\\x{2029}\\x{feff}]{0,40}", 0..12)) {
        let said = read(&lines.iter().map(|line| format!("{line}\n")).collect::<String>());
        prop_assert_eq!(said.len(), lines.len());
        for (line, said) in lines.iter().zip(&said) {
            prop_assert_eq!(line.trim().is_empty(), *said == Said::Blank, "{:?} {:?}", line, said);
        }
    }

    /// Anything at all can be pasted.
    #[test]
    fn nothing_crashes_the_reader(text in any::<String>()) {
        prop_assert!(read(&text).len() <= text.chars().count() + 1);
    }

    /// An export that does not come back as it was loses who asked, or whom.
    #[test]
    fn an_export_reads_the_same_again(
        rows in prop::collection::vec(("[1-9][0-9]{9,13}", "\\PC{1,20}", "\\PC{0,40}", 0_i64..4_000_000_000), 1..20)
    ) {
        let rows: Vec<_> = rows
            .into_iter()
            .map(|(digits, source, note, seconds)| (format!("+{digits}"), tidy(&source), tidy(&note), seconds * 1_000))
            .filter(|(_, source, ..)| !source.is_empty())
            .collect();
        let csv = write(rows.iter().map(|(number, source, note, at)| (number.as_str(), source.as_str(), note.as_str(), *at)));
        let said = read(&csv);
        prop_assert_eq!(&said[0], &Said::Header);
        prop_assert_eq!(said.len(), rows.len() + 1);
        for ((number, source, note, at), said) in rows.iter().zip(&said[1..]) {
            let Said::Numbers(entries) = said else { return Err(TestCaseError::fail(format!("{said:?}"))) };
            let entry = &entries[0];
            prop_assert_eq!(
                (entry.number.as_str(), entry.source.as_deref(), entry.note.as_str(), entry.at),
                (number.as_str(), Some(source.as_str()), note.as_str(), Some(*at))
            );
        }
    }
}
