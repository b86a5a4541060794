//! A number at a provider, connected in the window; the provider is a carrier on this machine.

use fanline_simulator::{Carrier, CarrierConfig, Injected, Origin};
use serde_json::json;
use support::eventually;
use support::process::wait;

use super::app::App;
use super::home::Home;

const FAN: &str = "+12025550173";

/// If this fails a second click on the icon opens a second window that answers too, or a script sends beside the app.
#[tokio::test(flavor = "multi_thread")]
async fn desktop_is_one_window_and_the_only_sender() {
    let home = Home::new().await;
    let carrier = carrier().await;
    let app = App::start(&home, &[]).await;
    app.sees("Post your number.").await;
    connect(&app, &carrier).await;
    // The keychain holds the key of the texts from here on: it is written down another time.
    app.sees("Write this down").await;
    app.press("Later").await;
    app.sees("Quiet, for now").await;
    carrier.inject(Injected::text(FAN, "hello from the bus"));
    app.sees("hello from the bus").await;
    let status = app.call("status.get", json!({})).await.expect("a line");
    assert_eq!((&status["line"]["secrets"], &status["sender"]), (&json!("keychain"), &json!(true)));

    app.client.minimize_window().await.expect("a window that is put away");
    app.until("the window is out of sight", "return document.visibilityState === 'hidden'").await;
    let second = wait(home.app(&[]).spawn().expect("a second start")).await;
    assert_eq!(second.code, Some(0), "a second start shows the first and ends: {}", second.stderr);
    app.until("the first window comes back", "return document.visibilityState === 'visible'").await;
    app.pid();
    assert_eq!(app.client.windows().await.expect("windows").len(), 1, "there is one window");

    let beside = wait(home.cli(&["run", "--until", "idle"]).spawn().expect("a script")).await;
    let (exit, refusal) = beside.error(&["run"]);
    assert_eq!((exit, &refusal["code"]), (1, &json!("line_in_use")));
    let asked = wait(home.cli(&["status"]).spawn().expect("a script")).await;
    assert_eq!(asked.document(&["status"])["inbound"], json!(1), "a script may look beside the app");

    app.click(".livebar [role=switch]").await;
    carrier.inject(Injected::text("+12025550174", "me too"));
    eventually("the app goes on answering", async || {
        carrier.ledger().iter().any(|entry| entry.origin == Origin::Api && entry.to == "+12025550174").then_some(())
    })
    .await;
    app.is_content().await;
    app.end().await;
    let after = wait(home.cli(&["run", "--until", "idle"]).spawn().expect("a script")).await;
    assert_eq!(after.document(&["run"])["unknown"], json!(0), "the line is free after the app");
    carrier.stop().await;
}

pub async fn carrier() -> Carrier {
    // Another number than the practice line's, which cannot be connected a second time.
    let config = CarrierConfig { number: "+12025550141".to_owned(), ..CarrierConfig::default() };
    Carrier::start(config).await.expect("a carrier on a free port")
}

/// Fills the form of the first screen, and chooses the number.
pub async fn connect(app: &App<'_>, carrier: &Carrier) {
    stand_in(app, carrier.base_url()).await;
    let fields = [(1, carrier.account()), (2, carrier.key())];
    for (place, words) in fields {
        app.write(&format!("form .pair > :nth-child({place}) input"), words).await;
    }
    app.write("form input[type=password]", carrier.secret()).await;
    app.press("Find my numbers").await;
    app.sees("Which number do fans text?").await;
    app.press("Connect +1 202").await;
}

/// The form knows one provider and no address: the page's requests to it are pointed at the carrier here.
async fn stand_in(app: &App<'_>, base_url: &str) {
    let script = "const [base_url] = arguments;
        const before = window.fetch;
        window.fetch = (address, options) => {
            if (typeof options?.body !== 'string' || !options.body.includes('\"provider\"')) return before(address, options);
            const body = JSON.parse(options.body);
            body.params.base_url = base_url;
            return before(address, { ...options, body: JSON.stringify(body) });
        };";
    app.client.execute(script, vec![json!(base_url)]).await.expect("requests can be pointed elsewhere");
}
