//! Changing what is shown, by hand and by link.

use super::{ENTER, HOME, STAGE, equal, is, shows_step, type_number};
use downhill::catalogue;
use downhill_browser::Outcome;
use downhill_browser::page::Page;
use serde_json::json;

pub(super) async fn a_click_on_the_stage_moves_the_start(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    let before = position(page, 1).await?;
    page.drag("#stage-overlay", (0.3, 0.4), (0.3, 0.4)).await?;
    page.until("another start", async || Ok(position(page, 1).await? != before)).await?;
    equal(position(page, 1).await?, position(page, 2).await?)
}

pub(super) async fn a_drag_on_the_stage_carries_the_start(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    page.drag("#stage-overlay", (0.3, 0.4), (0.3, 0.4)).await?;
    page.frames(5).await?;
    let pressed = position(page, 1).await?;
    page.drag("#stage-overlay", (0.3, 0.4), (0.7, 0.6)).await?;
    page.until("the start carried along", async || {
        let [x, y] = position(page, 1).await?;
        Ok(x != pressed[0] && y != pressed[1])
    })
    .await
}

pub(super) async fn a_surface_slider_changes_the_path(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    let (step, before) = (page.step().await?, page.readouts(1).await?);
    let path = page.picture("#stage-overlay").await?;
    page.press("input[data-param='surface.kappa']", HOME).await?;
    page.until("another path", async || {
        Ok(page.readouts(1).await? != before && page.picture("#stage-overlay").await? != path)
    })
    .await?;
    // What was reached stays reached: a slider recomputes up to the step that is shown.
    shows_step(page, step).await
}

pub(super) async fn an_optimizer_slider_changes_its_own_path_only(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#step").await?;
    page.frames(5).await?;
    let (first, second) = (page.readouts(1).await?, page.readouts(2).await?);
    page.press("input[data-param='1.lr']", HOME).await?;
    page.until("another path of run 1", async || Ok(page.readouts(1).await? != first)).await?;
    equal(page.readouts(2).await?, second)
}

pub(super) async fn an_exact_number_can_be_typed(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.click("#step").await?;
    let before = page.readouts(1).await?;
    type_number(page, "1.lr", "0.0123").await?;
    page.until("another path of run 1", async || Ok(page.readouts(1).await? != before)).await?;
    equal(page.value("input[data-exact='1.lr']").await?, "0.0123".to_owned())
}

pub(super) async fn a_run_can_be_switched_off(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.opens().await?;
    page.click("#step").await?;
    let (with, readouts) = (page.still_picture(STAGE).await?, page.readouts(1).await?);
    page.click("input[data-on='1']").await?;
    page.changes(STAGE, &with).await?;
    page.click("input[data-on='1']").await?;
    page.returns(STAGE, &with).await?;
    equal(page.readouts(1).await?, readouts)
}

pub(super) async fn a_reload_restores_the_state_from_the_link(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    let plain = page.address().await?;
    type_number(page, "1.lr", "0.0123").await?;
    type_number(page, "surface.kappa", "17").await?;
    page.click("input[data-on='2']").await?;
    page.drag("#stage-overlay", (0.3, 0.4), (0.3, 0.4)).await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    let start = position(page, 1).await?;
    page.until("the settings in the address", async || {
        let link = page.address().await?;
        Ok(link != plain && link.contains("0.0123") && link.contains("17") && link.contains("start"))
    })
    .await?;
    let link = page.address().await?;
    let fragment = link.split_once('#').map(|(_, fragment)| format!("#{fragment}"));
    page.open_paused(&fragment.ok_or("the address has no fragment")?).await?;
    page.click("#reset").await?;
    shows_step(page, 0).await?;
    equal(page.value("input[data-exact='1.lr']").await?, "0.0123".to_owned())?;
    equal(page.value("input[data-exact='surface.kappa']").await?, "17".to_owned())?;
    is(!page.find("input[data-on='2']").await?.is_selected().await?, "run 2 is off")?;
    equal(position(page, 1).await?, start)?;
    is(!page.is_shown("#note").await?, "no note for a link of the page's own")
}

pub(super) async fn a_link_that_comes_while_the_page_opens_is_followed(page: &Page<'_>) -> Outcome {
    page.session.client.goto(&page.server.framed(900, 700, "#v=1&step=9")).await?;
    // The frame's own turn, after it has laid out the words and before it listens, is held until the browser has told of the change.
    let change = "const frame = document.querySelector('iframe');
        const before = frame.contentDocument;
        const hold = () => {
            const prose = frame.contentDocument?.querySelector('#prose');
            if (!prose || frame.contentDocument === before) return setTimeout(hold);
            const inner = frame.contentWindow;
            const after = inner.setTimeout.bind(inner);
            inner.setTimeout = (then, ...rest) => {
                if (prose.childElementCount === 0) return after(then, ...rest);
                inner.setTimeout = after;
                inner.addEventListener('hashchange', () => after(then, ...rest), { once: true });
                inner.location.hash = '#v=1&1.lr=0.04&step=5';
            };
        };
        frame.contentWindow.location.reload();
        hold();";
    // As a script of the page's, since some drivers' scripts have a world of their own.
    let add = "document.body.append(Object.assign(document.createElement('script'), { textContent: arguments[0] }))";
    page.session.client.execute(add, vec![json!(change)]).await?;
    page.session.client.enter_frame(0).await?;
    page.until("the rate of the second link", async || {
        Ok(page.evaluate("document.querySelector('input[data-exact=\"1.lr\"]')?.value").await? == json!("0.04"))
    })
    .await?;
    shows_step(page, 5).await?;
    page.until("the step in the address", async || {
        Ok(page.evaluate("location.hash").await? == json!("#v=1&1.lr=0.04&step=5"))
    })
    .await
}

pub(super) async fn a_malformed_link_opens_the_lesson_with_a_note(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    let rate = page.value("input[data-exact='1.lr']").await?;
    page.open_running("#1.lr=banana&nonsense=%F0%28&surface.kappa=NaN&&==&9.lr=1&step=-3").await?;
    page.until("a visible note", async || page.is_shown("#note").await).await?;
    let note = page.text("#note").await?;
    is(note.contains("banana"), &format!("the note names what was ignored: {note:?}"))?;
    equal(page.value("input[data-exact='1.lr']").await?, rate)
}

pub(super) async fn a_live_link_that_cannot_be_followed_says_so(page: &Page<'_>) -> Outcome {
    // No runs: there is no SGD whose rate could be set.
    page.open("#v=1&runs=").await?;
    page.reaches("paused").await?;
    page.click("#prose a[data-set]").await?;
    page.until("a visible note", async || page.is_shown("#note").await).await?;
    is(!page.is_shown("#failure").await?, "no failure is shown")?;
    page.click("#add").await?;
    page.until("a run, and the note gone", async || {
        Ok(page.is_shown("[data-run='1']").await? && !page.is_shown("#note").await?)
    })
    .await
}

pub(super) async fn the_lessons_own_settings_can_be_had_back(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    is(!page.is_shown("#home").await?, "there is no way back where there is nothing to go back from")?;
    let rate = page.value("input[data-exact='1.lr']").await?;
    type_number(page, "1.lr", "0.0123").await?;
    page.until("a way back", async || page.is_shown("#home").await).await?;
    page.click("#home").await?;
    page.until("the lesson's own rate", async || Ok(page.value("input[data-exact='1.lr']").await? == rate)).await?;
    page.until("no way back", async || Ok(!page.is_shown("#home").await?)).await
}

pub(super) async fn a_run_can_be_added_and_removed(page: &Page<'_>) -> Outcome {
    page.open_paused("").await?;
    page.opens().await?;
    let (first, second) = (page.readouts(1).await?, page.readouts(2).await?);
    page.click("#add").await?;
    page.until("a third run", async || page.is_shown("[data-run='3']").await).await?;
    equal(page.readouts(1).await?, first)?;
    page.press("[data-remove='1']", ENTER).await?;
    page.until("two runs", async || Ok(page.evaluate("document.querySelectorAll('[data-run]').length").await? == 2))
        .await?;
    equal(page.readouts(1).await?, second)
}

async fn position(page: &Page<'_>, run: u32) -> Outcome<[String; 2]> {
    Ok([page.text(&format!("[data-readout='{run}.x']")).await?, page.text(&format!("[data-readout='{run}.y']")).await?])
}

pub(super) async fn every_optimizer_and_surface_is_offered(page: &Page<'_>) -> Outcome {
    page.open_running("").await?;
    let offered = page.evaluate("Array.from(document.querySelector('#another').options, ({ value }) => value)").await?;
    equal(offered, json!(catalogue::OPTIMIZERS.iter().map(|entry| entry.info.id).collect::<Vec<_>>()))?;
    let surfaces = page.evaluate("Array.from(document.querySelector('#ground').options, ({ value }) => value)").await?;
    equal(surfaces, json!(catalogue::SURFACES.iter().map(|entry| entry.info.id).collect::<Vec<_>>()))
}

pub(super) async fn a_link_to_another_optimizer_and_surface_opens_as_it_says(page: &Page<'_>) -> Outcome {
    page.open("#v=1&surface=rosenbrock&runs=adam,diffgrad&1.lr=0.05&step=40").await?;
    page.reaches("paused").await?;
    equal(page.step().await?, 40)?;
    is(!page.is_shown("#note").await?, "no note for a link that can be read")?;
    equal(page.value("input[data-exact='1.lr']").await?, "0.05".to_owned())?;
    let sentence = page.text("[data-readout='2.sentence']").await?;
    is(sentence.starts_with("diffGrad "), &format!("the second run is diffGrad: {sentence}"))
}
