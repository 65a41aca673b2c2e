//! Nothing on the page moves but the race.

use serde_json::{Value, json};

use super::is;
use downhill_browser::Outcome;
use downhill_browser::drivers::Browser;
use downhill_browser::page::Page;

/// Chromium's own measure: the share of the window that moves, times how far. 0.1 is what it calls good.
const MOST_SHIFTED: f64 = 0.01;

/// Fast enough that all sentences change.
const RACE: &str = "#v=1&speed=30";

pub(super) async fn nothing_shifts_on_a_large_screen(page: &Page<'_>) -> Outcome {
    page.resize(1280, 800).await?;
    page.open(RACE).await?;
    stays(page, &["stage", "transport", "legend", "charts"]).await
}

pub(super) async fn nothing_shifts_on_a_small_screen(page: &Page<'_>) -> Outcome {
    page.resize(800, 844).await?;
    page.session.client.goto(&page.server.framed(390, 844, RACE)).await?;
    page.session.client.enter_frame(0).await?;
    // The charts lie beneath the window.
    stays(page, &["stage", "transport", "legend"]).await
}

/// From the first look at the page to 60 steps on.
async fn stays(page: &Page<'_>, parts: &[&str]) -> Outcome {
    page.evaluate(&format!(
        "(() => {{
            const {{ harness }} = globalThis;
            harness.boxes = {{}};
            const look = () => {{
                for (const id of {}) {{
                    const node = document.getElementById(id);
                    if (node.matches(':empty')) continue; // there is no legend before there are runs
                    const {{ left, top, width, height }} = node.getBoundingClientRect();
                    const box = [left, top, width, height];
                    const seen = (harness.boxes[id] ??= []);
                    // Room is kept for words that come later, right to the few pixels by which engines set lines apart.
                    if (!seen.some((known) => known.every((side, i) => Math.abs(side - box[i]) < 3))) seen.push(box);
                }}
                harness.nextFrame.call(globalThis, look);
            }};
            look();
        }})()",
        json!(parts)
    ))
    .await?;
    page.opens().await?;
    page.evaluate("document.querySelector('#reset').click()").await?;
    page.until("the start", async || Ok(page.step().await? == 0)).await?;
    page.evaluate("document.querySelector('#play').click()").await?;
    page.until("60 steps on", async || Ok(page.step().await? >= 60)).await?;
    let boxes = page.evaluate("globalThis.harness.boxes").await?;
    let steady = |seen: &Value| seen.as_array().is_some_and(|seen| seen.len() == 1);
    is(boxes.as_object().is_some_and(|all| all.values().all(steady)), &format!("each has one place: {boxes}"))?;
    if page.session.browser != Browser::Chromium {
        return Ok(());
    }
    // From the very beginning of the page: the browser has kept them.
    is(
        page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')").await? == true,
        "it counts them",
    )?;
    let script = "const done = arguments[0], seen = [];
        const observer = new PerformanceObserver((list) => seen.push(...list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        let left = 10;
        const look = () => {
            if (left-- > 0) return harness.nextFrame.call(globalThis, look);
            done([...seen, ...observer.takeRecords()].map(({ value, startTime, sources }) =>
                [value, startTime, ...sources.map(({ node, previousRect: a, currentRect: b }) =>
                    `${node?.id || node?.className || node?.nodeName}: ${[a.x, a.y, a.width, a.height]} to ${[b.x, b.y, b.width, b.height]}`)]));
        };
        look();";
    let shifts = page.session.client.execute_async(script, vec![]).await?;
    let sum: f64 = shifts.as_array().into_iter().flatten().filter_map(|shift| shift[0].as_f64()).sum();
    is(sum <= MOST_SHIFTED, &format!("{sum} is at most {MOST_SHIFTED}: {shifts:#}"))
}
