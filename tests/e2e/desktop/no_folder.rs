//! A disk that does not take a data folder.

use support::process::wait;

use super::app::App;
use super::home::Home;

/// If this fails a click on the icon does nothing at all when the disk refuses, and nobody learns why.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_says_why_its_folder_does_not_open() {
    let home = Home::new().await;
    std::fs::write(home.data(), "").expect("a file in the folder's place");
    let app = App::start(&home, &["--practice"]).await;
    app.sees("The texts could not be read or written").await;
    app.press("Try again").await;
    app.sees("The texts could not be read or written").await;
    app.picture("no-folder").await;
    app.is_content().await;
    app.end().await;

    let day = wait(home.app(&["--practice", "--play", "1s"]).spawn().expect("the app starts")).await;
    assert_eq!(day.code, Some(1), "a day that cannot be played is no good day: {}", day.stderr);
}
