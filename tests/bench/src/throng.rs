//! Twelve optimizers with all charts on, in headless Chromium: what a frame costs, and whether anything grows while they run for
//! minutes: `cargo xtask bench [--soak SECONDS]`.

use std::time::{Duration, Instant};

use downhill::catalogue::OPTIMIZERS;
use serde_json::json;

use crate::numbers::{allocated, mean, metric, share};
use crate::trace;
use downhill_browser::Outcome;
use downhill_browser::drivers::Session;
use downhill_browser::page::Page;
use downhill_browser::server::{Server, World};

const RUNS: usize = 12;
const CHARTS: [&str; 4] = ["loss", "gradient", "effective-rate.x", "effective-rate.y"];
const FRAMES: u32 = 300;
const LONG: u32 = 100_000;
const SAMPLE: Duration = Duration::from_secs(10);

/// Prints the frames' costs, then the memory while it runs on for `soak` seconds.
pub(crate) async fn measure(soak: u64) -> Outcome {
    let session = Session::traced().await?;
    let server = Server::start(World::Isolated)?;
    let page = Page::new(&session, &server);
    page.resize(1280, 800).await?;
    let ids: Vec<_> = OPTIMIZERS.iter().take(RUNS).map(|entry| entry.info.id).collect();
    // At one place, where no rule leaves at its own rate, and as fast as the page goes on a screen of 60 frames a second.
    page.open(&format!("#v=1&surface=rosenbrock&runs={}&speed=60&step=0", ids.join(","))).await?;
    page.opens().await?;
    page.click(".choose").await?;
    for chart in CHARTS {
        page.evaluate(&format!(
            "(() => {{ const box = document.querySelector(\"#chart-list input[value='{chart}']\"); if (!box.checked) box.click(); }})()"
        ))
        .await?;
        page.frames(3).await?;
    }
    page.click(".choose").await?;
    println!("\n{RUNS} optimizers, {} charts, 1280 × 800, headless Chromium", CHARTS.len());

    let idle = intervals(&page, 60).await?;
    page.click("#play").await?;
    page.reaches("running").await?;
    keep_running(&page).await?;
    session.devtools("Performance.enable")?;
    let mut busy = Vec::new();
    costs(&session, &page, "running", async || {
        busy = intervals(&page, FRAMES).await?;
        Ok(())
    })
    .await?;
    let garbage = allocated(&session, async || page.frames(FRAMES).await).await? / f64::from(FRAMES);
    println!("  garbage                      {:.1} kB of JavaScript objects a frame", garbage / 1e3);
    let (busy, idle) = (share(&busy, 50), share(&idle, 50));
    println!("  frame interval, median       {busy:.2} ms while running; {idle:.2} ms is the display's");

    pause(&page).await?;
    page.evaluate("harness.frames.length = 0").await?;
    page.session.client.execute_async("setTimeout(arguments[0], 1000)", vec![]).await?;
    println!(
        "  paused                       {} animation callbacks in a second",
        page.evaluate("harness.frames.length").await?
    );

    page.press("#go-to", &format!("{LONG}\u{e007}")).await?;
    page.until("a long history", async || Ok(page.step().await? == u64::from(LONG))).await?;
    page.frames(5).await?;
    let script = "const [frames, last, done] = arguments; let left = frames;
        const timeline = document.querySelector('#timeline');
        const next = () => {
            if (left-- <= 0) return done();
            timeline.value = (left * 7919) % last;
            timeline.dispatchEvent(new Event('input', { bubbles: true }));
            harness.nextFrame(next);
        };
        next();";
    costs(&session, &page, &format!("scrubbing {LONG} steps"), async || {
        page.session.client.execute_async(script, vec![json!(60), json!(LONG)]).await?;
        Ok(())
    })
    .await?;

    page.click("#reset").await?;
    page.until("the start", async || Ok(page.step().await? == 0)).await?;
    grow(&session, &page, soak).await
}

/// Milliseconds from one frame to the next.
async fn intervals(page: &Page<'_>, count: u32) -> Outcome<Vec<f64>> {
    let script = "const [count, done] = arguments; const times = [];
        const next = (time) => (times.push(time) > count ? done(times.slice(1).map((t, i) => t - times[i])) : harness.nextFrame(next));
        harness.nextFrame(next);";
    let answer = page.session.client.execute_async(script, vec![json!(count)]).await?;
    Ok(serde_json::from_value(answer)?)
}

/// What the frames cost that `work` has drawn.
async fn costs(session: &Session, page: &Page<'_>, what: &str, work: impl AsyncFnOnce() -> Outcome) -> Outcome {
    trace::frames(session)?;
    page.evaluate("harness.frames.length = 0").await?;
    work().await?;
    let costs: Vec<f64> = serde_json::from_value(page.evaluate("harness.frames").await?)?;
    let whole = trace::frames(session)?;
    println!(
        "  {what:<28} animation callback p50 {:.2} ms, p95 {:.2} ms; whole main thread p50 {:.2} ms, p95 {:.2} ms, mean {:.2} ms (aim 8 ms; {} frames)",
        share(&costs, 50),
        share(&costs, 95),
        share(&whole, 50),
        share(&whole, 95),
        mean(&whole),
        whole.len()
    );
    Ok(())
}

/// From now on a race that ends is run again.
pub(crate) async fn keep_running(page: &Page<'_>) -> Outcome {
    page.evaluate(
        "(() => {
            harness.again = new MutationObserver(() => {
                if (document.documentElement.dataset.state === 'finished') document.querySelector('#play').click();
            });
            harness.again.observe(document.documentElement, { attributeFilter: ['data-state'] });
        })()",
    )
    .await?;
    Ok(())
}

/// Ends that, and the race.
pub(crate) async fn pause(page: &Page<'_>) -> Outcome {
    page.evaluate("harness.again.disconnect()").await?;
    // One that was just begun again says so in its next frame.
    page.frames(3).await?;
    if page.evaluate("document.documentElement.dataset.state").await? == "running" {
        page.click("#play").await?;
    }
    page.until("a pause", async || Ok(page.evaluate("document.documentElement.dataset.state").await? != "running"))
        .await?;
    page.frames(10).await
}

/// What is held after everything that nobody needs has been collected.
#[derive(Clone, Copy)]
struct Held {
    heap: f64,
    nodes: f64,
    listeners: f64,
    wasm: f64,
}

async fn held(session: &Session, page: &Page<'_>) -> Outcome<Held> {
    // What the harness itself keeps of each frame is not the page's.
    page.evaluate("harness.frames.length = 0").await?;
    session.devtools("HeapProfiler.collectGarbage")?;
    let script = "const done = arguments[0];
        import(new URL('downhill.js', document.baseURI).href).then(async (core) =>
            done((await core.default()).memory.buffer.byteLength))";
    let wasm = session.client.execute_async(script, vec![]).await?.as_f64().ok_or("no memory")?;
    let [heap, nodes, listeners] = ["JSHeapUsedSize", "Nodes", "JSEventListeners"].map(|name| metric(session, name));
    Ok(Held { heap: heap?, nodes: nodes?, listeners: listeners?, wasm })
}

/// Lets the race run for so long, again and again, and prints what is held every ten seconds.
async fn grow(session: &Session, page: &Page<'_>, soak: u64) -> Outcome {
    keep_running(page).await?;
    page.click("#play").await?;
    page.reaches("running").await?;
    println!("  running on for {soak} s, after collecting garbage:");
    println!("    seconds  JS heap kB  DOM nodes  listeners  wasm kB");
    let begin = Instant::now();
    let mut first: Option<Held> = None;
    loop {
        let now = held(session, page).await?;
        let seconds = begin.elapsed().as_secs();
        let Held { heap, nodes, listeners, wasm } = now;
        println!("    {seconds:>7}  {:>10.0}  {nodes:>9}  {listeners:>9}  {:>7.0}", heap / 1e3, wasm / 1e3);
        // The first ten seconds belong to caches and to compiled code.
        if seconds >= SAMPLE.as_secs() && first.is_none() {
            first = Some(now);
        }
        if seconds >= soak {
            if let Some(first) = first {
                println!(
                    "  growth from the second row: JS heap {:+.0} kB, DOM nodes {:+}, listeners {:+}, wasm {:+.0} kB (budget 0)",
                    (heap - first.heap) / 1e3,
                    nodes - first.nodes,
                    listeners - first.listeners,
                    (wasm - first.wasm) / 1e3
                );
            }
            return Ok(());
        }
        tokio::time::sleep(SAMPLE).await;
    }
}
