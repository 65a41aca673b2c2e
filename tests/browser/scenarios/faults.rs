//! What a browser takes away or gives too much of: files, storage, the memory of canvases, time, room. The race goes on, and what is
//! lacking is said.

use serde_json::json;

use super::lab::open;
use super::screen::is_sharp;
use super::{equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

pub(super) async fn the_page_outlives_a_trap_of_the_core_and_says_so(page: &Page<'_>) -> Outcome {
    page.open("#v=1&1.lr=0.05&step=9").await?;
    page.reaches("paused").await?;
    page.opens().await?;
    let (read, picture) = (page.readouts(1).await?, page.still_picture("#stage-overlay").await?);
    page.evaluate("harness.trapDrawing()").await?;
    page.until("a note of the trap", async || {
        Ok(page.text("#note").await?.starts_with("The simulation ran into an error"))
    })
    .await?;
    shows_step(page, 9).await?;
    page.reaches("paused").await?;
    equal(page.readouts(1).await?, read)?;
    page.returns("#stage-overlay", &picture).await?;
    page.click("#step").await?;
    shows_step(page, 10).await?;
    is(!page.is_shown("#failure").await?, "no failure is shown")?;
    // The next one comes too soon.
    page.evaluate("harness.trapDrawing()").await?;
    page.reaches("error").await?;
    let words = page.text("#failure").await?;
    is(words.contains("null table entry"), &format!("the words tell what the browser said: {words:?}"))?;
    page.evaluate("harness.complaints.length = 0").await?;
    Ok(())
}

pub(super) async fn a_browser_without_modules_is_told_in_words(page: &Page<'_>) -> Outcome {
    page.open("").await?;
    page.reaches("error").await?;
    let words = page.text("#failure").await?;
    is(words.contains("JavaScript modules"), &format!("the words name what is lacking: {words:?}"))
}

pub(super) async fn where_nothing_is_kept_the_page_works_and_a_theme_lasts_as_long_as_it(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    for theme in ["projector", "dark"] {
        page.choose_theme(theme).await?;
        page.until("the theme", async || Ok(page.attribute("html", "data-theme").await? == theme)).await?;
    }
    page.click("#step").await?;
    page.reaches("paused").await
}

pub(super) async fn the_page_reloads_where_service_workers_are_denied(page: &Page<'_>) -> Outcome {
    page.open("").await?;
    page.reaches("error").await?;
    page.evaluate(
        "void (window.harness.beforeReload = Object.defineProperty(Navigator.prototype, 'serviceWorker', {
            get() {
                throw new DOMException('denied', 'SecurityError');
            },
        }))",
    )
    .await?;
    page.click("#reload").await?;
    page.until("a page loaded anew", async || {
        Ok(page.evaluate("Boolean(window.harness && !window.harness.beforeReload)").await? == true)
    })
    .await
}

pub(super) async fn canvases_that_lose_their_memory_are_drawn_again(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.opens().await?;
    let canvases = ["#stage-background", "#stage-overlay", "#chart"];
    let step = page.step().await?;
    // One after the other: both in one frame are no step at all.
    let there_and_back = async || -> Outcome {
        for (button, shown) in [("#step", step + 1), ("#back", step)] {
            page.evaluate(&format!("document.querySelector('{button}').click()")).await?;
            shows_step(page, shown).await?;
        }
        Ok(())
    };
    // Now, too: a chart shows steps that were gone back from, and after a few steps one more is seen.
    there_and_back().await?;
    let mut before = Vec::new();
    for canvas in canvases {
        before.push(page.still_picture(canvas).await?);
    }
    // No page can take it away from itself: it is told so, and left with what it then has.
    page.evaluate(
        "void (window.harness.tell = (kind) => {
            for (const canvas of document.querySelectorAll('canvas')) {
                canvas.getContext('2d').reset?.();
                canvas.getContext('2d').clearRect(0, 0, canvas.width, canvas.height);
                canvas.dispatchEvent(new Event(kind, { cancelable: true }));
            }
        })",
    )
    .await?;
    page.evaluate("window.harness.tell('contextlost')").await?;
    page.until("words about it", async || Ok(page.text("#lost").await?.contains("reload"))).await?;
    there_and_back().await?;
    page.evaluate("window.harness.tell('contextrestored')").await?;
    for (canvas, before) in canvases.into_iter().zip(&before) {
        page.returns(canvas, before).await?;
    }
    is(!page.is_shown("#lost").await?, "nothing is said any more")
}

/// Has frames wait until they are called for, with the time that is said then.
async fn hold_frames(page: &Page<'_>) -> Outcome {
    page.evaluate(
        "void (() => {
            const waiting = new Map();
            let last = 0;
            window.requestAnimationFrame = (callback) => (waiting.set((last += 1), callback), last);
            window.cancelAnimationFrame = (handle) => waiting.delete(handle);
            window.harness.waiting = waiting;
            window.harness.draw = (now) => {
                const callbacks = Array.from(waiting.values());
                waiting.clear();
                for (const callback of callbacks) callback(now);
            };
            window.harness.hide = (hidden) => {
                Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
                document.dispatchEvent(new Event('visibilitychange'));
            };
        })()",
    )
    .await?;
    Ok(())
}

pub(super) async fn an_hour_out_of_sight_or_asleep_is_not_made_up_for(page: &Page<'_>) -> Outcome {
    const HOUR: u32 = 3_600_000;
    open(page, "#v=1&speed=100&step=1").await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    hold_frames(page).await?;
    page.frames(2).await?; // those that were asked for before
    page.evaluate("document.querySelector('#play').click()").await?;
    // Play moves by one step at once, and 20 ms are two more.
    page.evaluate("[1000, 1020].forEach(window.harness.draw)").await?;
    // The tab is hidden, and seen again after an hour: no frame while hidden, and none of that time.
    page.evaluate("window.harness.hide(true)").await?;
    equal(page.evaluate("window.harness.waiting.size").await?, json!(0))?;
    page.evaluate("window.harness.hide(false)").await?;
    page.evaluate(&format!("[{}, {}].forEach(window.harness.draw)", HOUR, HOUR + 20)).await?;
    // The machine sleeps for an hour without a word: that counts as a tenth of a second, ten steps.
    page.evaluate(&format!("[{}, {}].forEach(window.harness.draw)", 2 * HOUR, 2 * HOUR + 20)).await?;
    page.evaluate("document.querySelector('#play').click()").await?;
    page.evaluate(&format!("window.harness.draw({})", 2 * HOUR + 40)).await?;
    shows_step(page, 1 + 2 + 2 + 10 + 2).await
}

pub(super) async fn a_storm_of_sizes_leaves_sharp_canvases_and_a_race(page: &Page<'_>) -> Outcome {
    page.resize(1280, 800).await?;
    page.session.client.goto(&page.server.framed(900, 700, "#v=1&speed=5")).await?;
    page.session.client.enter_frame(0).await?;
    page.reaches("running").await?;
    page.opens().await?;
    let storm = "const done = arguments[0];
        const frame = window.parent.document.querySelector('iframe');
        let left = 200;
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
            left -= 1;
            frame.width = left === 0 ? 900 : 320 + ((left * 173) % 800);
            frame.height = left === 0 ? 700 : 240 + ((left * 91) % 500);
            document.documentElement.getBoundingClientRect();
            if (left === 0) done();
            else setTimeout(() => port2.postMessage(0), 5);
        };
        port2.postMessage(0);";
    page.session.client.execute_async(storm, vec![]).await?;
    is_sharp(page).await?;
    page.evaluate("document.querySelector('#reset').click()").await?;
    shows_step(page, 0).await?;
    page.evaluate("document.querySelector('#play').click()").await?;
    page.until("a race", async || Ok(page.step().await? > 0)).await
}

pub(super) async fn at_a_zoom_of_500_per_cent_the_stage_and_play_are_there(page: &Page<'_>) -> Outcome {
    page.resize(1280, 800).await?;
    // 1280 × 800 at 500 %, and the narrowest window of a phone.
    for (width, height) in [(256, 160), (320, 256)] {
        page.session.client.goto(&page.server.framed(width, height, "#v=1&speed=5")).await?;
        page.session.client.enter_frame(0).await?;
        page.reaches("running").await?;
        page.opens().await?;
        let seen = "['#stage', '#play'].map((name) => {
            const node = document.querySelector(name);
            node.scrollIntoView({ block: 'nearest' });
            const { left, top, right, bottom } = node.getBoundingClientRect();
            const inside = left >= -0.5 && right <= innerWidth + 0.5 && top >= -0.5 && bottom <= innerHeight + 0.5;
            return [inside, right - left >= 24 && bottom - top >= 24];
        })";
        equal(page.evaluate(seen).await?, json!([[true, true], [true, true]]))?;
        let beside = "document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
            Array.from(document.querySelectorAll('body *'))
                .filter((node) => node.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5)
                .map((node) => node.id || `${node.localName}.${node.className}`)";
        equal(page.evaluate(beside).await?, json!([]))?;
        page.click("#play").await?;
        page.reaches("paused").await?;
        is(page.evaluate("document.querySelector('#stage').clientHeight >= 90").await? == true, "the stage has room")?;
        page.session.client.enter_parent_frame().await?;
    }
    page.session.client.enter_frame(0).await?;
    Ok(())
}

pub(super) async fn a_frame_without_area_is_drawn_once_it_has_some(page: &Page<'_>) -> Outcome {
    page.resize(1280, 800).await?;
    page.session.client.goto(&page.server.framed(0, 0, "#v=1&step=12")).await?;
    page.session.client.enter_frame(0).await?;
    page.opens().await?;
    let grow = "void Object.assign(window.parent.document.querySelector('iframe'), { width: 900, height: 700 })";
    page.evaluate(grow).await?;
    is_drawn(page).await?;
    // And back, and again.
    page.evaluate("void Object.assign(window.parent.document.querySelector('iframe'), { width: 0, height: 0 })")
        .await?;
    page.evaluate("document.querySelector('#step').click()").await?;
    page.evaluate("document.querySelector('#stage').getBoundingClientRect()").await?;
    page.evaluate(grow).await?;
    is_drawn(page).await?;
    shows_step(page, 13).await
}

/// Waits until each canvas is sharp and shows something.
async fn is_drawn(page: &Page<'_>) -> Outcome {
    is_sharp(page).await?;
    let blank = "['stage-background', 'stage-overlay', 'chart'].filter((id) => {
        const canvas = document.getElementById(id);
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.every((byte) => byte === 0);
    })";
    page.until("pictures on all canvases", async || Ok(page.evaluate(blank).await? == json!([]))).await
}
