//! What a person can do to the page and see of it. Everything goes through its controls and its accessible text.

use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use serde_json::{Value, json};

use crate::Outcome;
use crate::drivers::Session;
use crate::server::Server;

/// How long the page may take to do what it was asked to. Long, since a loaded machine is slow and a success never waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// The words for a browser that was sent to the page and stayed where it was.
pub const STAYED: &str = "the browser stayed on its blank page";

/// The page in a browser's window.
pub struct Page<'a> {
    /// The browser.
    pub session: &'a Session,
    /// The site that is open in it.
    pub server: &'a Server,
}

impl<'a> Page<'a> {
    /// The page of this site in this browser.
    pub fn new(session: &'a Session, server: &'a Server) -> Self {
        Self { session, server }
    }

    fn client(&self) -> &Client {
        &self.session.client
    }

    /// Leaves whatever the window shows, and gives it the size that every scenario begins with: lanes run them in any order.
    pub async fn begin(&self) -> Outcome {
        const SIZE: (u32, u32) = (1280, 800);
        self.client().goto("about:blank").await?;
        let size: (u32, u32) = serde_json::from_value(self.evaluate("[innerWidth, innerHeight]").await?)?;
        if size != SIZE {
            self.resize(SIZE.0, SIZE.1).await?;
        }
        Ok(())
    }

    /// Loads the page anew, with this fragment (`#…`, or nothing), whatever was shown before.
    pub async fn open(&self, fragment: &str) -> Outcome {
        // To go to an address that differs in its fragment alone is not a load.
        self.client().goto("about:blank").await?;
        let address = format!("{}{fragment}", self.server.address());
        self.client().goto(&address).await?;
        if self.address().await? == "about:blank" {
            return Err(format!("{STAYED}, asked for {address}").into());
        }
        Ok(())
    }

    /// Loads the page and waits until it runs.
    pub async fn open_running(&self, fragment: &str) -> Outcome {
        self.open(fragment).await?;
        self.reaches("running").await
    }

    /// Loads the page and pauses it.
    pub async fn open_paused(&self, fragment: &str) -> Outcome {
        self.open_running(fragment).await?;
        self.click("#play").await?;
        self.reaches("paused").await
    }

    /// Waits until `<html data-state>` is this.
    pub async fn reaches(&self, state: &str) -> Outcome {
        self.until(&format!("state {state:?}"), async || {
            Ok(self.evaluate("document.documentElement?.dataset.state").await? == state)
        })
        .await
    }

    /// Waits until the condition holds.
    ///
    /// # Errors
    /// Where it does not hold in time.
    pub async fn until(&self, what: &str, condition: impl AsyncFn() -> Outcome<bool>) -> Outcome {
        let deadline = Instant::now() + PATIENCE;
        while !condition().await? {
            if Instant::now() > deadline {
                return Err(format!("waited {PATIENCE:?} for: {what}").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The value of a JavaScript expression.
    pub async fn evaluate(&self, expression: &str) -> Outcome<Value> {
        Ok(self.client().execute(&format!("return {expression}"), vec![]).await?)
    }

    /// Lets the browser draw this many frames.
    pub async fn frames(&self, count: u32) -> Outcome {
        let script = "const done = arguments[1]; let left = arguments[0];
            const frame = globalThis.harness?.nextFrame ?? requestAnimationFrame;
            const next = () => (left-- > 0 ? frame(next) : done());
            next();";
        self.client().execute_async(script, vec![json!(count)]).await?;
        Ok(())
    }

    /// The element, which must be there.
    pub async fn find(&self, selector: &str) -> Outcome<Element> {
        let found = self.client().find(Locator::Css(selector)).await;
        Ok(found.map_err(|error| format!("no {selector}: {error}"))?)
    }

    /// The text that a person reads there.
    pub async fn text(&self, selector: &str) -> Outcome<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// True where the element is there and can be seen.
    pub async fn is_shown(&self, selector: &str) -> Outcome<bool> {
        match self.client().find(Locator::Css(selector)).await {
            Ok(element) => Ok(element.is_displayed().await?),
            Err(error) if error.is_no_such_element() => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The value of a field.
    pub async fn value(&self, selector: &str) -> Outcome<String> {
        let value = self.find(selector).await?.prop("value").await?;
        Ok(value.ok_or_else(|| format!("{selector} has no value"))?)
    }

    /// What an attribute says; empty where it is absent.
    pub async fn attribute(&self, selector: &str, name: &str) -> Outcome<String> {
        let value = self.find(selector).await?.attr(name).await?;
        Ok(value.unwrap_or_default())
    }

    /// Clicks, once the page is open (where it will be) and the element stands still: the driver looks where it is and then clicks
    /// there, and it may have moved in between.
    pub async fn click(&self, selector: &str) -> Outcome {
        if self.server.world().works() {
            self.until("an open page", async || self.is_open().await).await?;
        }
        let element = self.find(selector).await?;
        self.until(&format!("{selector} stands still"), async || {
            let before = element.rectangle().await?;
            self.frames(1).await?;
            Ok(element.rectangle().await? == before)
        })
        .await?;
        Ok(element.click().await?)
    }

    /// Types into the element, or presses keys on it.
    pub async fn press(&self, selector: &str, keys: &str) -> Outcome {
        Ok(self.find(selector).await?.send_keys(keys).await?)
    }

    /// Chooses a theme from its list.
    pub async fn choose_theme(&self, theme: &str) -> Outcome {
        self.evaluate(&format!(
            "(() => {{
                const select = document.querySelector('select#theme');
                select.value = '{theme}';
                select.dispatchEvent(new Event('input', {{ bubbles: true }}));
                select.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()"
        ))
        .await?;
        Ok(())
    }

    /// Presses the mouse at a point of the element, given in fractions of its size, moves to the other and lets go.
    pub async fn drag(&self, selector: &str, from: (f64, f64), to: (f64, f64)) -> Outcome {
        self.press_mouse(selector, from, to, async || Ok(())).await
    }

    /// Holds a key down until the end of the next drag.
    pub async fn hold(&self, key: char) -> Outcome {
        let keys = KeyActions::new("keys".to_owned()).then(KeyAction::Down { value: key });
        Ok(self.client().perform_actions(keys).await?)
    }

    /// [Drags](Self::drag), and does something between pressing the mouse and moving it.
    pub async fn press_mouse(
        &self,
        selector: &str,
        from: (f64, f64),
        to: (f64, f64),
        meanwhile: impl AsyncFnOnce() -> Outcome,
    ) -> Outcome {
        let element = self.find(selector).await?;
        let (_, _, width, height) = element.rectangle().await?;
        // WebDriver counts from the middle of the element.
        let at = |(x, y): (f64, f64)| PointerAction::MoveToElement {
            element: element.clone(),
            duration: None,
            x: ((x - 0.5) * width).round(),
            y: ((y - 0.5) * height).round(),
        };
        let mouse = || MouseActions::new("mouse".to_owned());
        let down = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        self.client().perform_actions(mouse().then(at(from)).then(down)).await?;
        meanwhile().await?;
        let up = PointerAction::Up { button: MOUSE_BUTTON_LEFT };
        self.client().perform_actions(mouse().then(at(to)).then(up)).await?;
        Ok(self.client().release_actions().await?)
    }

    /// Moves the mouse to a point of the element, given in fractions of its size.
    pub async fn hover(&self, selector: &str, (x, y): (f64, f64)) -> Outcome {
        let element = self.find(selector).await?;
        let (_, _, width, height) = element.rectangle().await?;
        let mouse = MouseActions::new("mouse".to_owned()).then(PointerAction::MoveToElement {
            element,
            duration: None,
            x: ((x - 0.5) * width).round(),
            y: ((y - 0.5) * height).round(),
        });
        Ok(self.client().perform_actions(mouse).await?)
    }

    /// Turns the mouse's wheel over a point of the element, given in fractions of its size.
    pub async fn wheel(&self, selector: &str, (x, y): (f64, f64), pixels: f64) -> Outcome {
        // No driver but Chromium's has a wheel.
        self.evaluate(&format!(
            "(() => {{
                const node = document.querySelector('{selector}');
                const {{ left, top, width, height }} = node.getBoundingClientRect();
                const at = {{ clientX: left + {x} * width, clientY: top + {y} * height }};
                node.dispatchEvent(new WheelEvent('wheel', {{ ...at, deltaY: {pixels}, bubbles: true, cancelable: true }}));
            }})()"
        ))
        .await?;
        Ok(())
    }

    /// The step that is shown.
    pub async fn step(&self) -> Outcome<u64> {
        let text = self.text("#step-count").await?;
        Ok(text.trim().parse().map_err(|_| format!("#step-count reads {text:?}"))?)
    }

    /// Everything the page reads off for one run, in the order of the document.
    pub async fn readouts(&self, run: u32) -> Outcome<Vec<String>> {
        let script = format!("Array.from(document.querySelectorAll('[data-readout^=\"{run}.\"]'), e => e.textContent)");
        let texts: Vec<String> = serde_json::from_value(self.evaluate(&script).await?)?;
        if texts.is_empty() {
            return Err(format!("run {run} has no readouts").into());
        }
        Ok(texts)
    }

    /// The picture of a canvas, as a text that differs where its pixels do.
    pub async fn picture(&self, canvas: &str) -> Outcome<Value> {
        self.evaluate(&format!("harness.digest(harness.pixels('{canvas}'))")).await
    }

    /// The picture of a canvas once nothing moves on it any more; the page keeps its pixels for [`returns`](Self::returns).
    pub async fn still_picture(&self, canvas: &str) -> Outcome<Value> {
        self.until("a picture that stands still", async || {
            let before = self.picture(canvas).await?;
            self.frames(3).await?;
            Ok(self.picture(canvas).await? == before)
        })
        .await?;
        self.evaluate(&format!(
            "(() => {{
                const pixels = harness.pixels('{canvas}'), digest = harness.digest(pixels);
                (harness.pictures ??= {{}})[digest] = pixels;
                return digest;
            }})()"
        ))
        .await
    }

    /// Waits until the canvas shows another picture.
    pub async fn changes(&self, canvas: &str, before: &Value) -> Outcome {
        self.until(&format!("another picture on {canvas}"), async || Ok(self.picture(canvas).await? != *before)).await
    }

    /// Waits until the canvas shows a [still picture](Self::still_picture) again.
    ///
    /// WebKit does not always lay the same commands down in the same pixels: compared one by one, the 800 commands of a picture
    /// were equal, and one pixel on the edge of a dot was not. So many pixels may differ.
    pub async fn returns(&self, canvas: &str, before: &Value) -> Outcome {
        const EDGES: u64 = 4;
        let script = "const [selector, digest] = arguments;
            const pixels = harness.pixels(selector), before = harness.pictures[digest];
            if (pixels.length !== before.length) return pixels.length;
            return pixels.reduce((differing, pixel, i) => differing + Number(pixel !== before[i]), 0);";
        self.until(&format!("the first picture on {canvas}"), async || {
            let differing = self.client().execute(script, vec![json!(canvas), before.clone()]).await?;
            Ok(differing.as_u64().is_some_and(|pixels| pixels <= EDGES))
        })
        .await
    }

    async fn is_open(&self) -> Outcome<bool> {
        Ok(self.evaluate("(document.documentElement?.dataset.state ?? 'loading') !== 'loading'").await? == true)
    }

    /// Waits until the page is open and has drawn its first picture, which comes in pieces, a frame for each.
    pub async fn opens(&self) -> Outcome {
        self.until("an open page", async || self.is_open().await).await?;
        self.frames(8).await
    }

    /// The page's own address, fragment included.
    pub async fn address(&self) -> Outcome<String> {
        Ok(self.client().current_url().await?.to_string())
    }

    /// Gives the page's viewport this size in css pixels, as far as the browser's window allows, and returns the size it
    /// got: browsers have a narrowest window, about 500 wide.
    pub async fn resize(&self, width: u32, height: u32) -> Outcome<(u32, u32)> {
        let (mut outer_width, mut outer_height) = (width, height);
        let mut got = (0, 0);
        // The second and third time correct for the window's own borders and bars.
        for _ in 0..3 {
            self.client().set_window_size(outer_width, outer_height).await?;
            self.frames(5).await?;
            got = serde_json::from_value(self.evaluate("[innerWidth, innerHeight]").await?)?;
            if got == (width, height) {
                break;
            }
            outer_width = (outer_width + width).saturating_sub(got.0);
            outer_height = (outer_height + height).saturating_sub(got.1);
        }
        Ok(got)
    }

    /// Fails with what the browser complained of, if the page was to work.
    pub async fn complaints(&self) -> Outcome {
        if !self.server.world().works() {
            return Ok(());
        }
        let complaints = self.evaluate("globalThis.harness?.complaints ?? ['the page was never loaded']").await?;
        let missing = self.server.missing();
        if complaints == json!([]) && missing.is_empty() {
            Ok(())
        } else {
            Err(format!("the console says {complaints}; not found: {missing:?}").into())
        }
    }

    /// What the page shows now, for the message of a failure.
    ///
    /// # Errors
    /// Where the browser no longer answers.
    pub async fn summary(&self) -> Outcome<String> {
        let script = "({ state: document.documentElement?.dataset.state, address: location.href,
            step: document.querySelector('#step-count')?.textContent,
            failure: document.querySelector('#failure')?.textContent.trim(),
            note: document.querySelector('#note')?.textContent.trim(),
            complaints: globalThis.harness?.complaints })";
        let seen = tokio::time::timeout(PATIENCE, self.evaluate(script)).await.map_err(|_| "no answer in time")??;
        Ok(format!("the page shows {seen}; not found: {:?}", self.server.missing()))
    }
}
