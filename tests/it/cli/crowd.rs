//! Real texts of real people, each from a fan of its own, against the practice carrier as a process.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;

use serde_json::{Value, json};
use support::eventually;
use support::process::{Cli, fanline, signal, wait, workspace};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The practice carrier as a process, and what it printed.
struct Practice {
    child: Child,
    told: Value,
    client: reqwest::Client,
}

impl Practice {
    async fn start(args: &[&str]) -> Self {
        let mut child = Command::new(fanline())
            .args(["--json", "practice"])
            .args(args)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the carrier starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let line = lines.next_line().await.expect("its output can be read").expect("a document");
        let told = serde_json::from_str(&line).expect("one JSON document");
        rustls::crypto::ring::default_provider().install_default().ok();
        let client = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { child, told, client }
    }

    fn told(&self, name: &str) -> &str {
        self.told[name].as_str().unwrap_or_else(|| panic!("{name} in {}", self.told))
    }

    fn line(&self) -> [&str; 4] {
        [self.told("number"), self.told("account"), self.told("key"), self.told("url")]
    }

    async fn start_fans(&self) {
        let answer = self.client.post(self.told("start_url")).bearer_auth(self.told("control_token")).send().await;
        assert_eq!(answer.expect("the carrier answers").status(), 200);
    }

    async fn control(&self, path: &str) -> Value {
        let url = format!("{}/_control/{path}", self.told("url"));
        let answer = self.client.get(url).bearer_auth(self.told("control_token")).send().await;
        let bytes = answer.expect("the carrier answers").bytes().await.expect("its answer");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    async fn ledger(&self) -> Vec<Value> {
        let ledger = self.control("ledger?limit=10000").await;
        assert_eq!(ledger["next"], Value::Null, "one page holds it all");
        ledger["items"].as_array().expect("items").clone()
    }
}

/// If this fails the practice carrier of a script texts too early, cannot be started, or outlives its script.
#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn a_practice_carrier_waits_for_its_start() {
    let practice = Practice::start(&["--fans", "12", "--seed", "4"]).await;
    let cli = Cli::new(practice.told("secret"));
    assert_eq!(cli.add(practice.line(), practice.told("secret")).await.code, Some(0));
    cli.json(&["settings", "set", "pace_per_second", "1000"]).await;
    cli.json(&["settings", "set", "quiet_period", "2s"]).await;
    cli.json(&["rules", "on", "welcome"]).await;
    assert_eq!(cli.json(&["run", "--until", "idle"]).await["inbound"], 0, "texts wait for the start control");
    practice.start_fans().await;
    let all = async || (practice.control("report").await["fans"] == 12).then_some(());
    eventually("every fan texts", all).await;
    cli.json(&["run", "--until", "idle"]).await;
    assert_eq!(practice.control("report").await["recipients"], 12);
    signal(&practice.child, "TERM");
    assert_eq!(wait(practice.child).await.code, Some(0));
}

/// If this fails the practice carrier cannot be used by hand: a taken port or a missing file must be said.
#[tokio::test(flavor = "multi_thread")]
async fn a_practice_carrier_says_why_it_cannot_start() {
    let cli = Cli::new("");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    for args in [vec!["practice", "--port", &port], vec!["practice", "--texts", "no-such-file"]] {
        let (exit, error) = cli.refused(&args).await;
        assert_eq!((exit, &error["code"]), (1, &json!("practice_unavailable")), "{args:?}");
    }
}

/// Where real texts are, if they are here: they are not part of the project.
fn texts() -> Option<PathBuf> {
    let beside = || workspace().parent().map(|folder| folder.join("shared"));
    let folder = std::env::var_os("FANLINE_SHARED").map(PathBuf::from).or_else(beside)?;
    Some(folder.join("data/texts_en.tsv")).filter(|path| path.is_file())
}

/// Reasons for which a fan's first text is rightly not answered.
const SILENCE: &[&str] = &["stop", "opt_out_phrase", "care", "help", "start"];

/// If this fails a real text crashes the line, is lost, is answered twice, or is left without an answer and a reason.
#[expect(clippy::print_stderr, reason = "a skip must be seen, and a person judges who was not answered")]
#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_real_texts_get_one_answer_or_a_reason() {
    let Some(path) = texts() else {
        eprintln!("SKIPPED: no real texts here (FANLINE_SHARED/data/texts_en.tsv)");
        return;
    };
    let count =
        std::fs::read(&path).expect("the texts").split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).count();
    let practice = Practice::start(&["--texts", path.to_str().expect("a path")]).await;
    let cli = Cli::new(practice.told("secret"));
    assert_eq!(cli.add(practice.line(), practice.told("secret")).await.code, Some(0));
    for (key, value) in [("pace_per_second", "1000"), ("daily_cap", "off"), ("quiet_period", "2s")] {
        cli.json(&["settings", "set", key, value]).await;
    }
    cli.json(&["rules", "on", "welcome"]).await;
    let running = cli.command(&["run"]).spawn().expect("the program starts");
    practice.start_fans().await;
    let all = async || (practice.control("report").await["fans"] == count).then_some(());
    eventually("every fan texts", all).await;
    signal(&running, "TERM");
    let first = wait(running).await.document(&["run"]);
    let second = cli.json(&["run", "--until", "idle"]).await;
    let sum = |name: &str| first[name].as_u64().unwrap_or(0) + second[name].as_u64().unwrap_or(0);
    assert_eq!(sum("inbound"), count as u64, "every text arrived once: {first} {second}");
    assert_eq!((&second["waiting"], &second["unknown"]), (&json!(0), &json!(0)), "{second}");

    let mut replies: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut stops: Vec<String> = Vec::new();
    let ledger = practice.ledger().await;
    for entry in &ledger {
        let seq = entry["seq"].as_u64().expect("a place");
        if entry["origin"] == "api" {
            replies.entry(entry["to"].as_str().expect("a number").to_owned()).or_default().push(seq);
        }
    }
    let fans = cli.json(&["fans", "list"]).await;
    let fans = fans["items"].as_array().expect("items");
    assert_eq!(fans.len(), count, "every text came from a fan of its own");
    let mut silent: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for fan in fans {
        let number = fan["number"].as_str().expect("a number");
        let got = replies.get(number).map_or(0, Vec::len);
        if got == 1 && fan["opted_out_at"].is_null() {
            continue;
        }
        assert_eq!(got, 0, "{got} answers to one fan, or one to a fan who left");
        let thread = cli.json(&["messages", number]).await;
        let text = &thread["items"][0];
        let why = text["why"]["code"].as_str().unwrap_or("no reason").to_owned();
        if why == "stop" {
            stops.push(number.to_owned());
        }
        silent.entry(why).or_default().push(text["body"].as_str().unwrap_or_default().to_owned());
    }
    for (why, bodies) in &silent {
        eprintln!("{why}: {} of {count}", bodies.len());
        for body in bodies {
            eprintln!("    {body}");
        }
    }
    let unexplained: Vec<&String> = silent.keys().filter(|why| !SILENCE.contains(&why.as_str())).collect();
    assert!(unexplained.is_empty(), "silence without a good reason: {unexplained:?}");
    assert!(silent.values().map(Vec::len).sum::<usize>() < count / 50, "too many fans were not answered");
    let report = practice.control("report").await;
    assert_eq!((&report["sent_after_stop"], &report["twice"]), (&json!(0), &json!(0)), "{report}");
    for number in &stops {
        assert!(!replies.contains_key(number), "a fan who wrote STOP got a text");
    }
}
