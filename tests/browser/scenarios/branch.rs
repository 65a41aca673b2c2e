//! A change under way: from the start, or as a branch beside the path as it was; and a run's colour.

use serde_json::{Value, json};

use super::{ARROW_RIGHT, ENTER, equal, is, shows_step, type_number};
use downhill_browser::Outcome;
use downhill_browser::page::Page;

/// Opens the page paused under way.
async fn open(page: &Page<'_>, fragment: &str) -> Outcome {
    page.open(fragment).await?;
    page.opens().await
}

async fn runs(page: &Page<'_>) -> Outcome<Value> {
    page.evaluate("document.querySelectorAll('#legend .run').length").await
}

async fn undone(page: &Page<'_>) -> Outcome {
    // By keyboard: the legend, which has just folded, lets the column scroll under the mouse.
    page.press("#undo", ENTER).await
}

pub(super) async fn a_change_from_the_start_adds_no_run(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=9").await?;
    let before = page.readouts(1).await?;
    equal(page.attribute("#branch", "aria-pressed").await?, "false".to_owned())?;
    type_number(page, "1.lr", "0.03").await?;
    page.until("another path", async || Ok(page.readouts(1).await? != before)).await?;
    equal(runs(page).await?, json!(2))?;
    shows_step(page, 9).await
}

pub(super) async fn a_change_that_branches_leaves_the_path_and_adds_one(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=9").await?;
    let (before, rate) = (page.readouts(1).await?, page.value("input[data-exact='1.lr']").await?);
    page.click("#branch").await?;
    type_number(page, "1.lr", "0.03").await?;
    page.until("a third run", async || Ok(runs(page).await? == json!(3))).await?;
    page.until("the branch's rate", async || Ok(page.value("input[data-exact='3.lr']").await? == "0.03")).await?;
    page.until("the original's rate", async || Ok(page.value("input[data-exact='1.lr']").await? == rate)).await?;
    page.until("the keyboard at the branch", async || {
        Ok(page.evaluate("document.activeElement.dataset.exact ?? ''").await? == json!("3.lr"))
    })
    .await?;
    equal(page.readouts(1).await?, before.clone())?;
    equal(page.text("[data-readout='3.x']").await?, page.text("[data-readout='1.x']").await?)?;
    is(page.text("[data-run='3'] .name").await?.ends_with("α = 0.03 from 9"), "the name tells what differs")?;
    // What is changed of the branch where it begins changes the branch.
    type_number(page, "3.lr", "0.02").await?;
    page.until("the branch changed", async || Ok(page.address().await?.contains("3@9.lr=0.02"))).await?;
    equal(runs(page).await?, json!(3))?;
    let picture = page.still_picture("#stage-overlay").await?;
    // The field would take the arrow for itself.
    page.evaluate("document.activeElement.blur()").await?;
    page.press("body", ARROW_RIGHT).await?;
    shows_step(page, 10).await?;
    page.until("ways that part", async || {
        Ok(page.text("[data-readout='3.y']").await? != page.text("[data-readout='1.y']").await?)
    })
    .await?;
    is(page.still_picture("#stage-overlay").await? != picture, "the branch is drawn")?;
    // Before it branches off, it has the values of the original.
    page.press("#go-to", &format!("4{ENTER}")).await?;
    page.until("the values in force", async || Ok(page.value("input[data-exact='3.lr']").await? == rate)).await?;
    page.press("#go-to", &format!("9{ENTER}")).await?;
    page.until("the values in force", async || Ok(page.value("input[data-exact='3.lr']").await? == "0.02")).await?;
    page.until("the step in the address", async || Ok(page.address().await?.ends_with("&step=9"))).await?;
    let link = page.address().await?;
    open(page, &link[link.find('#').unwrap_or(link.len())..]).await?;
    equal(runs(page).await?, json!(3))?;
    equal(page.value("input[data-exact='3.lr']").await?, "0.02".to_owned())?;
    equal(page.readouts(1).await?, before)
}

pub(super) async fn a_drag_makes_one_branch_and_one_change_to_undo(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=9").await?;
    page.press("body", "b").await?;
    page.until("branches", async || Ok(page.attribute("#branch", "aria-pressed").await? == "true")).await?;
    let rate = page.value("input[data-exact='1.lr']").await?;
    page.drag("input[data-param='1.lr']", (0.5, 0.5), (0.9, 0.5)).await?;
    page.until("a third run", async || Ok(runs(page).await? == json!(3))).await?;
    page.until("the slider as it was", async || {
        let script = "document.querySelector('[data-param=\"1.lr\"]').value === document.querySelector('[data-param=\"3.lr\"]').value";
        Ok(page.evaluate(script).await? == false)
    })
    .await?;
    equal(page.value("input[data-exact='1.lr']").await?, rate)?;
    undone(page).await?;
    page.until("no branch", async || Ok(runs(page).await? == json!(2))).await?;
    equal(page.attribute("#undo", "aria-disabled").await?, "true".to_owned())?;
    // At the start there is nothing to branch off from.
    page.click("#reset").await?;
    page.until("no choice", async || Ok(page.attribute("#branch", "aria-disabled").await? == "true")).await
}

pub(super) async fn where_there_is_no_room_for_a_branch_it_is_said(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&runs=sgd,sgd,sgd,sgd,sgd,sgd,sgd,sgd,sgd,sgd,sgd,sgd&step=9").await?;
    page.click("#branch").await?;
    // Not by the mouse: over a run it brings the run's tools out, above what folds.
    page.evaluate("document.querySelector('[data-run=\\'1\\'] .more').click()").await?;
    type_number(page, "1.lr", "0.03").await?;
    page.until("words about it", async || page.is_shown("[data-run='1'] .rate .word").await).await?;
    is(page.text("[data-run='1'] .rate .word").await?.contains("12"), "they say how many runs there may be")?;
    equal(runs(page).await?, json!(12))
}

pub(super) async fn a_runs_colour_can_be_chosen(page: &Page<'_>) -> Outcome {
    open(page, "#v=1&step=9").await?;
    let picture = page.still_picture("#stage-overlay").await?;
    let color = "document.querySelector('[data-run=\"1\"]').style.getPropertyValue('--run')";
    let before = page.evaluate(color).await?;
    page.press("[data-colors='1']", ENTER).await?;
    page.until("the palette", async || page.is_shown("#palette-1").await).await?;
    page.press("#palette-1 [data-color='7']", ENTER).await?;
    page.until("another colour", async || Ok(page.evaluate(color).await? != before)).await?;
    is(!page.is_shown("#palette-1").await?, "the palette is folded")?;
    equal(page.attribute("#palette-1 [data-color='7']", "aria-pressed").await?, "true".to_owned())?;
    is(page.still_picture("#stage-overlay").await? != picture, "it is drawn so")?;
    page.until("the colour in the address", async || Ok(page.address().await?.contains("1.color=7"))).await?;
    undone(page).await?;
    page.until("the colour as it was", async || Ok(page.evaluate(color).await? == before)).await?;
    page.returns("#stage-overlay", &picture).await
}
