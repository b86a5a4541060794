//! What the window waits for, over the commands that it calls.

use fanline_engine::Engine;
use serde_json::{Value, json};

use crate::Failure;
use crate::home::{self, Home, call, history, open};
use crate::stopwatch::{Samples, Stopwatch};
use crate::table::{Row, Table, progress};

const ROUNDS: usize = 400;
/// Of these the parameters are told, beside the table.
const SLOWEST: usize = 4;
/// Words of many languages: common ones, rare ones, beginnings, emoji, scripts without spaces.
const WORDS: &[&str] = &[
    "love",
    "concert",
    "tour",
    "the",
    "see you",
    "karenmi",
    "birthday",
    "amore",
    "concierto",
    "grazie mille",
    "❤️",
    "🔥",
    "东",
    "東京",
    "ありがとう",
    "사랑",
    "शुक्रिया",
    "merci",
    "hallo",
    "vielen dank",
    "quibel",
    "shalo",
    "te amo",
    "lo",
    "zuper doran",
    "please",
    "😂😍",
    "obrigado",
    "first show",
    "xylophone",
];

pub async fn measure(table: &mut Table, home: &mut Home) -> Result<(), Failure> {
    let fans = fans(&home.engine).await?;
    let heavy = heaviest(&home.engine).await?;
    let scene = Scene { engine: home.engine.clone(), fans, heavy };
    scene.all(table, "", [1.0, 1.0, 5.0]).await?;
    heaviest_search(table, &scene).await?;
    table.latency("audience count", &mut scene.audience().await?, None);
    table.latency("live bar", &mut scene.sample(ROUNDS, "status.get", |_| Value::Null).await?, None);
    busy(table, home, &scene).await?;
    drop(scene);
    opening(table, home).await
}

struct Scene {
    engine: Engine,
    /// Ids of fans, and of the last text of each.
    fans: Vec<(String, i64)>,
    heavy: Vec<String>,
}

impl Scene {
    async fn all(&self, table: &mut Table, when: &str, goals: [f64; 3]) -> Result<(), Failure> {
        table.latency(&format!("conversation list{when}"), &mut self.lists().await?, Some(goals[0]));
        table.latency(&format!("one conversation{when}"), &mut self.threads().await?, Some(goals[1]));
        table.latency(&format!("search, latest 50{when}"), &mut self.searches().await?, Some(goals[2]));
        Ok(())
    }

    async fn lists(&self) -> Result<Samples, Failure> {
        self.sample(ROUNDS, "inbox.list", |round| {
            // The first page, and pages that somebody scrolled to.
            let (_, last) = &self.fans[round * 37 % self.fans.len()];
            let cursor = (round % 2 == 1).then(|| last.to_string());
            json!({ "filter": if round % 5 == 4 { "unread" } else { "all" }, "cursor": cursor })
        })
        .await
    }

    async fn threads(&self) -> Result<Samples, Failure> {
        self.sample(ROUNDS, "thread.list", |round| {
            let fan = if round % 10 == 0 {
                &self.heavy[round / 10 % self.heavy.len()]
            } else {
                &self.fans[round * 61 % self.fans.len()].0
            };
            json!({ "fan_id": fan })
        })
        .await
    }

    async fn searches(&self) -> Result<Samples, Failure> {
        self.sample(ROUNDS, "search.messages", |round| json!({ "words": WORDS[round % WORDS.len()] })).await
    }

    async fn audience(&self) -> Result<Samples, Failure> {
        self.sample(20, "updates.preview", |_| json!({ "text": "Tonight at nine. Reply STOP to leave." })).await
    }

    async fn sample(&self, rounds: usize, name: &str, params: impl Fn(usize) -> Value) -> Result<Samples, Failure> {
        let mut samples = Samples::default();
        let mut slowest = Vec::new();
        for round in 0..rounds {
            let params = params(round);
            let watch = Stopwatch::start();
            call(&self.engine, name, params.clone()).await?;
            let spent = watch.elapsed();
            samples.add(spent);
            slowest.push((spent, params));
        }
        slowest.sort_by_key(|(spent, _)| std::cmp::Reverse(*spent));
        for (spent, params) in slowest.iter().take(SLOWEST) {
            progress(&format!("  {name} {params}: {:.1} ms", spent.as_secs_f64() * 1_000.0));
        }
        Ok(samples)
    }
}

/// Fans from all over the list.
async fn fans(engine: &Engine) -> Result<Vec<(String, i64)>, Failure> {
    let mut found = Vec::new();
    let mut cursor = Value::Null;
    while found.len() < 5_000 {
        let page = call(engine, "inbox.list", json!({ "cursor": cursor, "limit": 500 })).await?;
        for item in page["items"].as_array().into_iter().flatten() {
            let id = item["id"].as_str().unwrap_or_default().to_owned();
            found.push((id, item["last_at"].as_i64().unwrap_or(0) << 20));
        }
        cursor = page["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    Ok(found)
}

/// The ten fans who texted most: they are in the list early, because they text all the time.
async fn heaviest(engine: &Engine) -> Result<Vec<String>, Failure> {
    let page = call(engine, "inbox.list", json!({ "limit": 500 })).await?;
    let mut counts = Vec::new();
    for item in page["items"].as_array().into_iter().flatten() {
        let fan = call(engine, "fans.get", json!({ "id": item["id"] })).await?;
        counts.push((
            fan["counts"]["from_fan"].as_u64().unwrap_or(0),
            item["id"].as_str().unwrap_or_default().to_owned(),
        ));
    }
    counts.sort_by_key(|(texts, _)| std::cmp::Reverse(*texts));
    Ok(counts.into_iter().take(10).map(|(_, id)| id).collect())
}

/// Each word in each of the ten largest conversations; the slowest of them counts.
async fn heaviest_search(table: &mut Table, scene: &Scene) -> Result<(), Failure> {
    let mut samples = Samples::default();
    for fan in &scene.heavy {
        for words in WORDS {
            let watch = Stopwatch::start();
            call(&scene.engine, "search.messages", json!({ "words": words, "fan_id": fan })).await?;
            samples.add(watch.elapsed());
        }
    }
    let (half, slowest) = (samples.quantile_ms(0.5), samples.quantile_ms(1.0));
    table.push(Row {
        name: "search in the heaviest ten".to_owned(),
        measured: format!("p50 {half:.2} ms  slowest {slowest:.2} ms"),
        goal: "slowest ≤ 50 ms".to_owned(),
        met: Some(slowest <= 50.0),
        ..Row::default()
    });
    Ok(())
}

/// The same while texts come in as fast as they can be stored.
async fn busy(table: &mut Table, home: &Home, scene: &Scene) -> Result<(), Failure> {
    let mut reading = std::pin::pin!(scene.all(table, ", ingesting", [16.0, 16.0, 16.0]));
    for later in 1.. {
        let flood = history(home.history.texts / 10, later);
        let flood = async { home.sync(&flood).await.map(|_| ()) };
        tokio::select! {
            read = &mut reading => return read,
            synced = flood => synced?,
        }
    }
    Ok(())
}

/// From the start of the program to the first page of conversations.
async fn opening(table: &mut Table, home: &mut Home) -> Result<(), Failure> {
    let mut samples = Samples::default();
    for _ in 0..20 {
        let watch = Stopwatch::start();
        let engine = open(home.folder.path()).await?;
        home::call(&engine, "inbox.list", Value::Null).await?;
        samples.add(watch.elapsed());
        engine.shutdown().await;
    }
    table.latency("open to inbox", &mut samples, Some(10.0));
    Ok(())
}
