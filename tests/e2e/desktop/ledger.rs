//! What the practice carrier has in its book, read from its file: the app cannot colour it.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

/// Texts to and from the practice line, in the order in which they came.
pub struct Ledger {
    pub account: String,
    texts: Vec<Value>,
}

impl Ledger {
    /// The book below a practice line's folder; `None` before there is one.
    pub fn read(practice: &Path) -> Option<Self> {
        let file = std::fs::read_to_string(practice.join("carrier/ledger.jsonl")).ok()?;
        // The last line may be half written.
        let records: Vec<Value> = file.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let account = records.first()?["account"].as_str()?.to_owned();
        let texts = records.into_iter().filter(|record| record["type"] == "message").collect();
        Some(Self { account, texts })
    }

    /// Texts that the app sent: recipient and words.
    pub fn sent(&self) -> Vec<(&str, &str)> {
        self.texts.iter().filter(|text| text["origin"] == "api").filter_map(recipient).collect()
    }

    /// Automatic hellos by recipient.
    pub fn hellos(&self) -> BTreeMap<&str, u32> {
        let mut hellos = BTreeMap::new();
        for (to, _) in self.sent().into_iter().filter(|(_, body)| body.starts_with("Hi, it's Juno!")) {
            *hellos.entry(to).or_default() += 1;
        }
        hellos
    }

    /// Fans that got the same words more than once, or two hellos.
    pub fn twice(&self) -> Vec<&str> {
        let mut count: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        for text in self.sent() {
            *count.entry(text).or_default() += 1;
        }
        let repeated = count.into_iter().filter(|(_, times)| *times > 1).map(|((to, _), _)| to);
        repeated.chain(self.hellos().into_iter().filter(|(_, times)| *times > 1).map(|(to, _)| to)).collect()
    }
}

fn recipient(text: &Value) -> Option<(&str, &str)> {
    Some((text["to"].as_str()?, text["body"].as_str()?))
}
