//! Zoom, charts of choice, and the anatomy of a step.

use downhill::anatomy::Anatomy;
use downhill::catalogue;
use serde_json::json;

use super::{ESCAPE, GROUND, SHIFT, STAGE, equal, is, shows_step};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

const RESET: &str = ".whole-view";

/// The opening lesson, paused where something can be read off.
async fn open(page: &Page<'_>) -> Outcome {
    // Where the page is longer than its window, a wheel is for reading on.
    page.resize(1280, 800).await?;
    page.open("#v=1&step=30").await?;
    page.opens().await?;
    shows_step(page, 30).await?;
    page.reaches("paused").await
}

pub(super) async fn zoom_is_another_picture_and_reset_restores_it(page: &Page<'_>) -> Outcome {
    open(page).await?;
    let (ground, paths) = (page.still_picture(GROUND).await?, page.still_picture(STAGE).await?);
    let start = page.value("input[data-exact='start.x']").await?;
    is(!page.is_shown(RESET).await?, "there is nothing to reset")?;
    page.wheel(STAGE, (0.4, 0.4), -240.0).await?;
    page.changes(GROUND, &ground).await?;
    page.changes(STAGE, &paths).await?;
    page.until("a way back", async || page.is_shown(RESET).await).await?;
    page.click(RESET).await?;
    page.returns(GROUND, &ground).await?;
    page.returns(STAGE, &paths).await?;
    page.until("no way back", async || Ok(!page.is_shown(RESET).await?)).await?;
    for key in ["+", "-"] {
        page.press(STAGE, key).await?;
        page.changes(GROUND, &ground).await?;
        page.press("body", "0").await?;
        page.returns(GROUND, &ground).await?;
    }
    equal(page.value("input[data-exact='start.x']").await?, start)?;
    equal(page.step().await?, 30)
}

pub(super) async fn a_drag_with_shift_moves_the_picture_and_not_the_start(page: &Page<'_>) -> Outcome {
    open(page).await?;
    let ground = page.still_picture(GROUND).await?;
    let start = page.value("input[data-exact='start.x']").await?;
    page.hold(SHIFT).await?;
    page.drag(STAGE, (0.5, 0.5), (0.6, 0.6)).await?;
    page.changes(GROUND, &ground).await?;
    equal(page.value("input[data-exact='start.x']").await?, start)?;
    page.click(RESET).await?;
    page.returns(GROUND, &ground).await?;
    page.press(STAGE, &format!("{SHIFT}\u{e012}")).await?;
    page.changes(GROUND, &ground).await?;
    // The arrows without Shift are those of time.
    equal(page.step().await?, 30)
}

pub(super) async fn charts_can_be_chosen_by_keyboard(page: &Page<'_>) -> Outcome {
    open(page).await?;
    let loss = page.still_picture("#chart").await?;
    equal(page.attribute(".choose", "aria-expanded").await?, "false".to_owned())?;
    page.press(".choose", " ").await?;
    page.until("the list", async || page.is_shown("#chart-list").await).await?;
    equal(page.attribute(".choose", "aria-expanded").await?, "true".to_owned())?;
    for chart in ["gradient", "effective-rate.x", "v.y"] {
        page.press(&format!("#chart-list input[value='{chart}']"), " ").await?;
    }
    page.changes("#chart", &loss).await?;
    let free = "#chart-list input:not(:checked):not(:disabled)";
    page.until("four charts and no more", async || {
        Ok(page.evaluate(&format!("document.querySelectorAll(\"{free}\").length")).await? == json!(0))
    })
    .await?;
    page.until("their values in words", async || {
        let words = page.evaluate("document.querySelector('#chart-values').textContent").await?;
        let words = words.as_str().unwrap_or_default();
        Ok(["At step 30.", "loss: SGD", "‖g‖: SGD", "effective rate, x: SGD", "v, y: Momentum"]
            .iter()
            .all(|part| words.contains(part)))
    })
    .await?;
    page.press("#chart-list input[value='gradient']", ESCAPE).await?;
    page.until("no list", async || Ok(!page.is_shown("#chart-list").await?)).await?;
    equal(page.evaluate("document.activeElement.className").await?, json!("choose"))?;
    // The keyboard's own cursor is told of all of them.
    page.press("#chart", "\u{e012}").await?;
    page.until("the step before in words", async || {
        let words = page.evaluate("document.querySelector('#chart-reading').textContent").await?;
        let words = words.as_str().unwrap_or_default();
        Ok(["Step 29. loss: SGD", "‖g‖: SGD", "v, y: Momentum"].iter().all(|part| words.contains(part)))
    })
    .await
}

pub(super) async fn a_chart_reads_what_the_legend_reads(page: &Page<'_>) -> Outcome {
    open(page).await?;
    let at = (0.3, 0.5);
    page.click("#go-to").await?;
    page.drag("#chart", at, at).await?;
    is(page.evaluate("document.activeElement.id !== 'go-to'").await? == true, "a click leaves the field")?;
    page.until("the step that was clicked on", async || Ok((10..25).contains(&page.step().await?))).await?;
    let step = page.step().await?;
    let plain = page.still_picture("#chart").await?;
    page.hover("#chart", at).await?;
    page.until("a reading of that step", async || {
        Ok(page.text(".reading").await?.starts_with(&format!("loss, step {step}")))
    })
    .await?;
    let read =
        page.evaluate("Array.from(document.querySelectorAll('.reading .rows span'), (e) => e.textContent)").await?;
    equal(read, json!([page.text("[data-readout='1.loss']").await?, page.text("[data-readout='2.loss']").await?]))?;
    page.hover("#chart", (0.2, 0.5)).await?;
    page.changes("#chart", &plain).await?;
    page.hover(STAGE, (0.5, 0.5)).await?;
    page.until("no reading", async || Ok(!page.is_shown(".reading").await?)).await
}

pub(super) async fn a_step_taken_apart_is_the_step_that_follows(page: &Page<'_>) -> Outcome {
    open(page).await?;
    let paths = page.still_picture(STAGE).await?;
    let button = "[data-apart='2']";
    page.click(button).await?;
    page.until("the pane", async || page.is_shown("#anatomy").await).await?;
    equal(page.attribute(button, "aria-pressed").await?, "true".to_owned())?;
    page.changes(STAGE, &paths).await?;
    let anatomy = Anatomy::of(catalogue::optimizer("momentum")?);
    let source: Vec<_> = anatomy.lines.iter().map(|line| line.text.clone()).collect();
    let shown =
        page.evaluate("Array.from(document.querySelectorAll('.line code'), (e) => e.textContent).slice(1)").await?;
    equal(shown, json!(source))?;
    is(page.evaluate("document.querySelectorAll('.line math').length").await? == json!(source.len() + 1), "formulas")?;

    let lit = page.still_picture(STAGE).await?;
    page.evaluate("document.querySelector('[data-line=g] button').focus()").await?;
    page.changes(STAGE, &lit).await?;
    is(page.is_shown(".line.lit[data-line=g]").await?, "the line is lit")?;

    let number =
        async |selector: &str| -> Outcome<f64> { Ok(page.text(selector).await?.replace('−', "-").trim().parse()?) };
    for (axis, place) in [("x", 2), ("y", 3)] {
        let readout = format!("[data-readout='2.{axis}']");
        let step = page.step().await?;
        let before = number(&readout).await?;
        let by = number(&format!("[data-line=delta] > :nth-child({place})")).await?;
        page.click("#step").await?;
        shows_step(page, step + 1).await?;
        let after = number(&readout).await?;
        // Each of the three is rounded to four decimals.
        is((after - before - by).abs() < 1.6e-4, &format!("{before} + {by} = {after} along {axis}"))?;
        page.click("#back").await?;
        shows_step(page, step).await?;
    }
    page.press("[data-line=g] button", ESCAPE).await?;
    page.until("no pane", async || Ok(!page.is_shown("#anatomy").await?)).await?;
    equal(page.attribute(button, "aria-pressed").await?, "false".to_owned())?;
    page.hover("#play", (0.5, 0.5)).await?;
    page.returns(STAGE, &paths).await
}
