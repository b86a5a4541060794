//! Pictures that fans send: read when somebody looks, bounded, kept inside the encrypted database.

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use fanline_simulator::{Fault, FaultPlan, Injected, InjectedMedia, On, Scripted};
use serde_json::{Value, json};
use support::TestApp;

const ANA: &str = "+12025550101";

/// Fans' texts with these files, stored; gives the ids of the texts, oldest first.
async fn received(app: &TestApp, files: Vec<InjectedMedia>) -> Vec<String> {
    for file in files {
        app.carrier.inject(Injected {
            from: ANA.to_owned(),
            body: "look".to_owned(),
            media: vec![file],
            ..Injected::default()
        });
    }
    app.call("sync.now", json!({})).await;
    app.thread(ANA).await.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
}

async fn fetched(app: &TestApp, text: &str) -> Value {
    app.call("media.fetch", json!({ "message_id": text })).await
}

fn striking(on: On, times: u32, fault: Fault) -> FaultPlan {
    FaultPlan { script: vec![Scripted { on, skip: 0, times, fault }], ..FaultPlan::default() }
}

/// A PNG by its beginning and its end, of so many bytes.
fn png(bytes: usize) -> Vec<u8> {
    let mut picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0".to_vec();
    picture.resize(bytes.saturating_sub(8), 7);
    picture.extend(b"IEND\xaeB`\x82");
    picture
}

/// If this fails a fan's picture is never seen, is read again and again, or lies in the open on the disk.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_read_once_and_kept_encrypted() {
    let app = TestApp::new().await;
    let text = received(&app, vec![InjectedMedia::default()]).await.remove(0);
    let before = app.call("media.list", json!({ "message_id": text })).await;
    assert_eq!((&before["id"], &before["items"]), (&json!(text), &json!([])), "nothing is asked for by itself");
    let found = fetched(&app, &text).await;
    let picture = &found["items"][0];
    assert_eq!(
        (&picture["state"], &picture["kind"], &found["problem"]),
        (&json!("fetched"), &json!("image/png"), &Value::Null)
    );
    let data = app.call("media.get", json!({ "id": picture["id"] })).await;
    assert!(data["data"].as_str().is_some_and(|data| data.starts_with("iVBORw0KGgo")), "a PNG in base64");
    // The carrier is asked no more.
    app.carrier.set_faults(FaultPlan { error_before: 1.0, ..FaultPlan::default() });
    assert_eq!(fetched(&app, &text).await, found);
    assert_eq!(app.call("media.list", json!({ "message_id": text })).await, found);
    let refused = app.refused("media.get", json!({ "id": "999" })).await;
    assert_eq!(refused.code.as_str(), "not_found");
    assert!(!holds(app.folder.path(), b"\x89PNG\r\n"), "a picture lies in the open");
}

fn holds(folder: &Path, mark: &[u8]) -> bool {
    std::fs::read_dir(folder).expect("the folder").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            holds(&path, mark)
        } else {
            std::fs::read(&path).is_ok_and(|bytes| bytes.windows(mark.len()).any(|found| found == mark))
        }
    })
}

/// If this fails a hiccup on the way makes a picture lost for ever, or a sign-in page is shown as a fan's picture.
#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_said_and_tried_again() {
    let app = TestApp::new().await;
    let text = received(&app, vec![InjectedMedia::default()]).await.remove(0);
    for (on, fault, reason) in [
        (On::Other, Fault::Portal, "not_the_provider"),
        (On::Other, Fault::Unauthorized, "key_refused"),
        (On::Other, Fault::CutBefore, "offline"),
        (On::Other, Fault::Busy, "provider_error"),
    ] {
        app.carrier.set_faults(striking(on, 1, fault));
        let asked = fetched(&app, &text).await;
        assert_eq!((&asked["problem"]["code"], &asked["items"]), (&json!(reason), &json!([])), "{fault:?}");
    }
    for (fault, reason) in [
        (Fault::Portal, "not_the_provider"),
        (Fault::Truncated, "picture_cut"),
        (Fault::CutAfter, "offline"),
        (Fault::ErrorBefore, "provider_error"),
        (Fault::Refuse { status: 403, code: 20_403 }, "provider_error"),
    ] {
        app.carrier.set_faults(striking(On::Storage, 1, fault));
        let asked = fetched(&app, &text).await;
        let picture = &asked["items"][0];
        assert_eq!((&picture["state"], &picture["reason"]["code"]), (&json!("failed"), &json!(reason)), "{fault:?}");
        let refused = app.refused("media.get", json!({ "id": picture["id"] })).await;
        assert_eq!((refused.code.as_str(), refused.params["state"].as_str()), ("wrong_state", "failed"));
    }
    app.carrier.set_faults(striking(On::Storage, 1, Fault::Slow { ms: 700 }));
    let picture = fetched(&app, &text).await["items"][0].clone();
    assert_eq!((&picture["state"], &picture["reason"]), (&json!("fetched"), &Value::Null), "slow is not lost");
    let problem = app.status().await["problem"].clone();
    assert_eq!(problem, Value::Null, "a picture keeps nothing from being sent");
}

/// If this fails a picture that the provider has deleted is asked for until the end of days, or its place stays empty
/// without a word.
#[tokio::test(flavor = "multi_thread")]
async fn a_picture_that_is_gone_stays_gone() {
    let app = TestApp::new().await;
    let text = received(&app, vec![InjectedMedia::default()]).await.remove(0);
    app.carrier.set_faults(striking(On::Storage, 1, Fault::Refuse { status: 404, code: 20_404 }));
    assert_eq!(fetched(&app, &text).await["items"][0]["state"], "gone");
    assert_eq!(fetched(&app, &text).await["items"][0]["state"], "gone", "it came back, or was asked for again");
}

/// If this fails a video fills the disk, a page is shown as a picture, or a picture is hidden because a phone named
/// it wrongly.
#[tokio::test(flavor = "multi_thread")]
async fn bytes_decide_what_is_shown() {
    let app = TestApp::new().await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>";
    let texts = received(
        &app,
        vec![
            InjectedMedia::file("video/mp4", b"\0\0\0\x18ftypmp42"),
            InjectedMedia::file("image/svg+xml", svg),
            InjectedMedia::file("image/jpeg", b"MZ\x90\0 not a picture"),
            InjectedMedia::file("image/jpeg", &png(200)),
            InjectedMedia::file("application/octet-stream", &png(200)),
            InjectedMedia::file("image/png", b"  <html>sign in</html>"),
        ],
    )
    .await;
    let mut seen = Vec::new();
    for text in &texts {
        let picture = fetched(&app, text).await["items"][0].clone();
        seen.push((picture["state"].clone(), picture["kind"].clone()));
    }
    assert_eq!(
        json!(seen),
        json!([
            ["file", "video/mp4"],
            ["file", "image/svg+xml"],
            ["file", "image/jpeg"],
            ["fetched", "image/png"],
            ["fetched", "image/png"],
            ["failed", "image/png"],
        ])
    );
}

/// If this fails one picture of a gigabyte fills the memory, or a raised limit does not bring it.
#[tokio::test(flavor = "multi_thread")]
async fn too_large_is_said_and_a_larger_limit_brings_it() {
    let app = TestApp::new().await;
    app.set("picture_megabytes", "1").await;
    let text = received(&app, vec![InjectedMedia::file("image/png", &png(1_200_000))]).await.remove(0);
    let picture = fetched(&app, &text).await["items"][0].clone();
    assert_eq!((&picture["state"], &picture["bytes"]), (&json!("too_large"), &json!(1_200_000)));
    app.carrier.set_faults(FaultPlan { error_before: 1.0, ..FaultPlan::default() });
    assert_eq!(fetched(&app, &text).await["items"][0]["state"], "too_large", "it is not asked for again");
    app.carrier.set_faults(FaultPlan::default());
    app.set("picture_megabytes", "2").await;
    assert_eq!(fetched(&app, &text).await["items"][0]["state"], "fetched");
}

/// If this fails a fan club's worth of pictures fills the disk, or an old one is lost instead of read again.
#[tokio::test(flavor = "multi_thread")]
async fn the_oldest_go_first_and_come_back() {
    let app = TestApp::new().await;
    app.set("pictures_megabytes", "2").await;
    let texts = received(&app, vec![InjectedMedia::file("image/png", &png(900_000)); 3]).await;
    for text in &texts {
        assert_eq!(fetched(&app, text).await["items"][0]["state"], "fetched");
    }
    let mut states = Vec::new();
    for text in &texts {
        states.push(app.call("media.list", json!({ "message_id": text })).await["items"][0]["state"].clone());
    }
    assert_eq!(json!(states), json!(["known", "fetched", "fetched"]));
    assert_eq!(fetched(&app, &texts[0]).await["items"][0]["state"], "fetched");
    let second = app.call("media.list", json!({ "message_id": texts[1] })).await;
    assert_eq!(second["items"][0]["state"], "known");
}

/// If this fails the account's secret goes to whatever host a redirection names, or an endless answer fills the memory.
#[tokio::test(flavor = "multi_thread")]
async fn another_host_gets_no_credentials_and_is_bounded() {
    let app = TestApp::new().await;
    app.set("picture_megabytes", "1").await;
    let texts = received(&app, vec![InjectedMedia::default(); 2]).await;
    let heard: Arc<Mutex<Vec<HeaderMap>>> = Arc::default();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let origin = format!("http://{}", listener.local_addr().expect("an address"));
    let noted = Arc::clone(&heard);
    let storage = Router::new().fallback(move |headers: HeaderMap| {
        let first = {
            let mut noted = noted.lock().expect("no test holds it");
            noted.push(headers);
            noted.len() == 1
        };
        async move { if first { png(5_000).into_response() } else { endless() } }
    });
    let serving = tokio::spawn(async move { axum::serve(listener, storage).await });
    app.carrier.set_faults(FaultPlan { storage_at: Some(origin.clone()), ..FaultPlan::default() });
    assert_eq!(fetched(&app, &texts[0]).await["items"][0]["state"], "fetched");
    let picture = fetched(&app, &texts[1]).await["items"][0].clone();
    assert_eq!(picture["state"], "too_large", "without a length: {picture}");
    assert!(picture["bytes"].as_u64().is_some_and(|bytes| bytes > 1_000_000), "{picture}");
    serving.abort();
    let heard = heard.lock().expect("no test holds it");
    assert_eq!(heard.len(), 2);
    for headers in heard.iter() {
        assert!(!headers.contains_key("authorization") && !headers.contains_key("cookie"), "{headers:?}");
    }
}

/// A picture that never ends, and does not say how long it is.
fn endless() -> Response {
    let chunks =
        futures_util::stream::iter(std::iter::repeat_with(|| Ok::<_, std::io::Error>(png(60_000))).take(1_000));
    Body::from_stream(chunks).into_response()
}

/// If this fails the secret can be carried off by a redirection to a host without encryption, or in a circle.
#[tokio::test(flavor = "multi_thread")]
async fn a_redirection_to_nowhere_is_refused() {
    let app = TestApp::new().await;
    let text = received(&app, vec![InjectedMedia::default()]).await.remove(0);
    for place in ["http://198.51.100.7", "ftp://127.0.0.1", "http://user:word@127.0.0.1:9"] {
        app.carrier.set_faults(FaultPlan { storage_at: Some(place.to_owned()), ..FaultPlan::default() });
        let picture = fetched(&app, &text).await["items"][0].clone();
        assert_eq!((&picture["state"], &picture["reason"]["code"]), (&json!("failed"), &json!("not_the_provider")));
    }
}

/// If this fails the pictures of somebody who asked to be forgotten stay, or are not handed to them before.
#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_handed_over_and_erased_with_their_fan() {
    let app = TestApp::new().await;
    let texts = received(&app, vec![InjectedMedia::default(); 2]).await;
    fetched(&app, &texts[0]).await;
    let fan = app.call("fans.get", json!({ "number": ANA })).await["id"].clone();
    let folder = app.folder.path().to_string_lossy().into_owned();
    let files = app.call("fans.export", json!({ "id": fan, "folder": folder })).await;
    let read = |path: &Value| std::fs::read(path.as_str().expect("a path")).expect("the file");
    let file: Value = serde_json::from_slice(&read(&files["json"])).expect("the file is JSON");
    let pictures = file["pictures"].as_array().expect("pictures");
    assert_eq!(pictures.len(), 2, "those that nobody has looked at too");
    assert!(pictures.iter().all(|picture| picture["data"].as_str().is_some_and(|data| data.starts_with("iVBOR"))));
    let page = String::from_utf8(read(&files["html"])).expect("a page");
    assert_eq!(page.matches("src=\"data:image/png;base64,iVBOR").count(), 2);
    let receipt = app.call("fans.erase", json!({ "id": fan, "yes": true })).await;
    assert_eq!(receipt["here"]["media"], 2, "{receipt}");
    assert_eq!(app.refused("media.list", json!({ "message_id": texts[0] })).await.code.as_str(), "not_found");
}
