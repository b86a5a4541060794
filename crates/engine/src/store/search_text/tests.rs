use proptest::prelude::*;
use rusqlite::Connection;

use super::{ascii_tokens, query, segment, tokens};

/// A search table as the store makes it, once with each tokenizer that leaves the tokens alone.
struct Table(Vec<Connection>);

impl Table {
    fn with(texts: &[&str]) -> Self {
        Self(
            ["unicode61", "ascii"]
                .map(|tokenizer| {
                    let table = Connection::open_in_memory().expect("memory");
                    table
                        .execute_batch(&format!(
                            "CREATE VIRTUAL TABLE search USING fts5 (tokens, content = '', contentless_delete = 1,
                     prefix = '2 3', tokenize = '{tokenizer}')"
                        ))
                        .expect("fts5");
                    for (row, text) in texts.iter().enumerate() {
                        let row = i64::try_from(row).expect("few rows");
                        table
                            .execute("INSERT INTO search (rowid, tokens) VALUES (?1, ?2)", (row, tokens(text)))
                            .expect("any tokens can be stored");
                    }
                    table
                })
                .into(),
        )
    }

    /// Rows found with each tokenizer, or the database's complaint.
    fn search(&self, words: &str) -> Result<Vec<Vec<i64>>, rusqlite::Error> {
        let Some(expression) = query(words) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for table in &self.0 {
            let rows = table
                .prepare("SELECT rowid FROM search WHERE search MATCH ?1 ORDER BY rowid")?
                .query_map([&expression], |row| row.get(0))?
                .collect::<Result<Vec<i64>, _>>()?;
            found.push(rows);
        }
        Ok(found)
    }

    fn finds(&self, words: &str) -> bool {
        self.search(words).expect("a valid expression") == [[0], [0]]
    }
}

fn found(text: &str, words: &str) -> bool {
    Table::with(&[text]).finds(words)
}

/// The person would not find a text that plainly holds what they typed.
#[test]
fn finds_what_people_type() {
    for (text, words) in [
        ("I love your voice", "love"),
        ("I love your voice", "voice LOVE"),
        ("I love your voice", "love yo"),
        ("see you at the café", "cafe"),
        ("see you at the cafe", "CAFÉ"),
        ("see you at the cafe\u{301}", "café"),
        ("So ＦＵＮ", "fun"),
        ("𝓵𝓸𝓿𝓮 you", "love"),
        ("Straße 5", "strasse"),
        ("don't go", "dont"),
        ("don’t go", "don't"),
        ("dont go", "don't"),
        ("l'amore è cieco", "amore"),
        ("l’amore è cieco", "l'amore"),
        ("t'amo", "t'a"),
        ("rock'n'roll", "rocknroll"),
        ("'quoted'", "quoted"),
        ("@juno_music rocks", "juno_music"),
        ("it costs 3.50", "3.50"),
        ("so good😂😂🔥wow", "😂"),
        ("so good😂😂🔥wow", "🔥"),
        ("so good😂😂🔥wow", "good 🔥"),
        ("so good😂😂🔥wow", "wow"),
        ("👍🏽", "👍"),
        ("👍", "👍🏿"),
        ("❤", "❤️"),
        ("I ❤️ you", "❤"),
        ("🇮🇹🇺🇸", "🇺🇸"),
        ("👨‍👩‍👧‍👦!", "👨‍👩‍👧‍👦"),
        ("press 1️⃣ now", "1️⃣"),
        ("私は東京都に住んでいます", "東京"),
        ("私は東京都に住んでいます", "京都"),
        ("私は東京都に住んでいます", "東京都"),
        ("私は東京都に住んでいます", "都"),
        ("私は東京都", "都"),
        ("ｶﾞﾝﾊﾞﾚ", "ガンバレ"),
        ("ラーメンを食べた", "ラーメン"),
        ("서울에서 왔어요", "서울"),
        ("我爱你Juno", "juno"),
        ("我爱你Juno", "爱你"),
        ("สวัสดีครับ", "ครับ"),
        ("नमस्ते दोस्त", "नमस्ते"),
        ("Привет, Ёлка", "елка"),
        ("مَرْحَبًا", "مرحبا"),
        ("ST\u{ad}OP it", "stop"),
    ] {
        assert!(found(text, words), "{words:?} finds {text:?}: {:?} in {:?}", query(words), tokens(text));
    }
}

/// The person would read through texts that have nothing to do with the search.
#[test]
fn does_not_find_everything() {
    for (text, words) in [
        ("I love your voice", "love hate"),
        ("I love your voice", "ove"),
        ("I love your voice", "lov voice"),
        ("so good😂", "🔥"),
        ("🇮🇹", "🇺🇸"),
        ("私は東京に", "京都"),
        ("voice", "v"),
    ] {
        assert!(!found(text, words), "{words:?} must not find {text:?}: {:?} in {:?}", query(words), tokens(text));
    }
}

/// An empty box or a lone bracket would show an error instead of nothing.
#[test]
fn nothing_searchable_is_no_query() {
    for words in ["", "  ", "\"", "*", "()", "...", "' '", "-", "\0", "\u{200b}", "^", "€"] {
        assert_eq!(query(words), None, "{words:?}");
    }
}

/// Typing a query language, by accident or not, would break the search or widen it.
#[test]
fn query_words_are_only_words() {
    let table = Table::with(&["and or not near tokens", "love"]);
    for words in ["AND", "OR", "NOT", "NEAR(and or)", "tokens:near", "-near", "\"near\" OR \"love", "near*", "{near}"] {
        let found = table.search(words).expect("a valid expression");
        assert!(found.iter().flatten().all(|row| *row == 0), "{words}");
    }
    assert!(table.finds("OR NOT"));
    assert_eq!(query("good \"day").as_deref(), Some("\"good\" AND \"day\"*"));
}

/// A pasted novel in the search box would be refused by the database.
#[test]
fn a_long_query_is_cut() {
    let words: String = (0..5000).map(|number| format!("w{number} ")).collect();
    let table = Table::with(&[&words]);
    assert!(table.finds(&words));
}

proptest! {
    /// Some text could not be stored, or some search would show an error.
    #[test]
    fn no_string_breaks_the_index(text in "\\PC{0,60}", words in any::<String>()) {
        let table = Table::with(&[&text, &words]);
        prop_assert!(table.search(&words).is_ok());
        prop_assert!(table.search(&text).is_ok());
    }

    /// Hostile strings made of the query language itself.
    #[test]
    fn no_query_syntax_gets_through(words in "[\"*()^:{}+, -]{0,8}(AND|OR|NOT|NEAR|a|'|😂|東)?[\"*()^:{}+, \0-]{0,8}") {
        prop_assert!(Table::with(&["a"]).search(&words).is_ok());
    }

    /// A text would not be found by a word that it was copied from.
    #[test]
    fn a_text_is_found_by_itself(text in "[a-zéÀß'’ 0-9.東京ガ😂❤👍\u{1f3fd}\u{fe0f}\u{200d}\u{301}]{0,24}") {
        if query(&text).is_some() {
            prop_assert!(found(&text, &text), "{:?} in {:?}", query(&text), tokens(&text));
        }
    }

    /// Tokens that the tokenizer would cut or fold again make a text unfindable.
    #[test]
    fn tokens_hold_word_characters_only(text in any::<String>()) {
        for token in tokens(&text).split(' ') {
            prop_assert!(token.chars().all(crate::domain::fold::is_word_char), "{token:?}");
        }
    }

    /// Plain English would be indexed in another way than the same words beside an emoji.
    #[test]
    fn the_short_way_gives_the_same(text in "[ -~\n]{0,60}") {
        let mut general = super::Index { tokens: String::new() };
        segment(&text, &mut general);
        prop_assert_eq!(ascii_tokens(&text), general.tokens);
    }
}
