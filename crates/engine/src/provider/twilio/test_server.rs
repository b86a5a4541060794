//! A server for one test: it hands out prepared answers, one connection each, and keeps what it was asked.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What happens on one connection; where nothing else is said, once the request is read.
pub(super) enum Reply {
    /// These bytes, then the connection ends.
    Bytes(Vec<u8>),
    /// These bytes, then nothing until the client gives up.
    Stall(Vec<u8>),
    /// These bytes before a request was read, then the connection ends.
    AtOnce(Vec<u8>),
}

pub(super) struct TestServer {
    pub(super) base_url: String,
    requests: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl TestServer {
    /// Answers the first connections with `replies`, in that order, and refuses all further ones.
    pub(super) async fn start(replies: Vec<Reply>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base_url = format!("http://{}", listener.local_addr().expect("a bound address"));
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            for reply in replies {
                let (mut stream, _) = listener.accept().await.expect("a connection");
                if let Reply::AtOnce(bytes) = &reply {
                    drop(stream.write_all(bytes).await);
                }
                let request = read_request(&mut stream).await;
                kept.lock().expect("no test panicked").push(request);
                match reply {
                    Reply::Bytes(bytes) => drop(stream.write_all(&bytes).await),
                    Reply::Stall(bytes) => {
                        drop(stream.write_all(&bytes).await);
                        drop(stream.read(&mut [0; 64]).await);
                    }
                    Reply::AtOnce(_) => {}
                }
            }
        });
        Self { base_url, requests, task }
    }

    /// Whole requests, heads and bodies, in the order of arrival.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no test panicked").clone()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let length = stream.read(&mut chunk).await.unwrap_or(0);
        request.extend_from_slice(&chunk[..length]);
        let text = String::from_utf8_lossy(&request);
        let whole = text.split_once("\r\n\r\n").is_some_and(|(head, body)| body.len() >= content_length(head));
        if length == 0 || whole {
            return text.into_owned();
        }
    }
}

fn content_length(head: &str) -> usize {
    let value =
        head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:").map(str::to_owned));
    value.and_then(|value| value.trim().parse().ok()).unwrap_or(0)
}

/// An answer with its length and the given further header lines.
pub(super) fn http(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let mut lines =
        vec![format!("HTTP/1.1 {status}"), format!("Content-Length: {}", body.len()), "Connection: close".into()];
    lines.extend(headers.iter().map(|line| (*line).to_owned()));
    let mut bytes = lines.join("\r\n").into_bytes();
    bytes.extend_from_slice(b"\r\n\r\n");
    bytes.extend_from_slice(body);
    bytes
}

pub(super) fn json(status: &str, body: &str) -> Reply {
    Reply::Bytes(http(status, &["Content-Type: application/json"], body.as_bytes()))
}

/// A gzip file of one stored block, which needs no compressor.
pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("a short text");
    let mut file = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    file.extend_from_slice(&length.to_le_bytes());
    file.extend_from_slice(&(!length).to_le_bytes());
    file.extend_from_slice(content);
    let crc = !content.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    });
    file.extend_from_slice(&crc.to_le_bytes());
    file.extend_from_slice(&u32::from(length).to_le_bytes());
    file
}
