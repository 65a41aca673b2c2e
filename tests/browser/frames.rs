//! What a frame costs in headless Chromium: `cargo xtask bench`.

use serde_json::Value;

use crate::Outcome;
use crate::drivers::{Browser, Session};
use crate::page::Page;
use crate::server::{Server, World};

const FRAMES: usize = 300;
const STAGE: (u32, u32) = (900, 700);

/// Plays the lesson and prints what its frames cost, then pauses it and counts those that are left.
pub(crate) async fn measure() -> Outcome {
    let session = Session::start(Browser::Chromium, 1).await?;
    let server = Server::start(World::Isolated)?;
    let page = Page::new(&session, &server);
    page.open_running("").await?;
    page.whole_catalogue().await?;
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
    session.devtools("Performance.enable")?;
    page.evaluate("harness.frames.length = 0").await?;
    let before = task_milliseconds(&session)?;
    page.frames(u32::try_from(FRAMES)?).await?;
    let after = task_milliseconds(&session)?;
    let mut costs: Vec<f64> = serde_json::from_value(page.evaluate("harness.frames").await?)?;
    if costs.len() < FRAMES / 2 {
        return Err(format!("only {} of {FRAMES} frames were drawn while playing", costs.len()).into());
    }
    costs.sort_by(f64::total_cmp);
    println!("stage {size} device pixels, {} frames while playing, headless Chromium", costs.len());
    println!(
        "  animation callback  median {:.2} ms, 95th percentile {:.2} ms, longest {:.2} ms",
        costs[costs.len() / 2],
        costs[costs.len() * 95 / 100],
        costs[costs.len() - 1]
    );
    println!(
        "  whole main thread   mean {:.2} ms a frame, with style, layout, paint and collection (budget 4 ms)",
        (after - before) / costs.len() as f64
    );

    page.click("#play").await?;
    page.reaches("paused").await?;
    page.frames(10).await?;
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

/// The time of all tasks of the page's main thread so far.
pub(crate) fn task_milliseconds(session: &Session) -> Outcome<f64> {
    let answer = session.devtools("Performance.getMetrics")?;
    let metrics = answer["metrics"].as_array().into_iter().flatten();
    let seconds =
        metrics.filter(|metric| metric["name"] == "TaskDuration").find_map(|metric| Value::as_f64(&metric["value"]));
    Ok(seconds.ok_or("Chromium does not tell TaskDuration")? * 1000.0)
}
