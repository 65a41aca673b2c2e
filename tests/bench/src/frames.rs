//! What a frame costs in headless Chromium: `cargo xtask bench`.

use crate::numbers::{allocated, mean, share};
use crate::throng::{keep_running, pause};
use crate::trace;
use downhill_browser::Outcome;
use downhill_browser::drivers::Session;
use downhill_browser::page::Page;
use downhill_browser::server::{Server, World};

const FRAMES: u32 = 300;
const STAGE: (u32, u32) = (900, 700);

/// Plays the lesson and prints what its frames cost, then pauses it and counts those that are left.
pub(crate) async fn measure() -> Outcome {
    let session = Session::traced().await?;
    let server = Server::start(World::Isolated)?;
    let page = Page::new(&session, &server);
    page.open_running("").await?;
    page.opens().await?;
    page.resize(1280, 900).await?;
    let (width, height) = STAGE;
    page.evaluate(&format!(
        "Object.assign(document.querySelector('#stage').style, {{ width: '{width}px', height: '{height}px',
            minWidth: 0, maxWidth: 'none', minHeight: 0, maxHeight: 'none', aspectRatio: 'auto' }})"
    ))
    .await?;
    page.frames(30).await?;
    let size =
        page.evaluate("(({ width, height }) => [width, height])(document.querySelector('#stage-overlay'))").await?;

    page.click("#reset").await?;
    page.until("step 0", async || Ok(page.step().await? == 0)).await?;
    page.frames(5).await?;
    play(&page).await?;
    keep_running(&page).await?;
    trace::frames(&session)?;
    page.evaluate("harness.frames.length = 0").await?;
    page.frames(FRAMES).await?;
    let costs: Vec<f64> = serde_json::from_value(page.evaluate("harness.frames").await?)?;
    let whole = trace::frames(&session)?;
    if costs.len() < FRAMES as usize / 2 {
        return Err(format!("only {} of {FRAMES} frames were drawn while playing", costs.len()).into());
    }
    println!("\nstage {size} device pixels, {} frames while playing, headless Chromium", costs.len());
    println!("  ms a frame             p50     p95     longest   mean");
    for (what, costs) in [("animation callback", &costs), ("whole main thread", &whole)] {
        let [half, most, longest] = [50, 95, 100].map(|percent| share(costs, percent));
        println!("  {what:<18} {half:>7.2} {most:>7.2}  {longest:>9.2} {:>7.2}", mean(costs));
    }
    println!("  the main thread with style, layout, paint and collection, on the processor; budget 4 ms at p95");
    let garbage = allocated(&session, async || page.frames(FRAMES).await).await? / f64::from(FRAMES);
    println!("  garbage: {:.1} kB of JavaScript objects a frame", garbage / 1e3);

    pause(&page).await?;
    page.evaluate("harness.frames.length = 0").await?;
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let left = page.evaluate("harness.frames.length").await?;
    println!("  animation callbacks in one second while paused: {left} (budget 0)");
    Ok(())
}

/// Starts the lesson over, whichever state the reset left it in.
async fn play(page: &Page<'_>) -> Outcome {
    if page.evaluate("document.documentElement.dataset.state").await? != "running" {
        page.click("#play").await?;
    }
    page.reaches("running").await
}
