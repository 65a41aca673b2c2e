//! Sharp on every screen.

use super::equal;
use downhill_browser::Outcome;
use downhill_browser::page::Page;

pub(super) async fn the_canvases_stay_sharp_when_resized(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    for (width, height) in [(1280, 800), (1024, 768), (600, 900), (1280, 800)] {
        page.resize(width, height).await?;
        is_sharp(page).await?;
    }
    Ok(())
}

pub(super) async fn the_canvases_stay_sharp_on_a_fine_screen(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    equal(page.evaluate("devicePixelRatio").await?.as_f64(), Some(2.0))?;
    is_sharp(page).await?;
    page.resize(900, 700).await?;
    is_sharp(page).await
}

pub(super) async fn the_words_fit_beside_the_stage(page: &Page<'_>) -> Outcome {
    let script = "(() => {
        const fits = (node) => node.scrollHeight <= node.clientHeight && node.scrollWidth <= node.clientWidth;
        return fits(document.documentElement) && fits(document.querySelector('.column'));
    })()";
    page.open_paused("").await?;
    for (width, height) in [(1280, 800), (1024, 768)] {
        equal(page.resize(width, height).await?, (width, height))?;
        for theme in ["light", "dark", "projector"] {
            page.choose_theme(theme).await?;
            page.until(&format!("nothing to scroll at {width}×{height}, {theme}"), async || {
                Ok(page.evaluate(script).await? == true)
            })
            .await?;
        }
    }
    Ok(())
}

/// Waits until each canvas has as many pixels as the screen gives it.
pub(super) async fn is_sharp(page: &Page<'_>) -> Outcome {
    let script = "['stage-background', 'stage-overlay', 'chart'].map((id) => {
        const canvas = document.getElementById(id);
        const { width, height } = canvas.getBoundingClientRect();
        return [id, [canvas.width, canvas.height], [width, height].map((css) => Math.round(css * devicePixelRatio))];
    })";
    page.until("canvas pixels = css × devicePixelRatio", async || {
        let canvases = page.evaluate(script).await?;
        let canvases: Vec<(String, [u32; 2], [u32; 2])> = serde_json::from_value(canvases)?;
        Ok(canvases.iter().all(|(_, pixels, wanted)| pixels == wanted && pixels[0] > 100))
    })
    .await
}
