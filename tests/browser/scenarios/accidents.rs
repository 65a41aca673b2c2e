//! Odd places and accidents: the page works, or says in words why not.

use serde_json::json;

use super::{equal, is};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

pub(super) async fn an_error_while_drawing_is_told_in_words(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    page.opens().await?;
    page.evaluate("harness.breakDrawing()").await?;
    failure_is_told(page).await?;
    let left = "Array.from(document.querySelectorAll('main :is(button, input, select, summary, a[href])'))
        .filter((node) => !node.closest('[inert]'))
        .map((node) => node.id || node.getAttribute('href'))";
    equal(page.evaluate(left).await?, json!(["theme", "reload", "?"]))?;
    // The error is wanted here: the runner is to see only what the reloaded page says.
    reload_restarts(page).await?;
    page.reaches("running").await
}

pub(super) async fn it_works_under_a_sub_path(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    let step = page.step().await?;
    page.until("a later step", async || Ok(page.step().await? > step)).await
}

pub(super) async fn a_missing_module_is_told_in_words(page: &Page<'_>) -> Outcome {
    page.open("").await?;
    failure_is_told(page).await?;
    reload_restarts(page).await
}

pub(super) async fn the_opening_lessons_surface_is_there_without_the_module(page: &Page<'_>) -> Outcome {
    // Where the stage draws its plot, and a shape for each level.
    let poster = "(() => {
        const poster = document.querySelector('.poster'), [inner, outer] = [poster, poster.parentElement].map((node) => node.getBoundingClientRect());
        const margins = [inner.left - outer.left, inner.top - outer.top, outer.right - inner.right, outer.bottom - inner.bottom];
        const seen = Array.from(poster.querySelectorAll('path')).filter((path) => getComputedStyle(path).visibility === 'visible');
        return [...margins.map(Math.round), seen.length];
    })()";
    page.open("#v=1&step=9").await?;
    page.reaches("error").await?;
    equal(page.evaluate(poster).await?, json!([46, 10, 14, 28, 10]))?;
    // A link to something else has other surfaces.
    page.open("#v=1&lesson=saddle").await?;
    page.reaches("error").await?;
    equal(page.evaluate(poster).await?, json!([46, 10, 14, 28, 0]))
}

pub(super) async fn a_browser_without_webassembly_is_told_in_words(page: &Page<'_>) -> Outcome {
    page.open("").await?;
    failure_is_told(page).await?;
    let words = page.text("#failure").await?;
    is(words.contains("WebAssembly"), &format!("the words name what is lacking: {words:?}"))
}

pub(super) async fn a_browser_without_simd_is_told_in_words(page: &Page<'_>) -> Outcome {
    page.open("").await?;
    failure_is_told(page).await?;
    let words = page.text("#failure").await?;
    is(words.contains("SIMD"), &format!("the words name what is lacking: {words:?}"))
}

async fn failure_is_told(page: &Page<'_>) -> Outcome {
    page.reaches("error").await?;
    is(page.is_shown("#failure").await?, "the failure is shown")?;
    is(page.text("#failure").await?.len() > 40, "the failure is told in a sentence")?;
    is(page.is_shown("#reload").await?, "there is a way to reload")
}

async fn reload_restarts(page: &Page<'_>) -> Outcome {
    page.evaluate("harness.beforeReload = true").await?;
    page.click("#reload").await?;
    page.until("a page loaded anew", async || {
        Ok(page.evaluate("globalThis.harness?.beforeReload !== true && document.readyState === 'complete'").await?
            == true)
    })
    .await
}
