//! Counting segments in a stream, whatever it holds.

use serde_json::{Value, json};
use support::process::{Cli, end, files};

/// If this fails one strange text in a file of thousands ends the count, or shifts every answer after it by one.
#[tokio::test(flavor = "multi_thread")]
async fn every_line_gets_its_own_answer() {
    let cli = Cli::new("");
    let long = "é".repeat(200_000);
    let cases: Vec<(Vec<u8>, Option<Value>)> = vec![
        (b"\"hello\"".to_vec(), Some(json!({ "encoding": "GSM-7", "units": 5, "parts": 1 }))),
        (br#""\ud83d""#.to_vec(), None),
        (br#""\ude00\ud83d""#.to_vec(), None),
        (br#""\ud83d\ude00""#.to_vec(), Some(json!({ "encoding": "UCS-2", "units": 2, "parts": 1 }))),
        (b"not json".to_vec(), None),
        (b"".to_vec(), None),
        (b"[\"a list\"]".to_vec(), None),
        (b"{\"text\":\"an object\"}".to_vec(), None),
        (b"null".to_vec(), None),
        (b"\"\xff\xfe\"".to_vec(), None),
        (b"\"unfinished".to_vec(), None),
        (br#""\u0000\u0007""#.to_vec(), Some(json!({ "encoding": "UCS-2", "units": 2, "parts": 1 }))),
        (
            "\"\u{2028}\u{85}\"".as_bytes().to_vec(),
            Some(json!({ "forced_by": { "character": "\u{2028}", "index": 0, "replacement": "\n" } })),
        ),
        (b"\"\"".to_vec(), Some(json!({ "encoding": "GSM-7", "units": 0, "parts": 1 }))),
        (br#""it\u2019s ok""#.to_vec(), Some(json!({ "encoding": "UCS-2", "units": 7, "parts": 1 }))),
        (
            format!("\"{}\"", "a".repeat(161)).into_bytes(),
            Some(json!({ "encoding": "GSM-7", "units": 161, "parts": 2 })),
        ),
        (format!("\"{long}\"").into_bytes(), Some(json!({ "encoding": "GSM-7", "units": 200_000, "parts": 1308 }))),
        ("\"\u{202e}ﷺ👩\u{200d}👧\"\r".as_bytes().to_vec(), Some(json!({ "encoding": "UCS-2" }))),
        (b"\"the last line has no end\"".to_vec(), Some(json!({ "encoding": "GSM-7", "units": 24, "parts": 1 }))),
    ];
    let input = cases.iter().map(|(line, _)| line.as_slice()).collect::<Vec<_>>().join(&b'\n');
    let mut command = cli.command(&["segments", "--jsonl"]);
    command.env_remove("FANLINE_DB_KEY").env_remove("FANLINE_PROVIDER_SECRET");
    let ended = support::process::end_bytes(command, input).await;
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
    let answers: Vec<Value> =
        ended.stdout.lines().map(|line| serde_json::from_str(line).expect("an answer is JSON")).collect();
    assert_eq!(answers.len(), cases.len(), "one answer a line");
    let ends = ['\u{85}', '\u{2028}', '\u{2029}'];
    assert!(!ended.stdout.contains(ends), "some readers see the end of a line there");
    for ((line, expected), answer) in cases.iter().zip(&answers) {
        let line = String::from_utf8_lossy(&line[..line.len().min(60)]).into_owned();
        match expected {
            None => assert_eq!(answer["code"], "bad_params", "{line}"),
            Some(expected) => {
                for (key, value) in expected.as_object().expect("what is expected") {
                    assert_eq!(&answer[key], value, "{key} of {line}");
                }
            }
        }
    }
    assert!(files(cli.data.path()).is_empty(), "counting needs no data folder");
}

/// If this fails a program that sends one line and waits for its answer waits for ever.
#[tokio::test(flavor = "multi_thread")]
async fn answers_come_while_the_input_is_open() {
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
    let cli = Cli::new("");
    let mut child =
        cli.command(&["segments", "--jsonl"]).stdin(std::process::Stdio::piped()).spawn().expect("it starts");
    let mut input = child.stdin.take().expect("its input");
    let mut answers = BufReader::new(child.stdout.take().expect("its output")).lines();
    for _ in 0..3 {
        input.write_all(b"\"hello\"\n").await.expect("it reads");
        let answer = answers.next_line().await.expect("it answers").expect("a line");
        assert!(answer.contains("GSM-7"), "{answer}");
    }
}

/// If this fails the character that makes a text twice as dear cannot be found.
#[tokio::test(flavor = "multi_thread")]
async fn one_text_names_what_forces_ucs2() {
    let cli = Cli::new("");
    let counted = cli.json(&["segments", "it’s on"]).await;
    assert_eq!(counted["forced_by"], json!({ "character": "’", "index": 2, "replacement": "'" }));
    let shown = end(cli.plain(&["segments", "it’s on"]), "").await;
    assert!(shown.stdout.contains("UCS-2") && shown.stdout.contains("“’” at 2"), "{}", shown.stdout);
    let (exit, error) = cli.refused(&["segments"]).await;
    assert_eq!((exit, &error["code"]), (2, &json!("bad_params")));
}
