//! What a person does in the window: look, click, type, hold, wait.

use std::time::Duration;

use fantoccini::Locator;
use fantoccini::actions::{InputSource, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use support::eventually;
use support::process::workspace;

use super::app::App;

/// How long something may take before it can be clicked.
const PATIENCE: Duration = Duration::from_secs(30);

/// The driver's name for the one pointer.
const MOUSE: &str = "mouse";

/// Keeps what the page complains about from here on.
const LISTEN: &str = r"
    if (window.complaints) return;
    const complaints = window.complaints = [];
    addEventListener('error', (event) => complaints.push(`error: ${event.message ?? event.target}`), true);
    addEventListener('unhandledrejection', (event) => complaints.push(`rejection: ${event.reason}`));
    addEventListener('securitypolicyviolation', (event) =>
        complaints.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
    for (const level of ['error', 'warn']) {
        const before = console[level].bind(console);
        console[level] = (...words) => { complaints.push(`${level}: ${words.join(' ')}`); before(...words); };
    }";

impl App<'_> {
    /// Runs a script in the page.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script} failed: {error}"))
    }

    /// Waits until a script gives something true.
    pub async fn until(&self, what: &str, script: &str) -> Value {
        eventually(what, async || {
            let found = self.script(script).await;
            (!found.is_null() && found != json!(false) && found != json!(0) && found != json!("")).then_some(found)
        })
        .await
    }

    /// All words on screen.
    pub async fn words(&self) -> String {
        self.script("return document.body.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until these words are on screen.
    pub async fn sees(&self, words: &str) {
        eventually(&format!("“{words}” on screen"), async || self.words().await.contains(words).then_some(())).await;
    }

    /// Waits for an element.
    pub async fn find(&self, css: &str) -> Element {
        eventually(&format!("{css} on screen"), async || self.client.find(Locator::Css(css)).await.ok()).await
    }

    /// Clicks what a selector finds, as soon as it can be clicked.
    pub async fn click(&self, css: &str) {
        self.click_at(Locator::Css(css), css).await;
    }

    /// Clicks the button or link with these words.
    pub async fn press(&self, words: &str) {
        let path = format!("//*[(self::button or self::a) and contains(normalize-space(.), '{words}')]");
        self.click_at(Locator::XPath(&path), words).await;
    }

    /// A list that moves under the pointer is tried again; what stands in the way at last is told.
    async fn click_at(&self, place: Locator<'_>, what: &str) {
        let mut again = tokio::time::interval(Duration::from_millis(25));
        let mut refusal = None;
        let clicked = async {
            while let Err(error) = self.click_once(place).await {
                refusal = Some(error);
                again.tick().await;
            }
        };
        if tokio::time::timeout(PATIENCE, clicked).await.is_err() {
            panic!("{what} cannot be clicked: {refusal:?}");
        }
    }

    async fn click_once(&self, place: Locator<'_>) -> Result<(), CmdError> {
        let element = self.client.find(place).await?;
        if element.is_enabled().await? { element.click().await } else { Err(CmdError::WaitTimeout) }
    }

    /// Types into a field.
    pub async fn write(&self, css: &str, words: &str) {
        self.find(css).await.send_keys(words).await.unwrap_or_else(|error| panic!("typing into {css}: {error}"));
    }

    /// Clicks where an element is, whatever lies there.
    pub async fn point(&self, css: &str) {
        self.pointer_down(css).await;
        self.pointer_up().await;
    }

    /// Presses the pointer on an element, and lets go when `script` gives something true.
    pub async fn hold(&self, css: &str, script: &str) {
        self.pointer_down(css).await;
        self.until("holding the button acts", script).await;
        self.pointer_up().await;
    }

    async fn pointer_down(&self, css: &str) {
        let element = self.find(css).await;
        let down = MouseActions::new(MOUSE.to_owned())
            .then(PointerAction::MoveToElement { element, duration: None, x: 0.0, y: 0.0 })
            .then(PointerAction::Down { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(down).await.expect("the pointer goes down");
    }

    async fn pointer_up(&self) {
        let up = MouseActions::new(MOUSE.to_owned()).then(PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        self.client.perform_actions(up).await.expect("the pointer comes up");
    }

    /// Runs a command the way the window does.
    pub async fn call(&self, method: &str, params: Value) -> Result<Value, Value> {
        let script = "const [method, params, done] = arguments;
            window.__TAURI_INTERNALS__.invoke('rpc', { method, params })
                .then((value) => done({ value }), (error) => done({ error }));";
        let answer = self.client.execute_async(script, vec![json!(method), params]).await;
        let answer = answer.unwrap_or_else(|error| panic!("{method}: {error}"));
        match answer.get("error") {
            Some(error) => Err(error.clone()),
            None => Ok(answer["value"].clone()),
        }
    }

    /// Hears what the page complains about from here on.
    pub async fn listen(&self) {
        self.script(LISTEN).await;
    }

    /// Fails when the page complained, or the window's policy kept a part of it from working.
    pub async fn is_content(&self) {
        let complaints = self.script("return window.complaints").await;
        assert_eq!(complaints, json!([]), "the page complains");
        let blocked =
            self.script("return [...document.styleSheets].filter((sheet) => sheet.cssRules.length === 0).length");
        assert_eq!(blocked.await, json!(0), "a style sheet is empty or was not loaded");
        // A style that was refused leaves the window's own colours.
        let canvas = "const given = document.createElement('i');
            given.style.color = getComputedStyle(document.documentElement).getPropertyValue('--canvas');
            document.body.append(given);
            const token = getComputedStyle(given).color;
            given.remove();
            return [token, getComputedStyle(document.body).backgroundColor]";
        let colours = self.script(canvas).await;
        assert_eq!(colours[0], colours[1], "the page has the design's ground");
        assert_ne!(colours[0], json!("rgb(0, 0, 0)"), "the design has a ground");
    }

    /// Keeps pictures of what is on screen, in both colour schemes.
    pub async fn picture(&self, name: &str) {
        for scheme in ["light", "dark"] {
            self.script(&format!("document.documentElement.dataset.theme = '{scheme}'")).await;
            self.picture_as(&format!("{name}-{scheme}")).await;
        }
        self.script("delete document.documentElement.dataset.theme").await;
    }

    /// Keeps a picture of what is on screen, as it is.
    pub async fn picture_as(&self, name: &str) {
        // Colours fade from one to the other. What runs for long is meant to be seen running.
        let rest = "return document.getAnimations().every((animation) =>
            animation.playState !== 'running' || animation.effect.getComputedTiming().endTime > 2000)";
        self.until("nothing moves", rest).await;
        let picture = self.client.screenshot().await.expect("a picture of the page");
        let folder = workspace().join("target/screenshots");
        std::fs::create_dir_all(&folder).expect("a folder for pictures");
        std::fs::write(folder.join(format!("desktop-{name}.png")), picture).expect("a picture is kept");
    }
}
