//! Playing the lesson, step by step and back.

use serde_json::json;

use super::{ARROW_RIGHT, END, HOME, equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

pub(super) async fn the_page_loads_without_complaints(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    // The runner fails a scenario that ends with anything in the console; a few frames give it time to get there.
    page.frames(30).await?;
    is(!page.is_shown("#failure").await?, "no failure is shown")
}

pub(super) async fn the_head_moves(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    let (step, picture) = (page.step().await?, page.picture("#stage-overlay").await?);
    page.until("a later step and another picture", async || {
        Ok(page.step().await? > step && page.picture("#stage-overlay").await? != picture)
    })
    .await
}

pub(super) async fn a_running_race_is_counted_and_read_off_at_the_same_step(page: &Page<'_>) -> Outcome {
    for speed in [6, 60] {
        page.open_running(&format!("#v=1&speed={speed}")).await?;
        page.opens().await?;
        let script = "const done = arguments[0]; const seen = [];
            const look = () => {
                const read = document.querySelector('[data-readout=\"1.sentence\"]').textContent.match(/ in (\\d+) step/);
                if (read) seen.push([document.querySelector('#step-count').textContent, read[1]]);
                if (document.documentElement.dataset.state === 'running' && seen.length < 60) harness.nextFrame(look);
                else done(seen);
            };
            look();";
        let seen: Vec<[String; 2]> = serde_json::from_value(page.session.client.execute_async(script, vec![]).await?)?;
        is(seen.len() > 5, &format!("it was looked at in {} frames", seen.len()))?;
        let apart: Vec<_> = seen.iter().filter(|[counted, read]| counted != read).collect();
        is(apart.is_empty(), &format!("at {speed} steps a second the counter is that of the legend: {apart:?}"))?;
    }
    Ok(())
}

pub(super) async fn pause_stops_the_head(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    page.opens().await?;
    equal(page.attribute("#play", "aria-pressed").await?, "true".to_owned())?;
    page.click("#play").await?;
    page.reaches("paused").await?;
    equal(page.attribute("#play", "aria-pressed").await?, "false".to_owned())?;
    // The head may still come to rest on its step, which takes nine frames.
    page.frames(15).await?;
    let step = page.step().await?;
    let before = (step, page.picture("#stage-overlay").await?);
    page.evaluate("harness.frames.length = 0").await?;
    page.frames(30).await?;
    equal((page.step().await?, page.picture("#stage-overlay").await?), before)?;
    equal(page.evaluate("harness.frames.length").await?, json!(0))?;
    page.click("#play").await?;
    page.reaches("running").await?;
    page.until("a later step", async || Ok(page.step().await? > step)).await
}

pub(super) async fn step_advances_by_one(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    let step = page.step().await?;
    for later in 1..=3 {
        page.click("#step").await?;
        shows_step(page, step + later).await?;
    }
    equal(page.value("#timeline").await?, (step + 3).to_string())
}

pub(super) async fn step_back_returns_exactly(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    let step = page.step().await?;
    let mut seen = Vec::new();
    for later in 0..5 {
        shows_step(page, step + later).await?;
        seen.push((page.readouts(1).await?, page.readouts(2).await?));
        page.click("#step").await?;
    }
    shows_step(page, step + 5).await?;
    for later in (0..5).rev() {
        page.click("#back").await?;
        shows_step(page, step + later).await?;
        let now = (page.readouts(1).await?, page.readouts(2).await?);
        equal(&now, &seen[usize::try_from(later)?])?;
    }
    Ok(())
}

pub(super) async fn reset_returns_to_the_start(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#step").await?;
    page.click("#reset").await?;
    shows_step(page, 0).await
}

pub(super) async fn the_timeline_goes_to_any_step(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.press("#timeline", END).await?;
    let last: u64 = page.attribute("#timeline", "max").await?.parse()?;
    shows_step(page, last).await?;
    page.press("#timeline", HOME).await?;
    shows_step(page, 0).await
}

pub(super) async fn nothing_moves_where_nothing_is_on(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    for run in ["1", "2"] {
        page.click(&format!("input[data-on='{run}']")).await?;
    }
    page.until("words about it", async || Ok(!page.text("#remark").await?.is_empty())).await?;
    for button in ["#play", "#step"] {
        is(!page.find(button).await?.is_enabled().await?, &format!("{button} is disabled"))?;
    }
    // The checkbox would take the Space for itself.
    page.evaluate("document.activeElement.blur()").await?;
    page.press("body", " ").await?;
    page.press("body", ARROW_RIGHT).await?;
    page.frames(5).await?;
    shows_step(page, 0).await?;
    page.reaches("paused").await?;
    page.click("input[data-on='1']").await?;
    page.until("a button to play", async || Ok(page.find("#play").await?.is_enabled().await?)).await?;
    equal(page.text("#remark").await?, String::new())
}

pub(super) async fn a_race_that_all_have_left_says_so(page: &Page<'_>) -> Outcome {
    page.open("#v=1&1.lr=1&2.lr=1&speed=240").await?;
    page.reaches("finished").await?;
    page.until("words about it", async || Ok(page.text("#remark").await?.contains("ended"))).await?;
    equal(page.attribute("#play", "aria-label").await?, "Play again".to_owned())?;
    let step = page.step().await?;
    is(step < 60, "it ends where the last run left")?;
    page.click("#step").await?;
    page.frames(5).await?;
    shows_step(page, step).await?;
    page.reaches("finished").await
}

pub(super) async fn space_pauses_after_a_live_link(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    page.click("#prose a[data-set]").await?;
    page.reaches("running").await?;
    page.press("#prose a[data-set]", " ").await?;
    page.reaches("paused").await
}
