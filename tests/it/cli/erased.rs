//! What is left in the files of a fan who was erased: read byte by byte, with the key.

use std::path::Path;

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, KeyInit};
use fanline_simulator::{CarrierConfig, Injected};
use serde_json::json;
use support::process::files;

use super::{connected, fan};

const PAGE: usize = 4_096;
/// A page ends with what it was encrypted with: 16 bytes, and a code of 64.
const RESERVED: usize = 80;

/// All pages of a database or a write-ahead log, decrypted: free ones too, which no query shows.
fn pages(bytes: &[u8], key: &str, log: bool) -> Vec<u8> {
    let key: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&key[at * 2..at * 2 + 2], 16).expect("hex")).collect();
    let cipher = Aes256::new_from_slice(&key).expect("a key of 32 bytes");
    // A frame of the log is a page behind 24 bytes.
    let (start, header) = if log { (32, 24) } else { (0, 0) };
    let mut plain = Vec::new();
    for frame in bytes.get(start..).unwrap_or_default().chunks_exact(PAGE + header) {
        let page = &frame[header..];
        let mut before: [u8; 16] = page[PAGE - RESERVED..][..16].try_into().expect("16 bytes");
        // The first page of the file begins with the salt.
        let first = usize::from(!log && plain.is_empty()) * 16;
        plain.extend(vec![0; first]);
        for block in page[first..PAGE - RESERVED].chunks_exact(16) {
            let block: [u8; 16] = block.try_into().expect("16 bytes");
            let mut decrypted = Array::from(block);
            cipher.decrypt_block(&mut decrypted);
            plain.extend(decrypted.iter().zip(before).map(|(byte, mask)| byte ^ mask));
            before = block;
        }
    }
    plain
}

fn holds(folder: &Path, key: &str, needle: &str) -> bool {
    files(folder).into_iter().any(|(path, bytes)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let plain = if name.starts_with("line.db") && !name.ends_with("-shm") {
            pages(&bytes, key, name.ends_with("-wal"))
        } else {
            bytes
        };
        plain.windows(needle.len()).any(|window| window == needle.as_bytes())
    })
}

/// If this fails the words of somebody who asked to be forgotten can still be read from the disk.
#[tokio::test(flavor = "multi_thread")]
async fn no_byte_of_an_erased_fan_is_left() {
    let setup = connected(CarrierConfig::default()).await;
    let (gone, number) = ("zanzibarquokka", fan(7));
    for text in 0..60 {
        setup.carrier.inject(Injected::text(number.clone(), format!("the {gone} number {text}")));
        setup.carrier.inject(Injected::text(fan(8), format!("something else, number {text}")));
    }
    setup.cli.json(&["sync"]).await;
    let (folder, key) = (setup.cli.data.path(), setup.cli.key.as_str());
    assert!(holds(folder, key, gone) && holds(folder, key, &number), "the reader of this test sees every page");
    let (exit, error) = setup.cli.refused(&["fan", "erase", &number]).await;
    assert_eq!((exit, &error["code"], &error["params"]["texts"]), (1, &json!("not_confirmed"), &json!("60")));
    let receipt = setup.cli.json(&["fan", "erase", &number, "--yes"]).await;
    assert_eq!((&receipt["state"], &receipt["here"]["messages"]), (&json!("provider"), &json!(60)));
    assert!(!holds(folder, key, gone), "a text is left");
    assert!(holds(folder, key, "something"), "and only theirs are gone");
    setup.cli.json(&["run", "--until", "idle"]).await;
    let done = setup.cli.json(&["fan", "erasures"]).await;
    assert_eq!((&done["items"][0]["state"], &done["items"][0]["provider_deleted"]), (&json!("done"), &json!(60)));
    assert!(!holds(folder, key, gone) && !holds(folder, key, &number), "the number is left");
}

/// If this fails a fan cannot be handed their data from a server.
#[tokio::test(flavor = "multi_thread")]
async fn a_fan_is_exported() {
    let setup = connected(CarrierConfig::default()).await;
    setup.carrier.inject(Injected::text(fan(1), "hello"));
    setup.cli.json(&["sync"]).await;
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().to_string_lossy().into_owned();
    let files = setup.cli.json(&["fan", "export", &fan(1), "--to", &to]).await;
    assert_eq!(files["texts"], 1);
    let page = std::fs::read_to_string(files["html"].as_str().expect("a path")).expect("the page");
    assert!(page.contains("hello") && page.contains(&fan(1)), "{page}");
}
