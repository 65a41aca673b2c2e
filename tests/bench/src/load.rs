//! How long the page takes from the start of the navigation to the first contour on its stage, in headless Chromium:
//! `cargo xtask bench`.

use serde_json::json;

use crate::numbers::{median, share};
use downhill_browser::Outcome;
use downhill_browser::drivers::{Browser, Session};
use downhill_browser::page::Page;
use downhill_browser::server::{Server, World};

const LOADS: usize = 21;
const LIMIT: u32 = 300;

/// Notes when the first line is drawn on the still part of the stage, where isolines come first, and when the frame that it is in has
/// been painted: a message comes after that.
const WATCH: &str = "{
    const proto = CanvasRenderingContext2D.prototype;
    const { stroke } = proto;
    proto.stroke = function (...path) {
        if (this.canvas.id === 'stage-background') {
            proto.stroke = stroke;
            const drawn = performance.now();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => (globalThis.firstContour = [drawn, performance.now()]);
            port2.postMessage(null);
        }
        return stroke.apply(this, path);
    };
}";

/// Loads the page again and again, with nothing kept from the load before.
pub(crate) async fn measure() -> Outcome {
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::start(World::Isolated)?;
    let page = Page::new(&session, &server);
    page.resize(1280, 800).await?;
    session.devtools_with("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WATCH }))?;
    session.devtools("Network.enable")?;
    session.devtools_with("Network.setCacheDisabled", json!({ "cacheDisabled": true }))?;
    let (mut drawn, mut painted) = (Vec::new(), Vec::new());
    for _ in 0..LOADS {
        page.open("").await?;
        page.until("the first contour", async || {
            Ok(!page.evaluate("globalThis.firstContour ?? null").await?.is_null())
        })
        .await?;
        let [at, after]: [f64; 2] = serde_json::from_value(page.evaluate("firstContour").await?)?;
        drawn.push(at);
        painted.push(after);
    }
    println!("\nfirst contour, {LOADS} loads without caches from this machine, 1280 × 800, headless Chromium");
    println!("  ms from the start of the navigation    median     p95");
    println!("  drawn                                  {:>6.0}  {:>6.0}", median(&drawn), share(&drawn, 95));
    println!(
        "  painted                                {:>6.0}  {:>6.0}   (limit {LIMIT})",
        median(&painted),
        share(&painted, 95)
    );
    Ok(())
}
